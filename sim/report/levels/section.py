"""The section on response levels, and its lines in the terminal: only where a scenario has levels."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Heading, Part, Section, Table, Text, cells, columns
from sim.report.say import DASH, clock, count, decimal, known
from sim.report.sections import Images, picture
from sim.report.words import WORDS, Both
from sim.terms.levels import ROMAN
from sim.words import both

_WAITED: Final = both("waited")
_MESSAGES_READ: Final = both("messages read")
_TRANSFERS: Final = both("transfers")
_ROUNDS: Final = both("rounds")
_KNOWN: Final = both("known")
_ORDERS: Final = both("orders")
_WARRANTED_DECIDED: Final = both("warranted→decided")
_LEVELS: Final = both("levels")

_HOUR_S: Final = 3600


def response_levels(material: Material, images: Images) -> list[Section]:
    """Return the section on response levels in a list, which is empty where there are none."""
    told = material.summary.get("levels")
    if told is None:
        return []
    parts: list[Part] = [Text(headline(told)), *_desk(material, told), *picture(images, "levels")]
    parts += [Heading(WORDS["levels_when"]), _when(told), Text(WORDS["levels_note"], "note")]
    if told["measures"]:
        parts += [Heading(WORDS["measures_taken"]), _measures(told)]
    return [Section(WORDS["section_levels"], parts)]


def headline(told: Mapping[str, Any]) -> Both:
    """Return what was decided, who knew, and who met, in a few sentences."""
    return WORDS["levels_told"].fill(
        decisions=told["decisions"],
        highest=ROMAN[told["highest"]],
        orders=count(told["orders"]),
        known=count(told["known"]),
        p50=clock(told["known_p50_s"]),
        p90=clock(told["known_p90_s"]),
        rounds=told["rounds"],
        held=told["rounds_held"],
        moves=told["transfers"],
    )


def _desk(material: Material, told: Mapping[str, Any]) -> list[Part]:
    if not told["desk_messages"]:
        return []
    waits = {name: clock(told[f"desk_wait_{name}_s"]) for name in ("mean", "p90")}
    span = decimal(told["reports_per_officer"])
    best = f"{material.scenario.response.staff.span.value:g}"
    return [Text(WORDS["levels_desk"].fill(n=count(told["desk_messages"]), span=span, best=best, **waits))]


def _when(told: Mapping[str, Any]) -> Table:
    rows = tuple(
        cells(level, *(_hours(found[f"{name}_s"]) for name in ("warranted", "decided", "lag")))
        for level, found in told["by_level"].items()
    )
    return Table(columns(level_col="w", warranted_col="n", decided_col="n", lag_col="n"), rows)


def _measures(told: Mapping[str, Any]) -> Table:
    rows = tuple(
        cells(WORDS[f"measure_{name}"], count(taken["takers"]), count(taken["amount"]))
        for name, taken in told["measures"].items()
    )
    return Table(columns(measure_col="w", takers_col="n", amount_col="n"), rows)


def _hours(seconds: float | None) -> str:
    return f"{seconds / _HOUR_S:.1f}" if seconds is not None and known(seconds) else DASH


def lines(material: Material) -> list[str]:
    """Return what the terminal says of response levels; nothing where there are none."""
    told = material.summary.get("levels")
    if told is None:
        return []
    at = "  ".join(
        f"{level} {_hours(found['warranted_s'])}→{_hours(found['decided_s'])}"
        for level, found in told["by_level"].items()
    )
    found = [
        f"{_LEVELS.zh_en}, {_WARRANTED_DECIDED.zh_en}, h: {at}",
        f"{_ORDERS.zh_en} {count(told['orders'])}, {_KNOWN.zh_en} {count(told['known'])}, "
        f"90% {clock(told['known_p90_s'])}; {_ROUNDS.zh_en} {told['rounds_held']}/{told['rounds']}; "
        f"{_TRANSFERS.zh_en} {told['transfers']}",
    ]
    if told["desk_messages"]:
        found.append(
            f"{_MESSAGES_READ.zh_en} {count(told['desk_messages'])}, {_WAITED.zh_en} "
            f"mean {clock(told['desk_wait_mean_s'])}, 90% {clock(told['desk_wait_p90_s'])}"
        )
    return found
