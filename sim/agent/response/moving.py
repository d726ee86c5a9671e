"""An operations centre that can be lost, and an alternate that leads in everything 前移指挥."""

from sim.agent.aid import MutualAid
from sim.agent.context import Context
from sim.agent.control.alternate import alternate
from sim.agent.response.build import Responders
from sim.agent.response.leaving import Leaving
from sim.agent.response.succession import InCommand
from sim.agent.seats.means import Means
from sim.agent.staff import Staff
from sim.agent.standby_vehicle import VehiclePost
from sim.comms.build import Communications
from sim.comms.district_line import DistrictLine
from sim.comms.net import Net
from sim.comms.switchboard import Switchboard
from sim.policy.generators import SendGenerators
from sim.policy.scouting import SendUavs
from sim.policy.supplies import BringSupplies
from sim.scenario.succession import NEVER_H
from sim.terms.ids import WEATHER_OFFICE, Address

_SHARED = (SendGenerators, SendUavs, BringSupplies)
"""Policies that decide from the picture alone: the alternate can use those of the centre."""


def let_move(
    context: Context,
    staff: Staff | None,
    comms: Communications | None,
    response: Responders | None,
    aid: MutualAid,
    means: Means,
) -> Leaving | None:
    """Let the centre be lost and the alternate lead, as a scenario asks for it; None where it does not.

    To be called when all are seated who decide at the centre.

    Parameters
    ----------
    context, staff, comms
        Of the world.
    response
        Who acts at levels; among them the alternate, if there is one.
    aid, means
        Mutual aid; what else can be ordered about.
    """
    rules = context.scenario.response.succession
    if response is None or staff is None or comms is None or not rules.moves:
        return None
    if rules.all and response.second is not None:
        _lead_in_all(context, response, aid, means)
    if response.relief is not None:
        relief = response.relief
        response.succession.taken.append(lambda moved: relief.listen_anew())
    if rules.vehicle is not None and response.second is not None:
        second = response.second
        member = comms.net.members[second.address]
        node = member.where()
        vehicle = VehiclePost(context, second.address, member, node, comms.net.changed, rules)
        response.succession.taken.append(vehicle.go)
    centre = response.centre
    succession = response.succession if response.second is not None else None
    leaving = Leaving(context, centre, comms.net.members[centre.address], response.lead, succession)
    leaving.keep_silent(_line(context.net))
    if rules.dark.value < NEVER_H:
        leaving.mind(comms.plant.supply, comms.directory.place_of[centre.address])
    return leaving


def _lead_in_all(
    context: Context,
    response: Responders,
    aid: MutualAid,
    means: Means,
) -> None:
    """Let the alternate do all that the centre does: aid, trucks, UAVs, supplies, warnings, measures."""
    second, succession = response.second, response.succession
    assert second is not None
    centre = response.centre
    for policy in [each for each in centre.deciders if isinstance(each, _SHARED)]:
        second.also(InCommand(policy, succession))
    succession.others += _supporters(means)
    succession.others += aid.alternate(second, lambda policy: InCommand(policy, succession))
    if means.people is not None:
        means.people.chain.deputy(second)
        context.net.join(WEATHER_OFFICE, lambda letter: None)
        succession.others.append(Address(WEATHER_OFFICE))
    if means.controls is not None:
        alternate(context, means.controls, centre, second, succession)


def _supporters(means: Means) -> list[Address]:
    """Return who works for the operations centre and does not act at levels."""
    trucks = () if means.fleet is None else means.fleet.trucks
    uavs = () if means.scouts is None else means.scouts.uavs
    stores = () if means.supplies is None else (*means.supplies.stores, *means.supplies.keepers)
    return [Address(each.address) for each in (*trucks, *uavs, *stores)]


def _line(net: Net) -> DistrictLine:
    """Return the line of the district, behind that of the dispatch centres where there is one."""
    inner = net.inner if isinstance(net, Switchboard) else net
    assert isinstance(inner, DistrictLine)
    return inner
