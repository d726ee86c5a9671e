"""Laws of units: one status, one call, one place; people and time kept."""

from typing import Final

from sim.metric.laws.calls import CallLaws
from sim.metric.laws.command import CommandLaws
from sim.metric.laws.law import broken
from sim.metric.laws.roads import RoadLaws
from sim.metric.reader import Reader
from sim.metric.statuses import UNDER_WAY
from sim.record.facts import UnitChanged, UnitTurned
from sim.scenario.model import Scenario
from sim.terms.statuses import (
    AT_HOSPITAL,
    EN_ROUTE,
    IN_QUARTERS,
    MOVING_UP,
    ON_SCENE,
    OUT_OF_SERVICE,
    RESTORING,
    RETURNING,
    STANDING_BY,
    STRANDED,
    TRANSPORTING,
    TURNING_OUT,
    UNKNOWN,
    UNSTAFFED,
)

_HOME = (RESTORING, IN_QUARTERS)
_AWAY = (RETURNING, OUT_OF_SERVICE, STRANDED, *_HOME)
NEXT: Final[dict[str, frozenset[str]]] = {
    UNKNOWN: frozenset({IN_QUARTERS, UNSTAFFED}),
    IN_QUARTERS: frozenset({TURNING_OUT, MOVING_UP, STRANDED, UNSTAFFED}),
    UNSTAFFED: frozenset({IN_QUARTERS}),
    TURNING_OUT: frozenset({EN_ROUTE, *_AWAY}),
    EN_ROUTE: frozenset({EN_ROUTE, ON_SCENE, *_AWAY}),
    ON_SCENE: frozenset({TRANSPORTING, *_AWAY}),
    TRANSPORTING: frozenset({TRANSPORTING, AT_HOSPITAL, *_AWAY}),
    AT_HOSPITAL: frozenset(_AWAY),
    RETURNING: frozenset({EN_ROUTE, MOVING_UP, *_AWAY}),
    OUT_OF_SERVICE: frozenset({OUT_OF_SERVICE, STRANDED, *_HOME}),
    MOVING_UP: frozenset({EN_ROUTE, MOVING_UP, STANDING_BY, *_AWAY}),
    STANDING_BY: frozenset({TURNING_OUT, MOVING_UP, STRANDED}),
    STRANDED: frozenset({EN_ROUTE, TRANSPORTING, MOVING_UP, *_AWAY}),
    RESTORING: frozenset({RESTORING, IN_QUARTERS, UNSTAFFED}),
}
"""Statuses that can follow each status."""

_LENT_NEXT: Final[dict[str, frozenset[str]]] = {
    **NEXT,
    **{status: NEXT[status] | {MOVING_UP} for status in (TURNING_OUT, EN_ROUTE, ON_SCENE, AT_HOSPITAL)},
    RESTORING: NEXT[RESTORING] | {STANDING_BY},
    STANDING_BY: NEXT[STANDING_BY] | {RESTORING},
}
"""The same for units on loan or of a forward base: they go back to where they stand by, and rest there.

Helicopters rest there while they may not fly.
"""

_AT_HOME = frozenset({IN_QUARTERS, UNSTAFFED})
_SLACK_MS = 1000  # each time a crew looks again at its way, the rest of it is rounded


