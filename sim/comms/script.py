"""Scripted failures of communications 脚本故障: what fails at which time, and when it is back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from sim.comms.breaks import Breaks
from sim.comms.plant import Plant
from sim.comms.supply import ScriptedSupply, SupplyEvent
from sim.kernel.clock import Clock
from sim.scenario.bearers import Outage
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, TelecomKind

_EVERYBODY = "all"
Change: TypeAlias = Callable[[int, bool], None]
"""Lets the thing of a number fail (False) or come back (True)."""


def supply(scenario: Scenario, clock: Clock, horizon_ms: int) -> ScriptedSupply:
    """Return the mains by township, as the scenario's outages say."""
    found = events(scenario.bearers.outages, "mains", scenario.township_ids, horizon_ms)
    return ScriptedSupply(clock, (SupplyEvent(t_ms, township, on) for t_ms, township, on in found))


def play(
    scenario: Scenario, clock: Clock, plant: Plant, breaks: Mapping[Asset, Breaks], horizon_ms: int
) -> None:
    """Let everything else fail and come back at its times, where the scenario has it."""
    sites = {row.id: i for i, row in enumerate(scenario.sites)}
    telecom = {row.id: i for i, row in enumerate(scenario.telecom) if row.kind is not TelecomKind.CORE}
    fibres = {row.id: i for i, row in enumerate(scenario.fibres)}
    tables: dict[str, tuple[dict[str, int], Change]] = {
        "site": (sites, turning(breaks[Asset.RADIO_SITE])),
        "backhaul": (sites, plant.set_backhaul),
        "telecom": (telecom, turning(breaks[Asset.TELECOM_SITE])),
        "fibre": (fibres, turning(breaks[Asset.FIBRE])),
    }
    for what, (ids, change) in tables.items():
        for t_ms, number, back in events(scenario.bearers.outages, what, ids, horizon_ms):
            clock.call_after(t_ms, partial(change, number, back))


def turning(breaks: Breaks) -> Change:
    """Return what lets a thing fail or come back, as far as nothing else keeps it out of order."""

    def change(number: int, back: bool) -> None:
        (breaks.mend if back else breaks.strike)(number)

    return change


def events(
    outages: Sequence[Outage], what: str, ids: dict[str, int], horizon_ms: int
) -> Iterator[tuple[int, int, bool]]:
    """Yield when things of a kind fail and when they are back, as far as that lies within the run."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for outage in outages:
        if outage.what == what and outage.at.ms < outage.until.ms:
            for number in ids.values() if outage.target == _EVERYBODY else [ids[outage.target]]:
                spans.setdefault(number, []).append((outage.at.ms, outage.until.ms))
    for number in sorted(spans):
        for begin_ms, end_ms in _union(spans[number]):
            if begin_ms < horizon_ms:
                yield begin_ms, number, False
            if end_ms < horizon_ms:
                yield end_ms, number, True


def _union(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that neither overlap nor touch: a thing fails as long as any outage of it lasts.

    Examples
    --------
    >>> _union([(5, 8), (0, 2), (6, 7), (8, 9)])
    [(0, 2), (5, 9)]
    """
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found
