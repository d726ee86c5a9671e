"""Neighbours who go to a fire on foot: micro stations of communities, volunteers of villages."""

import math
from functools import partial

from sim.agent.context import Context
from sim.agent.incident import Incident
from sim.record.first_minutes import FireHeld, FirstLook, LocalAlarm, NeighboursChanged
from sim.record.message import Letter
from sim.scenario.first_minutes import Neighbours
from sim.terms.enums import NeighbourStatus
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS


class Group:
    """The neighbours of one village or community 微型消防站、志愿消防队.

    They are told by who calls or by the grid worker (网格员), by whatever means reach their post; go if they
    would be there within their beat; do what they can before a unit is there, tell the dispatch centre what
    the incident needs, and go home when a unit comes or it is over. They are at one place at a time.

    Parameters
    ----------
    village
        Row of their village.
    rules
        How many they are, and how fast.
    context
        Of the world.
    """

    def __init__(self, village: int, rules: Neighbours, context: Context) -> None:
        self.village = village
        self._rules = rules
        self._context = context
        self._address = Band.VILLAGE.address(village)
        self._radius_km = context.scenario.villages[village].access_km
        self._expected: dict[int, tuple[Incident, tuple[float, float]]] = {}
        self._call: int | None = None
        self._since = 0

    def expect(self, incident: Incident, luck: tuple[float, float]) -> None:
        """Be able to hear of an incident: with how far it is, and whether they could put it out."""
        self._expected[incident.call] = incident, luck

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message: go, if they are free and near enough."""
        for item in letter.body:
            if type(item) is LocalAlarm and item.call in self._expected:
                incident, (reach, skill) = self._expected.pop(item.call)
                there_ms = self._rules.muster.ms + self.walk_ms(reach)
                if self._is_wanted(incident) and there_ms <= self._rules.beat.ms:
                    self._go(incident, skill, there_ms, letter.seq)

    def _is_wanted(self, incident: Incident) -> bool:
        """Whether they are free, and see from their village that it goes on and no unit is there."""
        return self._call is None and incident.call in self._context.incidents and not incident.crews

    def walk_ms(self, luck: float) -> int:
        """Return the time on foot to a home, in ms.

        Homes lie evenly over a disc; `access_km` is their mean distance from its middle, two thirds of the
        radius. Each of their posts serves an equal part of it, a disc too.
        """
        km = 1.5 * self._radius_km * math.sqrt(luck / self._rules.posts.value)
        return round(km / self._rules.speed.value * HOUR_MS)

    def _go(self, incident: Incident, skill: float, after_ms: int, cause: int) -> None:
        self._call = incident.call
        self._since = self._note(NeighbourStatus.GOING, cause)
        incident.neighbours = self._leave
        self._context.clock.call_after(after_ms, partial(self._arrive, incident, skill))

    def _arrive(self, incident: Incident, skill: float) -> None:
        """Be there first, unless a unit has come meanwhile or it is over, for then they have turned back."""
        if self._call != incident.call:
            return
        self._since = self._note(NeighbourStatus.HERE, self._since)
        self._do(incident, skill)
        report = FirstLook(incident.call, incident.asks)
        self._context.net.send(self._address, DISPATCH_CENTRE, (report,), self._since)

    def _do(self, incident: Incident, skill: float) -> None:
        """Put a small fire out, or hold it; of what is more they only tell."""
        rules = self._context.scenario.first_minutes
        if incident.birth.severity:
            return
        out = skill < rules.put_out.value
        saved_ms = incident.save(rules.held.value, rules.check.ms if out else None)
        fact = FireHeld(incident.call, self.village, out, saved_ms)
        self._context.log.add(self._context.clock.now, fact, self._since)

    def _leave(self, cause: int) -> None:
        """Hand over to a unit, or see that it is over."""
        self._note(NeighbourStatus.HOME, cause)
        self._call = None

    def _note(self, status: NeighbourStatus, cause: int) -> int:
        assert self._call is not None
        people = 0 if status is NeighbourStatus.HOME else self._rules.people.whole
        fact = NeighboursChanged(self.village, status.value, self._call, people)
        return self._context.log.add(self._context.clock.now, fact, cause)


def groups(context: Context) -> dict[int, Group]:
    """Return the neighbours of a district, by the row of their village.

    Which places have a group is drawn from a stream of each place.
    """
    scenario = context.scenario
    rules, kind_of = scenario.first_minutes, {row.id: row.kind for row in scenario.townships}
    found = {}
    for number, village in enumerate(scenario.villages):
        micro = kind_of[village.township] in rules.micro_towns
        works = scenario.forces.micro_stations if micro else scenario.forces.volunteers
        own = rules.micro if micro else rules.volunteers
        if works and context.streams(f"neighbours/{village.id}").uniform() < own.share.value:
            found[number] = Group(number, own, context)
    return found
