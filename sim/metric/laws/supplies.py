"""Laws of supplies: no stock is negative, nothing is sent of which no word asked, shelters open by order."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.people import PeopleMoved
from sim.record.supplies import (
    Amounts,
    ConsignmentEnded,
    ConsignmentSent,
    OpenShelter,
    PlaceLacks,
    PlaceNeeds,
    ShelterChanged,
    Supply,
    SupplyNeed,
)
from sim.scenario.model import Scenario
from sim.terms.enums import PeopleState
from sim.terms.ids import Band
from sim.terms.relief import Outcome


class SupplyLaws:
    """Follows stocks, consignments, need and shelters.

    Parameters
    ----------
    scenario
        Its stores and shelters.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._is_on = scenario.relief.model
        stores = scenario.relief.stores
        self._stocks = [[round(each.value) for each in (row.water, row.food, row.tents)] for row in stores]
        self._out: dict[int, ConsignmentSent] = {}
        self._count = 0
        self._people: dict[int, int] = {}
        self._on_way: dict[int, tuple[int, SupplyNeed | Supply | OpenShelter]] = {}
        self._known: set[tuple[int, int]] = set()
        self._ordered: dict[tuple[int, int, str], int] = {}
        self._opened: set[int] = set()
        self._room = [row.capacity for row in scenario.shelters]
        self._inside = [0] * len(self._room)

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        found: dict[type, Reader] = {
            PlaceNeeds: self._need,
            PlaceLacks: self._lack,
            ConsignmentSent: self._consign,
            ConsignmentEnded: self._end,
            ShelterChanged: self._shelter,
        }
        more: dict[type, Reader] = {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            PeopleMoved: self._move,
        }
        return found | more if self._is_on else found

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        for item in fact.body:
            if isinstance(item, SupplyNeed | Supply | OpenShelter):
                self._on_way[seq] = fact.receiver, item
            if isinstance(item, Supply) and (fact.sender, item.place) not in self._known:
                raise broken(
                    "asked", seq, t, f"{fact.sender} has not heard of any need at place {item.place}"
                )

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        receiver, item = self._on_way.pop(fact.message, (0, None))
        if isinstance(item, SupplyNeed):
            self._known.add((receiver, item.place))
        elif isinstance(item, Supply):
            key = item.store, item.place, item.mode
            self._ordered[key] = self._ordered.get(key, 0) + 1
        elif isinstance(item, OpenShelter):
            self._opened.add(receiver)

    def _need(self, seq: int, t: int, fact: PlaceNeeds) -> None:
        if fact.people < 0 or min(fact.stocks) < 0:
            raise broken("stock", seq, t, f"place {fact.place} has {fact.people} people and {fact.stocks}")
        self._people[fact.place] = fact.people

    def _lack(self, seq: int, t: int, fact: PlaceLacks) -> None:
        if not 0 <= fact.people <= max(self._people.get(fact.place, 0), 0):
            raise broken("stock", seq, t, f"{fact.people} people lack {fact.goods} at place {fact.place}")

    def _consign(self, seq: int, t: int, fact: ConsignmentSent) -> None:
        if fact.consignment != self._count:
            raise broken("consigned", seq, t, f"consignment {fact.consignment} comes as {self._count}")
        key = fact.store, fact.place, fact.mode
        if not self._ordered.get(key):
            raise broken("consigned", seq, t, f"no order sends consignment {fact.consignment}")
        self._ordered[key] -= 1
        self._count += 1
        self._out[fact.consignment] = fact
        self._move_stock(seq, t, fact.store, fact.goods, -1)

    def _end(self, seq: int, t: int, fact: ConsignmentEnded) -> None:
        sent = self._out.pop(fact.consignment, None)
        if sent is None:
            raise broken("consigned", seq, t, f"consignment {fact.consignment} is not under way")
        if fact.outcome == Outcome.RETURNED.value:
            self._move_stock(seq, t, sent.store, sent.goods, 1)

    def _move_stock(self, seq: int, t: int, store: int, goods: Amounts, sign: int) -> None:
        stock = self._stocks[store]
        for i, amount in enumerate(goods):
            stock[i] += sign * amount
        if min(stock) < 0 or min(goods) < 0:
            raise broken("stock", seq, t, f"store {store} has {stock} left")

    def _shelter(self, seq: int, t: int, fact: ShelterChanged) -> None:
        address = Band.SHELTER.address(fact.shelter)
        if fact.open and t and not self._room[fact.shelter] and address not in self._opened:
            raise broken("opened", seq, t, f"no order opens shelter {fact.shelter}")
        self._room[fact.shelter] = fact.room

    def _move(self, seq: int, t: int, fact: PeopleMoved) -> None:
        if fact.now == PeopleState.SHELTERED.value and fact.shelter is not None:
            self._inside[fact.shelter] += fact.people
            if self._inside[fact.shelter] > self._room[fact.shelter]:
                raise broken(
                    "opened", seq, t, f"shelter {fact.shelter} has room for {self._room[fact.shelter]}"
                )
