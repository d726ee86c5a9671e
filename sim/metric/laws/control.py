"""Laws of control measures: nothing takes effect where its order never arrived."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.control import CallAverted, ControlOrder, ControlTaken, GroupOrdered
from sim.record.facts import MessageDelivered, MessageSent
from sim.scenario.groups import groups_of
from sim.scenario.model import Scenario
from sim.terms.ids import Band


class ControlLaws:
    """Follows orders, who has them, and where they are in force.

    Parameters
    ----------
    scenario
        Its standing orders, villages and groups.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._is_on = scenario.control.on
        self._orders = scenario.control.orders
        self._village = [group.village for group in groups_of(scenario)] if self._is_on else []
        self._sent: dict[int, tuple[tuple[int, int, bool], ...]] = {}
        self._may: set[tuple[int, int, bool]] = set()
        self._force: set[tuple[int, int]] = set()
        self._ended: set[tuple[int, int]] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        own: dict[type, Reader] = {
            ControlTaken: self._take,
            GroupOrdered: self._tell,
            CallAverted: self._avert,
        }
        follows: dict[type, Reader] = {MessageSent: self._send, MessageDelivered: self._deliver}
        return own | follows if self._is_on else own

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        orders = [item for item in fact.body if type(item) is ControlOrder]
        if orders:
            self._sent[seq] = tuple((fact.receiver, item.order, item.on) for item in orders)

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        self._may.update(self._sent.pop(fact.message, ()))

    def _take(self, seq: int, t: int, fact: ControlTaken) -> None:
        key = (fact.address, fact.order)
        if (*key, fact.on) not in self._may or fact.on is (key in self._force):
            said = f"{fact.address} carries out order {fact.order} ({fact.on}), which it does not have"
            raise broken("control", seq, t, said)
        (self._force.add if fact.on else self._force.discard)(key)
        (self._ended.discard if fact.on else self._ended.add)(key)

    def _tell(self, seq: int, t: int, fact: GroupOrdered) -> None:
        known = 0 <= fact.group < len(self._village)
        here = Band.VILLAGE.address(self._village[fact.group]) if known else None
        told = self._force if fact.on else self._ended
        if fact.source != here or (fact.source, fact.order) not in told:
            raise broken("control", seq, t, f"nobody told group {fact.group} of order {fact.order}")

    def _avert(self, seq: int, t: int, fact: CallAverted) -> None:
        if (Band.VILLAGE.address(fact.place), fact.order) not in self._force:
            said = f"order {fact.order} is not in force in village {fact.place}"
            raise broken("control", seq, t, said)
