"""All who see, tell and mend damage, put in their places: teams, lookouts, and the post that sends teams."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

from sim.agent.capability.tasks import Tasks
from sim.agent.context import Context
from sim.agent.crew import Crew
from sim.agent.district import District
from sim.agent.face import Face
from sim.agent.lookout import Board, Lookouts
from sim.agent.post import Reports
from sim.agent.roads import FOOT
from sim.agent.sight import seen, told
from sim.agent.staff import Staff
from sim.comms.build import Communications
from sim.comms.directory import nearest_townships
from sim.hazard.damage import Damage, Damages
from sim.policy.access import Access
from sim.policy.capability import NearestAble
from sim.policy.repair import REPAIR_POLICIES, RepairPlan
from sim.record.facts import Report
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, Party, TelecomKind
from sim.terms.ids import DISPATCH_CENTRE, Address, Band
from sim.terms.tasks import is_task
from sim.terms.units import MINUTE_MS

_RANKS: Final = {"hospital": 0, "command": 1, "telecom_hub": 2, "water": 3, "shelter": 4}
"""Order in which critical places come. Source: assumption, common practice of power companies."""
_POIS: Final = {
    "hospital": "hospital",
    "command_post": "command",
    "water_plant": "water",
    "shelter": "shelter",
}
"""Kinds of points of interest that are critical."""
Pool: TypeAlias = Callable[[Damage, Callable[[int], tuple[Report, ...]]], Face | None]
"""Returns the work at damage, from it and what tells of it by the ms left; None where it is as any other."""


class Works:
    """The repair of a district 抢修体系.

    In an ideal network word of damage goes straight to the district; else each who sees it tells its own
    post, and posts tell those above them by whatever carries it. Where the scenario has no district's
    operations centre the dispatch centre hears of damage, and nobody is sent.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    damages
        The ledger of what is broken.
    staff, comms
        Posts and network where messages can fail, else None.
    tasks
        What incidents need beyond engines, where they need it.

    Attributes
    ----------
    crews
        Professional teams, by row.
    district
        Who sends them, or None.
    pool
        Returns the work at a flooded road where pumps drain it, else None.
    """

    def __init__(
        self,
        model: Any,
        context: Context,
        damages: Damages,
        staff: Staff | None = None,
        comms: Communications | None = None,
        tasks: Tasks | None = None,
    ) -> None:
        self.crews: list[Crew] = []
        self.district: District | None = None if staff is None else staff.district
        self._model, self._context, self._damages = model, context, damages
        self._staff, self._comms, self.tasks = staff, comms, tasks
        self._faces: dict[int, Face] = {}
        self.pool: Pool = lambda damage, says: None
        self._broken: dict[int, dict[int, Damage]] = {}
        scenario = context.scenario
        context.sights = self._sights
        if scenario.teams:
            self._command(scenario)
        self._listener = DISPATCH_CENTRE if self.district is None else self.district.address
        for post in () if staff is None else (*staff.townships, *staff.others):
            if isinstance(post, Reports):
                post.above = self._listener
        townships = nearest_townships(scenario) if comms is None else comms.directory.township_of
        self._lookouts = Lookouts(context, _boards(scenario), self._hears, self._speak, townships)
        damages.watch(self._look)

    def face(self, damage: int) -> Face:
        """Return the work at a damage or a task; only who is there may ask."""
        if self.tasks is not None and is_task(damage):
            return self.tasks.face(damage)
        if damage not in self._faces:
            context, broken = self._context, self._damages.all[damage]
            says = partial(told, broken, context.roads)
            self._faces[damage] = self.pool(broken, says) or Face(
                broken, self._damages, context.clock, context.log, says
            )
        return self._faces[damage]

    def hold(self, damage: int, held: bool, cause: int | None = None) -> None:
        """Stop the work at a damage for danger, or let it go on: aftershocks, heavy rain, a moving slope."""
        self.face(damage).hold(held, cause)

    def _command(self, scenario: Scenario) -> None:
        """Let the district send the teams, which tell it at once that they are there."""
        context = self._context
        row = next(i for i, post in enumerate(scenario.posts) if post.kind is Party.EOC)
        if self.district is None:
            self.district = District(self._model, Band.POST.address(row), context)
        policy = REPAIR_POLICIES[scenario.repair.policy](repair_plan(context))
        if self.tasks is not None:
            self.district.also(NearestAble(repair_plan(context), self.tasks.teams))
        self.district.also(policy)
        address = self.district.address
        for number, team in enumerate(scenario.teams):
            node = scenario.node_ids[team.node]
            above = context.led.get(number, address)
            crew = Crew(self._model, number, team, node, context, above, self.face)
            self.crews.append(crew)
            if self._staff is not None:
                self._staff.enlist(crew)
        for crew in self.crews:
            crew.roll_call()

    def _look(self, damage: Damage) -> None:
        """Be there when something breaks, or is mended."""
        if damage.kind.asset is Asset.ROAD:
            here = self._broken.setdefault(damage.target, {})
            here[damage.number] = damage
            if damage.whole:
                del here[damage.number]
        if damage.whole and damage.number in self._faces:
            self._faces[damage.number].close()
        self._lookouts.look(damage)

    def _sights(self, link: int) -> tuple[Report, ...]:
        return tuple(seen(damage) for damage in self._broken.get(link, {}).values())

    def _hears(self, node: int) -> bool:
        comms = self._comms
        return comms is None or comms.plant.public.is_covered(self._context.clock.now, node)

    def _speak(self, address: Address, body: tuple[Report, ...], cause: int) -> None:
        receiver = self._listener if self._staff is None else address
        self._context.net.send(address, receiver, body, cause)


def _boards(scenario: Scenario) -> list[Board]:
    """Return the control rooms: posts on which teams hang that mend what their boards show."""
    found = []
    for number, post in enumerate(scenario.posts):
        types = [scenario.team_types[team.type] for team in scenario.teams if team.post == post.id]
        skills = frozenset(skill.value for kind in types for skill in kind.capabilities)
        if skills:
            found.append(Board(Band.POST.address(number), skills))
    return found


def repair_plan(context: Context, served: Mapping[tuple[str, int], int] | None = None) -> RepairPlan:
    """Return what the district knows beforehand of its teams, its map and its people.

    Parameters
    ----------
    context
        Of the world.
    served
        People who hang on assets, by (asset, row), where that is known.
    """
    scenario, travel = context.scenario, context.roads.travel
    node, teams = scenario.node_ids, scenario.teams
    types = [scenario.team_types[team.type] for team in teams]
    people: dict[int, int] = {}
    for village in scenario.villages:
        people[node[village.node]] = people.get(node[village.node], 0) + village.population
    ranks = _critical(scenario)
    ends = [(node[link.a], node[link.b]) for link in scenario.links]
    seat = next(node[post.node] for post in scenario.posts if post.kind is Party.EOC)
    return RepairPlan(
        homes=[node[team.node] for team in teams],
        vehicles=[team.vehicle for team in teams],
        skills=[tuple(skill.value for skill in kind.capabilities) for kind in types],
        machines=[team.machines for team in teams],
        rates=[kind.rate.value for kind in types],
        on_foot=[kind.on_foot.value for kind in types],
        ready_ms=[round(team.ready_min * MINUTE_MS) for team in teams],
        travel=travel,
        foot=travel[FOOT],
        access=Access(ends, len(scenario.nodes), people, ranks, seat),
        people=people,
        ranks=ranks,
        served=served or {},
        rules=scenario.repair,
        repair=scenario.hazards.repair,
    )


def _critical(scenario: Scenario) -> dict[int, int]:
    """Return the rank of the first critical place at each node that has one."""
    hubs = (TelecomKind.CORE, TelecomKind.HUB)
    places: Sequence[tuple[str, str]] = [
        *((hospital.node, "hospital") for hospital in scenario.hospitals),
        *((post.node, "command") for post in scenario.posts if post.kind is Party.EOC),
        *((site.node, "telecom_hub") for site in scenario.telecom if site.kind in hubs),
        *((poi.node, _POIS[poi.kind]) for poi in scenario.pois if poi.kind in _POIS),
    ]
    found: dict[int, int] = {}
    for name, what in places:
        node = scenario.node_ids[name]
        found[node] = min(found.get(node, len(_RANKS)), _RANKS[what])
    return found
