"""Service 保障率: what share of the people has a road, mains and word, from the first cut to recovery."""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from sim.metric.reader import Reader
from sim.record.facts import MainsChanged, ReachChanged, RoadCut, RoadOpened
from sim.scenario.model import Scenario
from sim.terms.ids import Address, Band
from sim.terms.units import HOUR_MS

ROAD: Final = "road"
POWER: Final = "power"
WORD: Final = "word"
SERVICES: Final = (ROAD, POWER, WORD)
"""A way for vehicles to the seat of the district; mains; a means of being heard quicker than a courier."""


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
    """Follows who has what, by townships, from the truth that the log tells.

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
        self._people = [township.population for township in scenario.townships]
        self._whole = sum(self._people)
        self._ways = _Ways(scenario)
        self._without: dict[str, set[int]] = {service: set() for service in SERVICES}
        self._closed: set[int] = set()
        self.levels = [Level(0, 1.0, 1.0, 1.0)]
        self.readers: dict[type, Reader] = {
            RoadCut: lambda seq, t, fact: self._road(t, fact.link, self._closed.add),
            RoadOpened: lambda seq, t, fact: self._road(t, fact.link, self._closed.discard),
            MainsChanged: lambda seq, t, fact: self._turn(POWER, t, fact.township, fact.on),
            ReachChanged: self._reach,
        }

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
        level = Level(t, *(self._share(self._without[service]) for service in SERVICES))
        if self.levels[-1].t_ms == t:
            self.levels.pop()
        if not self.levels or self.levels[-1][1:] != level[1:]:
            self.levels.append(level)

    def _share(self, without: Iterable[int]) -> float:
        if not self._whole:
            return 1.0
        return 1.0 - sum(self._people[township] for township in without) / self._whole


class _Ways:
    """Which townships have a way to the seat of the district, by links that are open."""

    def __init__(self, scenario: Scenario) -> None:
        nodes = scenario.node_ids
        self._seats = [nodes[township.seat] for township in scenario.townships]
        self._goal = nodes[next(district.seat for district in scenario.districts if district.home)]
        self._into: dict[int, list[tuple[int, int]]] = {}
        for number, link in enumerate(scenario.links):
            a, b = nodes[link.a], nodes[link.b]
            self._into.setdefault(b, []).append((a, number))
            if not link.oneway:
                self._into.setdefault(a, []).append((b, number))
        self._always = self._cut_off(frozenset())

    def cut_off(self, closed: Iterable[int]) -> set[int]:
        """Return the townships that have lost their way; who never had one has lost none."""
        return self._cut_off(frozenset(closed)) - self._always

    def _cut_off(self, closed: frozenset[int]) -> set[int]:
        reached, ahead = {self._goal}, [self._goal]
        while ahead:
            for node, link in self._into.get(ahead.pop(), ()):
                if link not in closed and node not in reached:
                    reached.add(node)
                    ahead.append(node)
        return {township for township, seat in enumerate(self._seats) if seat not in reached}
