"""What people may order by hand at the posts of a world, laid over those who decide there by themselves."""

from collections.abc import Iterable
from functools import partial

from sim.agent.aid import MutualAid
from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.control.build import Controls
from sim.agent.district import District
from sim.agent.people.build import People
from sim.agent.response.build import Responders
from sim.agent.seats.can import can_fetch, can_open, can_ride, can_supply, can_warn
from sim.agent.seats.hand import Hand
from sim.agent.seats.lending import Asks, Finds
from sim.agent.sense import can_deploy
from sim.agent.staff import Staff
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

    Parameters
    ----------
    context
        Of the world.
    centre, district
        The dispatch centre, and the operations centre, if there is one that decides.
    aid
        Mutual aid.
    """

    def __init__(
        self, context: Context, centre: CommandPost, district: District | None, aid: MutualAid
    ) -> None:
        self._context, self._centre, self._district = context, centre, district
        self._desk: CommandPost = centre if district is None else district
        self._aid(aid)

    def relief(
        self, fleet: object | None, scouts: object | None, care: object | None, supplies: object | None
    ) -> None:
        """Let trucks, UAVs, ambulances and supplies be sent and shelters be opened, where there are any."""
        scenario, hands = self._context.scenario, self._desk.hands
        if fleet is not None:
            hands[TruckOrder] = Hand(self._can_deploy)
        if scouts is not None:
            hands[UavOrder] = Hand(self._can_deploy)
        if care is not None:
            self._centre.hands[Fetch] = Hand(partial(can_fetch, scenario))
        if supplies is not None:
            hands[Supply] = Hand(partial(can_supply, scenario))
            hands[OpenShelter] = Hand(partial(can_open, scenario))

    def people(self, responders: Responders | None, people: People | None, controls: Controls | None) -> None:
        """Let the level be decided, warnings be issued, control measures ordered and vehicles sent."""
        if self._district is not None:
            self._response(self._district, responders)
            self._warnings(self._district, people)
            self._control(self._district, controls)

    def _can_deploy(self, picture: Picture, order: TruckOrder | UavOrder) -> bool:
        return can_deploy(picture, self._context.scenario, order)

    def _response(self, district: District, responders: Responders | None) -> None:
        if responders is None:
            return
        lead, view = responders.lead, district.picture.response

        def can(picture: Picture, order: LevelOrder) -> bool:
            known = order.level in LEVELS and order.level != view.level
            return lead.in_command and known and order.number == 0

        district.hands[LevelOrder] = Hand(can, lambda order, cause: lead.by_hand(order.level, cause))

    def _warnings(self, district: District, people: People | None) -> None:
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
        people.chain.issue(fact, seq)

    def _control(self, district: District, controls: Controls | None) -> None:
        if controls is None:
            return
        giver, fleet = controls.district, controls.fleet
        giver.rests = lambda: district.manned
        district.returns.append(giver.look)
        district.hands[ControlOrder] = Hand(lambda picture, order: giver.can(order), giver.by_hand)
        if fleet is not None:
            district.hands[RideOrder] = Hand(can_ride, fleet.desk.give)

    def _aid(self, aid: MutualAid) -> None:
        if aid.desk is None:
            return
        self._centre.hands |= Asks(aid.plan, self._context.scenario).hands(aid.desk.ask)
        if self._district is not None:
            finds = Finds(aid.plan, self._context.scenario, self._district.address)
            self._district.hands |= finds.hands()


def find_post(
    centre: CommandPost,
    district: CommandPost | None,
    staff: Staff | None,
    neighbours: Iterable[CommandPost],
    address: int,
) -> CommandPost | None:
    """Return the post that decides at an address, a station or a neighbour's among them; or None."""
    ours = (centre,) if district is None else (centre, district)
    local = () if staff is None else (*staff.local.values(), *staff.headquarters)
    return next((post for post in (*ours, *local, *neighbours) if post.address == address), None)
