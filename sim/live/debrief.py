"""From the file of an exercise to its report: replayed once, folded, and set beside doctrine policies."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sim.live.branches import family_with
from sim.live.exercise import Exercise
from sim.live.journal import Entry, Journal
from sim.live.msel.desk import SEAT
from sim.live.msel.watch import Watch
from sim.live.notes import FINDING, OBSERVATION, OUTLOOK, RATING, Notes
from sim.live.order_words import said
from sim.live.outlook import PLAYED, Question, Replayer, is_of_players
from sim.live.seats import seats_of
from sim.live.session import Session
from sim.metric.exercise import Posts, Sent
from sim.metric.fold import Fold, fold
from sim.metric.indicators import indicators
from sim.metric.outcomes import OUTCOMES, outcomes
from sim.metric.parties import order_kind
from sim.record.hazard_fields import Look
from sim.record.seat_facts import InjectStruck, SeatChanged, WordGiven
from sim.report.exercise.debrief import Debrief, Done, Place
from sim.report.exercise.write import exercise_report
from sim.report.material import Material
from sim.report.review.names import Names, bearer
from sim.report.words import Both, same
from sim.scenario.model import Scenario
from sim.scenario.rating import Template, read_template, shipped_templates
from sim.survey.hazards import seen
from sim.terms.enums import DamageKind
from sim.terms.errors import BadInput, Fault
from sim.terms.units import HOUR_MS, MINUTE_MS, SECOND_MS
from sim.words import both, both_in

_DEFAULT: Final = {"zh": "cn-tabletop", "en": "hseep"}
_TOLD: Final = {
    "take": both("takes the seat"),
    "back": both("hands the seat back"),
    "word": both("tells {to}: “{text}”"),
    "inject": both("inject, as {sender} to {to}: “{text}”"),
    "struck": both("inject: {what}"),
    "script": both("Script"),
    "mark": both("bookmark: {name}"),
    "note": both("observation: {text}"),
    "arrived": both("{s} s, {by}"),
    "lost": both("did not arrive: {why}"),
    "line_lost": both("did not arrive"),
    "on_the_way": both_in("live", "under way"),
}


def time_of(file: Path, text: str) -> int:
    """Return a time that somebody typed, in ms since the start: ``36:30``, ``36:30:15``, or a bookmark.

    Raises
    ------
    BadInput
        If it is neither.
    """
    parts = text.lstrip("+").split(":")
    if len(parts) in (2, 3) and all(part.isdigit() for part in parts):
        units = (HOUR_MS, MINUTE_MS, SECOND_MS)
        return sum(int(part) * unit for part, unit in zip(parts, units, strict=False))
    with closing(_opened(file)) as journal:
        marks = {name: t_ms for t_ms, name in journal.marks()}
    if text not in marks:
        known = "".join(f", {name!r}" for name in list(marks)[:5])
        raise BadInput(
            [Fault("--at", None, None, "", text, f"hours:minutes since the start, or a bookmark{known}")]
        )
    return marks[text]


def asked(file: Path, t_ms: int | None, to_end: bool) -> Question:
    """Return the question what if, about an exercise in a file.

    Parameters
    ----------
    file
        The file.
    t_ms
        From when on; where None, from where it is now.
    to_end
        Whether it is looked at until the end, or until where it is now.

    Raises
    ------
    BadInput
        If there is nothing between the two times.
    """
    with closing(_opened(file)) as journal:
        about = json.loads(journal.get("about") or b"{}")
        scenario = Scenario.of(journal.get("scenario") or b"")
        acts = [(entry.t_ms, entry.act) for entry in journal.entries()]
        reached_ms = max([journal.reached()[0], *(t for t, _ in acts)])
    t_ms = reached_ms if t_ms is None else t_ms
    until_ms = scenario.horizon.ms if to_end else reached_ms
    if not 0 <= t_ms <= reached_ms or t_ms >= until_ms:
        expected = f"a time that was played (at most {reached_ms // MINUTE_MS} min), before its end"
        raise BadInput([Fault("--at", None, None, "", f"{t_ms // MINUTE_MS} min", expected)])
    origin = scenario.canonical, about["policy"], about["seed"], about["rep"]
    done = Question.encoded(acts)
    return Question(*origin, done, t_ms, reached_ms, until_ms)


def write_exercise_report(file: Path, target: Path, form: str, template: str | None, lang: str) -> Path:
    """Write the report of an exercise that nobody holds; return its path."""
    target.write_bytes(exercise_report(gathered(file, chosen(template, lang)), form, lang))
    return target


def chosen(template: str | None, lang: str) -> Template:
    """Return a template by its id or file; where None, the usual one of a language.

    Raises
    ------
    BadInput
        If there is none, or it has faults.
    """
    name = _DEFAULT[lang] if template is None else template
    return shipped_templates().get(name) or read_template(Path(name))


def gathered(file: Path, template: Template) -> Debrief:
    """Return all that the report of an exercise is made of.

    Raises
    ------
    JournalError
        If the file is held by somebody, is damaged, or its replay is not what was seen.
    """
    exercise = Exercise.resume(file)
    try:
        return _gathered(exercise, template)
    finally:
        exercise.close()


def _hazards(session: Session, folded: Fold) -> Look:
    """Return what tells how hazards lay on the land, as the scenario has them."""
    return seen(session.log.header, session.scenario, folded.situation.fought)


def _gathered(exercise: Exercise, template: Template) -> Debrief:
    journal, session = exercise.journal, exercise.session
    reached_ms, notes = session.now_ms, Notes(journal)
    session.world.finish()
    folded, posts = fold(session.log), posts_of(session)
    places, done = told(exercise, posts)
    addresses = [place.address for place in places if place.address is not None]
    return Debrief(
        material=Material.of(session.log, folded, _hazards(session, folded)),
        fold=folded,
        posts=posts,
        file=journal.path.name,
        reached_ms=reached_ms,
        places=places,
        done=done,
        found=indicators(folded, posts, addresses),
        template=template,
        ratings=_ratings(notes, template),
        observations=[_of_note(note) for note in notes.all(OBSERVATION)],
        findings=[_of_note(note) for note in notes.all(FINDING)],
        outlooks=[note.body for note in notes.all(OUTLOOK) if note.body["rows"]],
        doctrine=_doctrine(exercise, reached_ms, outcomes(folded, posts, 0)),
        branches=[branch._asdict() for branch in family_with(exercise)],
        refused=len(journal.refused()),
    )


def posts_of(session: Session) -> Posts:
    """Return what posts did in a session, as its log says."""
    posts = Posts()
    for batch in session.log.batches():
        posts(*batch)
    return posts


def told(exercise: Exercise, posts: Posts) -> tuple[list[Place], list[Done]]:
    """Return the seats of an exercise that has been played, and what was done and noted, by time.

    Parameters
    ----------
    exercise
        As far as it has come.
    posts
        What posts did in it.
    """
    scenario, entries = exercise.session.scenario, exercise.journal.entries()
    done = _done(exercise, entries, Notes(exercise.journal), posts, Names(scenario))
    return places_of(scenario, entries), done


def _of_note(note: Any) -> dict[str, Any]:
    return {"t_ms": note.t_ms, "seat": note.seat, **note.body}


def _ratings(notes: Notes, template: Template) -> dict[str, tuple[str, str]]:
    """Return the last grade of each criterion of a template."""
    given = sorted(notes.all(RATING), key=lambda note: note.number)
    mine = [note.body for note in given if note.body["template"] == template.id]
    return {body["criterion"]: (body["rating"], body["text"]) for body in mine}


def places_of(scenario: Scenario, entries: list[Entry]) -> list[Place]:
    """Return the seats: the usual ones, and those at which something was done."""
    found = {
        seat.name: Place(seat.name, Both(seat.zh, seat.en), seat.address)
        for seat in seats_of(scenario).values()
    }
    names = Names(scenario)
    for entry in entries:
        if isinstance(entry.act, SeatChanged) and entry.seat not in found:
            found[entry.seat] = Place(entry.seat, names.somebody(entry.act.address), entry.act.address)
        elif entry.seat == SEAT:
            found[SEAT] = Place(SEAT, _TOLD["script"])
    return list(found.values())


def _doctrine(exercise: Exercise, reached_ms: int, played: dict[str, float | None]) -> list[dict[str, Any]]:
    """Return people's figures beside those of the policies, with the same luck and from the start."""
    session = exercise.session
    acts = [(t, act) for t, act in session.acts if not is_of_players(act)]
    question = Question.of(session.header, acts, 0, reached_ms, max(reached_ms, 1))
    figures = outcomes(*Replayer(question).replay(PLAYED), 0)
    rows = [
        {
            "key": key,
            "zh": about.zh,
            "en": about.en,
            "unit": about.unit,
            "played": played[key],
            "doctrine": figures[key],
        }
        for key, about in OUTCOMES.items()
    ]
    return [row for row in rows if row["played"] is not None or row["doctrine"] is not None]


