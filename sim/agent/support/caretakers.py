"""Those who look after critical loads, and tell what these run on 重要用户值守."""

from collections.abc import Mapping
from functools import partial

from sim.agent.context import Context
from sim.comms.mains import Mains
from sim.kernel.clock import Watchdog
from sim.record.support import SupplyReport
from sim.terms.enums import PowerSource
from sim.terms.ids import Address


class Caretakers:
    """Lets each critical load be told of: a while after it runs on something else, and again without mains.

    What they tell is what they see when they speak. It travels by the means of those who speak for the load.

    Parameters
    ----------
    context
        Of the world.
    mains
        The power network.
    speakers
        Address of who speaks for each critical load.
    listener
        Whom they tell.
    """

    def __init__(
        self, context: Context, mains: Mains, speakers: Mapping[int, Address], listener: Address
    ) -> None:
        self._context, self._mains = context, mains
        self._speakers, self._listener = speakers, listener
        self._alarms = {load: Watchdog(context.clock, partial(self._tell, load)) for load in sorted(speakers)}
        mains.on_source(self._notice)
        for load in self._alarms:
            if not mains.loads[load].supplied:
                self._notice(load)

    def _notice(self, load: int) -> None:
        """See that a load runs on something else."""
        if load in self._alarms:
            self._alarms[load].set(self._context.scenario.support.notice.ms)

    def _tell(self, load: int) -> None:
        """Tell what a load runs on, and look again after a while if it has no mains."""
        found = self._mains.loads[load]
        source = PowerSource.MAINS if found.supplied else found.source
        left_ms = None if found.supplied else self._mains.autonomy_ms(load)
        report = SupplyReport(load, source.value, left_ms)
        self._context.net.send(self._speakers[load], self._listener, (report,), found.cause)
        if not found.supplied:
            self._alarms[load].set(self._context.scenario.support.interval.ms)
