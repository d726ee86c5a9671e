"""Repairs: how long each damage waited for word, order, way and work, and what every team did meanwhile."""

from dataclasses import dataclass, field
from typing import Final

from sim.metric.leaders import leaders, named
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.hazard_facts import DamageBegan, DamageEased, DamageMended
from sim.record.repair import CrewChanged, CrewTurned, DamageReport, DamageSeen, WorkDone, WorkHeld, WorkOrder
from sim.scenario.model import Scenario
from sim.terms.enums import CrewStatus
from sim.terms.tasks import is_task

_THERE: Final = frozenset(
    status.value
    for status in (CrewStatus.SURVEYING, CrewStatus.WORKING, CrewStatus.STANDING_BY, CrewStatus.RESTING)
)
_WORKING: Final[str] = CrewStatus.WORKING.value
_STRANDED: Final[str] = CrewStatus.STRANDED.value
_MUSTERING: Final[str] = CrewStatus.MUSTERING.value


@dataclass(slots=True)
class Errand:
    """How a team came to a damage 赶赴: times in ms, None where it did not happen.

    Attributes
    ----------
    ordered_ms, taken_ms
        When the order was given by whoever decided, and when it reached the team.
    by
        The post that gave the order.
    out_ms, there_ms, work_ms
        When the team left, was there, and began to work.
    stranded_ms
        How long it stood before closed roads on its way.
    """

    ordered_ms: int | None = None
    by: int | None = None
    taken_ms: int | None = None
    out_ms: int | None = None
    there_ms: int | None = None
    work_ms: int | None = None
    stranded_ms: int = 0


@dataclass(slots=True)
class Repair:
    """What became of one damage 抢修经过: times in ms, None where it did not happen.

    Attributes
    ----------
    began
        What came about.
    began_ms, seen_ms, eased_ms, whole_ms
        When it came about, was seen, was first eased, and was whole.
    known_ms
        When a post that leads the district first knew of it.
    told_ms
        When each post that may send teams first knew of it, by address.
    needs
        The capability that it was last said to need to those who send teams; empty before, or where none.
    held_ms
        How long work was stopped for danger.
    errands
        Of each team that was sent there, in the order of their first orders.
    first
        The team that worked there first.
    done_ms
        Work done by each team, for one standard machine.
    """

    began: DamageBegan
    began_ms: int
    seen_ms: int | None = None
    eased_ms: int | None = None
    whole_ms: int | None = None
    known_ms: int | None = None
    told_ms: dict[int, int] = field(default_factory=dict)
    needs: str = ""
    held_ms: int = 0
    errands: dict[int, Errand] = field(default_factory=dict)
    first: int | None = None
    done_ms: dict[int, int] = field(default_factory=dict)

    @property
    def sent(self) -> Errand:
        """The errand of the team that worked there first; one of which nothing is known where none did."""
        return Errand() if self.first is None else self.errands[self.first]

    @property
    def heard_ms(self) -> int | None:
        """When whoever sent the first team knew of it; where nobody did, whoever leads the district."""
        sender = self.sent.by
        return self.known_ms if sender is None else self.told_ms.get(sender, self.known_ms)


@dataclass(slots=True)
class Service:
    """What one team did 队伍履职: time in ms by status, machine time, orders, closed roads met."""

    by_status: dict[str, int] = field(default_factory=dict)
    machine_ms: int = 0
    done_ms: int = 0
    orders: int = 0
    turned: int = 0


