"""The report of an exercise 推演评估报告, part by part, for HTML and Word alike."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.metric.comms_rows import message_rows
from sim.metric.indicators import INDICATORS, Found
from sim.report.exercise.debrief import Debrief, Done, Place
from sim.report.parts import Column, Heading, Listing, Page, Part, Picture, Section, Table, Text, Tile, cells
from sim.report.review.names import bearer
from sim.report.say import DASH, count, decimal, known, percent
from sim.report.words import WORDS, Both, Lang, same
from sim.scenario.rating import Grade
from sim.terms.enums import BearerKind
from sim.terms.units import HOUR_MS
from sim.words import both, both_in

Images = Mapping[str, Mapping[str, str]]
_T: Final[dict[str, Both]] = {
    "title": both("{name}: report of the tabletop exercise"),
    "subtitle": both("from {start}, played to {reached} ({hours} h) · file {file}"),
    "headline": both(
        "Seats played: {seats}. Orders by people: {orders}, of which {lost} did not arrive. "
        "{points} points of a hundred from {n} criteria, {people} of them graded by people."
    ),
    "caution": both(
        "Indicators come from the log. Suggested grades follow from them by the steps of the "
        "template, which are assumptions: what evaluators say counts."
    ),
    "who": both_in("exercise", "Seats"),
    "seat": both("Seat"),
    "manned": both("Manned"),
    "given": both("Orders by people"),
    "never": both("Did not arrive"),
    "words": both_in("exercise", "Messages"),
    "by_policy": both("played by its policy"),
    "process": both("Timeline"),
    "process_note": both(
        "Injects, decisions, bookmarks and observations by time. What became of a message is "
        "taken from the log; the seats did not know it then."
    ),
    "process_figure": both(
        "Seats: manned (bars), orders (ticks; crosses where they did not arrive), notes (diamonds)."
    ),
    "time": both_in("exercise", "Time"),
    "what": both_in("exercise", "What"),
    "came": both("What came of it"),
    "indicators": both("Indicators"),
    "indicator": both_in("exercise", "Indicator"),
    "value": both_in("exercise", "Value"),
    "n": both_in("exercise", "n"),
    "district": both_in("exercise", "district"),
    "messages": both("Messages and bearers"),
    "bearer": both_in("exercise", "Bearer"),
    "all": both("all"),
    "delivered": both("Delivered"),
    "lost": both_in("exercise", "Lost"),
    "delay": both("Median delay (s)"),
    "compare": both("People against doctrine policies"),
    "compare_told": both(
        "With the same luck (calls, damage, communications): what people did, and the "
        "doctrine policies of the posts from the start, both until {reached}."
    ),
    "people": both_in("exercise", "People"),
    "doctrine": both("Doctrine"),
    "if": both_in("exercise", "What if"),
    "if_told": both(
        "From {t} on the policies decide, with {n} other lucks, until {until}. What has "
        "begun stays: incidents, damage, storms and their rain, how well each place is "
        "covered. Drawn anew: later calls, later hazards and slides, turnout, answers and "
        "other chances from then on."
    ),
    "if_figure": both(
        "Bands: 10 to 90 %; lines: least to most; white: median; disc: people; square: policies, same luck."
    ),
    "band": both("Other lucks: 10 % / median / 90 %"),
    "ratings": both("Ratings"),
    "criterion": both_in("exercise", "Criterion"),
    "weight": both("Weight"),
    "figure": both_in("exercise", "Figure"),
    "suggested": both("Suggested"),
    "graded": both("Graded"),
    "remark": both("Remark"),
    "template": both("Template: {name}. Source: {source}"),
    "observed": both("Observations"),
    "good": both("Strengths"),
    "bad": both("Areas to improve"),
    "neutral": both("Other"),
    "none": both("None was noted."),
    "findings": both("Findings and corrective actions"),
    "finding": both("Finding"),
    "action": both_in("exercise", "Action"),
    "owner": both("Owner"),
    "due": both_in("exercise", "Due"),
    "origin": both("Origin"),
    "branches": both_in("exercise", "Branches"),
    "file": both("File"),
    "from": both_in("exercise", "From"),
    "at": both("Branched at"),
    "reached": both_in("exercise", "Reached"),
    "refused": both("Refused actions"),
}
_BEARERS: Final = frozenset(kind.value for kind in BearerKind)
_UNITS: Final = {"min": both_in("report", "min"), "s": both("s"), "h": both_in("report", "h")}


def page(debrief: Debrief, images: Images, lang: Lang) -> Page:
    """Return the report of an exercise.

    Parameters
    ----------
    debrief
        The exercise.
    images
        Figures by name and language, as URIs; one that is missing is left out.
    lang
        The language that is shown first.
    """
    title = debrief.material.scenario.title
    return Page(
        title=_T["title"].fill(name=Both(title.zh, title.en)),
        subtitle=_subtitle(debrief),
        headline=_headline(debrief),
        tiles=_tiles(debrief),
        caution=_T["caution"],
        sections=[
            Section(_T["who"], [_seats(debrief)]),
            Section(_T["indicators"], [_indicators(debrief)]),
            Section(_T["ratings"], _ratings(debrief)),
            Section(_T["observed"], _observed(debrief)),
            Section(_T["findings"], _findings(debrief)),
            Section(_T["compare"], _compared(debrief)),
            *(_outlook(debrief, number, images) for number in range(len(debrief.outlooks))),
            Section(_T["messages"], [_messages(debrief)]),
            Section(_T["process"], _process(debrief, images)),
            Section(_T["origin"], _origin(debrief)),
        ],
        credits=WORDS["credits"],
        lang=lang,
    )


def _subtitle(debrief: Debrief) -> Both:
    return _T["subtitle"].fill(
        start=f"{debrief.material.start:%Y-%m-%d %H:%M}",
        reached=debrief.clock(debrief.reached_ms),
        hours=decimal(debrief.reached_ms / HOUR_MS),
        file=debrief.file,
    )


def _by_people(debrief: Debrief) -> tuple[int, int]:
    """Return how many orders people gave, and how many of these did not arrive."""
    orders = [order for post in debrief.posts.files.values() for order in post.orders if order.person]
    return len(orders), sum(order.arrived_ms is None for order in orders)


def _played(debrief: Debrief) -> list[Place]:
    files = debrief.posts.files
    return [p for p in debrief.places if p.address in files and files[p.address].seats]


def _headline(debrief: Debrief) -> Both:
    orders, lost = _by_people(debrief)
    points, n, people = debrief.points
    return _T["headline"].fill(
        seats=len(_played(debrief)), orders=orders, lost=lost, points=decimal(points), n=n, people=people
    )


def _tiles(debrief: Debrief) -> list[Tile]:
    values = debrief.values
    keys = ("picture_min", "decision_call_min", "orders_lost_share", "first_unit_min", "silent_mean_h")
    found = []
    for key in keys:
        about = INDICATORS[key]
        number = _value(key, values[key])
        unit = _UNITS.get(about.unit) if known(values[key]) else None
        found.append(Tile(Both(about.zh, about.en), number, same(""), unit))
    return found


def _value(key: str, value: float | None) -> str:
    if value is None or not known(value):
        return DASH
    unit = INDICATORS[key].unit
    return percent(value) if unit == "share" else count(value) if unit == "1" else decimal(value)


# --- seats and indicators


def _seats(debrief: Debrief) -> Table:
    rows = []
    for place in debrief.places:
        if place.address is None:
            continue
        post = debrief.posts.of(place.address)
        mine = [order for order in post.orders if order.person]
        never = sum(order.arrived_ms is None for order in mine)
        manned = _spans(debrief, post.seats)
        rows.append(cells(place.called, manned, str(len(mine)), str(never), str(post.words)))
    heads = [Column(_T["seat"], "w"), Column(_T["manned"])]
    heads += [Column(_T[key], "n") for key in ("given", "never", "words")]
    return Table(tuple(heads), tuple(rows))


def _spans(debrief: Debrief, seats: Sequence[tuple[int, int | None]]) -> Both:
    ends = [
        (debrief.clock(since), debrief.clock(debrief.reached_ms if until is None else until))
        for since, until in seats
    ]
    told = "; ".join(f"{since} – {until}" for since, until in ends)
    return same(told) if told else _T["by_policy"]


def _indicators(debrief: Debrief) -> Table:
    rows = [_indicator(debrief, each) for each in debrief.found]
    heads = (Column(_T["seat"], "w"), Column(_T["indicator"]), Column(_T["value"], "n"), Column(_T["n"], "n"))
    return Table(heads, tuple(rows))


def _indicator(debrief: Debrief, each: Found) -> tuple[Any, ...]:
    about = INDICATORS[each.key]
    where = _T["district"] if each.address is None else debrief.post(each.address)
    name = _with_unit(Both(about.zh, about.en), about.unit)
    return cells(where, name, _value(each.key, each.value), count(each.n))


def _with_unit(name: Both, unit: str) -> Both:
    said = _UNITS.get(unit)
    return name if said is None else Both(f"{name.zh}（{said.zh}）", f"{name.en} ({said.en})")


# --- ratings, observations, findings


def _ratings(debrief: Debrief) -> list[Part]:
    template = debrief.template
    heads = [Column(_T["criterion"]), Column(_T["weight"], "n"), Column(_T["figure"], "n")]
    heads += [Column(_T["suggested"], "w"), Column(_T["graded"], "w"), Column(_T["remark"])]
    parts: list[Part] = [
        Text(
            _T["template"].fill(
                name=Both(template.title.zh, template.title.en),
                source=Both(template.source.zh, template.source.en),
            ),
            "note",
        )
    ]
    for group in template.groups:
        rows = []
        for each in group.criteria:
            given, suggested = debrief.graded(each)
            value = _figure(debrief, each.figure)
            remark = debrief.ratings.get(each.id, ("", ""))[1]
            name = Both(each.name.zh, each.name.en)
            rows.append(cells(name, f"{each.weight:g}", value, _grade(suggested), _grade(given), remark))
        parts += [Heading(Both(group.name.zh, group.name.en)), Table(tuple(heads), tuple(rows))]
    return parts


def _figure(debrief: Debrief, key: str) -> Both:
    """Return the value of an indicator with its unit; empty where only people can tell."""
    if not key:
        return same("")
    value = same(_value(key, debrief.values.get(key)))
    unit = _UNITS.get(INDICATORS[key].unit)
    return (
        value if unit is None or value.zh == DASH else Both(f"{value.zh} {unit.zh}", f"{value.en} {unit.en}")
    )


def _grade(grade: Grade | None) -> Both:
    return same(DASH) if grade is None else Both(f"{grade.id} {grade.name.zh}", f"{grade.id} {grade.name.en}")


def _observed(debrief: Debrief) -> list[Part]:
    if not debrief.observations:
        return [Text(_T["none"])]
    parts: list[Part] = []
    for mark, title in (("good", "good"), ("bad", "bad"), ("", "neutral")):
        mine = [each for each in debrief.observations if each["mark"] == mark]
        if mine:
            rows = [
                cells(debrief.clock(each["t_ms"]), debrief.seat(each["seat"]), each["text"]) for each in mine
            ]
            heads = (Column(_T["time"], "w"), Column(_T["seat"], "w"), Column(_T["what"]))
            parts += [Heading(_T[title]), Table(heads, tuple(rows))]
    return parts


def _findings(debrief: Debrief) -> list[Part]:
    if not debrief.findings:
        return [Text(_T["none"])]
    rows = [
        cells(str(number), each["text"], each["action"], each["owner"], each["due"])
        for number, each in enumerate(debrief.findings, 1)
    ]
    heads = [Column(same("#"), "n"), *(Column(_T[key]) for key in ("finding", "action", "owner"))]
    return [Table((*heads, Column(_T["due"], "w")), tuple(rows))]


# --- against the policies


def _compared(debrief: Debrief) -> list[Part]:
    told = _T["compare_told"].fill(reached=debrief.clock(debrief.reached_ms))
    rows = tuple(
        cells(_named(row), _plain(row["played"]), _plain(row["doctrine"])) for row in debrief.doctrine
    )
    heads = (Column(_T["indicator"]), Column(_T["people"], "n"), Column(_T["doctrine"], "n"))
    return [Text(told), Table(heads, rows)]


def _outlook(debrief: Debrief, number: int, images: Images) -> Section:
    outlook = debrief.outlooks[number]
    told = _T["if_told"].fill(
        t=debrief.clock(outlook["t"]),
        n=max((row["n"] for row in outlook["rows"]), default=0),
        until=debrief.clock(outlook["until"]),
    )
    rows = tuple(
        cells(_named(row), _plain(row["played"]), _plain(row["doctrine"]), _band(row["band"]))
        for row in outlook["rows"]
    )
    heads = [Column(_T["indicator"]), *(Column(_T[key], "n") for key in ("people", "doctrine", "band"))]
    parts: list[Part] = [Text(told)]
    image = images.get(f"outlook{number}")
    if image is not None:
        parts.append(Picture(dict(image), _T["if_figure"]))
    return Section(_T["if"], [*parts, Table(tuple(heads), rows)])


def _named(row: Mapping[str, Any]) -> Both:
    return _with_unit(Both(row["zh"], row["en"]), row["unit"])


def _plain(value: float | None) -> str:
    if value is None or not known(value):
        return DASH
    return count(value) if float(value).is_integer() else decimal(value)


def _band(band: Sequence[float] | None) -> str:
    return DASH if band is None else " / ".join(_plain(band[place]) for place in (1, 2, 3))


# --- messages, process, origin


def _messages(debrief: Debrief) -> Table:
    rows = [
        cells(
            bearer(row.bearer) if row.bearer in _BEARERS else _T["all"],
            *(_plain(value) for value in (row.sent, row.delivered, row.lost, row.p50_delay_s)),
        )
        for row in message_rows(debrief.fold)
    ]
    heads = [Column(_T["bearer"], "w"), Column(WORDS["sent"], "n")]
    heads += [Column(_T[key], "n") for key in ("delivered", "lost", "delay")]
    return Table(tuple(heads), tuple(rows))


def _process(debrief: Debrief, images: Images) -> list[Part]:
    heads = (Column(_T["time"], "w"), Column(_T["seat"], "w"), Column(_T["what"]), Column(_T["came"], "w"))
    rows = tuple(_done(debrief, each) for each in debrief.done)
    image = images.get("process")
    pictures: list[Part] = [] if image is None else [Picture(dict(image), _T["process_figure"])]
    return [*pictures, Text(_T["process_note"], "note"), Table(heads, rows, look="small")]


def _done(debrief: Debrief, each: Done) -> tuple[Any, ...]:
    return cells(debrief.clock(each.t_ms), debrief.seat(each.seat), each.words, each.what_came)


def _origin(debrief: Debrief) -> list[Part]:
    material, header = debrief.material, debrief.material.header
    entries = (
        (WORDS["scenario"], same(f"{material.scenario.name}  {header.fingerprint}")),
        (WORDS["policy"], same(header.policy)),
        (WORDS["seed_rep"], same(f"{header.seed} / {header.rep}")),
        (WORDS["version"], same(f"sanduan {header.program}")),
        (WORDS["digest"], same(material.digest)),
        (_T["refused"], same(str(debrief.refused))),
    )
    rows = tuple(
        cells(
            each["file"],
            each["parent"],
            debrief.clock(each["t_ms"]) if each["parent"] else "",
            debrief.clock(each["reached_ms"]),
        )
        for each in debrief.branches
    )
    heads = tuple(Column(_T[key], "w") for key in ("file", "from", "at", "reached"))
    return [Listing(entries), Heading(_T["branches"]), Table(heads, rows)]