# --- what was done, in words


def _done(exercise: Exercise, entries: list[Entry], notes: Notes, posts: Posts, names: Names) -> list[Done]:
    given = {address: [o for o in file.orders if o.person] for address, file in posts.files.items()}
    found = [_entry(entry, given, names, exercise.session) for entry in entries]
    found += [
        Done(t, "facilitator", "mark", _TOLD["mark"].fill(name=name or "·"))
        for t, name in exercise.journal.marks()
    ]
    found += [
        Done(note.t_ms, note.seat, "observation", _TOLD["note"].fill(text=note.body["text"]))
        for note in notes.all(OBSERVATION)
    ]
    return sorted(found, key=lambda each: each.t_ms)


def _entry(entry: Entry, given: dict[int, list[Sent]], names: Names, session: Session) -> Done:
    act, watch, scenario = entry.act, session.watch, session.scenario
    if isinstance(act, SeatChanged):
        return Done(entry.t_ms, entry.seat, "seat", _TOLD["take" if act.taken else "back"])
    if isinstance(act, WordGiven):
        kind = "inject" if entry.seat in (SEAT, "facilitator") else "word"
        who = {"sender": names.somebody(act.address), "to": names.somebody(act.to)}
        came = _line_came(act.inject, watch) if act.inject else same("")
        return Done(entry.t_ms, entry.seat, kind, _TOLD[kind].fill(text=act.text, **who), came)
    if isinstance(act, InjectStruck):
        what = names.damage(DamageKind(act.what), act.target, act.size)
        return Done(entry.t_ms, entry.seat, "inject", _TOLD["struck"].fill(what=what))
    came = _came(_sent(given.get(act.address, []), entry.t_ms, order_kind(act.order)))
    return Done(entry.t_ms, entry.seat, "order", said(act.order, names, scenario), came)


