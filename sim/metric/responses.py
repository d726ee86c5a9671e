"""Calls and responses: one flat record for each, from which every figure of response follows."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.metric.reader import Reader
from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageSent,
    UnitChanged,
)
from sim.scenario.model import Scenario
from sim.terms.enums import CallStage
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.needs import fill
from sim.terms.statuses import (
    EN_ROUTE,
    IN_QUARTERS,
    MOVING_UP,
    ON_SCENE,
    OUT_OF_SERVICE,
    RESTORING,
    RETURNING,
    STANDING_BY,
    TURNING_OUT,
    UNSTAFFED,
)

_STATIONS = int(Band.STATION)
"""From this address on stand stations, which send their own units when they are on their own, and posts."""
_GIVEN_UP = frozenset({RETURNING, OUT_OF_SERVICE, RESTORING, IN_QUARTERS, MOVING_UP})


@dataclass(slots=True)
class Response:
    """One unit sent to one call 出动: when what happened, in ms since the start; None where it did not.

    Attributes
    ----------
    ordered_ms
        The order was sent, by the dispatch centre or by a station on its own.
    turned_out_ms
        The unit began to turn out; None where it was under way already.
    en_route_ms, on_scene_ms
        It set out, arrived.
    left_ms
        It left the scene, or turned for home before it arrived.
    home_ms
        It was ready in its station, or standing by, again.
    crew
        People on it when it set out.
    outcome
        ``arrived``, ``cancelled`` (went home before it arrived), ``diverted`` (sent elsewhere before it
        arrived), or ``open`` (under way at the end of the run).
    first
        Whether it was the first to arrive.
    """

    unit: int
    call: int
    ordered_ms: int | None
    turned_out_ms: int | None = None
    en_route_ms: int | None = None
    on_scene_ms: int | None = None
    left_ms: int | None = None
    home_ms: int | None = None
    crew: int = 0
    outcome: str = "open"
    first: bool = False


@dataclass(slots=True)
class Call:
    """One call 警情: when what happened, in ms since the start; None where it did not happen.

    Attributes
    ----------
    sent_ms
        The first order to go there was sent.
    complete_ms
        For the first time all units that it needed were there at once.
    end
        ``closed``, ``handed_over`` or ``open``; empty as long as it has not ended.
    first
        The response that arrived first.
    responses
        How many units set out or turned out to it.
    people
        How many people were on them.
    """

    fact: IncidentBegan
    began_ms: int
    answered_ms: int | None = None
    taken_ms: int | None = None
    sent_ms: int | None = None
    complete_ms: int | None = None
    ended_ms: int | None = None
    end: str = ""
    first: Response | None = None
    responses: int = 0
    people: int = 0
    present: list[int] = field(default_factory=list)


class Responses:
    """Follows calls, and the units sent to them.

    Attributes
    ----------
    calls
        Every call, by number.
    responses
        Every response, in the order in which they began.
    move_ups
        How often a unit set out to stand by elsewhere.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._skills = [scenario.unit_types[unit.type].capabilities for unit in scenario.units]
        self._current: list[Response | None] = [None] * len(scenario.units)
        self._ordered: dict[tuple[int, int], int] = {}
        self.calls: list[Call] = []
        self.responses: list[Response] = []
        self.move_ups = 0
        self._by_status: dict[str, Callable[[int, UnitChanged], None]] = {
            TURNING_OUT: self._turn_out,
            EN_ROUTE: self._set_out,
            ON_SCENE: self._arrive,
            MOVING_UP: self._move_up,
            IN_QUARTERS: self._come_home,
            STANDING_BY: self._come_home,
            UNSTAFFED: self._stay,
        }
        self.readers: dict[type, Reader] = {
            IncidentBegan: self._begin,
            CallAnswered: self._answer,
            CallTaken: self._take,
            CallEnded: self._end,
            MessageSent: self._order,
            UnitChanged: self._change,
        }

    # --- calls ---------------------------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self.calls.append(Call(fact, t))

    def _answer(self, seq: int, t: int, fact: CallAnswered) -> None:
        self.calls[fact.call].answered_ms = t

    def _take(self, seq: int, t: int, fact: CallTaken) -> None:
        self.calls[fact.call].taken_ms = t

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        call = self.calls[fact.call]
        call.ended_ms, call.end = (None if fact.stage == CallStage.OPEN.value else t), fact.stage

    def _order(self, seq: int, t: int, fact: MessageSent) -> None:
        if fact.sender != DISPATCH_CENTRE and fact.sender < _STATIONS:
            return  # units and people give no orders
        for item in fact.body:
            if type(item) is Dispatch:
                call = self.calls[item.call]
                call.sent_ms = t if call.sent_ms is None else call.sent_ms
                self._ordered[item.unit, item.call] = t

    def finish(self, t: int) -> None:
        """Take the run to end at a time: who is still out has arrived, or is on the way."""
        for unit in range(len(self._current)):
            self._close(unit, "open")

    # --- units ---------------------------------------------------------------------------------------------

    def _change(self, seq: int, t: int, fact: UnitChanged) -> None:
        self._by_status.get(fact.status, self._leave)(t, fact)

    def _turn_out(self, t: int, fact: UnitChanged) -> None:
        self._start(t, fact).turned_out_ms = t

    def _set_out(self, t: int, fact: UnitChanged) -> None:
        response = self._current[fact.unit]
        if response is None or response.call != fact.call or response.left_ms is not None:
            response = self._start(t, fact)  # a unit that is called back on its way home is sent anew
        if response.en_route_ms is None:
            response.en_route_ms = t

    def _start(self, t: int, fact: UnitChanged) -> Response:
        """Begin a response; whatever the unit did before is over."""
        self._close(fact.unit, "diverted")
        assert fact.call is not None
        call = self.calls[fact.call]
        response = Response(
            fact.unit, fact.call, self._ordered.pop((fact.unit, fact.call), None), crew=fact.crew
        )
        call.responses += 1
        call.people += fact.crew
        self._current[fact.unit] = response
        self.responses.append(response)
        return response

    def _close(self, unit: int, otherwise: str) -> None:
        """End a response; `otherwise` is its outcome if the unit never arrived."""
        response = self._current[unit]
        if response is not None:
            response.outcome = "arrived" if response.on_scene_ms is not None else otherwise
            self._current[unit] = None

    def _arrive(self, t: int, fact: UnitChanged) -> None:
        response = self._current[fact.unit]
        assert response is not None
        response.on_scene_ms = t
        call = self.calls[response.call]
        if call.first is None:
            call.first, response.first = response, True
        if call.complete_ms is None:
            call.present.append(fact.unit)
            if self._is_met(call):
                call.complete_ms = t

    def _is_met(self, call: Call) -> bool:
        """Whether those present are what the incident needs."""
        _, short = fill(call.fact.needs, [self._skills[unit] for unit in call.present])
        return not any(short.values())

    def _leave(self, t: int, fact: UnitChanged) -> None:
        response = self._current[fact.unit]
        if response is None or response.left_ms is not None:
            return
        if response.on_scene_ms is None:
            response.left_ms = t if fact.status in _GIVEN_UP else None
            return
        response.left_ms = t
        call = self.calls[response.call]
        if call.complete_ms is None:
            call.present.remove(fact.unit)

    def _move_up(self, t: int, fact: UnitChanged) -> None:
        self._leave(t, fact)
        self._close(fact.unit, "cancelled")
        self.move_ups += 1

    def _come_home(self, t: int, fact: UnitChanged) -> None:
        self._leave(t, fact)
        response = self._current[fact.unit]
        if response is not None:
            response.home_ms = t
            self._close(fact.unit, "cancelled")

    def _stay(self, t: int, fact: UnitChanged) -> None:
        """Be at home without a crew: no response is concerned."""
