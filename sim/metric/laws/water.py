"""Laws of water at fires: it is brought or used, and never less than none."""

from sim.metric.laws.calls import CallLaws
from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.water import WaterChanged

_S_PER_MIN = 60


class WaterLaws:
    """Follows the water of each scene.

    Parameters
    ----------
    calls
        The calls as they stand.
    """

    def __init__(self, calls: CallLaws) -> None:
        self._calls = calls
        self._last: dict[int, tuple[int, WaterChanged]] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {WaterChanged: self._change}

    def _change(self, seq: int, t: int, fact: WaterChanged) -> None:
        told = (fact.stock_ml, fact.brought_ml, fact.need_l_min, fact.inflow_l_min)
        if min(told) < 0:
            raise broken("water", seq, t, f"the scene of call {fact.call} has {told}")
        left = self._left(t, fact.call) + fact.brought_ml
        if fact.stock_ml != left:
            raise broken("water", seq, t, f"call {fact.call} has {fact.stock_ml} ml in tanks, not {left}")
        if fact.need_l_min and not self._calls.is_open(fact.call):
            raise broken("water", seq, t, f"call {fact.call} needs water, but is over")
        self._last[fact.call] = t, fact

    def _left(self, t: int, call: int) -> int:
        if call not in self._last:
            return 0
        since_ms, old = self._last[call]
        lack = max(0, old.need_l_min - old.inflow_l_min)
        return max(0, old.stock_ml - lack * (t - since_ms) // _S_PER_MIN)
