"""Everybody who orders and carries out control measures, put in their places 管控体系."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from sim.agent.context import Context
from sim.agent.control.fleet import Fleet
from sim.agent.control.giver import Giver, below
from sim.agent.control.taker import Taker, Township
from sim.agent.district import District
from sim.agent.people.build import People
from sim.agent.people.word import Word
from sim.agent.staff import Staff
from sim.hazard.demand import Birth
from sim.hazard.forecast import home_townships
from sim.record.control import CallAverted, ControlOrder
from sim.record.people import WarningOrder
from sim.scenario.control import StandingOrder
from sim.scenario.schools import SCHOOL, people_in
from sim.terms.control import Measure
from sim.terms.ids import Address, Band

LevelOf: TypeAlias = Callable[[Address], int]
"""Returns at which response level somebody acts."""


class Controls:
    """Control measures in a world 禁停撤疏.

    Parameters
    ----------
    context
        Of the world.
    staff
        Posts; one of them is the district's operations centre.
    people
        People at risk, and the chain that warns them.
    level
        Returns the response level that somebody acts at, by address; 0 where nobody told them.

    Attributes
    ----------
    district
        Who gives orders at the operations centre.
    alternate
        Who gives them at an alternate while it leads; None where none does.
    """

    def __init__(self, context: Context, staff: Staff, people: People, level: LevelOf) -> None:
        assert staff.district is not None, "the check of a scenario asks for an operations centre"
        self._context, self._people = context, people
        scenario, rows = context.scenario, range(len(context.scenario.control.orders))
        home, down, eoc = home_townships(scenario), below(context), staff.district.address
        self._township: dict[int, Township] = {}
        self._givers: dict[Address, Giver] = {}
        for row in home:
            address = Band.TOWNSHIP.address(row)
            to = partial(self._receivers, down[row])
            self._township[row] = Township(context, address, to, eoc)
            own = [i for i in rows if scenario.control.orders[i].by == "township"]
            level_of = partial(level, address)
            self._givers[address] = Giver(context, address, own, [row], level_of, self._hand)
        self.district = self.giver(staff.district, partial(level, eoc))
        self.alternate: Giver | None = None
        self.takers = {address: self._taker(address) for row in home for address in down[row]}
        people.chain.heeds = self._heed
        self.fleet = Fleet(context, staff, people) if scenario.control.rides.on else None

    def giver(self, post: District, level: Callable[[], int]) -> Giver:
        """Return who gives the district's standing orders at a post, which knows at which level it acts."""
        rows = enumerate(self._context.scenario.control.orders)
        ours, home = [row for row, order in rows if order.by == "district"], sorted(self._township)
        return Giver(self._context, post.address, ours, home, level, partial(self._send, post))

    def averts(self, birth: Birth, cause: int | None = None) -> bool:
        """Whether measures in force keep an incident from happening, as chance has it.

        It is drawn from a stream of its own, and befalls nobody else instead: all other luck stays.
        """
        taker = self.takers.get(Band.VILLAGE.address(birth.place))
        shares = [] if taker is None else [self._share(row, birth) for row in sorted(taker.force)]
        best = max(((share, -row) for share, row in shares), default=(0.0, 0))
        context = self._context
        luck = (
            context.streams(f"control/averted/{birth.t_ms}/{birth.place}/{birth.kind}") if best[0] else None
        )
        if luck is None or luck.uniform() >= best[0]:
            return False
        context.log.add(context.clock.now, CallAverted(birth.place, birth.kind, -best[1]), cause)
        return True

    def _share(self, row: int, birth: Birth) -> tuple[float, int]:
        order, kinds = self._order(row), self._context.scenario.kind_ids
        hit = any(kinds[name] == birth.kind for name in order.kinds)
        return (self._context.scenario.control.share(order.measure) if hit else 0.0), row

    def _order(self, row: int) -> StandingOrder:
        return self._context.scenario.control.orders[row]

    # --- down ----------------------------------------------------------------------------------------------

    def _receivers(self, addresses: Sequence[Address], row: int) -> list[Address]:
        """Return for whom an order is, of those below a township."""
        sector = self._order(row).sector
        return [address for address in addresses if not sector or self._sector(address) == sector]

    def _sector(self, address: Address) -> str | None:
        row = address - Band.KEY_UNIT
        is_unit = Band.KEY_UNIT <= address < Band.POST
        return self._context.scenario.key_units[row].kind if is_unit else None

    def _send(self, eoc: District, township: int, order: ControlOrder, cause: int | None) -> None:
        eoc.picture.control.note(order, self._context.clock.now)
        self._context.net.send(eoc.address, Band.TOWNSHIP.address(township), (order,), cause)

    def _hand(self, township: int, order: ControlOrder, cause: int | None) -> None:
        self._township[township].hand(order, cause)

    def _heed(self, address: Address, order: WarningOrder, cause: int) -> None:
        if address in self._givers:
            self._givers[address].heed(order, cause)

    # --- carried out ----------------------------------------------------------------------------------------

    def _taker(self, address: Address) -> Taker:
        context = self._context
        if self._sector(address) is not None:
            inside, late = partial(self._inside, address), partial(self._late_ms, address)
            return Taker(context, address, inside, lambda row, on, cause: None, late)
        row = address - Band.VILLAGE
        return Taker(context, address, partial(self._at_home, row), partial(self._in_village, row))

    def _late_ms(self, address: Address, row: int) -> int:
        """Return how long a key unit takes to carry an order out: a school until all were collected."""
        rules = self._context.scenario.control
        closes = rules.schools.on and self._sector(address) == SCHOOL
        return (rules.schools.home if closes and self._order(row).measure is Measure.STOP else rules.delay).ms

    def _at_home(self, village: int) -> int:
        gone, all_told = self._people.left(village)
        return all_told - gone

    def _in_village(self, village: int, row: int, on: bool, cause: int) -> None:
        """Let word of an order that is about homes go round a village, by what works there."""
        measure = self._order(row).measure
        if measure.keeps_away and village in self._people.words:
            word = Word(-1, on and measure is Measure.EVACUATE, cause, not on, row)
            self._people.words[village].pass_on(word)

    def _inside(self, address: Address) -> int:
        """Return how many people are in a key unit, of those who are there at this time of day."""
        context, unit = self._context, self._context.scenario.key_units[address - Band.KEY_UNIT]
        people = people_in(context.scenario, unit, context.clock.now)
        away = [context.scenario.control.share(self._order(r).measure) for r in self.takers[address].force]
        return round(people * (1 - max(away, default=0.0)))
