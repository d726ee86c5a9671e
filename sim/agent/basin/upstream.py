"""Those who watch a gauge upstream and tell of it 上游水情通报."""

from collections.abc import Generator, Sequence
from functools import partial
from typing import Any

from sim.agent.context import Context
from sim.hazard.weather.waves import rise_m
from sim.record.basin import GaugeRead, RiverStage
from sim.terms.ids import Address
from sim.terms.units import HOUR_MS


class Upstream:
    """A gauge that is read once an interval, and the post that tells of it while it is risen, and once more.

    Parameters
    ----------
    context
        Of the world.
    gauge
        Row of the gauge.
    sender
        The post.
    receivers
        Whom it tells, by whatever carries it.
    """

    def __init__(self, context: Context, gauge: int, sender: Address, receivers: Sequence[Address]) -> None:
        self._context, self._gauge = context, gauge
        self._sender, self._receivers = sender, receivers
        self._row = context.scenario.gauges[gauge]
        context.clock.start(self._watch())

    def _watch(self) -> Generator[Any, Any, None]:
        context, basin, was_risen = self._context, self._context.scenario.basin, False
        while True:
            risen_m = rise_m(context.scenario, self._row, context.clock.now / HOUR_MS)
            is_risen = risen_m > 0 and risen_m >= basin.tell_from.value
            if is_risen or was_risen:
                stage_cm = round(100 * (self._row.usual_m + risen_m))
                read = context.log.add(context.clock.now, GaugeRead(self._gauge, stage_cm))
                item = RiverStage(self._gauge, stage_cm, context.clock.now)
                context.clock.call_after(basin.passes_on.ms, partial(self._tell, item, read))
            was_risen = is_risen
            yield context.clock.wait(basin.interval.ms)

    def _tell(self, item: RiverStage, cause: int) -> None:
        for receiver in self._receivers:
            self._context.net.send(self._sender, receiver, (item,), cause)
