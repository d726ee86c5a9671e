"""A second dispatch centre, put in its place 备用接处警中心."""

from collections.abc import Callable, Iterator
from typing import Any

from sim.agent.aid import MutualAid
from sim.agent.casualties.build import Care
from sim.agent.centre import DispatchCentre
from sim.agent.command import Decider
from sim.agent.context import Context
from sim.agent.response.build import Responders
from sim.agent.staff import Staff
from sim.agent.standby import CentreWatchers, StandbyCentre
from sim.agent.standby_vehicle import VehiclePost
from sim.agent.unit import Unit
from sim.comms.build import Communications
from sim.comms.district_line import DistrictLine
from sim.comms.net import Net
from sim.comms.switchboard import Switchboard
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band, unit_address


def has_standby(scenario: Scenario) -> bool:
    """Whether a scenario has a second dispatch centre, or loses the first."""
    return scenario.standby.post is not None or bool(scenario.standby.lost)


def switched(scenario: Scenario, net: Net) -> Net:
    """Return the network with what leads calls to another dispatch or operations centre before it."""
    rules = scenario.response.succession
    if scenario.response.levels and rules.moves:
        rows = [row for row, post in enumerate(scenario.posts) if post.kind is Party.EOC]
        named = [row for row in rows if scenario.posts[row].id == rules.alternate]
        alternate = Band.POST.address(named[0]) if named else None
        net = DistrictLine(net, Band.POST.address(rows[0]), alternate, rules.all)
    return Switchboard(net) if has_standby(scenario) else net


def standby(
    model: Any,
    context: Context,
    staff: Staff,
    comms: Communications,
    centre: DispatchCentre,
    units: list[Unit],
    decides: Callable[[], Decider],
    response: Responders | None,
    care: Care | None,
    aid: MutualAid,
) -> CentreWatchers:
    """Seat a second centre where there is one, and keep the watch; to be called when all others are seated.

    Parameters
    ----------
    model, context
        The world, and what its agents share.
    staff, comms
        Who communicates, and by what.
    centre, units
        The first centre, and all units.
    decides
        Makes whoever decides for the second.
    response, care
        Who acts at levels, and who cares for casualties; None where nobody does.
    aid
        Mutual aid, for which the second asks where it shares in everything.
    """
    board = context.net
    assert isinstance(board, Switchboard)
    rules, scenario, members = context.scenario.standby, context.scenario, comms.net.members
    first = members[DISPATCH_CENTRE]

    def heard_at(address: Address, cause: int) -> None:
        staff.reach.turn_to(members[address], cause)

    def set_up() -> None:
        comms.net.changed()
        staff.reach.look_soon()

    if rules.post is None:
        watch = CentreWatchers(context, board, centre, None, first, heard_at=heard_at)
    else:
        row = next(number for number, post in enumerate(scenario.posts) if post.id == rules.post)
        node, address = scenario.node_ids[scenario.posts[row].node], Band.POST.address(row)
        second = staff.seat(row, node, lambda seat: StandbyCentre(model, context, decides(), seat))
        board.install(address)
        centre.partners = (*centre.partners, address)
        vehicle = None
        if rules.vehicle is not None:
            vehicle = VehiclePost(context, address, members[address], node, set_up, rules)
        if response is not None:
            response.second_centre(second)
        told = [*_listeners(staff, units), *(() if care is None else care.second_centre(second))]
        allies = _share(staff, centre, second, told, aid) if rules.shares else ()
        watch = CentreWatchers(context, board, centre, second, first, told, vehicle, allies, heard_at)
    return watch


def _share(
    staff: Staff, centre: DispatchCentre, second: StandbyCentre, told: list[Address], aid: MutualAid
) -> tuple[Address, ...]:
    """Let the second ask for aid, and pass each word on once; return with whom it shares words."""
    told += aid.second_centre(second)
    district = () if staff.district is None else (staff.district,)
    for each in (centre, *district, second):
        each.number_words()
    return (*(each.address for each in district), DISPATCH_CENTRE)


def _listeners(staff: Staff, units: list[Unit]) -> Iterator[Address]:
    """Yield who is told which centre commands: stations and units, townships, the operations centre."""
    yield from (unit_address(unit.number) for unit in units if type(unit) is Unit)  # not those of others
    yield from (Band.STATION.address(row) for row in sorted(staff.local))
    yield from (post.address for post in staff.townships)
    if staff.district is not None:
        yield staff.district.address
