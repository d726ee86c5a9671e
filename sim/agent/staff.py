"""Everybody who communicates in a world where messages can fail, put in their places."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from sim.agent.command import CommandPost
from sim.agent.comms_team import CommsTeam, Kit
from sim.agent.context import Context
from sim.agent.courier import Couriers
from sim.agent.crew import Crew
from sim.agent.deputies import Deputies
from sim.agent.district import District
from sim.agent.errand import Belief
from sim.agent.local import LocalCommand
from sim.agent.post import Callers, Post
from sim.agent.scene import Commands, SiteCommander
from sim.agent.seats.headquarters import TeamHeadquarters, teams_led
from sim.agent.station import Station
from sim.agent.support.truck import GeneratorTruck
from sim.agent.support.uav import Uav
from sim.agent.unit import Unit
from sim.comms.bearer import Path
from sim.comms.build import Communications
from sim.comms.field import FieldKits
from sim.comms.member import Member, Parcel, Power
from sim.comms.reach import ReachWatch
from sim.policy.contact import ContactPlan, RestoreContact
from sim.policy.plan import Plan
from sim.policy.scene import OnScene
from sim.record.facts import RoadReport
from sim.scenario.lenders import lenders
from sim.scenario.tables import Post as PostRow
from sim.terms.enums import BearerKind, Party, StationKind, TeamKind
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band, UnitId, unit_address
from sim.terms.units import HOUR_MS, MINUTE_MS

KITS: Final = {
    TeamKind.RADIO: Kit(15 * MINUTE_MS, None),
    TeamKind.VSAT: Kit(0, None),  # a satellite station counts its own minutes of set-up
    TeamKind.UAV_CELL: Kit(0, 12 * HOUR_MS),  # so does a flying base station: 5.9 h, then 6 h of service
    TeamKind.MESH: Kit(0, 16 * HOUR_MS),
    TeamKind.SCOUT: Kit(2 * MINUTE_MS, None),
}
"""What teams set up. Source: assumption, but for the flying base station (Luding 2022, Henan 2021)."""
Seated = TypeVar("Seated", bound=CommandPost)
_RANKS: Final = {kind: rank for rank, kind in enumerate(TeamKind)}
_TURNED_TO: Final = (StationKind.NATIONAL, StationKind.TOWNSHIP, StationKind.RESCUE, *StationKind)
"""To whom people turn first where several stations stand in one place (assumption)."""


class Staff:
    """Posts, couriers, teams, and the members of the network that they and the units are.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    comms
        The network.
    plan
        What posts know beforehand.

    Attributes
    ----------
    townships, villages
        Their posts, by row.
    local
        The command of each fire station that takes part, by its row.
    district
        The district's operations centre, or None where the scenario has none.
    key_units
        Posts of key units, by row.
    others
        Posts that are no township, village or station.
    deputies
        Townships that stand in for others; None where none does.
    teams
        Teams of emergency communications, by row.
    field
        What they have set up.
    """

    def __init__(self, model: Any, context: Context, comms: Communications, plan: Plan) -> None:
        self.townships: list[Post] = []
        self.villages: list[Post] = []
        self.local: dict[int, LocalCommand] = {}
        self.district: District | None = None
        self.teams: list[CommsTeam] = []
        self.others: list[CommandPost | Post | TeamHeadquarters] = []
        self.key_units: list[Post] = []
        self.deputies: Deputies | None = None
        self._model = model
        self._context = context
        self._comms = comms
        self._plan = plan
        self._by_address: dict[int, CommandPost | Post] = {}
        self.field = FieldKits(comms, context.scenario, context.clock, context.streams, comms.losses)

    def settle(self, centre: CommandPost, stations: Sequence[Station], units: Sequence[Unit]) -> None:
        """Put everybody in their places; to be called before anybody speaks."""
        self._posts(centre)
        self._places(stations)
        self._stations(stations, units)
        self._district()
        deciding: list[CommandPost | Post] = [centre, *self.local.values()]
        if self.district is not None:
            centre.partners, self.district.partners = (self.district.address,), (centre.address,)
            deciding.append(self.district)
        for post in (*deciding, *self.townships, *self.villages, *self.key_units, *self.others):
            self._by_address[post.address] = post
        self._comms.bearers[BearerKind.COURIER] = Couriers(
            self._context, self._knows, self._tell, self._can_phone, self._comms.directory.township_of
        )
        self.reach = self._watch()
        advice = OnScene(self._plan, tuple(sorted(self.local)))
        self._context.commands = Commands(
            self._comms.net,
            lambda incident, ended: SiteCommander(
                self._model, incident, self._context, advice, self._comms.net.members, self.reach, ended
            ),
        )

    # --- who there is --------------------------------------------------------------------------------------

    def _posts(self, centre: CommandPost) -> None:
        """Seat the dispatch centre, and those outside who take calls over."""
        scenario = self._context.scenario
        row = _first_post(scenario.posts, Party.DISPATCH_CENTRE)
        home = next(district for district in scenario.districts if district.home)
        node = scenario.node_ids[home.seat if row is None else row.node]
        name = Party.DISPATCH_CENTRE.value if row is None else row.id
        self._join(Party.DISPATCH_CENTRE, centre.address, name, node)
        away = [d.seat for d in scenario.districts if not d.home]
        there = scenario.node_ids[away[0]] if away else node
        outside = Member(
            PUBLIC, Party.NEIGHBOUR, (BearerKind.FIXED,), lambda: there, None, {BearerKind.FIXED: Power()}
        )
        self._comms.net.members[PUBLIC] = outside
        lending = [lender.address for lender in lenders(scenario)]
        for number, post in enumerate(scenario.posts):
            if post.kind not in (Party.DISPATCH_CENTRE, Party.EOC):
                address, led = Band.POST.address(number), teams_led(scenario, post)
                self._context.led |= dict.fromkeys(led, address)
                if address not in lending:  # those are seated as `guest`
                    self.others.append(
                        TeamHeadquarters(self._model, address, self._context, led)
                        if led
                        else Post(self._model, address, self._context)
                    )
                self._join(post.kind, address, post.id, scenario.node_ids[post.node])

    def _places(self, stations: Sequence[Station]) -> None:
        """Seat townships and villages, each next to whom it tells where the centre cannot be reached."""
        scenario, nodes = self._context.scenario, self._context.scenario.node_ids
        ranked = sorted(stations, key=lambda s: (_TURNED_TO.index(s.row.kind), s.number), reverse=True)
        fire = {s.node: Band.STATION.address(s.number) for s in ranked if self._fights_fire(s)}
        for number, township in enumerate(scenario.townships):
            node, address = nodes[township.seat], Band.TOWNSHIP.address(number)
            next_to = [fire[node]] if node in fire else []
            self.townships.append(Post(self._model, address, self._context, next_to))
            self._join(Party.TOWNSHIP, address, township.id, node)
        for number, village in enumerate(scenario.villages):
            address = Band.VILLAGE.address(number)
            above = Band.TOWNSHIP.address(scenario.township_ids[village.township])
            self.villages.append(Post(self._model, address, self._context, [above]))
            self.villages[-1].above = above
            member = self._join(Party.VILLAGE, address, village.id, nodes[village.node], number)
            member.township = scenario.township_ids[village.township]
        for number, unit in enumerate(scenario.key_units):
            address = Band.KEY_UNIT.address(number)
            above = Band.TOWNSHIP.address(scenario.township_ids[unit.township])
            self.key_units.append(Post(self._model, address, self._context, [above]))
            self.key_units[-1].above = above
            self._join(Party.KEY_UNIT, address, unit.id, nodes[unit.node])
        self.deputies = Deputies(self._context) if scenario.bearers.deputies else None
        for post in (*self.villages, *self.key_units):
            post.deputies = self.deputies
        self._context.call = Callers(self._context, fire).call

    def _stations(self, stations: Sequence[Station], units: Sequence[Unit]) -> None:
        """Seat stations with their command, and let their units use their terminals."""
        members = {}
        for station in stations:
            address = Band.STATION.address(station.number)
            members[station.number] = self._join(Party.STATION, address, station.row.id, station.node)
            if self._fights_fire(station):
                self.local[station.number] = LocalCommand(self._model, station, self._context, self._plan)
        for unit in units:
            address, home = unit_address(unit.number), unit.station
            member = self._comms.directory.member(Party.UNIT, address, unit.row_id, home.node, unit.where)
            self._comms.net.members[address] = self._comms.directory.lend(member, members[home.number])
        homes = {unit.number: unit.station.number for unit in units}
        self._context.lodge = partial(_lodge, self._comms, members, homes)
        self._context.board = partial(_board, self._comms)

    def _fights_fire(self, station: Station) -> bool:
        return self._context.scenario.takes_part(station.row) and station.row.kind.is_ours_for_fire

    def _district(self) -> None:
        """Seat the district's operations centre, if there is one, and the teams that it sends."""
        scenario = self._context.scenario
        row = _first_post(scenario.posts, Party.EOC)
        if row is None:
            return
        number, node = scenario.posts.index(row), scenario.node_ids[row.node]
        address = Band.POST.address(number)
        eoc = self._join(Party.EOC, address, row.id, node)
        self.field.base(eoc, node)
        self.district = District(self._model, address, self._context, RestoreContact(self.contact_plan()))
        for i, team in enumerate(scenario.comms_teams):
            base = scenario.node_ids[team.node]
            self.teams.append(
                CommsTeam(self._model, i, team, base, self._context, address, KITS[team.kind], self._switch)
            )
            self._join(
                Party.COMMS_TEAM, self.teams[i].address, team.id, base, where=partial(self._node_of, i)
            )
        if scenario.bearers.reports.end.ms > scenario.bearers.reports.begin.ms:
            for township, post in enumerate(self.townships):
                self._context.clock.start(post.keep_reporting(township, address))

    def seat(self, number: int, node: int, make: Callable[[Address], Seated]) -> Seated:
        """Let a post that stands by beside the others of its kind take part: `make` makes it."""
        address, row = Band.POST.address(number), self._context.scenario.posts[number]
        self._join(row.kind, address, row.id, node)
        post = make(address)
        self._by_address[address] = post
        return post

    def enlist(self, crew: Crew | GeneratorTruck | Uav) -> None:
        """Let a professional team talk with what the tables give it, from wherever it is."""
        self._join(Party.CREW, crew.address, crew.row.id, crew.home, where=crew.where)

    def enrol(self, kind: Party, address: Address, name: str, node: int, where: Callable[[], int]) -> None:
        """Let somebody who moves about talk with what the tables give it."""
        self._join(kind, address, name, node, where=where)

    def guest(self, post: CommandPost) -> None:
        """Seat the operations centre of a neighbour that lends, among the other posts."""
        self._by_address[post.address] = post
        self.others = sorted([*self.others, post], key=lambda each: each.address)

    @property
    def headquarters(self) -> list[TeamHeadquarters]:
        """Posts through which professional teams are sent."""
        return [post for post in self.others if isinstance(post, TeamHeadquarters)]

    def _node_of(self, team: int) -> int:
        return self.teams[team].node

    def contact_plan(self) -> ContactPlan:
        """Return what the district knows beforehand of its townships and its teams."""
        scenario = self._context.scenario
        teams = scenario.comms_teams
        return ContactPlan(
            seats=[scenario.node_ids[township.seat] for township in scenario.townships],
            people=[township.population for township in scenario.townships],
            silence_ms=scenario.bearers.reports.silence.ms,
            reports_ms=scenario.bearers.reports.begin.ms + scenario.bearers.reports.interval.ms,
            homes=[scenario.node_ids[team.node] for team in teams],
            vehicles=[team.vehicle for team in teams],
            ranks=[_RANKS[team.kind] for team in teams],
            travel=self._context.roads.travel,
        )

    def _join(
        self,
        kind: Party,
        address: Address,
        name: str,
        node: int,
        village: int | None = None,
        where: Any = None,
    ) -> Member:
        member = self._comms.directory.member(kind, address, name, node, where, village)
        self._comms.net.members[address] = member
        self._comms.radio.registry.switch_on(member)
        return member

    # --- what couriers and teams ask of them ---------------------------------------------------------------

    def _switch(self, team: CommsTeam, township: int, on: bool) -> None:
        member = self._comms.net.members[Band.TOWNSHIP.address(township)]
        self.field.switch(team.row.kind, team.number, team.node, member, on)

    def _knows(self, address: int) -> Belief:
        """Return what a post has been told of the roads."""
        post = self.post(address)
        return Belief() if post is None else Belief(post.picture.closed, post.picture.closed_on_foot)

    def _can_phone(self, parcel: Parcel, township: int) -> bool:
        """Whether a township can raise the receiver of a message by means quicker than a courier."""
        member, bearers = self._comms.net.members[Band.TOWNSHIP.address(township)], self._comms.bearers
        return any(
            isinstance(bearers[kind].path(member, parcel.receiver), Path)
            for kind in member.plan
            if kind in bearers and kind not in (BearerKind.VOICE, BearerKind.COURIER)
        )

    def _tell(self, address: int, report: RoadReport, cause: int | None) -> None:
        """Let a courier who is back tell the one who sent it what it saw."""
        post = self.post(address)
        if post is not None:
            self._context.net.send(address, address, (report,), cause)

    def post(self, address: int) -> CommandPost | Post | None:
        """Return the post that has a picture at an address, or None."""
        return self._by_address.get(address)

    def _watch(self) -> ReachWatch:
        """Keep in the log who can be heard at the dispatch centre."""
        net = self._comms.net
        watched = [net.members[Band.TOWNSHIP.address(i)] for i in range(len(self.townships))]
        watched += [net.members[Band.STATION.address(i)] for i in sorted(self.local)]
        if self.district is not None:
            watched.append(net.members[self.district.address])
        return ReachWatch(
            self._context.clock,
            self._context.log,
            self._comms.plant,
            self._comms.bearers,
            watched,
            net.members[DISPATCH_CENTRE],
        )


def _lodge(
    comms: Communications,
    stations: Mapping[int, Member],
    homes: Mapping[UnitId, int],
    unit: UnitId,
    station: int,
) -> None:
    """Let a unit be found, and telephone, where it stands by; at home its crew switches the radio off."""
    member = comms.directory.lend(comms.net.members[unit_address(unit)], stations[station])
    if station == homes[unit]:
        comms.radio.registry.switch_off(member)


def _board(comms: Communications, unit: UnitId) -> None:
    """Let a crew switch its radio on."""
    comms.radio.registry.switch_on(comms.net.members[unit_address(unit)])


def _first_post(posts: Sequence[PostRow], kind: Party) -> PostRow | None:
    return next((post for post in posts if post.kind is kind), None)