def _sent(given: list[Sent], t_ms: int, kind: str) -> Sent | None:
    """Take out the first order of a kind that went out at a time; some go by other ways and are not there."""
    found = next((each for each in given if (each.t_ms, each.kind) == (t_ms, kind)), None)
    if found is not None:
        given.remove(found)
    return found


def _came(sent: Sent | None) -> Both:
    if sent is None:
        return same("")
    if sent.arrived_ms is not None:
        return _arrived(sent.arrived_ms - sent.t_ms, sent.by)
    return _TOLD["lost"].fill(why=sent.by) if sent.lost else _TOLD["on_the_way"]


def _arrived(took_ms: int, by: str) -> Both:
    return _TOLD["arrived"].fill(s=took_ms // SECOND_MS, by=bearer(by) if by else same(""))


def _line_came(line: str, watch: Watch) -> Both:
    """Return what became of what a line of the script tells."""
    if line in watch.told:
        arrived_ms, by = watch.told[line]
        return _arrived(arrived_ms - watch.played[line], by)
    return _TOLD["line_lost"] if line in watch.failed else _TOLD["on_the_way"]


def _opened(file: Path) -> Journal:
    if not file.exists():
        raise BadInput([Fault(str(file), None, None, "", "", "the file of an exercise")])
    return Journal(file)