class Repairs:
    """Follows each damage from its beginning to its end, and each team.

    Parameters
    ----------
    scenario
        Its teams, and who sends them.

    Attributes
    ----------
    damages
        By number.
    crews
        By row of ``teams.csv``.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.damages: list[Repair] = []
        self.crews = [Service() for _ in scenario.teams]
        self._leaders = leaders(scenario)
        self._senders = self._leaders | _headquarters(scenario)
        self._asked: dict[int, int] = {}
        self._last: list[CrewChanged | None] = [None] * len(self.crews)
        self._since_ms = [0] * len(self.crews)
        self._held_ms: dict[int, int] = {}
        self._reports: dict[int, tuple[int, list[DamageReport]]] = {}
        self.readers: dict[type, Reader] = {
            DamageBegan: self._begin,
            DamageSeen: self._see,
            DamageEased: self._ease,
            DamageMended: self._mend,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            CrewChanged: self._change,
            CrewTurned: self._turn,
            WorkDone: self._work,
            WorkHeld: self._hold,
        }

    def finish(self, end_ms: int) -> None:
        """Close what is open at the end of the run."""
        for team in range(len(self.crews)):
            self._close(team, end_ms)
        for damage, since_ms in self._held_ms.items():
            self.damages[damage].held_ms += end_ms - since_ms

    # --- damage ---------------------------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: DamageBegan) -> None:
        self.damages.append(Repair(fact, t))

    def _see(self, seq: int, t: int, fact: DamageSeen) -> None:
        repair = self.damages[fact.damage]
        repair.seen_ms = t if repair.seen_ms is None else repair.seen_ms

    def _ease(self, seq: int, t: int, fact: DamageEased) -> None:
        repair = self.damages[fact.damage]
        repair.eased_ms = t if repair.eased_ms is None else repair.eased_ms

    def _mend(self, seq: int, t: int, fact: DamageMended) -> None:
        self.damages[fact.damage].whole_ms = t

    def _hold(self, seq: int, t: int, fact: WorkHeld) -> None:
        if fact.held:
            self._held_ms[fact.damage] = t
        else:
            self.damages[fact.damage].held_ms += t - self._held_ms.pop(fact.damage)

    # --- word and orders ------------------------------------------------------------------------------------

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        for item in fact.body:
            if isinstance(item, WorkOrder):
                self._order(t, fact.sender, item)
            elif isinstance(item, DamageReport) and fact.receiver in self._senders:
                self._reports.setdefault(seq, (fact.receiver, []))[1].append(item)

    def _order(self, t: int, sender: int, order: WorkOrder) -> None:
        if sender in self._leaders:
            self._asked[order.team] = order.damage
        elif self._asked.get(order.team) == order.damage:
            return  # a headquarters passes on what it was asked for: that is part of the way of the order
        self.crews[order.team].orders += 1
        if is_task(order.damage):
            return
        errand = self.damages[order.damage].errands.setdefault(order.team, Errand())
        if errand.taken_ms is None:
            errand.ordered_ms, errand.by = t, sender

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        receiver, reports = self._reports.pop(fact.message, (None, []))
        for item in reports:
            assert receiver is not None
            repair = self.damages[item.damage]
            repair.told_ms.setdefault(receiver, t)
            repair.seen_ms = t if repair.seen_ms is None else repair.seen_ms  # by somebody on the road
            if receiver in self._leaders:
                repair.needs = item.capability
                repair.known_ms = t if repair.known_ms is None else repair.known_ms

    # --- teams ----------------------------------------------------------------------------------------------

    def _change(self, seq: int, t: int, fact: CrewChanged) -> None:
        self._close(fact.team, t)
        self._last[fact.team], self._since_ms[fact.team] = fact, t
        if fact.damage is not None and not is_task(fact.damage):
            self._enter(t, fact, self.damages[fact.damage])

    def _close(self, team: int, t: int) -> None:
        """Book the time that a team spent in its last status."""
        last, spent_ms = self._last[team], t - self._since_ms[team]
        if last is None:
            return
        service = self.crews[team]
        service.by_status[last.status] = service.by_status.get(last.status, 0) + spent_ms
        if last.status == _WORKING:
            service.machine_ms += spent_ms * last.machines
        if last.status == _STRANDED and last.damage is not None and not is_task(last.damage):
            errand = self.damages[last.damage].errands.get(team)
            if errand is not None and errand.there_ms is None:
                errand.stranded_ms += spent_ms

    def _enter(self, t: int, fact: CrewChanged, repair: Repair) -> None:
        """Note how far a team is on its errand."""
        errand = repair.errands.setdefault(fact.team, Errand())
        errand.taken_ms = t if errand.taken_ms is None else errand.taken_ms
        if errand.out_ms is None and fact.status != _MUSTERING:
            errand.out_ms = t
        if errand.there_ms is None and fact.status in _THERE:
            errand.there_ms = t
        if errand.work_ms is None and fact.status == _WORKING:
            errand.work_ms = t
            repair.first = fact.team if repair.first is None else repair.first

    def _turn(self, seq: int, t: int, fact: CrewTurned) -> None:
        self.crews[fact.team].turned += 1

    def _work(self, seq: int, t: int, fact: WorkDone) -> None:
        self.crews[fact.team].done_ms += fact.work_ms
        if is_task(fact.damage):
            return
        done_ms = self.damages[fact.damage].done_ms
        done_ms[fact.team] = done_ms.get(fact.team, 0) + fact.work_ms


def _headquarters(scenario: Scenario) -> frozenset[int]:
    """Return the addresses of posts through which teams are sent: a person there may send."""
    posts = {team.post for team in scenario.teams} if scenario.repair.headquarters else set()
    return frozenset(named(scenario, *posts))
