"""What is true now, folded from the log: the facilitator's view and nobody else's."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sim.record.facts import (
    CallEnded,
    CallTaken,
    Fact,
    IncidentBegan,
    MainsChanged,
    MessageDelivered,
    MessageLost,
    MessageSent,
    ReachChanged,
    RoadCut,
    RoadOpened,
    SiteChanged,
    TeamChanged,
    UnitChanged,
)
from sim.record.hazard_facts import DamageBegan, DamageMended
from sim.record.repair import CrewChanged
from sim.record.rows import Cause


class Truth:
    """The state of the world at the end of a log 导调真值.

    Attributes
    ----------
    units, teams, crews
        Last change of each, by number.
    closed
        Links that are closed, each with the time since when, in ms.
    incidents
        Incidents that have begun and not ended, by call, each with the time of its beginning, in ms.
    taken
        Calls that a post has taken.
    sites_down
        Sites out of service: (network, site) with the reason.
    dark
        Townships without mains power.
    unheard
        Addresses that cannot be heard at the dispatch centre.
    damages
        Damage that is not whole, by number.
    sent, delivered, lost
        Messages so far.
    """

    def __init__(self) -> None:
        self.units: dict[int, UnitChanged] = {}
        self.teams: dict[int, TeamChanged] = {}
        self.crews: dict[int, CrewChanged] = {}
        self.closed: dict[int, int] = {}
        self.incidents: dict[int, tuple[int, IncidentBegan]] = {}
        self.taken: set[int] = set()
        self.sites_down: dict[tuple[str, int], str] = {}
        self.dark: set[int] = set()
        self.unheard: set[int] = set()
        self.damages: dict[int, DamageBegan] = {}
        self.sent = self.delivered = self.lost = 0

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Read a batch of entries."""
        for t, fact in zip(times, facts, strict=True):
            read = _READ.get(type(fact))
            if read is not None:
                read(self, t, fact)

    def _begin(self, t: int, fact: IncidentBegan) -> None:
        self.incidents[fact.call] = t, fact

    def _end(self, t: int, fact: CallEnded) -> None:
        self.incidents.pop(fact.call, None)

    def _take(self, t: int, fact: CallTaken) -> None:
        self.taken.add(fact.call)

    def _unit(self, t: int, fact: UnitChanged) -> None:
        self.units[fact.unit] = fact

    def _team(self, t: int, fact: TeamChanged) -> None:
        self.teams[fact.team] = fact

    def _crew(self, t: int, fact: CrewChanged) -> None:
        self.crews[fact.team] = fact

    def _cut(self, t: int, fact: RoadCut) -> None:
        self.closed.setdefault(fact.link, t)

    def _open(self, t: int, fact: RoadOpened) -> None:
        self.closed.pop(fact.link, None)

    def _site(self, t: int, fact: SiteChanged) -> None:
        if fact.up:
            self.sites_down.pop((fact.network, fact.site), None)
        else:
            self.sites_down[fact.network, fact.site] = fact.reason

    def _mains(self, t: int, fact: MainsChanged) -> None:
        (self.dark.discard if fact.on else self.dark.add)(fact.township)

    def _reach(self, t: int, fact: ReachChanged) -> None:
        (self.unheard.discard if fact.up else self.unheard.add)(fact.address)

    def _damage(self, t: int, fact: DamageBegan) -> None:
        self.damages[fact.damage] = fact

    def _mend(self, t: int, fact: DamageMended) -> None:
        self.damages.pop(fact.damage, None)

    def _send(self, t: int, fact: MessageSent) -> None:
        self.sent += 1

    def _deliver(self, t: int, fact: MessageDelivered) -> None:
        self.delivered += 1

    def _lose(self, t: int, fact: MessageLost) -> None:
        self.lost += 1


_READ: Final[dict[type, Callable[[Truth, int, Any], None]]] = {
    IncidentBegan: Truth._begin,
    CallEnded: Truth._end,
    CallTaken: Truth._take,
    UnitChanged: Truth._unit,
    TeamChanged: Truth._team,
    CrewChanged: Truth._crew,
    RoadCut: Truth._cut,
    RoadOpened: Truth._open,
    SiteChanged: Truth._site,
    MainsChanged: Truth._mains,
    ReachChanged: Truth._reach,
    DamageBegan: Truth._damage,
    DamageMended: Truth._mend,
    MessageSent: Truth._send,
    MessageDelivered: Truth._deliver,
    MessageLost: Truth._lose,
}
