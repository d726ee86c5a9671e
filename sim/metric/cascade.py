"""Cascades 灾害链: what fell because of what, from the causes that a log names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from sim.metric.reader import joined
from sim.metric.repairs import Repairs
from sim.metric.review.teams import TeamWaits
from sim.record.facts import (
    Fact,
    FibreChanged,
    MainsChanged,
    ReachChanged,
    RoadCut,
    RoadOpened,
    SiteChanged,
    UnitTurned,
)
from sim.record.hazard_facts import DamageBegan, DamageMended, HazardBegan, HazardEnded
from sim.record.rows import Cause
from sim.record.utilities import HydrantsChanged, WardsChanged
from sim.scenario.model import Scenario
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

HAZARD: Final = "hazard"
DAMAGE: Final = "damage"
ROAD: Final = "road"
MAINS: Final = "mains"
FIBRE: Final = "fibre"
SITE: Final = "site"
POST: Final = "post"
TURNED: Final = "turned"
HYDRANTS: Final = "hydrants"
"""What may fall, or turn round: the first half of a `Thing`."""

Thing: TypeAlias = tuple[Any, ...]
"""What fell: its sort, then its number; of a site its network first, of water whether village or node."""
Seen: TypeAlias = tuple[Thing, bool]
"""A thing, and whether it fell (or rose)."""


@dataclass(slots=True)
class Fall:
    """Something fell 失效; it may have let other things fall.

    Attributes
    ----------
    seq
        Entry of the log.
    thing
        What fell.
    fact
        The entry: what it was, how large.
    from_ms, until_ms
        When it fell, and when it rose again; None where the run ended first.
    parent
        The fall that it follows from, or None.
    people
        People who were without something by it: without mains or water, or in a place nobody could hear.
    children
        Falls that follow from it.
    """

    seq: int
    thing: Thing
    fact: Fact
    from_ms: int
    parent: "Fall | None"
    people: int = 0
    until_ms: int | None = None
    children: "list[Fall]" = field(default_factory=list)

    def person_h(self, end_ms: int) -> float:
        """Return the hours that people were without something by this fall alone."""
        return self.people * ((end_ms if self.until_ms is None else self.until_ms) - self.from_ms) / HOUR_MS


@dataclass(frozen=True)
class Toll:
    """What a fall and all that follows from it came to.

    Attributes
    ----------
    person_h
        Hours that people were without mains or could not be heard.
    falls
        How many things fell, itself among them.
    """

    person_h: float
    falls: int

    @property
    def rank(self) -> tuple[float, int]:
        """What the worst is told by: hours first, then how much fell."""
        return self.person_h, self.falls


class Cascade:
    """All falls of a run, each with what it follows from; a sink of a log.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    falls
        In the order of the log.
    repairs
        What became of each damage.
    end_ms
        When the last entry was.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.falls: list[Fall] = []
        self.repairs, self.team_waits = Repairs(scenario), TeamWaits(scenario)
        self._parts = joined(self.repairs.readers, self.team_waits.readers)
        self.end_ms = 0
        self._people = [township.population for township in scenario.townships]
        self._served = [village.population for village in scenario.villages]
        self._of: list[Fall | None] = []
        self._down: dict[Thing, Fall] = {}
        self._readers: dict[type, Callable[[Any], Seen]] = {
            HazardBegan: lambda fact: ((HAZARD, fact.hazard), True),
            HazardEnded: lambda fact: ((HAZARD, fact.hazard), False),
            DamageBegan: lambda fact: ((DAMAGE, fact.damage), True),
            DamageMended: lambda fact: ((DAMAGE, fact.damage), False),
            RoadCut: lambda fact: ((ROAD, fact.link), True),
            RoadOpened: lambda fact: ((ROAD, fact.link), False),
            MainsChanged: lambda fact: ((MAINS, fact.township), not fact.on),
            FibreChanged: lambda fact: ((FIBRE, fact.fibre), not fact.up),
            SiteChanged: lambda fact: ((SITE, fact.network, fact.site), not fact.up),
            ReachChanged: lambda fact: ((POST, fact.address), not fact.up),
            UnitTurned: lambda fact: ((TURNED, fact.unit, fact.link), True),
            HydrantsChanged: lambda fact: ((HYDRANTS, "village", fact.place), fact.dry),
            WardsChanged: lambda fact: ((HYDRANTS, "node", fact.node), fact.dry),
        }

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Take in a batch of entries."""
        for offset, (t, cause, fact) in enumerate(zip(times, causes, facts, strict=True)):
            above = None if cause is None else self._of[cause]
            part = self._parts.get(type(fact))
            if part is not None:
                part(first_seq + offset, t, fact)
            reader = self._readers.get(type(fact))
            seen = None if reader is None else reader(fact)
            self._of.append(above if seen is None else self._turn(first_seq + offset, t, fact, seen, above))
        self.end_ms = times[-1]
        self.team_waits.finish(self.end_ms)

    def _turn(self, seq: int, t: int, fact: Fact, seen: Seen, above: Fall | None) -> Fall | None:
        """Begin a fall, or end it; return what later entries follow from."""
        thing, fell = seen
        if not fell:
            risen = self._down.pop(thing, None)
            if risen is not None:
                risen.until_ms = t
            return above
        if thing in self._down and thing[0] != TURNED:
            return self._down[thing]  # already down: what follows does so from its first fall
        if thing[0] == TURNED:  # a crew turns round at its link, whatever had sent it there
            above = self._down.get((ROAD, thing[2]), above)
        fall = Fall(seq, thing, fact, t, above, self._without(thing))
        if thing[0] == TURNED:
            fall.until_ms = t
        else:
            self._down[thing] = fall
        self.falls.append(fall)
        if above is not None:
            above.children.append(fall)
        return fall

    def _without(self, thing: Thing) -> int:
        """Return the people who go without something while a thing is down."""
        if thing[0] == MAINS:
            return self._people[thing[1]]
        if thing[0] == HYDRANTS:
            return self._served[thing[2]] if thing[1] == "village" else 0
        if thing[0] == POST:
            band = Band.split(thing[1])
            return self._people[band[1]] if band is not None and band[0] is Band.TOWNSHIP else 0
        return 0

    @cached_property
    def tolls(self) -> dict[int, Toll]:
        """What each fall came to, by its entry; to be asked for once the run has ended."""
        found: dict[int, Toll] = {}
        for fall in reversed(self.falls):  # what follows stands further down
            below = [found[child.seq] for child in fall.children]
            hours = fall.person_h(self.end_ms) + sum(toll.person_h for toll in below)
            found[fall.seq] = Toll(hours, 1 + sum(toll.falls for toll in below))
        return found

    def roots(self) -> list[Fall]:
        """Return the falls that follow from no other, the worst first."""
        alone = [fall for fall in self.falls if fall.parent is None]
        return sorted(alone, key=lambda fall: (*(-part for part in self.tolls[fall.seq].rank), fall.seq))

    def chain(self, root: Fall) -> list[Fall]:
        """Return the worst chain from a fall: at each step what came to most by what follows from it."""
        chain = [root]
        while chain[-1].children:
            below = chain[-1].children
            chain.append(max(below, key=lambda fall: (*self.tolls[fall.seq].rank, -fall.seq)))
        return chain

    def damages(self, root: Fall) -> list[Fall]:
        """Return the damages that follow from a fall and by which people lost something, the worst first."""
        found, ahead = [], [root]
        while ahead:
            fall = ahead.pop()
            ahead += fall.children
            if fall.thing[0] == DAMAGE and self.tolls[fall.seq].person_h > 0:
                found.append(fall)
        return sorted(found, key=lambda fall: (-self.tolls[fall.seq].person_h, fall.seq))
