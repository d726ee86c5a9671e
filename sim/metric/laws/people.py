"""Laws of people at risk: each is in one state, and a warning reaches nobody without carrier or neighbour."""

from collections.abc import Callable
from typing import Final

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.control import GroupOrdered
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened, SiteChanged
from sim.record.people import (
    CallUnanswered,
    GroupTold,
    LinkWalked,
    PeopleMoved,
    PeopleSpared,
    WarningAck,
    WarningIssued,
    WarningOrder,
)
from sim.scenario.groups import Group, groups_of
from sim.scenario.model import Scenario
from sim.terms.enums import PeopleState, ToldBy, WarningColour
from sim.terms.ids import Band

_ENDS: Final = (PeopleState.SHELTERED.value, PeopleState.RETURNING.value)
_ON_FOOT: Final = (PeopleState.MOVING.value, PeopleState.CUT_OFF.value)
_NEXT: Final[dict[str, frozenset[str]]] = {
    PeopleState.UNAWARE.value: frozenset({PeopleState.WARNED.value}),
    PeopleState.WARNED.value: frozenset({PeopleState.PREPARING.value, PeopleState.STAYED.value}),
    PeopleState.STAYED.value: frozenset({PeopleState.PREPARING.value}),
    PeopleState.PREPARING.value: frozenset({PeopleState.MOVING.value, PeopleState.RETURNED.value}),
    PeopleState.MOVING.value: frozenset(
        {*_ENDS, PeopleState.CUT_OFF.value, PeopleState.AWAITING.value},
    ),
    PeopleState.AWAITING.value: frozenset(
        {PeopleState.RIDING.value, PeopleState.RETURNING.value, *_ON_FOOT},
    ),
    PeopleState.RIDING.value: frozenset({*_ENDS, *_ON_FOOT}),
    PeopleState.CUT_OFF.value: frozenset({PeopleState.MOVING.value, PeopleState.RETURNING.value}),
    PeopleState.SHELTERED.value: frozenset({PeopleState.RETURNING.value}),
    PeopleState.RETURNING.value: frozenset({PeopleState.RETURNED.value}),
    PeopleState.RETURNED.value: frozenset({PeopleState.WARNED.value}),
}
"""What people of each state may do next."""

_HOMEWARD: Final = (PeopleState.RETURNING.value, PeopleState.RETURNED.value)


