"""The part of the fold on warnings and people at risk: who was told when and how, and where people went."""

from dataclasses import dataclass, field
from typing import NamedTuple

from sim.metric.leaders import leaders
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.hazard_facts import DamageBegan
from sim.record.people import GroupTold, PeopleMoved, PeopleSpared, WarningAck, WarningIssued
from sim.scenario.groups import groups_of
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, DamageKind, PeopleState

STATES = tuple(state.value for state in PeopleState)
AWAY = tuple(state.value for state in PeopleState if state.is_away)
"""States of those who are not at home."""


@dataclass(slots=True)
class Issued:
    """A warning, and when each address was known to the district to have confirmed it."""

    fact: WarningIssued
    t_ms: int
    confirmed_ms: dict[int, int] = field(default_factory=dict)


class Told(NamedTuple):
    """When a group first heard that it is to leave, of which warning, and how."""

    t_ms: int
    warning: int
    by: str


class PeopleLevel(NamedTuple):
    """How many people at risk are in each state, in the order of `STATES`, from a time on."""

    t_ms: int
    people: tuple[int, ...]


class Crowd:
    """Follows warnings and people at risk; empty where nobody is warned.

    Parameters
    ----------
    scenario
        Its groups, villages and shelters.

    Attributes
    ----------
    groups
        All groups.
    issued
        Warnings by number.
    told
        When each group first heard that it is to leave, by its number.
    states
        People in each state, by group.
    inside
        People in each shelter.
    most, most_sheltered
        The most people who were in each shelter at one time, and in shelters of each group.
    struck_ms
        When a road at the node of each village first broke or flooded, by village.
    left_by_then
        How many people at risk of that village had left at that time.
    spared
        Who had left before a hazard would have befallen them at home.
    levels
        All people by state over time.
    """

    def __init__(self, scenario: Scenario) -> None:
        on = scenario.warning.tells_people
        self.groups = groups_of(scenario) if on else []
        self.issued: list[Issued] = []
        self.told: dict[int, Told] = {}
        self.states = [{PeopleState.UNAWARE.value: group.people} for group in self.groups]
        self.inside = [0] * len(scenario.shelters)
        self.most = [0] * len(scenario.shelters)
        self.most_sheltered = [0] * len(self.groups)
        self.struck_ms: dict[int, int] = {}
        self.left_by_then: dict[int, int] = {}
        self.spared = 0
        self._now = dict.fromkeys(STATES, 0)
        self._now[PeopleState.UNAWARE.value] = sum(group.people for group in self.groups)
        self.levels = [PeopleLevel(0, tuple(self._now.values()))]
        self._leaders = leaders(scenario)
        self._acks: dict[int, WarningAck] = {}
        self._at = _villages_at_links(scenario) if on else {}
        self._of: dict[int, list[int]] = {}
        for group in self.groups:
            self._of.setdefault(group.village, []).append(group.number)
        self.readers: dict[type, Reader] = {}
        if on:
            self.readers = {
                WarningIssued: self._issue,
                MessageSent: self._send,
                MessageDelivered: self._deliver,
                GroupTold: self._tell,
                PeopleMoved: self._move,
                PeopleSpared: self._spare,
                DamageBegan: self._strike,
            }

    def finish(self, end_ms: int) -> None:
        """Close the curves at the end of the run."""
        self.levels.append(PeopleLevel(end_ms, tuple(self._now.values())))

    def gone(self, village: int) -> int:
        """Return how many people at risk of a village are on their way, or where they went."""
        groups = self._of.get(village, ())
        return sum(self.states[group].get(state, 0) for group in groups for state in AWAY)

    def _issue(self, seq: int, t: int, fact: WarningIssued) -> None:
        self.issued.append(Issued(fact, t))

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is WarningAck and fact.receiver in self._leaders:
            self._acks[seq] = item

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        ack = self._acks.pop(fact.message, None)
        if ack is not None:
            self.issued[ack.warning].confirmed_ms.setdefault(ack.address, t)

    def _tell(self, seq: int, t: int, fact: GroupTold) -> None:
        if self.issued[fact.warning].fact.leave:
            self.told.setdefault(fact.group, Told(t, fact.warning, fact.by))

    def _move(self, seq: int, t: int, fact: PeopleMoved) -> None:
        for counts in (self.states[fact.group], self._now):
            counts[fact.was] -= fact.people
            counts[fact.now] = counts.get(fact.now, 0) + fact.people
        if fact.shelter is not None:
            into = fact.now == PeopleState.SHELTERED.value
            self.inside[fact.shelter] += fact.people if into else -fact.people
            self.most[fact.shelter] = max(self.most[fact.shelter], self.inside[fact.shelter])
            safe = self.states[fact.group].get(PeopleState.SHELTERED.value, 0)
            self.most_sheltered[fact.group] = max(self.most_sheltered[fact.group], safe)
        if self.levels[-1].t_ms == t:
            self.levels.pop()
        self.levels.append(PeopleLevel(t, tuple(self._now.values())))

    def _spare(self, seq: int, t: int, fact: PeopleSpared) -> None:
        self.spared += fact.people

    def _strike(self, seq: int, t: int, fact: DamageBegan) -> None:
        if DamageKind(fact.kind).asset is not Asset.ROAD:
            return
        for village in self._at.get(fact.target, ()):
            if village in self._of and village not in self.struck_ms:
                self.struck_ms[village] = t
                self.left_by_then[village] = self.gone(village)


def _villages_at_links(scenario: Scenario) -> dict[int, list[int]]:
    """Return the villages at the ends of each link."""
    at: dict[str, list[int]] = {}
    for number, village in enumerate(scenario.villages):
        at.setdefault(village.node, []).append(number)
    return {
        number: [village for node in dict.fromkeys((link.a, link.b)) for village in at.get(node, ())]
        for number, link in enumerate(scenario.links)
    }
