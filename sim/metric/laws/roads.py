"""Laws of the roads: nobody crosses a closed link, nobody plans over one they know of."""

from collections.abc import Sequence

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import (
    Dispatch,
    MessageDropped,
    RoadCut,
    RoadOpened,
    RoadReport,
    UnitChanged,
    UnitTurned,
)
from sim.record.hazard_facts import RoadLimited
from sim.record.moves import CourierMoved
from sim.terms.enums import BearerKind
from sim.terms.ids import Address, addressed_unit
from sim.terms.statuses import AT_HOSPITAL, IN_QUARTERS, ON_SCENE, RESTORING, STANDING_BY

_COURIER: str = BearerKind.COURIER.value
_ARRIVED = frozenset({ON_SCENE, AT_HOSPITAL, STANDING_BY, IN_QUARTERS, RESTORING})


class RoadLaws:
    """Follows the links closed for vehicles, and for people on foot, and what each unit knows of them.

    Parameters
    ----------
    vehicles
        Kind of vehicle of each unit, by number; a link may be closed to some kinds only.

    Attributes
    ----------
    awake
        Whether any link was cut, or said to be closed, so far. Before that no way need be watched.
    """

    def __init__(self, vehicles: Sequence[str] = ()) -> None:
        self.awake = False
        self._vehicles = vehicles
        self._cut_ms: dict[int, int] = {}
        self._limit_ms: dict[tuple[int, str], int] = {}
        self._shut_ms: dict[int, int] = {}
        self._errands: dict[int, tuple[int, CourierMoved]] = {}
        self._way: dict[int, tuple[int, UnitChanged]] = {}
        self._knows: dict[int, set[int]] = {}
        self._told: dict[tuple[int, int], set[int]] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            RoadCut: self._cut,
            RoadOpened: self._open,
            RoadLimited: self._limit,
            UnitTurned: self._turn,
            CourierMoved: self._errand,
            MessageDropped: self._give_up,
        }

    def order(self, order: Dispatch) -> None:
        """Note the closed links of which a unit was told with an order."""
        if order.avoid:
            self.awake = True
            self._told[order.unit, order.call] = set(order.avoid)

    def hear(self, address: int, report: RoadReport) -> None:
        """Note that whoever has an address knows of a link what is reported."""
        unit = addressed_unit(Address(address))
        if unit is None:
            return
        if report.closed:
            self.awake = True
            self._knows.setdefault(unit, set()).add(report.link)
        else:
            self._forget(unit, report.link)

    def _forget(self, unit: int, link: int) -> None:
        self._knows.get(unit, set()).discard(link)
        for (told, _), links in self._told.items():
            if told == unit:
                links.discard(link)

    def _cut(self, seq: int, t: int, fact: RoadCut) -> None:
        if fact.link in (self._cut_ms if fact.foot else self._shut_ms):
            raise broken("cut", seq, t, f"link {fact.link} is cut, but it is cut already")
        self._cut_ms.setdefault(fact.link, t)
        if not fact.foot:
            self._shut_ms[fact.link] = t
        self.awake = True

    def _open(self, seq: int, t: int, fact: RoadOpened) -> None:
        if self._cut_ms.pop(fact.link, None) is None:
            raise broken("cut", seq, t, f"link {fact.link} opens, but it is open already")
        self._shut_ms.pop(fact.link, None)

    def _limit(self, seq: int, t: int, fact: RoadLimited) -> None:
        for key in [key for key in self._limit_ms if key[0] == fact.link and key[1] not in fact.vehicles]:
            del self._limit_ms[key]
        for vehicle in fact.vehicles:
            self._limit_ms.setdefault((fact.link, vehicle), t)
        self.awake = True

    def _closed_ms(self, unit: int, link: int) -> int | None:
        """Return since when a link has been closed to a unit, or None where it is open to it."""
        cut_ms = self._cut_ms.get(link)
        if cut_ms is not None or not self._limit_ms:
            return cut_ms
        return self._limit_ms.get((link, self._vehicles[unit]))

    def _turn(self, seq: int, t: int, fact: UnitTurned) -> None:
        if self._closed_ms(fact.unit, fact.link) is None:
            raise broken("turned", seq, t, f"unit {fact.unit} turns round at link {fact.link}, which is open")
        self._way.pop(fact.unit, None)
        self._knows.setdefault(fact.unit, set()).add(fact.link)

    def _errand(self, seq: int, t: int, fact: CourierMoved) -> None:
        """Look whether a courier came where it is over a link that was closed for its means all the while."""
        began_ms, way = self._errands.pop(fact.message, (t, fact))
        if fact.node == way.bound:
            closed_ms = self._shut_ms if way.foot else self._cut_ms
            for link in way.path:
                if closed_ms.get(link, t) <= began_ms < t:
                    raise broken("crossed", seq, t, f"a courier is there over link {link}, which is closed")
        if fact.bound != fact.node:
            self._errands[fact.message] = t, fact

    def _give_up(self, seq: int, t: int, fact: MessageDropped) -> None:
        """Note that a courier has come back with the message: whoever takes it next sets out anew."""
        if fact.bearer == _COURIER:
            self._errands.pop(fact.message, None)

    def change(self, seq: int, t: int, fact: UnitChanged) -> None:
        """Look at where a unit means to go, or how it came where it is."""
        if fact.path:
            self._plan(seq, t, fact)
            self._way[fact.unit] = t, fact
        else:
            self._stay(seq, t, fact)

    def _plan(self, seq: int, t: int, fact: UnitChanged) -> None:
        """Look whether a unit means to go where it knows that it cannot."""
        told = () if fact.call is None else self._told.get((fact.unit, fact.call), ())
        knows = self._knows.get(fact.unit, ())
        for link in fact.path:
            if link in knows or link in told:
                raise broken(
                    "planned", seq, t, f"unit {fact.unit} means to take link {link}, knowing it is closed"
                )

    def _stay(self, seq: int, t: int, fact: UnitChanged) -> None:
        """Look whether a unit that is there came over a link that was closed all the while."""
        began_ms, way = self._way.pop(fact.unit, (0, fact))
        if fact.status in _ARRIVED and fact.node == way.node:
            for link in way.path:
                closed_ms = self._closed_ms(fact.unit, link)
                if closed_ms is not None and closed_ms <= began_ms < t:
                    raise broken(
                        "crossed", seq, t, f"unit {fact.unit} is there over link {link}, which is closed"
                    )
        if fact.status == IN_QUARTERS:
            self._come_home(fact.unit)

    def _come_home(self, unit: int) -> None:
        """Let a crew forget, in its station, what it knew of the roads."""
        self._knows.pop(unit, None)
        for key in [key for key in self._told if key[0] == unit]:
            del self._told[key]
