"""Where the time went in which an incident waited for a professional team 专业能力等待: the same classes.

From the time at which an incident needs a capability until a team for it is there, or until the need ends
otherwise (done by others, handed over) or the run does, time is cut into stretches without gap or overlap:

not known 未获知
    The district has not been told of the need.
not carried 未送达
    An order is under way, or was lost; or a team is free in truth, but not by what the district was told.
not passable 道路不通
    The team that was sent stands before closed roads or walks; or teams are free, but none has a way that
    the district holds for open.
not decided 未决策
    A team is free on the board of the district, with a way, and no order is given.
not available 力量不足
    No team that can do it is free, or there is none; or the team that was sent rests or refuels on its way.
turnout 出动准备, travel 正常行车
    Mustering, and on the road. What roads that are closed add to a drive counts as travel as long as it
    drives, for its plan tells no way over the open map. Unavoidable.

Who is followed: of the teams that were sent, the one whose order was delivered first, as long as it is on
that errand. A team is free where it stands at its base or comes home without an errand; before it has told
anything it is taken to stand at its base.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from sim.metric.leaders import leaders
from sim.metric.reader import Reader
from sim.metric.review.split import Stretch
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.record.capability import CapabilityDone, CapabilityNeeded, NeedReport
from sim.record.facts import CallEnded, IncidentBegan, MessageDelivered, MessageSent, RoadReport
from sim.record.repair import CrewChanged, CrewReport, WorkOrder
from sim.scenario.model import Scenario
from sim.scenario.work import matching
from sim.terms.enums import CrewStatus, Skill
from sim.terms.losses import Loss
from sim.terms.tasks import is_task, task_number

_FREE: Final = frozenset({CrewStatus.AT_BASE.value, CrewStatus.RETURNING.value})
_THERE: Final = frozenset(
    {CrewStatus.SURVEYING.value, CrewStatus.WORKING.value, CrewStatus.STANDING_BY.value}
)
_PHASES: Final = {
    CrewStatus.MUSTERING.value: Loss.TURNOUT,
    CrewStatus.EN_ROUTE.value: Loss.TRAVEL,
    CrewStatus.STRANDED.value: Loss.NOT_PASSABLE,
    CrewStatus.WALKING.value: Loss.NOT_PASSABLE,
    CrewStatus.RESTING.value: Loss.NOT_AVAILABLE,
    CrewStatus.REFUELLING.value: Loss.NOT_AVAILABLE,
}
"""What the time of a team goes to that is on its errand."""


@dataclass(slots=True)
class _Stand:
    """What a team did from when on: the node where it is free, else None; its status and errand."""

    times: list[int] = field(default_factory=list)
    nodes: list[int | None] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    errands: list[int | None] = field(default_factory=list)

    def note(self, t: int, status: str, node: int, errand: int | None) -> None:
        self.times.append(t)
        self.nodes.append(node if status in _FREE and errand is None else None)
        self.statuses.append(status)
        self.errands.append(errand)

    def at(self, t: int) -> int:
        """Return the row that holds at a time, after all that happens then."""
        return bisect_right(self.times, t) - 1


@dataclass(slots=True)
class _Order:
    team: int
    sent_ms: int
    until_ms: int | None = None


@dataclass(slots=True)
class Wait:
    """A capability that an incident waited for; times in ms since the start, None for never.

    Attributes
    ----------
    call, skill, began_ms
        Which incident needs what, and since when.
    known_ms, there_ms
        When the district was told, and when the first team was there.
    ended_ms
        When it was needed no more, for whatever reason.
    orders
        Orders to go there.
    """

    call: int
    skill: str
    began_ms: int
    known_ms: int | None = None
    there_ms: int | None = None
    ended_ms: int | None = None
    orders: list[_Order] = field(default_factory=list)


class TeamWaits:
    """Follows who waits for which professional team, and why; see the module.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    waits
        By number of the task.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.waits: dict[int, Wait] = {}
        self._scenario = scenario
        self._leaders = leaders(scenario)
        self._nodes: dict[int, int] = {}
        self._truth, self._board = self._at_base(), self._at_base()
        self._roads: list[tuple[int, int, bool]] = []
        self._under_way: dict[int, _Order] = {}
        self._told: dict[int, MessageSent] = {}
        self._end_ms = 0
        read: dict[type, Reader] = {
            IncidentBegan: self._begin,
            CapabilityNeeded: self._need,
            CapabilityDone: self._do,
            CallEnded: self._over,
            CrewChanged: self._change,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
        }
        self.readers = read if scenario.capability.model else {}  # else nothing ever waits

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        self._end_ms = t

    def stretches(self, task: int) -> list[Stretch]:
        """Return where the time went, one stretch after the other; to be asked for once the run has ended."""
        wait = self.waits[task]
        ends = (self._end_ms if ms is None else ms for ms in (wait.there_ms, wait.ended_ms))
        until_ms, found = min(ends), list[Stretch]()
        for a, b in _steps(self._marks(task, wait), wait.began_ms, until_ms):
            loss, team = self._why(task, wait, a)
            if found and found[-1].loss is loss and found[-1].unit == team:
                found[-1] = found[-1]._replace(until_ms=b)
            else:
                found.append(Stretch(a, b, loss, team))
        return found

    # --- why ------------------------------------------------------------------------------------------------

    def _marks(self, task: int, wait: Wait) -> Iterator[int]:
        """Yield the times at which something may change for a need."""
        if wait.known_ms is not None:
            yield wait.known_ms
        for order in wait.orders:
            yield order.sent_ms
            if order.until_ms is not None:
                yield order.until_ms
        for team in self._able(wait.skill):
            yield from self._truth[team].times
            yield from self._board[team].times
        yield from (t for t, _, _ in self._roads)

    def _why(self, task: int, wait: Wait, t: int) -> tuple[Loss, int | None]:
        """Return to what the time from a mark on goes, and the team that is followed."""
        if wait.known_ms is None or t < wait.known_ms:
            return Loss.NOT_KNOWN, None
        for order in sorted(wait.orders, key=lambda order: (_delivered(order), order.team)):
            if order.until_ms is not None and order.until_ms <= t:
                stand = self._truth[order.team]
                row = stand.at(t)
                if stand.errands[row] == task:
                    return _PHASES.get(stand.statuses[row], Loss.NOT_AVAILABLE), order.team
        if any(
            order.sent_ms <= t and (order.until_ms is None or t < order.until_ms) for order in wait.orders
        ):
            return Loss.NOT_CARRIED, None
        return self._without(wait, t), None

    def _without(self, wait: Wait, t: int) -> Loss:
        """Return why nobody is on the errand, and no order is under way."""
        teams = self._able(wait.skill)
        told = [(team, self._board[team].nodes[self._board[team].at(t)]) for team in teams]
        ready = [(team, node) for team, node in told if node is not None]
        if ready:
            closed, goal = self._closed(t), self._nodes[wait.call]
            way = any(self._travel(team).time(node, goal, closed) is not None for team, node in ready)
            return Loss.NOT_DECIDED if way else Loss.NOT_PASSABLE
        hidden = any(self._truth[team].nodes[self._truth[team].at(t)] is not None for team in teams)
        return Loss.NOT_CARRIED if hidden else Loss.NOT_AVAILABLE

    def _able(self, skill: str) -> list[int]:
        """Return the teams that can do something, with a machine that they can use."""
        found = []
        for number, team in enumerate(self._scenario.teams):
            kind = self._scenario.team_types[team.type]
            if skill in kind.capabilities and matching(team, kind).usable:
                found.append(number)
        return found

    def _closed(self, t: int) -> frozenset[int]:
        """Return the links that the district holds for closed."""
        closed: dict[int, None] = {}
        for t_ms, link, shut in self._roads:
            if t_ms > t:
                break
            if shut:
                closed[link] = None
            else:
                closed.pop(link, None)
        return frozenset(closed)

    @cached_property
    def _graph(self) -> RoadGraph:
        return RoadGraph.of(self._scenario)

    @cached_property
    def _ways(self) -> dict[str, Travel]:
        return {}

    def _travel(self, team: int) -> Travel:
        vehicle = self._scenario.teams[team].vehicle
        if vehicle not in self._ways:
            self._ways[vehicle] = Travel(self._graph, travel_ms(self._graph, self._scenario, vehicle))
        return self._ways[vehicle]

    # --- what is read ---------------------------------------------------------------------------------------

    def _at_base(self) -> list[_Stand]:
        stands = []
        for team in self._scenario.teams:
            stand = _Stand()
            stand.note(0, CrewStatus.AT_BASE.value, self._scenario.node_ids[team.node], None)
            stands.append(stand)
        return stands

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self._nodes[fact.call] = fact.node

    def _need(self, seq: int, t: int, fact: CapabilityNeeded) -> None:
        number = task_number(fact.call, Skill(fact.capability))
        self.waits[number] = Wait(fact.call, fact.capability, t)

    def _do(self, seq: int, t: int, fact: CapabilityDone) -> None:
        self._close(self.waits[task_number(fact.call, Skill(fact.capability))], t)

    def _over(self, seq: int, t: int, fact: CallEnded) -> None:
        for wait in self.waits.values():
            if wait.call == fact.call:
                self._close(wait, t)

    def _close(self, wait: Wait, t: int) -> None:
        if wait.ended_ms is None:
            wait.ended_ms = t

    def _change(self, seq: int, t: int, fact: CrewChanged) -> None:
        self._truth[fact.team].note(t, fact.status, fact.node, fact.damage)
        wait = self.waits.get(-1 if fact.damage is None else fact.damage)
        if wait is not None and wait.there_ms is None and fact.status in _THERE:
            wait.there_ms = t

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        first = fact.body[0]
        if type(first) is WorkOrder and is_task(first.damage):
            wait = self.waits.get(first.damage)
            if wait is not None:
                self._under_way[seq] = _Order(first.team, t)
                wait.orders.append(self._under_way[seq])
        elif fact.receiver in self._leaders:
            self._told[seq] = fact

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        order = self._under_way.pop(fact.message, None)
        if order is not None:
            order.until_ms = t
        sent = self._told.pop(fact.message, None)
        for item in () if sent is None else sent.body:
            self._hear(t, item)

    def _hear(self, t: int, item: object) -> None:
        """Note what the district is told."""
        if isinstance(item, CrewReport):
            self._board[item.team].note(t, item.status, item.node, item.damage)
        elif isinstance(item, RoadReport):
            self._roads.append((t, item.link, item.closed))
        elif isinstance(item, NeedReport) and not item.over:
            wait = self.waits.get(task_number(item.call, Skill(item.capability)))
            if wait is not None and wait.known_ms is None:
                wait.known_ms = t


def _delivered(order: _Order) -> tuple[bool, int]:
    return order.until_ms is None, order.until_ms or 0


def _steps(marks: Iterator[int], from_ms: int, until_ms: int) -> Iterator[tuple[int, int]]:
    """Yield the steps between two times, cut at all marks between them."""
    inside: Sequence[int] = sorted({mark for mark in marks if from_ms < mark < until_ms})
    yield from ((a, b) for a, b in pairwise([from_ms, *inside, until_ms]) if a < b)
