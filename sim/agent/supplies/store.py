"""A store of relief supplies 救灾物资库, and what it sends out."""

from collections.abc import Callable, Generator
from typing import Any, Final, TypeAlias

import mesa

from sim.agent.context import Context
from sim.agent.roads import FOOT
from sim.agent.supplies.place import Place
from sim.agent.traveller import Traveller
from sim.comms.places import distance_m
from sim.kernel.clock import Behaviour
from sim.record.facts import RoadReport, RollCall
from sim.record.message import Letter
from sim.record.supplies import (
    Amounts,
    ConsignmentEnded,
    ConsignmentReport,
    ConsignmentSent,
    StoreReport,
    Supply,
)
from sim.scenario.relief import Store as Row
from sim.terms.ids import Address, Band
from sim.terms.relief import Mode, Outcome
from sim.terms.units import HOUR_MS, MINUTE_MS

Way: TypeAlias = Generator[Any, Any, bool]
"""A way to a place; its result is whether the goods got there."""
_EYES: Final = 740_000
"""Eyes of those who bring supplies begin here."""
_LOOK_MS: Final = 30 * MINUTE_MS
"""How often boats and aircraft look at the weather (assumption)."""
_BEND: Final = 1.3
"""How much longer a river is than the straight line (assumption)."""


class Weather:
    """Whether boats sail and aircraft fly, as those see it who are to go 航行与飞行条件.

    Parameters
    ----------
    context
        Of the world.
    rain
        Rain in mm/h by node and time in ms; None without any.
    """

    def __init__(self, context: Context, rain: Callable[[int, int], float] | None) -> None:
        self._context, self._rain = context, rain

    def allows(self, mode: Mode, *nodes: int) -> bool:
        """Whether a mode may go now between nodes."""
        rules, now = self._context.scenario.relief, self._context.clock.now
        limit = rules.boat_rain.value if mode is Mode.BOAT else rules.air_rain.value
        wet = self._rain is not None and any(self._rain(node, now) >= limit for node in nodes)
        dark = mode is Mode.AIR and self._context.roads.pace.is_night(now)
        return not wet and not dark


