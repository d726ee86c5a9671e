"""A place that may run short 断供点: who is there, what there is left, and who lacks what."""

import math

from sim.agent.context import Context
from sim.kernel.clock import Watchdog
from sim.record.supplies import Amounts, PlaceLacks, PlaceNeeds
from sim.terms.relief import Goods
from sim.terms.units import DAY_MS

WATER, FOOD, TENT = range(3)
_NAMES = [goods.value for goods in Goods]


class Place:
    """A village, or a shelter, as far as it lives on what is there.

    Water and food are used up; a place in a tent, once there, stays.

    Parameters
    ----------
    number, node
        Villages come by row, then shelters; its road node.
    context
        Of the world.

    Attributes
    ----------
    users
        How many people use up water, use up food, and have no roof.
    cause
        Its last entry in the log.
    """

    def __init__(self, number: int, node: int, context: Context) -> None:
        self.number, self.node = number, node
        self.users: list[int] = [0, 0, 0]
        self.cause: int | None = None
        self._context = context
        self._stock = [0, 0, 0]  # of water and food in person-ms, of tents in places
        self._since_ms = 0
        self._lacks = [0, 0, 0]
        self._alarm = Watchdog(context.clock, self._look)

    @property
    def people(self) -> int:
        """How many people live on what is here."""
        return max(self.users)

    @property
    def stocks(self) -> Amounts:
        """What there is, in whole person-days and places."""
        self._reckon()
        return self._stock[WATER] // DAY_MS, self._stock[FOOD] // DAY_MS, self._stock[TENT]

    def wants(self, days: float) -> Amounts:
        """Return what is missing to live here for some days from now on."""
        self._reckon()
        missing = [max(0, math.ceil(self.users[i] * days - self._stock[i] / DAY_MS)) for i in (WATER, FOOD)]
        return missing[WATER], missing[FOOD], max(0, self.users[TENT] - self._stock[TENT])

    def use(self, users: list[int], cause: int | None = None) -> None:
        """Let so many people use what is here from now on."""
        if users != self.users:
            self._reckon()
            self.users = users
            self._tell(cause)
            self._look()

    def lay_in(self, days: tuple[float, float], people: int) -> None:
        """Let there be water and food for some people for some days, where there is less."""
        self._reckon()
        for i in (WATER, FOOD):
            self._stock[i] = max(self._stock[i], round(days[i] * DAY_MS) * people)

    def receive(self, goods: Amounts, cause: int | None) -> None:
        """Take supplies in."""
        self._reckon()
        for i, amount in enumerate(goods):
            self._stock[i] += amount if i == TENT else amount * DAY_MS
        self._tell(cause)
        self._look()

    def _tell(self, cause: int | None) -> None:
        fact = PlaceNeeds(self.number, self.people, self.stocks)
        self.cause = self._context.log.add(self._context.clock.now, fact, cause)

    def _reckon(self) -> None:
        now = self._context.clock.now
        for i in (WATER, FOOD):
            self._stock[i] = max(0, self._stock[i] - self.users[i] * (now - self._since_ms))
        self._since_ms = now

    def _look(self) -> None:
        """Say who lacks what, where that is new, and look again when the next runs out."""
        self._reckon()
        for i in (WATER, FOOD, TENT):
            short = self.users[i] if i != TENT and not self._stock[i] else 0
            if i == TENT:
                short = max(0, self.users[TENT] - self._stock[TENT])
            if short != self._lacks[i]:
                self._lacks[i] = short
                fact = PlaceLacks(self.number, _NAMES[i], short)
                self.cause = self._context.log.add(self._context.clock.now, fact, self.cause)
        ends = [
            -(-self._stock[i] // self.users[i]) for i in (WATER, FOOD) if self.users[i] and self._stock[i]
        ]
        if ends:
            self._alarm.set(min(ends))
        else:
            self._alarm.cancel()
