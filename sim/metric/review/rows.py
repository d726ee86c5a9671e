"""Where the time of each incident went, as rows and as headline figures; which incident went worst."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sim.metric.column import Column
from sim.metric.responses import Call
from sim.metric.review.split import Splitter, Stretch
from sim.metric.spread import NOTHING, mean, percentile, ratio
from sim.scenario.model import Scenario
from sim.terms.losses import LOST, Loss
from sim.words import Both, both, both_in

if TYPE_CHECKING:
    from sim.metric.fold import Fold

SIDES: Final = ("town", "village")
"""Town 城镇: in a street 街道, or at the road node of its township's seat. Village 乡村: all others."""
_STREET: Final = "street"

_EN: Final[dict[Loss, str]] = {
    Loss.NOT_KNOWN: "lost while nobody who can act knew",
    Loss.NOT_DECIDED: "lost while a ready unit was known and no order given",
    Loss.NOT_CARRIED: "lost while an order or word was under way, or lost",
    Loss.NOT_PASSABLE: "lost to closed roads and detours",
    Loss.NOT_AVAILABLE: "lost while no unit that can do it was free",
    Loss.PROCESSING: "answering and questions",
    Loss.TURNOUT: "turnout of the unit that came",
    Loss.TRAVEL: "its drive over the drawn map",
}


def _columns(which: str, until: Both) -> dict[str, Column]:
    return {
        f"{which}_{loss.value}_s": Column("s", f"{until.zh}：{loss.zh}", f"{until.en}: {_EN[loss]}")
        for loss in Loss
    }


LOSS_COLUMNS: Final[dict[str, dict[str, Column]]] = {
    "losses": {
        "call": Column("", *both("number of the call")),
        "rank": Column("1", *both("1 is the worst: time to the first unit x people / priority")),
        "kind": Column("", *both("kind of incident")),
        "priority": Column("1", *both("priority of the kind, 1 is the most urgent")),
        "place": Column("", *both("village it came from")),
        "township": Column("", *both("township of the village")),
        "side": Column("", *both("town (street, or seat of its township) or village")),
        "trapped": Column("1", *both("people trapped")),
        "began_s": Column("s", *both_in("metric", "beginning, since the start of the run")),
        "reached": Column("1", *both("whether a unit arrived")),
        "complete": Column("1", *both("whether all that was needed was there at once")),
        "end": Column("", *both("closed, handed_over or open")),
        "first_s": Column("s", *both("to the first unit on scene; else to its end or the end of the run")),
        "first_lost_s": Column("s", *both_in("metric", "of that: lost")),
        **_columns("first", both_in("metric", "to the first unit")),
        "all_s": Column("s", *both("until all needed was there; else to its end or the end of the run")),
        "all_lost_s": Column("s", *both_in("metric.all_lost_s", "of that: lost")),
        **_columns("all", both("to all needed")),
    }
}
"""Columns of the table of losses."""


@dataclass(frozen=True)
class Spent:
    """Where the time of an incident went.

    Attributes
    ----------
    call
        The call.
    first, whole
        Stretches to the first unit on scene, and until all that was needed was there.
    trapped
        People trapped there.
    side
        ``town`` or ``village``, see `SIDES`.
    priority
        Of its kind; 1 is the most urgent.
    taker
        Address that took the call; None where nobody did.
    centre_ms
        When the dispatch centre heard of it; None where it never did.
    """

    call: Call
    first: Sequence[Stretch]
    whole: Sequence[Stretch]
    trapped: int
    side: str
    priority: int
    taker: int | None = None
    centre_ms: int | None = None

    @property
    def first_ms(self) -> int:
        """Time to the first unit; to the end of the call, or of the run, where none came."""
        return sum(each.until_ms - each.from_ms for each in self.first)

    @property
    def whole_ms(self) -> int:
        """Time until all that was needed was there; to the end of call or run, where it never was."""
        return sum(each.until_ms - each.from_ms for each in self.whole)

    @property
    def badness(self) -> float:
        """What the worst incident is told by: minutes to the first unit x people at stake / priority.

        People at stake are those trapped, and one who called. An incident that was never reached counts to
        its end, or to the end of the run.
        """
        return self.first_ms * (1 + self.trapped) / self.priority


def by_loss(stretches: Sequence[Stretch]) -> dict[Loss, int]:
    """Return the milliseconds that go to each."""
    found = dict.fromkeys(Loss, 0)
    for each in stretches:
        found[each.loss] += each.until_ms - each.from_ms
    return found


def lost_ms(stretches: Sequence[Stretch]) -> int:
    """Return the milliseconds that were lost."""
    return sum(each.until_ms - each.from_ms for each in stretches if each.loss in LOST)