class Store(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A store: carries orders out as far as it has goods and somebody to bring them.

    Parameters
    ----------
    number, row
        Its place in ``relief.stores``.
    context
        Of the world.
    desk
        Who sends its goods.
    places
        Where goods can go: villages by row, then shelters.
    weather
        Of boats and aircraft.
    count
        Returns the number of the next consignment.
    """

    def __init__(
        self,
        model: Any,
        number: int,
        row: Row,
        context: Context,
        desk: Address,
        places: list[Place],
        weather: Weather,
        count: Callable[[], int],
    ) -> None:
        super().__init__(model)
        self.number, self.node = number, context.scenario.node_ids[row.node]
        self.address = Band.STORE.address(number)
        self.stocks = [round(each.value) for each in (row.water, row.food, row.tents)]
        carriers = (row.trucks, row.boats, row.parties, row.aircraft)
        self.free = {mode: each.whole for mode, each in zip(Mode, carriers, strict=True)}
        self._context, self._desk, self._places, self._weather = context, desk, places, weather
        self._rules, self._count = context.scenario.relief, count
        self._cause: int | None = None
        context.net.join(self.address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        for item in letter.body:
            if isinstance(item, Supply):
                self._send(item, letter.seq)
            elif isinstance(item, RollCall):
                self.tell(letter.seq)

    def tell(self, cause: int | None = None) -> None:
        """Tell the desk what is in store, and who is there to bring it."""
        trucks, boats, parties, aircraft = (self.free[mode] for mode in Mode)
        water, food, tents = self.stocks
        report = StoreReport(self.number, (water, food, tents), (trucks, boats, parties, aircraft))
        self._context.net.send(self.address, self._desk, (report,), cause)

    def _send(self, order: Supply, cause: int) -> None:
        """Send out what is ordered, as far as there is of it; say how one stands where nothing is."""
        mode = Mode(order.mode)
        have = [min(want, stock) for want, stock in zip(order.goods, self.stocks, strict=True)]
        goods: Amounts = (have[0], have[1], have[2])
        if not self.free[mode] or not any(goods):
            self._report(order, goods, Outcome.RETURNED, cause)
            return
        self.free[mode] -= 1
        self._move(goods, -1)
        number = self._count()
        fact = ConsignmentSent(number, self.number, order.place, mode.value, goods)
        sent = self._context.log.add(self._context.clock.now, fact, cause)
        self._context.clock.start(self._bring(number, order, goods, sent))

    def _move(self, goods: Amounts, sign: int) -> None:
        self.stocks = [stock + sign * amount for stock, amount in zip(self.stocks, goods, strict=True)]

    def _bring(self, number: int, order: Supply, goods: Amounts, cause: int) -> Behaviour:
        """Load, go there, unload, come back; with the goods where there is no way."""
        clock, mode = self._context.clock, Mode(order.mode)
        yield clock.wait(self._rules.load.ms)
        carrier = self._carrier(number, order, mode, cause)
        there = yield from (self._over_land(order, carrier) if carrier else self._over(mode, order.node))
        if there:
            yield clock.wait(self._rules.unload.ms)
            cause = self._end(number, Outcome.DELIVERED, cause)
            self._places[order.place].receive(goods, cause)
        yield from self._come_back(mode, order.node, carrier, there)
        if not there:
            self._move(goods, 1)
            cause = self._end(number, Outcome.RETURNED, cause)
        self.free[mode] += 1
        self._report(order, goods, Outcome.DELIVERED if there else Outcome.RETURNED, cause)

    def _end(self, number: int, outcome: Outcome, cause: int) -> int:
        fact = ConsignmentEnded(number, outcome.value)
        return self._context.log.add(self._context.clock.now, fact, cause)

    def _report(self, order: Supply, goods: Amounts, outcome: Outcome, cause: int) -> None:
        """Tell the desk what became of an order, and how the store stands."""
        report = ConsignmentReport(self.number, order.place, order.mode, goods, outcome.value)
        self._context.net.send(self.address, self._desk, (report,), cause)
        self.tell(cause)

    # --- ways -----------------------------------------------------------------------------------------------

    def _carrier(self, number: int, order: Supply, mode: Mode, cause: int) -> Traveller | None:
        """Return who goes over land; None of boats and aircraft."""
        if mode not in (Mode.TRUCK, Mode.FOOT):
            return None
        vehicle = FOOT if mode is Mode.FOOT else self._rules.vehicle

        def saw(link: int, closed: bool, follows: int | None) -> None:
            report = RoadReport(link, closed, closed and self._context.roads.passable(link))
            self._context.net.send(self.address, self._desk, (report,), cause if follows is None else follows)

        traveller = Traveller(_EYES + number, self.node, vehicle, self._context, saw)
        traveller.driver.avoid = frozenset(order.avoid)
        return traveller

    def _over_land(self, order: Supply, carrier: Traveller) -> Way:
        """Go by whatever way is known, until none is any more."""
        while carrier.driver.plan(order.node, 0) is not None:
            there = yield from carrier.go(order.node, wait=False)
            if there:
                return True
        return False

    def _over(self, mode: Mode, node: int) -> Way:
        """Go by boat or by air, once the weather lets one."""
        until_ms = self._context.clock.now + self._rules.patience.ms
        while not self._weather.allows(mode, self.node, node):
            if self._context.clock.now >= until_ms:
                return False
            yield self._context.clock.wait(_LOOK_MS)
        yield self._context.clock.wait(self._passage_ms(mode, node))
        return True

    def _passage_ms(self, mode: Mode, node: int) -> int:
        here, there = (self._context.scenario.nodes[each] for each in (self.node, node))
        km = distance_m(here.lon, here.lat, there.lon, there.lat) / 1000
        if mode is Mode.BOAT:
            return round(km * _BEND / self._rules.boat_speed.value * HOUR_MS)
        return round(km / self._rules.air_speed.value * HOUR_MS)

    def _come_back(self, mode: Mode, node: int, carrier: Traveller | None, there: bool) -> Behaviour:
        if carrier is not None:
            yield from carrier.go(self.node, wait=True)
        elif there:
            yield self._context.clock.wait(self._passage_ms(mode, node))
