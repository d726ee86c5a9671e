"""What people may order by hand at the posts of a world, laid over those who decide there by themselves."""

from collections.abc import Iterable
from functools import partial

from sim.agent.aid import MutualAid
from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.control.giver import Giver
from sim.agent.district import District
from sim.agent.people.build import People
from sim.agent.response.build import Responders
from sim.agent.response.headquarters import Headquarters
from sim.agent.response.leaving import Leaving
from sim.agent.seats.can import can_fetch, can_open, can_ride, can_supply, can_warn
from sim.agent.seats.hand import Hand
from sim.agent.seats.leading import centres_lead, district_leads
from sim.agent.seats.lending import Asks, Finds
from sim.agent.seats.means import Means
from sim.agent.sense import can_deploy
from sim.agent.staff import Staff
from sim.agent.standby import CentreWatchers
from sim.hazard.forecast import home_townships
from sim.picture import Picture
from sim.record.casualties import Fetch
from sim.record.control import ControlOrder
from sim.record.people import WarningIssued, WarningOrder
from sim.record.response import LevelOrder
from sim.record.rides import RideOrder
from sim.record.supplies import OpenShelter, Supply
from sim.record.support import TruckOrder
from sim.record.uav import UavOrder
from sim.terms.levels import LEVELS


class ByHand:
    """Gives the posts of a world the orders that people may give there.

    To be made when all are seated, those who take over from others among them.

    Parameters
    ----------
    context
        Of the world.
    means
        What can be ordered about.
    aid
        Mutual aid.
    """

    def __init__(self, context: Context, means: Means, aid: MutualAid) -> None:
        self._context, self._means, self._aid = context, means, aid

    def first(self, centre: CommandPost, district: District | None, responders: Responders | None) -> None:
        """Let orders be given at the dispatch centre, and at the operations centre where one decides."""
        controls = self._means.controls
        self._relief(centre if district is None else district)
        self._fetch(centre)
        if self._aid.desk is not None:
            centre.hands |= Asks(self._aid.plan, self._context.scenario).hands(self._aid.desk.ask)
        if district is not None:
            self._response(district, None if responders is None else responders.lead)
            self._warnings(district)
            self._find(district)
            self._control(district, None if controls is None else controls.district)

    def second(self, centre: CommandPost | None, responders: Responders | None) -> None:
        """Let the same orders be given where others take over, as far as they lead then."""
        if centre is not None:
            self._fetch(centre)
            if self._aid.second is not None:
                desk, plan = self._aid.second
                centre.hands |= Asks(plan, self._context.scenario).hands(desk.ask)
        if responders is not None and responders.second is not None:
            self._response(responders.second, responders.relief)
            if self._context.scenario.response.succession.all:
                self._alternate(responders.second)

    def _alternate(self, second: District) -> None:
        controls = self._means.controls
        self._relief(second)
        self._warnings(second)
        self._find(second)
        self._control(second, None if controls is None else controls.alternate)

    def _relief(self, post: CommandPost) -> None:
        """Let trucks, UAVs and supplies be sent and shelters be opened, where there are any."""
        scenario, hands, means = self._context.scenario, post.hands, self._means
        if means.fleet is not None:
            hands[TruckOrder] = Hand(self._can_deploy)
        if means.scouts is not None:
            hands[UavOrder] = Hand(self._can_deploy)
        if means.supplies is not None:
            hands[Supply] = Hand(partial(can_supply, scenario))
            hands[OpenShelter] = Hand(partial(can_open, scenario))

    def _fetch(self, centre: CommandPost) -> None:
        if self._means.care is not None:
            centre.hands[Fetch] = Hand(partial(can_fetch, self._context.scenario))

    def _can_deploy(self, picture: Picture, order: TruckOrder | UavOrder) -> bool:
        return can_deploy(picture, self._context.scenario, order)

    def _response(self, district: District, lead: Headquarters | None) -> None:
        if lead is None:
            return
        view = district.picture.response

        def can(picture: Picture, order: LevelOrder) -> bool:
            known = order.level in LEVELS and order.level != view.level
            return lead.in_command and known and order.number == 0

        district.hands[LevelOrder] = Hand(can, lambda order, cause: lead.by_hand(order.level, cause))

    def _warnings(self, district: District) -> None:
        people = self._means.people
        if people is None:
            return
        towns = frozenset(home_townships(self._context.scenario))

        def can(picture: Picture, order: WarningOrder) -> bool:
            return can_warn(towns, order)

        district.hands[WarningOrder] = Hand(can, partial(self._warn, people, district))

    def _warn(self, people: People, district: District, order: WarningOrder, cause: int) -> None:
        """Issue a warning: it gets the next number, goes to telephones, and the township is called."""
        fact = WarningIssued(people.office.next_number(), order.colour, order.township, order.leave)
        seq = self._context.log.add(self._context.clock.now, fact, cause)
        district.picture.response.colours.hear(fact.warning, fact.township, fact.colour)
        people.chain.issue(fact, seq, district)

    def _control(self, district: District, giver: Giver | None) -> None:
        controls = self._means.controls
        if controls is None or giver is None:
            return
        giver.rests = lambda: district.manned or not district.leads
        district.returns.append(giver.look)
        district.hands[ControlOrder] = Hand(lambda picture, order: giver.can(order), giver.by_hand)
        fleet = controls.fleet
        desk = None if fleet is None else fleet.desk if giver is controls.district else fleet.relief
        if desk is not None:
            district.hands[RideOrder] = Hand(can_ride, desk.give)

    def _find(self, district: District) -> None:
        """Let aid be found for those who ask."""
        if self._aid.desk is not None:
            finds = Finds(self._aid.plan, self._context.scenario, district.address)
            district.hands |= finds.hands()


def seat(
    context: Context,
    means: Means,
    aid: MutualAid,
    centre: CommandPost,
    district: District | None,
    responders: Responders | None,
    watch: CentreWatchers | None,
    leaving: Leaving | None,
) -> tuple[CommandPost, ...]:
    """Let people decide at the centres of a world, and at those that take over from them; return them all.

    To be called when all are seated.

    Parameters
    ----------
    context, means, aid
        Of the world; what can be ordered about; mutual aid.
    centre, district
        The dispatch centre, and the operations centre, if there is one that decides.
    responders, watch, leaving
        Who acts at levels, the watch of two dispatch centres, and an operations centre that can be lost.
    """
    by_hand = ByHand(context, means, aid)
    by_hand.first(centre, district, responders)
    second = None if watch is None else watch.second
    by_hand.second(second, responders)
    district_leads(responders, leaving)
    centres_lead(watch, centre)
    alternate = None if responders is None else responders.second
    return tuple(each for each in (centre, district, alternate, second) if each is not None)


def find_post(
    ours: Iterable[CommandPost],
    staff: Staff | None,
    neighbours: Iterable[CommandPost],
    address: int,
) -> CommandPost | None:
    """Return the post that decides at an address: one of ours, a station or a neighbour's; or None."""
    local = () if staff is None else (*staff.local.values(), *staff.headquarters)
    posts = (*ours, *local, *neighbours)
    return next((post for post in posts if post.address == address), None)
