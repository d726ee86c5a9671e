"""Everybody who knows of rivers upstream, put in their places 流域联防联控."""

from functools import partial

from sim.agent.basin.barrier import Barriers, RoadDesk
from sim.agent.basin.desk import OfficeDesk, TownDesk
from sim.agent.basin.upstream import Upstream
from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.people.build import People
from sim.agent.staff import Staff
from sim.comms.net import Inbox
from sim.hazard.forecast import home_townships
from sim.hazard.ground import Banks, Ground, River, nearest
from sim.hazard.weather.water import lowest_bank_m, roads_along, villages_along
from sim.kernel.clock import Clock
from sim.picture.rivers import RiverBoard
from sim.policy.basin import BankLink, RiverPlan
from sim.record.basin import RiverStage, RoadOrder
from sim.record.message import Letter
from sim.scenario.model import Scenario
from sim.terms.ids import WEATHER_OFFICE, Address, Band


class Basin:
    """The rivers, those who watch them upstream, and those who are told.

    Parameters
    ----------
    context
        Of the world.
    staff, people
        Posts, and the chain that warns people; without either only the gauges are read.
    """

    def __init__(self, context: Context, staff: Staff | None, people: People | None) -> None:
        self._context, scenario = context, context.scenario
        self.plan = river_plan(scenario)
        shares = scenario.basin.shares
        told: dict[str, list[Address]] = {river: [] for river in self.plan.rivers}
        if shares != "none" and staff is not None and people is not None and staff.district is not None:
            told = {river: [staff.district.address] for river in self.plan.rivers}
            self._settle(staff.district, staff, people)
            for river in self.plan.rivers if shares == "direct" else ():
                told[river] += map(Band.TOWNSHIP.address, self.plan.townships[river])
        posts = {post.id: Band.POST.address(row) for row, post in enumerate(scenario.posts)}
        for gauge, row in enumerate(scenario.gauges):
            Upstream(context, gauge, posts[row.post], told[row.river])

    def _settle(self, eoc: District, staff: Staff, people: People) -> None:
        """Let the operations centre pass on what it is told, and townships along the rivers act."""
        context, plan, basin = self._context, self.plan, self._context.scenario.basin
        OfficeDesk(context, people.office, plan)
        barriers, direct = Barriers(context, eoc.address), basin.shares == "direct"
        desk = None
        if basin.bars and not direct:
            desk = RoadDesk(context, plan, eoc.picture.rivers, lambda each: True, partial(self._send, eoc))
        inbox = context.net.inbox(eoc.address)
        context.net.join(eoc.address, partial(self._pass_on, eoc, desk, inbox))
        towns = {town for towns in plan.townships.values() for town in towns}
        towns |= {each.township for links in plan.links.values() for each in links}
        for row in sorted(towns):
            roads = partial(self._own_roads, barriers, row) if basin.bars and direct else None
            post = staff.townships[row]
            who = (people.office, people.chain, eoc.address)
            TownDesk(context, post, row, plan, *who, roads, barriers.obey)

    def _own_roads(self, barriers: Barriers, row: int, board: RiverBoard) -> RoadDesk:
        """Return what decides about the roads of a township, at that township."""
        return RoadDesk(self._context, self.plan, board, lambda each: each.township == row, barriers.obey)

    def _send(self, eoc: District, township: int, orders: tuple[RoadOrder, ...], cause: int) -> None:
        self._context.net.send(eoc.address, Band.TOWNSHIP.address(township), orders, cause)

    def _pass_on(self, eoc: District, desk: RoadDesk | None, inner: Inbox, letter: Letter) -> None:
        """Let the operations centre take a message in, pass stages on, and look at its roads."""
        inner(letter)
        told = tuple(item for item in letter.body if type(item) is RiverStage)
        if not told:
            return
        self._context.net.send(eoc.address, WEATHER_OFFICE, told, letter.seq)
        if desk is not None:
            clock, judges_ms = self._context.clock, self._context.scenario.basin.judges.ms
            clock.call_after(judges_ms, partial(desk.look, letter.seq))
            for item in told:
                until_ms = item.read_ms + self.plan.counts_ms(item.gauge)
                _when_over(clock, until_ms + judges_ms, desk, letter.seq)


def _when_over(clock: Clock, t_ms: int, desk: RoadDesk, cause: int) -> None:
    """Let somebody look at the roads again once a reading counts no more."""
    clock.call_after(max(0, t_ms + 1 - clock.now), partial(desk.look, cause))


def river_plan(scenario: Scenario) -> RiverPlan:
    """Return what is known of the rivers beforehand: who and which roads lie along them, and how high."""
    ground, bank_km = Ground.of(scenario), scenario.hazards.water.bank.value
    gauged = {row.river for row in scenario.gauges}
    townships, links = dict[str, tuple[int, ...]](), dict[str, tuple[BankLink, ...]]()
    for river in ground.rivers:
        if river.name in gauged:
            banks = Banks(river, bank_km)
            links[river.name] = _links(scenario, ground, river, banks)
            rows = [scenario.villages[row].township for row in villages_along(ground, banks)]
            home = set(home_townships(scenario))
            towns = {scenario.township_ids[town] for town in rows}
            towns |= {each.township for each in links[river.name]}
            townships[river.name] = tuple(sorted(towns & home))
    return RiverPlan(scenario, townships, links)


def _links(scenario: Scenario, ground: Ground, river: River, banks: Banks) -> tuple[BankLink, ...]:
    """Return the roads of the home districts along a river, each with the township whose seat is nearest.

    How far the river has to rise to a road is known by its height and what the lowest roads usually bear;
    how the banks really differ from that, nobody knows.
    """
    home = home_townships(scenario)
    ours = {district.id for district in scenario.districts if district.home}
    lowest_m, usual_m = lowest_bank_m(ground, river), scenario.hazards.water.freeboard.value
    found = []
    for row in roads_along(ground, banks):
        link = ground.links[row]
        if any(scenario.nodes[node].district in ours for node in link.nodes):
            town = home[nearest([ground.townships[each] for each in home], link.middle)]
            found.append(BankLink(row, town, round(100 * (usual_m + link.low_m - lowest_m))))
    return tuple(found)


def basin_of(context: Context, staff: Staff | None, people: People | None) -> Basin | None:
    """Return the rivers and those who watch them; None where a scenario does not ask for it."""
    return Basin(context, staff, people) if context.scenario.basin.model else None