class UnitLaws:
    """Follows every unit.

    Parameters
    ----------
    scenario
        Stations, types of unit, and how much slower than by day in the dry a unit may be.
    calls, roads, command
        The calls, the roads and the scenes as they stand.
    """

    def __init__(self, scenario: Scenario, calls: CallLaws, roads: RoadLaws, command: CommandLaws) -> None:
        self._calls = calls
        self._roads = roads
        self._command = command
        self._count = len(scenario.units)
        self._station = [scenario.station_ids[unit.station] for unit in scenario.units]
        based = {unit for base in scenario.bases for unit in base.units}
        lent = [
            unit.id in based or scenario.is_lender(scenario.stations[station])
            for unit, station in zip(scenario.units, self._station, strict=True)
        ]
        self._next = [_LENT_NEXT if each else NEXT for each in lent]
        types = [scenario.unit_types[unit.type] for unit in scenario.units]
        self._manning = [(kind.crew_min.whole, kind.crew.whole) for kind in types]
        self._home = [scenario.node_ids[station.node] for station in scenario.stations]
        self._in_station = [station.crew for station in scenario.stations]
        self._pace = scenario.roads.night_factor.value * scenario.roads.rain_factor.value
        homes = [self._home[station] for station in self._station]
        self._last = [UnitChanged(unit, UNKNOWN, home, None, 0) for unit, home in enumerate(homes)]
        self._since_ms = [0] * self._count
        self._turned = bytearray(self._count)
        self._orders: list[set[int | None]] = [set() for _ in scenario.units]
        self._by_status = {
            TURNING_OUT: self._turn_out,
            EN_ROUTE: self._set_out,
            MOVING_UP: self._move_up,
            ON_SCENE: self._arrive_on_scene,
            TRANSPORTING: self._keep_call,
            AT_HOSPITAL: self._arrive,
            STANDING_BY: self._arrive,
            RETURNING: self._be_bound_home,
            OUT_OF_SERVICE: self._be_bound_home,
            RESTORING: self._restore,
            IN_QUARTERS: self._come_home,
            UNSTAFFED: self._come_home,
            STRANDED: self._stand,
        }

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {UnitChanged: self._change, UnitTurned: self._turn}

    def order(self, unit: int, call: int | None) -> None:
        """Note that an order to go to a call, or to move up (None), has reached a unit."""
        if 0 <= unit < self._count:
            self._orders[unit].add(call)

    def reinforce(self, station: int, people: int) -> None:
        """Note that people came to a station from their homes, or went there (negative)."""
        self._in_station[station] += people

    def finish(self, seq: int, t: int) -> None:
        """Look whether anybody is still on the scene of a call that has ended."""
        for fact in self._last:
            if fact.status == ON_SCENE and self._calls.is_ended(fact.call):
                raise broken("present", seq, t, f"unit {fact.unit} is at call {fact.call}, which has ended")

    def _change(self, seq: int, t: int, fact: UnitChanged) -> None:
        unit, status = fact.unit, fact.status
        if not 0 <= unit < self._count:
            raise broken("status", seq, t, f"unit {unit} does not exist")
        old = self._last[unit]
        if status not in self._next[unit][old.status]:
            raise broken("status", seq, t, f"unit {unit} was {old.status or 'unknown'} and is {status!r}")
        self._by_status[status](seq, t, old, fact)
        if old.status == ON_SCENE and self._command.awake:
            self._command.go(seq, t, old.call, unit)
        if fact.crew != old.crew or status in _AT_HOME or old.status in _AT_HOME:
            self._recrew(seq, t, old, fact)
        self._last[unit], self._since_ms[unit], self._turned[unit] = fact, t, False
        if self._roads.awake:
            self._roads.change(seq, t, fact)

    def _turn(self, seq: int, t: int, fact: UnitTurned) -> None:
        if not 0 <= fact.unit < self._count or self._last[fact.unit].status not in UNDER_WAY:
            raise broken("turned", seq, t, f"unit {fact.unit} turns round, but is not under way")
        self._turned[fact.unit] = True

    # --- what each status asks for -------------------------------------------------------------------------

    def _turn_out(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        self._obey(seq, t, fact, fact.call)
        if fact.node != old.node:
            raise broken(
                "place", seq, t, f"unit {fact.unit} was at node {old.node}, turns out at {fact.node}"
            )

    def _set_out(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        self._obey(seq, t, fact, fact.call)
        if fact.call is None or self._calls.node[fact.call] != fact.node:
            raise broken(
                "place", seq, t, f"unit {fact.unit} goes to call {fact.call}, but is bound for {fact.node}"
            )

    def _move_up(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        self._obey(seq, t, fact, None)
        if fact.call is not None:
            raise broken("one_call", seq, t, f"unit {fact.unit} moves up and serves call {fact.call}")

    def _obey(self, seq: int, t: int, fact: UnitChanged, goal: int | None) -> None:
        if goal not in self._orders[fact.unit]:
            sent = "to move up" if goal is None else f"to go to call {goal}"
            raise broken(
                "ordered", seq, t, f"unit {fact.unit} is {fact.status}, but no order {sent} reached it"
            )

    def _arrive_on_scene(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        self._arrive(seq, t, old, fact)
        if not self._calls.is_open(fact.call):
            raise broken("present", seq, t, f"unit {fact.unit} arrives at call {fact.call}, which has ended")
        assert fact.call is not None
        self._calls.work(fact.call)
        if self._command.awake:
            self._command.come(seq, t, fact.call, fact.unit)

    def _arrive(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        """Look whether a unit is where it was bound for, for the call it served, and not too soon."""
        self._keep_call(seq, t, old, fact)
        if fact.node != old.node:
            raise broken(
                "place", seq, t, f"unit {fact.unit} was bound for {old.node}, is {fact.status} at {fact.node}"
            )
        if self._turned[fact.unit]:
            raise broken("turned", seq, t, f"unit {fact.unit} turned round, yet is {fact.status}")
        self._take_time(seq, t, old, fact)

    def _keep_call(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        if fact.call != old.call:
            raise broken(
                "one_call",
                seq,
                t,
                f"unit {fact.unit} served call {old.call}, is {fact.status} at {fact.call}",
            )

    def _be_bound_home(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        home = self._home[self._station[fact.unit]]
        if fact.node != home:
            raise broken(
                "place", seq, t, f"unit {fact.unit} of node {home} is {fact.status}, but at {fact.node}"
            )

    def _come_home(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        self._be_bound_home(seq, t, old, fact)
        if old.status in (RETURNING, OUT_OF_SERVICE) and not self._turned[fact.unit]:
            self._take_time(seq, t, old, fact)
        self._orders[fact.unit].clear()

    def _restore(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        """Rest at home; who is lent and moved up rests there."""
        came = old.status in (MOVING_UP, STANDING_BY)
        if came and self._next[fact.unit] is _LENT_NEXT and fact.node == old.node:
            self._arrive(seq, t, old, fact)
        else:
            self._come_home(seq, t, old, fact)

    def _stand(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        """Be stranded anywhere."""

    def _take_time(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        took_ms = t - self._since_ms[fact.unit]
        if took_ms < old.eta_ms * self._pace - _SLACK_MS:
            raise broken(
                "sooner", seq, t, f"unit {fact.unit} needs {old.eta_ms} ms, is there after {took_ms} ms"
            )

    def _recrew(self, seq: int, t: int, old: UnitChanged, fact: UnitChanged) -> None:
        """Let people go from the station to a unit, or back, and nowhere else."""
        (least, most), station = self._manning[fact.unit], self._station[fact.unit]
        if fact.status in _AT_HOME:
            if fact.crew:
                raise broken(
                    "crew", seq, t, f"unit {fact.unit} is {fact.status} with {fact.crew} people on it"
                )
        elif old.status not in _AT_HOME:
            raise broken(
                "crew", seq, t, f"unit {fact.unit} had {old.crew} people on the way and has {fact.crew}"
            )
        elif not least <= fact.crew <= most:
            raise broken("manned", seq, t, f"unit {fact.unit} goes out with {fact.crew} people")
        self._in_station[station] += old.crew - fact.crew
        if self._in_station[station] < 0:
            raise broken(
                "crew",
                seq,
                t,
                f"station {station} lends {-self._in_station[station]} people it does not have",
            )