class PeopleLaws:
    """Follows warnings, who has them, and where people at risk are.

    Parameters
    ----------
    scenario
        Villages, groups, shelters.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._is_on = scenario.warning.tells_people
        self._groups: list[Group] = groups_of(scenario) if self._is_on else []
        self._township = [scenario.township_ids[village.township] for village in scenario.villages]
        self._capacity = [row.capacity for row in scenario.shelters]
        self._doors = [scenario.node_ids[row.node] for row in scenario.shelters]
        self._inside = [0] * len(self._capacity)
        self._count = [{PeopleState.UNAWARE.value: group.people} for group in self._groups]
        self._issued: list[tuple[int, WarningIssued]] = []
        self._sent: dict[int, tuple[int, int]] = {}
        self._has: set[tuple[int, int]] = set()
        self._told: set[int] = set()
        self._cleared: set[int] = set()
        self._ordered: set[int] = set()
        self._shut: set[int] = set()
        self._down_ms: dict[int, int] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        own: dict[type, Reader] = {
            WarningIssued: self._issue,
            CallUnanswered: self._unanswered,
            GroupTold: self._tell,
            GroupOrdered: self._order,
            PeopleMoved: self._move,
            LinkWalked: self._walk,
            PeopleSpared: self._spare,
        }
        follows: dict[type, Reader] = {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            RoadCut: self._cut,
            RoadOpened: self._open,
            SiteChanged: self._site,
        }
        return own | follows if self._is_on else own

    # --- what others do ------------------------------------------------------------------------------------

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        for item in fact.body:
            if type(item) is WarningOrder:
                self._sent[seq] = item.warning, fact.receiver
            elif type(item) is WarningAck and (item.warning, item.address) not in self._has:
                raise broken("confirmed", seq, t, f"{item.address} was not told of warning {item.warning}")

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        if fact.message in self._sent:
            self._has.add(self._sent.pop(fact.message))

    def _cut(self, seq: int, t: int, fact: RoadCut) -> None:
        if not fact.foot:
            self._shut.add(fact.link)

    def _open(self, seq: int, t: int, fact: RoadOpened) -> None:
        self._shut.discard(fact.link)

    def _site(self, seq: int, t: int, fact: SiteChanged) -> None:
        if fact.network != "telecom":
            return
        if fact.up:
            self._down_ms.pop(fact.site, None)
        else:
            self._down_ms[fact.site] = t

    # --- warnings ------------------------------------------------------------------------------------------

    def _issue(self, seq: int, t: int, fact: WarningIssued) -> None:
        if fact.warning != len(self._issued):
            raise broken("issued", seq, t, f"warning {fact.warning} comes as number {len(self._issued)}")
        self._issued.append((t, fact))

    def _unanswered(self, seq: int, t: int, fact: CallUnanswered) -> None:
        if (fact.warning, fact.address) not in self._has:
            raise broken("confirmed", seq, t, f"{fact.address} was not called about warning {fact.warning}")

    def _tell(self, seq: int, t: int, fact: GroupTold) -> None:
        if not (0 <= fact.group < len(self._groups) and 0 <= fact.warning < len(self._issued)):
            raise broken("carrier", seq, t, f"there is no group {fact.group} or no warning {fact.warning}")
        group, (_, issued) = self._groups[fact.group], self._issued[fact.warning]
        if self._township[group.village] != issued.township or not _CARRIED[fact.by](self, fact, group):
            found = f"nothing carried warning {fact.warning} to group {fact.group} by {fact.by} {fact.source}"
            raise broken("carrier", seq, t, found)
        self._told.add(fact.group)
        if issued.colour == WarningColour.NONE.value:
            self._cleared.add(fact.group)

    def _order(self, seq: int, t: int, fact: GroupOrdered) -> None:
        """Let a group have been told of an order, or of its end; who may tell it is a law of its own."""
        (self._ordered if fact.on else self._cleared).add(fact.group)

    def _by_cell(self, fact: GroupTold, group: Group) -> bool:
        """Whether a site has served since a warning was issued."""
        down_ms = self._down_ms.get(fact.source)
        return down_ms is None or down_ms >= self._issued[fact.warning][0]

    def _by_post(self, fact: GroupTold, group: Group) -> bool:
        """Whether the post of the village has the warning."""
        address = Band.VILLAGE.address(group.village)
        return fact.source == address and (fact.warning, address) in self._has

    def _by_leader(self, fact: GroupTold, group: Group) -> bool:
        return fact.source == fact.group and fact.group in self._told

    def _by_neighbour(self, fact: GroupTold, group: Group) -> bool:
        """Whether another group of the village has been told."""
        other = fact.source
        known = other in self._told and other != fact.group
        return known and self._groups[other].village == group.village

    # --- people --------------------------------------------------------------------------------------------

    def _move(self, seq: int, t: int, fact: PeopleMoved) -> None:
        if not 0 <= fact.group < len(self._groups) or fact.now not in _NEXT.get(fact.was, ()):
            raise broken("one_state", seq, t, f"group {fact.group} goes from {fact.was} to {fact.now}")
        if fact.group not in self._told and fact.group not in self._ordered:
            raise broken("carrier", seq, t, f"group {fact.group} was not told of anything")
        if fact.now in _HOMEWARD and fact.group not in self._cleared:
            raise broken("home", seq, t, f"group {fact.group} goes home, and was not told that it may")
        count = self._count[fact.group]
        left = count.get(fact.was, 0) - fact.people
        if fact.people <= 0 or left < 0:
            raise broken("one_state", seq, t, f"group {fact.group} has no {fact.people} who are {fact.was}")
        count[fact.was] = left
        count[fact.now] = count.get(fact.now, 0) + fact.people
        if fact.now == PeopleState.SHELTERED.value or fact.shelter is not None:
            self._shelter(seq, t, fact)

    def _shelter(self, seq: int, t: int, fact: PeopleMoved) -> None:
        shelter = fact.shelter
        if shelter is None or not 0 <= shelter < len(self._doors) or self._doors[shelter] != fact.node:
            raise broken("room", seq, t, f"there is no shelter {shelter} at node {fact.node}")
        self._inside[shelter] += fact.people if fact.now == PeopleState.SHELTERED.value else -fact.people
        if not 0 <= self._inside[shelter] <= self._capacity[shelter]:
            raise broken("room", seq, t, f"{self._inside[shelter]} people are in shelter {shelter}")

    def _walk(self, seq: int, t: int, fact: LinkWalked) -> None:
        if fact.link in self._shut:
            raise broken("crossed", seq, t, f"group {fact.group} walks on link {fact.link}, which is closed")
        on_foot = (PeopleState.MOVING, PeopleState.RETURNING)
        if not any(self._counted(fact.group, state) for state in on_foot):
            raise broken("one_state", seq, t, f"nobody of group {fact.group} is on the way")

    def _spare(self, seq: int, t: int, fact: PeopleSpared) -> None:
        away = [state for state in PeopleState if state.is_away]
        here = [group.number for group in self._groups if group.village == fact.place]
        if not any(self._counted(group, state) for group in here for state in away):
            raise broken("spared", seq, t, f"nobody has left village {fact.place}")

    def _counted(self, group: int, state: PeopleState) -> int:
        return self._count[group].get(state.value, 0) if 0 <= group < len(self._count) else 0


_Carried = Callable[[PeopleLaws, GroupTold, Group], bool]
_CARRIED: Final[dict[str, _Carried]] = {
    ToldBy.BROADCAST.value: PeopleLaws._by_cell,
    ToldBy.PHONE.value: PeopleLaws._by_post,
    ToldBy.LOUDSPEAKER.value: PeopleLaws._by_post,
    ToldBy.DOOR.value: PeopleLaws._by_post,
    ToldBy.LEADER.value: PeopleLaws._by_leader,
    ToldBy.NEIGHBOUR.value: PeopleLaws._by_neighbour,
}
"""Whether what a group was told by can have told it."""
