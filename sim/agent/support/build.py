"""Generator trucks and those who ask for them, put in their places."""

from typing import Any, Final

from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.staff import Staff
from sim.agent.support.caretakers import Caretakers
from sim.agent.support.socket import Sockets
from sim.agent.support.truck import GeneratorTruck
from sim.comms.mains import Mains
from sim.policy.generators import GeneratorPlan, SendGenerators
from sim.scenario.loads import load_nodes
from sim.scenario.model import Scenario
from sim.scenario.support import trucks
from sim.scenario.tables import LoadRow
from sim.terms.enums import LoadKind, Party, Skill, TelecomKind
from sim.terms.ids import DISPATCH_CENTRE, Address, Band

_RANKS: Final = {
    LoadKind.HOSPITAL: 0,
    LoadKind.POST: 1,
    LoadKind.RADIO_SITE: 3,
    LoadKind.PUMP: 4,
    LoadKind.SHELTER: 5,
}
_HUB_RANK: Final = 2
_CELL_RANK: Final = 6
"""In which order loads get a truck: lives, command, word, water, shelter (assumption)."""
_TELLS_BY_BOARD: Final = frozenset({Skill.TELECOM, Skill.FIBRE})


class Fleet:
    """The generator trucks of a district at work 应急供电体系.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    mains
        The power network.
    district
        Who sends trucks.
    staff
        Who communicates where messages can fail, else None.

    Attributes
    ----------
    trucks
        By number.
    """

    def __init__(
        self, model: Any, context: Context, mains: Mains, district: District, staff: Staff | None
    ) -> None:
        scenario, travel = context.scenario, context.roads.travel
        rows, nodes = trucks(scenario), load_nodes(scenario)
        ranks = critical_loads(scenario)
        homes = [scenario.node_ids[row.team.node] for row in rows]
        own = [load for load in ranks if _has_generator(scenario, scenario.loads[load])]
        sockets = Sockets(context.clock, mains, own)
        self.trucks = [
            GeneratorTruck(model, i, row, homes[i], context, district.address, sockets)
            for i, row in enumerate(rows)
        ]
        if staff is not None:
            for truck in self.trucks:
                staff.enlist(truck)
        district.also(
            SendGenerators(
                GeneratorPlan(
                    ranks=ranks,
                    nodes={load: nodes[load] for load in ranks},
                    homes=homes,
                    vehicles=[row.team.vehicle for row in rows],
                    travel=travel,
                    ahead_ms=scenario.support.ahead.ms,
                )
            )
        )
        speakers = {load: _speaker(scenario, mains, load, district.address) for load in ranks}
        self.caretakers = Caretakers(context, mains, speakers, district.address)
        mains.on_source(self._wake)
        for truck in self.trucks:
            truck.roll_call()

    def _wake(self, load: int) -> None:
        """Let a truck at a load see that something is new there."""
        for truck in self.trucks:
            if truck.load == load:
                truck.ring()


def fleet_of(
    model: Any, context: Context, mains: Mains | None, district: District | None, staff: Staff | None
) -> Fleet | None:
    """Return the trucks where they are switched on, and there is something to feed and who sends them."""
    if not context.scenario.support.generators or mains is None or district is None:
        return None
    return Fleet(model, context, mains, district, staff)


def critical_loads(scenario: Scenario) -> dict[int, int]:
    """Return the rank of each critical load 重要负荷, by number; what is not there gets no truck."""
    found = {}
    for load, row in enumerate(scenario.loads):
        rank = _rank(scenario, row)
        if rank is not None:
            found[load] = rank
    return found


def _rank(scenario: Scenario, row: LoadRow) -> int | None:
    if row.kind is not LoadKind.TELECOM:
        return _RANKS.get(row.kind)
    kind = next((site.kind for site in scenario.telecom if site.id == row.target), None)
    if kind is TelecomKind.HUB:
        return _HUB_RANK
    return _CELL_RANK if kind is TelecomKind.CELL and scenario.support.cells else None


def _has_generator(scenario: Scenario, row: LoadRow) -> bool:
    """Whether a generator stands at a load."""
    if row.kind is LoadKind.TELECOM:
        return any(site.id == row.target and site.generator_h > 0 for site in scenario.telecom)
    return not row.kind.own_backup and row.generator_h > 0


def _speaker(scenario: Scenario, mains: Mains, load: int, district: Address) -> Address:
    """Return who speaks for a load: the post itself, the board of an operator, else its township."""
    row, township = scenario.loads[load], mains.loads[load].township
    if row.kind is LoadKind.POST:
        number = next(i for i, post in enumerate(scenario.posts) if post.id == row.target)
        kind = scenario.posts[number].kind
        if kind is Party.EOC:
            return district
        return DISPATCH_CENTRE if kind is Party.DISPATCH_CENTRE else Band.POST.address(number)
    board = _board(scenario) if row.kind.own_backup else None
    if board is not None:
        return Band.POST.address(board)
    return Band.TOWNSHIP.address(0 if township is None else township)


def _board(scenario: Scenario) -> int | None:
    """Return the post whose board shows telecom and radio sites: that of a team that mends them."""
    for team in scenario.teams:
        skills = _TELLS_BY_BOARD.intersection(scenario.team_types[team.type].capabilities)
        if skills and team.post:
            return next(i for i, post in enumerate(scenario.posts) if post.id == team.post)
    return None
