"""Who led the district 指挥权接替: how long nobody did, who took over, when orders flowed again."""

from typing import Any

from sim.metric.leaders import named
from sim.metric.municipal import Spans
from sim.metric.reader import Reader
from sim.metric.spread import NOTHING, percentile
from sim.record.facts import MessageDelivered, MessageSent, Order
from sim.record.posts import PostLost, StoodIn
from sim.record.response import CommandMoved, CommandNotice, Consult
from sim.record.standby import PostMoved, PostSetUp
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS, MINUTE_MS

_TELLS = (CommandNotice, Consult)
"""Orders that say who leads, or call a meeting: nobody acts on damage or calls by them."""


class Successions:
    """Follows who leads the district, where its operations centre can be lost or its alternate moves.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    lost, alone, led, both
        Spans in which the centre was lost; in which it was, and nobody led; in which the alternate led; and
        in which it led though the centre was there.
    orders
        Orders that the alternate gave while it led.
    stood_in
        Townships that could not be raised, each time that somebody turned to the one that stands in.
    """

    def __init__(self, scenario: Scenario) -> None:
        rules = scenario.response.succession
        self._active = scenario.response.levels and rules.moves
        self._second = next(iter(named(scenario, rules.alternate)), None)
        self.lost, self.alone, self.led, self.both = Spans(), Spans(), Spans(), Spans()
        self.orders = 0
        self._lost_ms: int | None = None
        self._notices: dict[int, tuple[int, int]] = {}
        self._knew_ms: dict[int, int] = {}
        self._told: set[int] = set()
        self._flows_ms: int | None = None
        self._left_ms: int | None = None
        self._up_ms: int | None = None
        self._deputies = scenario.bearers.deputies
        self.stood_in: list[int] = []
        self.readers: dict[type, Reader] = self._all() if self._active else {}
        if self._deputies:
            self.readers[StoodIn] = lambda seq, t, fact: self.stood_in.append(fact.absent)

    def _all(self) -> dict[type, Reader]:
        return {
            PostLost: self._lose,
            CommandMoved: self._move,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            PostMoved: self._leave,
            PostSetUp: self._set_up,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what goes on ends there."""
        for spans in (self.lost, self.alone, self.led, self.both):
            spans.turn(t, False)

    def _lose(self, seq: int, t: int, fact: PostLost) -> None:
        self.lost.turn(t, fact.lost)
        if fact.lost and self._lost_ms is None:
            self._lost_ms = t
        self._look(t)

    def _move(self, seq: int, t: int, fact: CommandMoved) -> None:
        self.led.turn(t, fact.receiver == self._second)
        self._look(t)

    def _look(self, t: int) -> None:
        lost, led = self.lost.begun_ms is not None, self.led.begun_ms is not None
        self.alone.turn(t, lost and not led)
        self.both.turn(t, led and not lost)

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if fact.sender != self._second:
            return
        if type(item) is CommandNotice and item.post == self._second:
            self._notices[seq] = fact.receiver, t
            self._told.add(fact.receiver)
        elif self.led.begun_ms is not None and _is_order(item):
            self.orders += 1
            self._flows_ms = t if self._flows_ms is None else self._flows_ms

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        told = self._notices.pop(fact.message, None)
        if told is not None:
            self._knew_ms.setdefault(told[0], t - told[1])

    def _leave(self, seq: int, t: int, fact: PostMoved) -> None:
        if fact.post == self._second and self._left_ms is None:
            self._left_ms = t

    def _set_up(self, seq: int, t: int, fact: PostSetUp) -> None:
        if fact.post == self._second and self._up_ms is None:
            self._up_ms = t

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; nothing unless a scenario asks for it. Times of spans are in hours."""
        turned = {"turned": len(self.stood_in), "townships": len({*self.stood_in})}
        found: dict[str, Any] = {"deputies": turned} if self._deputies else {}
        if not self._active:
            return found
        knew = sorted(ms / MINUTE_MS for ms in self._knew_ms.values())
        figures = {
            "lost": self.lost.count,
            "lost_h": self.lost.total_ms / HOUR_MS,
            "alone_h": self.alone.total_ms / HOUR_MS,
            "taken": self.led.count,
            "led_h": self.led.total_ms / HOUR_MS,
            "both_h": self.both.total_ms / HOUR_MS,
            "asked": len(self._told),
            "told": len(knew),
            "told_p50_min": percentile(knew, 50),
            "orders": self.orders,
            "flows_h": _hours(self._lost_ms, self._flows_ms),
            "set_up_h": _hours(self._left_ms, self._up_ms),
        }
        return {**found, "succession": figures}


def _is_order(item: Any) -> bool:
    return isinstance(item, Order) and not isinstance(item, _TELLS)


def _hours(from_ms: int | None, to_ms: int | None) -> float:
    return NOTHING if from_ms is None or to_ms is None or to_ms < from_ms else (to_ms - from_ms) / HOUR_MS
