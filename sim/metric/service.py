"""Service 保障率: what share of the people has a road, mains and word, from the first cut to recovery."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final, NamedTuple

from sim.metric.power import MAINS
from sim.metric.reader import Reader
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import OPEN, Travel
from sim.record.facts import MainsChanged, ReachChanged, RoadCut, RoadOpened
from sim.record.power_facts import LoadChanged
from sim.scenario.loads import load_people
from sim.scenario.model import Scenario
from sim.terms.ids import Address, Band
from sim.terms.units import HOUR_MS

ROAD: Final = "road"
POWER: Final = "power"
WORD: Final = "word"
SERVICES: Final = (ROAD, POWER, WORD)
"""A way for vehicles to the seat of the district; mains; a means of being heard quicker than a courier."""
DETOUR: Final = 2
"""A way counts as one as long as it takes at most so many times what it usually takes (assumption)."""


class Level(NamedTuple):
    """From a time on, the share of the people that has a service; of all that live in the townships.

    Attributes
    ----------
    t_ms
        From when.
    road, power, word
        Shares, from 0 to 1.
    """

    t_ms: int
    road: float
    power: float
    word: float


class Service:
    """Follows who has what, from the truth that the log tells.

    Road and word go by townships; power by the loads on which people live, where the scenario has loads.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    levels
        One for each time at which a share changed, the first at 0.
    """

    def __init__(self, scenario: Scenario) -> None:
        townships = [township.population for township in scenario.townships]
        homes = load_people(scenario) if scenario.loads else townships
        self._people = {ROAD: townships, POWER: homes, WORD: townships}
        self._scenario = scenario
        self._without: dict[str, set[int]] = {service: set() for service in SERVICES}
        self._closed: set[int] = set()
        self.levels = [Level(0, 1.0, 1.0, 1.0)]
        self.readers: dict[type, Reader] = {
            RoadCut: lambda seq, t, fact: self._road(t, fact.link, self._closed.add),
            RoadOpened: lambda seq, t, fact: self._road(t, fact.link, self._closed.discard),
            ReachChanged: self._reach,
        }
        if scenario.loads:
            self.readers[LoadChanged] = lambda seq, t, fact: self._turn(
                POWER, t, fact.load, fact.source == MAINS
            )
        else:
            self.readers[MainsChanged] = lambda seq, t, fact: self._turn(POWER, t, fact.township, fact.on)

    @cached_property
    def _ways(self) -> "_Ways":
        return _Ways(self._scenario)  # most runs cut no road

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is out stays out."""
        if self.levels[-1].t_ms < t:
            self.levels.append(self.levels[-1]._replace(t_ms=t))

    def lost_h(self, service: str) -> float:
        """Return the hours, on average over the people, that they went without a service."""
        spans = zip(self.levels, self.levels[1:], strict=False)
        lost: float = sum((1 - getattr(a, service)) * (b.t_ms - a.t_ms) for a, b in spans)
        return lost / HOUR_MS

    def _road(self, t: int, link: int, change: Callable[[int], Any]) -> None:
        change(link)
        self._without[ROAD] = self._ways.cut_off(self._closed)
        self._note(t)

    def _reach(self, seq: int, t: int, fact: ReachChanged) -> None:
        band = Band.split(Address(fact.address))
        if band is not None and band[0] is Band.TOWNSHIP:
            self._turn(WORD, t, band[1], fact.up)

    def _turn(self, service: str, t: int, township: int, on: bool) -> None:
        (self._without[service].discard if on else self._without[service].add)(township)
        self._note(t)

    def _note(self, t: int) -> None:
        """Keep what the shares are from now on; of several changes at one time the last counts."""
        level = Level(t, *(self._share(service) for service in SERVICES))
        if self.levels[-1].t_ms == t:
            self.levels.pop()
        if not self.levels or self.levels[-1][1:] != level[1:]:
            self.levels.append(level)

    def _share(self, service: str) -> float:
        people = self._people[service]
        whole = sum(people)
        return 1.0 - sum(people[row] for row in self._without[service]) / whole if whole else 1.0


class _Ways:
    """Which townships still have a way to the seat of the district that takes not much longer than usual."""

    def __init__(self, scenario: Scenario) -> None:
        nodes, graph = scenario.node_ids, RoadGraph.of(scenario)
        self._seats = [nodes[township.seat] for township in scenario.townships]
        self._goal = nodes[next(district.seat for district in scenario.districts if district.home)]
        self._travel = Travel(graph, travel_ms(graph, scenario, min(scenario.roads.vehicles)))
        self._usual = self._times(OPEN)

    def cut_off(self, closed: Iterable[int]) -> set[int]:
        """Return the townships that have lost their way; who never had one has lost none."""
        now = self._times(frozenset(closed))
        pairs = enumerate(zip(self._usual, now, strict=True))
        return {
            township
            for township, (usual, ms) in pairs
            if usual is not None and (ms is None or ms > DETOUR * usual)
        }

    def _times(self, closed: frozenset[int]) -> list[int | None]:
        return [self._travel.time(seat, self._goal, closed) for seat in self._seats]
