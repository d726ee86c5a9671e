"""Surveys that tests share, and a second way to ask who is heard: a fresh world for each question."""

from functools import cache

from sim.record.survey import QUICK, Failing, Survey
from sim.scenario.bearers import Outage
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.survey import survey, world_at
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.world import World

SCRIPTED = {
    Failing.SITE: "site",
    Failing.BACKHAUL: "backhaul",
    Failing.TELECOM: "telecom",
    Failing.FIBRE: "fibre",
    Failing.MAINS: "mains",
    Failing.MAINS_LATER: "mains",
}


@cache
def scenario(name: str, *sets: str) -> Scenario:
    """Return a shipped scenario whose messages travel by bearers."""
    return load(name, [*sets, "comms=bearers"])


@cache
def taken(name: str, at_h: float = 0.0, *sets: str) -> Survey:
    """Return the survey of a shipped scenario."""
    return survey(scenario(name, *sets), at_h)


def with_outages(of: Scenario, *outages: dict[str, object]) -> Scenario:
    """Return a scenario in which more fails than is scripted."""
    more = tuple(Outage.model_validate(outage) for outage in outages)
    bearers = of.bearers.model_copy(update={"outages": (*of.bearers.outages, *more)})
    return of.model_copy(update={"bearers": bearers})


class Reach:
    """Who is heard in a world of its own at a time: asked of the bearers, one by one."""

    def __init__(self, of: Scenario, at_h: float) -> None:
        world = world_at(of, at_h)
        assert world.comms is not None
        self._world = world
        villages, townships = range(len(of.villages)), range(len(of.townships))
        stations = [i for i, row in enumerate(of.stations) if of.takes_part(row)]
        self.villages = {i for i in villages if self._heard(world, Band.VILLAGE.address(i))}
        self.townships = {i for i in townships if self._heard(world, Band.TOWNSHIP.address(i))}
        self.stations = {i for i in stations if self._heard(world, Band.STATION.address(i))}
        self.callers = {i for i in villages if self._rings(world, i)}
        self.people = [row.population for row in of.villages]
        world.close()

    @staticmethod
    def _heard(world: World, address: int) -> bool:
        assert world.comms is not None
        members, bearers = world.comms.net.members, world.comms.bearers
        one, centre = members[address], members[DISPATCH_CENTRE]
        return any(not isinstance(bearers[kind].path(one, centre), str) for kind in one.plan if kind in QUICK)

    @staticmethod
    def _rings(world: World, village: int) -> bool:
        assert world.comms is not None
        outsider, centre = world.comms.directory.outsider(village), world.comms.net.members[DISPATCH_CENTRE]
        ways = [world.comms.bearers[kind].path(outsider, centre) for kind in outsider.plan if kind in QUICK]
        return any(not isinstance(way, str) for way in ways)

    def lost(self, after: "Reach") -> tuple[int, int, int, int, int]:
        """Return people, villages, townships, stations and callers that another world no longer has."""
        silent, unable = self.villages - after.villages, self.callers - after.callers
        return (
            sum(self.people[i] for i in silent),
            len(silent),
            len(self.townships - after.townships),
            len(self.stations - after.stations),
            sum(self.people[i] for i in unable),
        )
