"""Where the time of an incident went 时间去向: exclusive stretches that add up to the whole.

The time from the beginning of an incident to its first unit on scene, or to all that it needs, is cut into
stretches, one after the other without gap or overlap. Each goes to one of these:

not known 未获知
    Nobody who can act knows: from the beginning until the call is answered, by the dispatch centre or by a
    station on its own, less the time that answering itself takes. A telephone that rings tells nobody
    anything, and word that somebody carries on foot does not either.
processing 接警询问
    From a call-taker's turning to the call (``dispatch.answer`` before the answer, as far as word had come
    by then) until the call is taken. A station that has taken it before does not spare the centre its own
    questions: ``dispatch.answer`` and ``dispatch.process_median`` from when it hears of it. Unavoidable.
not carried 未送达
    An order is under way or was lost on the way, from its sending until the unit acts on it; or word is
    under way which is lacking for an order: of what is needed, from those on scene; of a unit that stands
    ready in truth, but not on the centre's board, because its report has not come or the centre found no
    means to raise its station.
not decided 未决策
    The call is known, a unit that can do what is needed stands ready on the board of who knows, with a way
    that is open as far as they know, and no order is given; or an order is called off that was being
    carried out.
not available 力量不足
    The call is known, and no unit that can do what is needed stands ready, on the board or in truth; or a
    unit that was coming is taken away for something more urgent.
not passable 道路不通
    What the drive of the unit that came took beyond the way that was open on the drawn map, at the pace of
    that hour: detours, slow links, turning round, standing stranded. The whole of a response, from the order
    that came, if it ended at closed roads. And the time in which units stand ready on the board, but none
    has a way that the centre holds for open.
turnout 出动准备, travel 正常行车
    From the order that came to setting out, and what the drive would have taken over the drawn map, of the
    unit that came. Unavoidable.

Who is followed: up to the first arrival the unit that arrived first; from there on the unit with which the
need was met. Before that unit has its order, others that were sent are followed, those that have begun to
move before orders that are under way. After the first arrival, who came by then or later is followed no more.

What was never reached counts to its end, or to the end of the run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from sim.metric.responses import Call, Response
from sim.metric.review.boards import Boards
from sim.metric.review.cases import Case, Cases
from sim.metric.review.drawn import DrawnMap
from sim.scenario.model import Scenario
from sim.terms.ids import Address, Band
from sim.terms.losses import Loss


class Stretch(NamedTuple):
    """A stretch of the time of an incident, what it goes to, and the unit that was followed, if any."""

    from_ms: int
    until_ms: int
    loss: Loss
    unit: int | None = None


@dataclass(frozen=True)
class Try:
    """One response to a call, as far as it concerns the call: from its order to its end.

    Attributes
    ----------
    sent_ms, began_ms, out_ms, until_ms
        Order sent; turnout (or, from the road, driving) begun; set out, or None; on scene, given up, or end
        of the run.
    failed
        What the time of a response went to that never arrived; None while it goes on, or if it arrived.
    open_ms
        How long the drive would have taken over the drawn map.
    """

    unit: int
    sent_ms: int
    began_ms: int
    out_ms: int | None
    until_ms: int
    arrived: bool
    failed: Loss | None
    open_ms: int

    def stretches(self, from_ms: int) -> Iterator[Stretch]:
        """Yield where its time goes, from a time on."""
        out_ms = self.until_ms if self.out_ms is None else self.out_ms
        drive_ms = min(out_ms + self.open_ms, self.until_ms)
        phases = (
            (self.sent_ms, self.began_ms, Loss.NOT_CARRIED),
            (self.began_ms, out_ms, self.failed or Loss.TURNOUT),
            (out_ms, drive_ms, self.failed or Loss.TRAVEL),
            (drive_ms, self.until_ms, self.failed or Loss.NOT_PASSABLE),
        )
        for begin_ms, end_ms, loss in phases:
            if max(begin_ms, from_ms) < end_ms:
                yield Stretch(max(begin_ms, from_ms), end_ms, loss, self.unit)


class Splitter:
    """Cuts the time of incidents into stretches.

    Parameters
    ----------
    scenario
        What the log is a log of.
    cases
        What was followed of it.
    responses
        All responses of the run, in the order in which they began.
    end_ms
        When the run ended.
    """

    def __init__(self, scenario: Scenario, cases: Cases, responses: Sequence[Response], end_ms: int) -> None:
        self._cases, self._end_ms = cases, end_ms
        self._boards: Boards = cases.boards
        self._map = DrawnMap(scenario)
        self._answer_ms = scenario.dispatch.answer.ms
        self._ask_ms = self._answer_ms + scenario.dispatch.process_median.ms
        self._skills = [scenario.unit_types[unit.type].capabilities for unit in scenario.units]
        stations = scenario.station_ids
        self._homes = [stations[unit.station] for unit in scenario.units]
        kinds = [scenario.demand.kinds[kind] for kind in scenario.kind_ids]
        self._cards = [frozenset(kind.run_card) for kind in kinds]
        self._of_call: dict[int, list[Response]] = {}
        self._next_ms: dict[int, int] = {}
        later: dict[int, int] = {}
        for response in reversed(responses):
            self._next_ms[id(response)] = later.get(response.unit, end_ms)
            later[response.unit] = _begun(response)
            self._of_call.setdefault(response.call, []).insert(0, response)

    def to_first(self, call: Call) -> list[Stretch]:
        """Return where the time of a call went until the first unit was there, or until its end."""
        goal = call.first
        until_ms = self._end_of(call) if goal is None else _arrived(goal)
        return _clipped([*self._until_taken(call), *self._from_taken(call, goal, until_ms)], until_ms)

    def to_all(self, call: Call, first: Sequence[Stretch]) -> list[Stretch]:
        """Return where it went until all units needed were there at once, or until its end.

        Parameters
        ----------
        call
            The call.
        first
            What `to_first` has found.
        """
        if call.first is None or call.complete_ms == _arrived(call.first):
            return list(first)
        until_ms = self._end_of(call) if call.complete_ms is None else call.complete_ms
        return [*first, *_clipped(self._from_arrival(call, until_ms), until_ms)]

    # --- until the call is taken ----------------------------------------------------------------------------

    def _until_taken(self, call: Call) -> Iterator[Stretch]:
        case, end_ms = self._cases.cases[call.fact.call], self._end_of(call)
        if call.answered_ms is None:
            yield Stretch(call.began_ms, end_ms, Loss.NOT_KNOWN)
            return
        known_ms = call.answered_ms
        if _station_of(case) is None:
            word_ms = call.began_ms if case.word_ms is None else case.word_ms
            known_ms = max(word_ms, call.answered_ms - self._answer_ms)
        yield Stretch(call.began_ms, known_ms, Loss.NOT_KNOWN)
        yield Stretch(known_ms, end_ms if call.taken_ms is None else call.taken_ms, Loss.PROCESSING)

    # --- from then on ---------------------------------------------------------------------------------------

    def _from_taken(self, call: Call, goal: Response | None, until_ms: int) -> Iterator[Stretch]:
        if call.taken_ms is not None:
            yield from self._pursue(call, goal, (call.taken_ms, until_ms), self._tries(call))

    def _from_arrival(self, call: Call, until_ms: int) -> Iterator[Stretch]:
        """Yield where time went from the first arrival on."""
        assert call.first is not None
        goal = self._completing(call)
        others = [each for each in self._tries(call) if not each.arrived]
        yield from self._pursue(call, goal, (_arrived(call.first), until_ms), others)

    def _completing(self, call: Call) -> Response | None:
        """Return the response with which the need was met."""
        arrived = [each for each in self._of_call[call.fact.call] if each.on_scene_ms == call.complete_ms]
        return arrived[-1] if arrived and call.complete_ms is not None else None

    def _pursue(
        self, call: Call, goal: Response | None, span: tuple[int, int], others: Sequence[Try]
    ) -> Iterator[Stretch]:
        """Yield where time went while one response was waited for, or any where none came."""
        from_ms, until_ms = span
        target = None if goal is None else self._try(call, goal)
        ordered_ms = until_ms if target is None else max(from_ms, min(target.sent_ms, until_ms))
        yield from self._without(call, goal, others, (from_ms, ordered_ms))
        if target is not None:
            yield from target.stretches(ordered_ms)

    def _without(
        self, call: Call, goal: Response | None, others: Sequence[Try], span: tuple[int, int]
    ) -> Iterator[Stretch]:
        """Yield where time went before the response that is followed had its order."""
        orders = [
            (order.sent_ms, self._end_ms if order.until_ms is None else order.until_ms)
            for order in self._cases.cases[call.fact.call].orders
        ]
        marks = [mark for each in others for mark in (each.sent_ms, each.began_ms, each.until_ms)]
        marks += [mark for order in orders for mark in order]
        for a, b in _steps(marks, *span):
            live = [each for each in others if each.began_ms <= a < each.until_ms]
            if live:
                yield from _clipped(live[0].stretches(a), b)
            elif any(sent_ms <= a < until_ms for sent_ms, until_ms in orders):
                yield Stretch(a, b, Loss.NOT_CARRIED)
            else:
                yield from self._idle(call, goal, a, b)

    # --- while nobody is under way --------------------------------------------------------------------------

    def _idle(self, call: Call, goal: Response | None, from_ms: int, until_ms: int) -> Iterator[Stretch]:
        """Yield where time went while nobody was under way and no order was."""
        units = self._able(call, goal)
        case = self._cases.cases[call.fact.call]
        marks = [*self._boards.changes(units, from_ms, until_ms)]
        marks += [ms for ms in (case.centre_ms, case.sized_ms) if ms is not None]
        marks += [] if case.centre_ms is None else [case.centre_ms + self._ask_ms]
        for a, b in _steps(marks, from_ms, until_ms):
            yield Stretch(a, b, self._why(call, case, units, a))

    def _able(self, call: Call, goal: Response | None) -> list[int]:
        """Return the units that can do what is waited for."""
        wanted = {skill for skill, _ in call.fact.needs} | self._cards[call.fact.kind]
        if goal is not None:
            wanted = wanted & set(self._skills[goal.unit]) or wanted
        return [unit for unit, skills in enumerate(self._skills) if wanted.intersection(skills)]

    def _why(self, call: Call, case: Case, units: Sequence[int], t: int) -> Loss:
        if call.first is not None and _arrived(call.first) <= t and not _by(case.sized_ms, t):
            return Loss.NOT_CARRIED
        boards, station = self._boards, _station_of(case)
        if station is not None and case.centre_ms is not None and 0 <= t - case.centre_ms < self._ask_ms:
            return Loss.PROCESSING
        stand = {unit: boards.told[unit].at(t) for unit in units} if _by(case.centre_ms, t) else {}
        if station is not None:
            stand |= {unit: boards.truth[unit].at(t) for unit in units if self._homes[unit] == station}
        ready = [(unit, node) for unit, node in stand.items() if node is not None]
        if ready:
            closed, goal = boards.closed(t), call.fact.node
            way = any(self._map.is_open(unit, node, goal, closed) for unit, node in ready)
            return Loss.NOT_DECIDED if way else Loss.NOT_PASSABLE
        hidden = any(boards.truth[unit].at(t) is not None for unit in units)
        return Loss.NOT_CARRIED if hidden else Loss.NOT_AVAILABLE

    # --- responses ------------------------------------------------------------------------------------------

    def _end_of(self, call: Call) -> int:
        return self._end_ms if call.ended_ms is None else call.ended_ms

    def _tries(self, call: Call) -> list[Try]:
        return [self._try(call, response) for response in self._of_call.get(call.fact.call, ())]

    def _try(self, call: Call, response: Response) -> Try:
        began_ms, out_ms, arrived_ms = _begun(response), response.en_route_ms, response.on_scene_ms
        sent_ms = began_ms if response.ordered_ms is None else response.ordered_ms
        until_ms = self._next_ms[id(response)] if response.left_ms is None else response.left_ms
        until_ms = until_ms if arrived_ms is None else arrived_ms
        failed = None if arrived_ms is not None else self._failure(call, response, until_ms)
        open_ms = 0 if out_ms is None else self._open_ms(call, response.unit, out_ms)
        return Try(
            response.unit, sent_ms, began_ms, out_ms, until_ms, arrived_ms is not None, failed, open_ms
        )

    def _failure(self, call: Call, response: Response, until_ms: int) -> Loss | None:
        """Return what a response that never arrived was lost to; None where it went on to the end."""
        if until_ms >= self._end_of(call) or (response.outcome == "open" and response.left_ms is None):
            return None
        if any(_begun(response) <= t <= until_ms for t in self._cases.blocked[response.unit]):
            return Loss.NOT_PASSABLE
        return Loss.NOT_AVAILABLE if response.outcome == "diverted" else Loss.NOT_DECIDED

    def _open_ms(self, call: Call, unit: int, out_ms: int) -> int:
        plans = self._cases.cases[call.fact.call].plans.get(unit, ())
        for plan in plans:
            if plan.at_ms == out_ms:
                fact = call.fact
                return self._map.open_ms(unit, fact.place, fact.node, plan.path, plan.eta_ms)
        return 0


def _begun(response: Response) -> int:
    """Return when a unit began to turn out, or to drive where it was under way already."""
    begun_ms = response.en_route_ms if response.turned_out_ms is None else response.turned_out_ms
    assert begun_ms is not None
    return begun_ms


def _arrived(response: Response) -> int:
    assert response.on_scene_ms is not None
    return response.on_scene_ms


def _station_of(case: Case) -> int | None:
    """Return the station that took a call on its own; None where the centre did."""
    band = None if case.taker is None else Band.split(Address(case.taker))
    return band[1] if band is not None and band[0] is Band.STATION else None


def _by(event_ms: int | None, t: int) -> bool:
    """Whether something has happened by a time."""
    return event_ms is not None and event_ms <= t


def _steps(marks: Sequence[int], from_ms: int, until_ms: int) -> Iterator[tuple[int, int]]:
    """Yield the steps between two times, cut at all marks between them."""
    inside = sorted({mark for mark in marks if from_ms < mark < until_ms})
    ends = [from_ms, *inside, until_ms]
    yield from ((a, b) for a, b in pairwise(ends) if a < b)


def _clipped(stretches: Iterator[Stretch] | Sequence[Stretch], until_ms: int) -> list[Stretch]:
    """Return stretches as far as a time, those that go to the same joined; empty ones are left out."""
    found: list[Stretch] = []
    for whole in stretches:
        each = whole._replace(until_ms=min(whole.until_ms, until_ms))
        if each.from_ms >= each.until_ms:
            continue
        if found and found[-1][1:] == (each.from_ms, *each[2:]):
            found[-1] = found[-1]._replace(until_ms=each.until_ms)
        else:
            found.append(each)
    return found