def spent(found: "Fold") -> list[Spent]:
    """Return where the time of each incident of a run went, by number of the call."""
    if found.end_ms is None:
        return []
    scenario = found.scenario
    split = Splitter(scenario, found.cases, found.responses.responses, found.end_ms)
    sides = sides_of(scenario)
    kinds = [scenario.demand.kinds[kind].priority for kind in scenario.kind_ids]
    rows = []
    for call, case in zip(found.responses.calls, found.cases.cases, strict=True):
        first = split.to_first(call)
        whole = split.to_all(call, first)
        fact = call.fact
        side, told = sides[fact.place], (case.taker, case.centre_ms)
        rows.append(Spent(call, first, whole, case.trapped, side, kinds[fact.kind], *told))
    return rows


def worst_first(rows: Sequence[Spent]) -> list[Spent]:
    """Return incidents in the order of how badly they went, the worst first."""
    return sorted(rows, key=lambda row: (-row.badness, -row.whole_ms, row.call.fact.call))


def sides_of(scenario: Scenario) -> list[str]:
    """Return for each village of the scenario whether it is town or village."""
    towns = {township.id: township for township in scenario.townships}
    found = []
    for village in scenario.villages:
        town = towns[village.township]
        found.append(SIDES[not (town.kind == _STREET or village.node == town.seat)])
    return found


def loss_rows(found: "Fold") -> list[tuple[Any, ...]]:
    """Return a row of the table of losses for each call, by number."""
    rows = found.spent
    ranks = {row.call.fact.call: rank for rank, row in enumerate(worst_first(rows), 1)}
    return [_row(found.scenario, row, ranks[row.call.fact.call]) for row in rows]


def _row(scenario: Scenario, row: Spent, rank: int) -> tuple[Any, ...]:
    fact, village = row.call.fact, scenario.villages[row.call.fact.place]
    return (
        fact.call,
        rank,
        list(scenario.kind_ids)[fact.kind],
        row.priority,
        village.id,
        village.township,
        row.side,
        row.trapped,
        row.call.began_ms / 1000,
        row.call.first is not None,
        row.call.complete_ms is not None,
        row.call.end,
        *_figures(row.first),
        *_figures(row.whole),
    )


def _figures(stretches: Sequence[Stretch]) -> list[float]:
    parts = by_loss(stretches)
    return [ms / 1000 for ms in (sum(parts.values()), lost_ms(stretches), *parts.values())]


def lost(found: "Fold") -> dict[str, Any]:
    """Return the headline figures: mean seconds by cause, and town against village."""
    rows = found.spent
    return {
        "first": _means([row.first for row in rows]),
        "all": _means([row.whole for row in rows]),
        "never_reached": sum(row.call.first is None for row in rows),
        "equity": _equity(found.scenario, rows),
    }


def _means(found: Sequence[Sequence[Stretch]]) -> dict[str, Any]:
    """Return, in seconds: the mean whole, what was lost of it, and by cause; and the lost share."""
    parts = [by_loss(stretches) for stretches in found]
    means = {f"{loss.value}_s": mean([each[loss] / 1000 for each in parts]) for loss in Loss}
    whole_s = mean([sum(each.values()) / 1000 for each in parts])
    lost_s = mean([lost_ms(stretches) / 1000 for stretches in found])
    return {"whole_s": whole_s, "lost_s": lost_s, "lost_share": ratio(lost_s, whole_s), **means}


def _equity(scenario: Scenario, rows: Sequence[Spent]) -> dict[str, Any]:
    """Return figures of town and village; medians count who was never reached to the end."""
    people = dict.fromkeys(SIDES, 0)
    for village, side in zip(scenario.villages, sides_of(scenario), strict=True):
        people[side] += village.population
    told = {side: _side([row for row in rows if row.side == side], people[side]) for side in SIDES}
    town, village_ = (told[side] for side in SIDES)
    ratios = {f"ratio_{key}": _over(village_[f"{key}_s"], town[f"{key}_s"]) for key in ("p50", "lost")}
    return {**told, **ratios}


def _side(rows: Sequence[Spent], people: int) -> dict[str, Any]:
    firsts = sorted(row.first_ms / 1000 for row in rows)
    return {
        "people": people,
        "calls": len(rows),
        "reached": sum(row.call.first is not None for row in rows),
        "p50_s": percentile(firsts, 50),
        "lost_s": mean([lost_ms(row.first) / 1000 for row in rows]),
    }


def _over(part: float, whole: float) -> float:
    return NOTHING if math.isnan(part) or math.isnan(whole) else ratio(part, whole)
