"""All people at risk and those who warn them, put in their places."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sim.agent.context import Context
from sim.agent.people.chain import Chain
from sim.agent.people.group import Group
from sim.agent.people.office import WeatherOffice
from sim.agent.people.village import Means, VillageWord
from sim.agent.people.walk import Shelters
from sim.agent.post import Post
from sim.agent.staff import Staff
from sim.comms.build import Communications
from sim.comms.energy import Backup, Battery
from sim.comms.member import Member, Power
from sim.hazard.demand import Birth
from sim.hazard.forecast import bulletins
from sim.record.people import PeopleSpared
from sim.scenario.groups import groups_of
from sim.terms.enums import BearerKind, Party
from sim.terms.ids import WEATHER_OFFICE, Address


class People:
    """People at risk, their villages, and the chain that warns them 群众与预警.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    staff
        Posts; one of them is the district's operations centre.
    comms
        The network.
    rain
        Rain in mm/h by node and time in ms, None without any.
    horizon_ms
        Until when warnings are issued.

    Attributes
    ----------
    groups
        All ten-household groups, by number.
    chain
        The warning chain.
    shelters
        Where they may go.
    office
        The weather office.
    words
        How word goes round in each village with people at risk, by row.
    """

    def __init__(
        self,
        model: Any,
        context: Context,
        staff: Staff,
        comms: Communications,
        rain: Callable[[int, int], float] | None,
        horizon_ms: int,
    ) -> None:
        assert staff.district is not None
        scenario, shelters = context.scenario, Shelters(context)
        self.shelters = shelters
        self._context = context
        self.words: dict[int, VillageWord] = {}
        self.groups: list[Group] = []
        for row in groups_of(scenario) if scenario.warning.tells_people else ():
            post = staff.villages[row.village]
            if row.village not in self.words:
                means = _means(context, comms, post.address, row.village)
                self.words[row.village] = VillageWord(context, post.address, means)
            word = self.words[row.village]
            group = Group(model, row, context, shelters, partial(_closed, post), word.heard)
            word.groups.append(group)
            self.groups.append(group)
        self.chain = Chain(
            context, staff.district, staff.townships, staff.villages, self.words, staff.key_units
        )
        self.chain.deputies = staff.deputies
        found = bulletins(scenario, context.streams, rain, horizon_ms)
        comms.net.members[WEATHER_OFFICE] = _office(context, comms, staff.district.address)
        self.office = WeatherOffice(context, staff.district.address, found, self.chain.broadcast)

    def spares(self, birth: Birth, cause: int | None) -> bool:
        """Whether those whom a hazard would have befallen at home had left, as chance has it.

        It is drawn from a stream of its own, and befalls nobody else instead: all other luck stays.
        """
        gone, all_told = self.left(birth.place)
        if not gone:
            return False
        context = self._context
        luck = context.streams(f"people/spared/{birth.t_ms}/{birth.place}/{birth.kind}").uniform()
        if luck * all_told >= gone:
            return False
        context.log.add(context.clock.now, PeopleSpared(birth.place, 1), cause)
        return True

    def left(self, village: int) -> tuple[int, int]:
        """Return how many people at risk of a village have left, and how many there are."""
        groups = self.words[village].groups if village in self.words else []
        return sum(group.gone for group in groups), sum(group.people for group in groups)


def _closed(post: Post) -> frozenset[int]:
    return post.picture.closed_on_foot


def _office(context: Context, comms: Communications, eoc: Address) -> Member:
    """Return the weather office as it takes part in communications: beside the operations centre."""
    node, plan = comms.net.members[eoc].where(), context.scenario.bearers.plan(Party.WEATHER)
    phones = {BearerKind.FIXED: Power(), BearerKind.CELLULAR: Power()}
    township = comms.directory.township_of[node]
    return Member(WEATHER_OFFICE, Party.WEATHER, plan, lambda: node, node, phones, None, township)


def _means(context: Context, comms: Communications, address: Address, village: int) -> Means:
    """Return what works in a village, as it is at each time."""
    clock, net = context.clock, comms.net
    battery = Battery.lasting(context.scenario.warning.loudspeaker_battery.value)
    speakers = comms.plant.power(Backup(battery, None), comms.directory.place_of[address])
    outsider = comms.directory.outsider(village)
    phone = comms.bearers[BearerKind.CELLULAR]

    def site(node: int) -> int | None:
        return next(iter(comms.plant.public.serving(clock.now, node)), None)

    def phones() -> bool:
        return not isinstance(phone.path(net.members[address], outsider), str)

    return Means(site, phones, lambda: speakers.supplied or speakers.is_live(clock.now))
