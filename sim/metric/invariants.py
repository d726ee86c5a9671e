"""The monitor: laws that hold in every run, looked at in every run, from the log alone."""

import operator
from bisect import bisect_right
from collections.abc import Sequence
from itertools import count

from sim.metric.laws.aid import AidLaws
from sim.metric.laws.basin import BasinLaws
from sim.metric.laws.calls import CallLaws
from sim.metric.laws.capability import CapabilityLaws
from sim.metric.laws.casualties import CasualtyLaws
from sim.metric.laws.command import CommandLaws
from sim.metric.laws.comms import CommsLaws
from sim.metric.laws.control import ControlLaws
from sim.metric.laws.damage import DamageLaws
from sim.metric.laws.first_minutes import FirstMinutesLaws
from sim.metric.laws.goods import FuelLaws, MessageLaws
from sim.metric.laws.law import broken
from sim.metric.laws.municipal import MunicipalLaws
from sim.metric.laws.own_storm import OwnStormLaws
from sim.metric.laws.people import PeopleLaws
from sim.metric.laws.power import PowerLaws
from sim.metric.laws.repair import RepairLaws
from sim.metric.laws.response import ResponseLaws
from sim.metric.laws.rides import RideLaws
from sim.metric.laws.roads import RoadLaws
from sim.metric.laws.seismic import SeismicLaws
from sim.metric.laws.succession import SuccessionLaws
from sim.metric.laws.supplies import SupplyLaws
from sim.metric.laws.support import TruckLaws
from sim.metric.laws.uav import UavLaws
from sim.metric.laws.units import UnitLaws
from sim.metric.laws.utilities import UtilityLaws
from sim.metric.laws.water import WaterLaws
from sim.metric.reader import Reader, joined
from sim.record.aid import AidApproved, AidNeeded
from sim.record.facts import (
    CallAnswered,
    CallTaken,
    Fact,
    MessageDelivered,
    MessageLost,
    OrderGiven,
    RunEnded,
    UnitTurned,
)
from sim.record.rows import Cause
from sim.record.seat_facts import SEAT_FACTS, InjectStruck
from sim.scenario.model import Scenario

_NAMES_CAUSE = frozenset({CallAnswered, CallTaken, MessageDelivered, MessageLost, UnitTurned})


def _allow(seq: int, t: int, fact: Fact) -> None:
    """Let people order what they like, and districts ask for aid: the units' laws see what comes of it."""


_FREE: dict[type, Reader] = dict.fromkeys(
    (OrderGiven, *SEAT_FACTS, InjectStruck, AidNeeded, AidApproved), _allow
)


class Monitor:
    """A sink that raises at the first entry that breaks a law 不变量监视.

    Parameters
    ----------
    scenario
        What the log is a log of.
    horizon_ms
        When the run ends; by the scenario where left out.

    Notes
    -----
    The laws are listed in `sim.metric.laws.law.LAWS`.
    """

    def __init__(self, scenario: Scenario, horizon_ms: int | None = None) -> None:
        self._horizon_ms = scenario.horizon.ms if horizon_ms is None else horizon_ms
        self._calls = CallLaws()
        roads = RoadLaws([scenario.unit_types[unit.type].vehicle for unit in scenario.units])
        command = CommandLaws(scenario, self._calls)
        self._units = UnitLaws(scenario, self._calls, roads, command)
        repairs = RepairLaws(scenario)
        self._messages = MessageLaws(self._calls, self._units, roads, repairs)
        self._power = PowerLaws(scenario)
        parts = (
            *(self._calls, roads, self._units, command, FuelLaws(scenario), self._messages, CommsLaws()),
            self._power,
            DamageLaws(),
            FirstMinutesLaws(self._calls),
            WaterLaws(self._calls),
            repairs,
            *(AidLaws(scenario), OwnStormLaws(scenario), BasinLaws(scenario)),
            ResponseLaws(scenario, self._units),
            PeopleLaws(scenario),
            MunicipalLaws(scenario),
            ControlLaws(scenario),
            RideLaws(scenario),
            TruckLaws(scenario),
            UavLaws(scenario),
            CasualtyLaws(scenario),
            SupplyLaws(scenario),
            CapabilityLaws(scenario),
            SeismicLaws(scenario),
            UtilityLaws(scenario),
            SuccessionLaws(scenario),
        )
        self._checks = joined(_FREE | {RunEnded: self._end}, *(part.checks for part in parts))
        self._next = 0
        self._now_ms = 0
        self._ended = False

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Look at a batch of entries.

        Raises
        ------
        InvariantBroken
            At the first entry that breaks a law: says the law, the entry and what was found.
        """
        self._place(first_seq, times)
        checks = self._checks
        for seq, t, cause, fact in zip(count(first_seq), times, causes, facts):  # count has no end
            kind = type(fact)
            if cause is None:
                if kind in _NAMES_CAUSE:
                    raise broken("named", seq, t, f"{kind.__name__} names no cause")
            elif not 0 <= cause < seq or (type(fact) is MessageDelivered and cause != fact.message):
                raise broken("cause", seq, t, f"{kind.__name__} follows from entry {cause}")
            checks[kind](seq, t, fact)

    def _place(self, first: int, times: Sequence[int]) -> None:
        """Look at numbers and times of a batch."""
        if first != self._next:
            raise broken("number", first, times[0], f"entry {self._next} is next")
        if times[0] < self._now_ms or not all(map(operator.le, times, times[1:])):
            before = [self._now_ms, *times]
            late = next(i for i, t in enumerate(times) if t < before[i])
            raise broken("clock", first + late, times[late], f"the entry before was at {before[late]} ms")
        if times[-1] > self._horizon_ms:
            late = bisect_right(times, self._horizon_ms)
            raise broken("horizon", first + late, times[late], f"it is at {self._horizon_ms} ms")
        if self._ended:
            raise broken("last", first, times[0], "the run has ended")
        self._next, self._now_ms = first + len(times), times[-1]

    def _end(self, seq: int, t: int, fact: RunEnded) -> None:
        self._ended = True
        if seq != self._next - 1:
            raise broken("last", seq, t, "an entry follows the end of the run")
        self._calls.finish(seq, t)
        self._units.finish(seq, t)
        self._power.finish(seq, t)
        self._messages.finish(seq, t, fact.in_flight)
