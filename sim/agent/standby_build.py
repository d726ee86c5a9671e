"""A second dispatch centre, put in its place 备用接处警中心."""

from collections.abc import Callable, Iterator
from typing import Any

from sim.agent.centre import DispatchCentre
from sim.agent.command import Decider
from sim.agent.context import Context
from sim.agent.response.build import Responders
from sim.agent.staff import Staff
from sim.agent.standby import CentreWatchers, StandbyCentre
from sim.agent.standby_vehicle import VehiclePost
from sim.agent.unit import Unit
from sim.comms.build import Communications
from sim.comms.switchboard import Switchboard
from sim.scenario.model import Scenario
from sim.terms.ids import DISPATCH_CENTRE, Address, Band, unit_address


def has_standby(scenario: Scenario) -> bool:
    """Whether a scenario has a second dispatch centre, or loses the first."""
    return scenario.standby.post is not None or bool(scenario.standby.lost)


def standby(
    model: Any,
    context: Context,
    staff: Staff,
    comms: Communications,
    centre: DispatchCentre,
    units: list[Unit],
    decides: Callable[[], Decider],
    responders: Responders | None = None,
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
    responders
        Who acts at response levels, or None.
    """
    board = context.net
    assert isinstance(board, Switchboard)
    rules, scenario, members = context.scenario.standby, context.scenario, comms.net.members
    first = members[DISPATCH_CENTRE]
    if rules.post is None:
        watch = CentreWatchers(context, board, centre, None, first)
    else:
        row = next(number for number, post in enumerate(scenario.posts) if post.id == rules.post)
        node, address = scenario.node_ids[scenario.posts[row].node], Band.POST.address(row)
        second = staff.seat(row, node, lambda seat: StandbyCentre(model, context, decides(), seat))
        board.install(address)
        # the second passes nothing on: among three, word of a road would go round for ever
        centre.partners = (*centre.partners, address)
        if responders is not None:
            responders.stand_in(second)
        vehicle = None
        if rules.vehicle is not None:
            vehicle = VehiclePost(context, address, members[address], node, comms.net.changed)
        watch = CentreWatchers(context, board, centre, second, first, [*_listeners(staff, units)], vehicle)
    return watch


def _listeners(staff: Staff, units: list[Unit]) -> Iterator[Address]:
    """Yield who is told which centre commands: stations and units, townships, the operations centre."""
    yield from (unit_address(unit.number) for unit in units if type(unit) is Unit)  # not those of others
    yield from (Band.STATION.address(row) for row in sorted(staff.local))
    yield from (post.address for post in staff.townships)
    if staff.district is not None:
        yield staff.district.address
