"""What a survey is taken of: a world at a time, and the names of what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.agent.staff import Staff
from sim.comms.build import Communications
from sim.comms.mains import Mains
from sim.comms.member import Member
from sim.record.survey import Named
from sim.scenario.model import Scenario
from sim.survey.names import Row, named
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.world import World


@dataclass(frozen=True)
class Ground:
    """A world at a time, as a survey sees it.

    Attributes
    ----------
    scenario, comms, staff
        Of the world.
    now_ms
        The time.
    posts
        Kind, names and member of everybody with a post of their own but villages: townships, stations that
        take part, posts, teams of communications.
    villages
        Member of each village, by row.
    people
        Those who call for help at each village.
    sites
        Names of the radio sites, also of those that teams have set up.
    mains
        The power network, or None where the mains are but scripted.
    """

    scenario: Scenario
    comms: Communications
    staff: Staff
    now_ms: int
    posts: list[tuple[Named, Member]]
    villages: list[Member]
    people: list[Member]
    sites: list[Named]
    mains: Mains | None = None

    @classmethod
    def of(cls, world: World) -> "Ground":
        """Look round in a world whose messages travel by bearers."""
        assert world.comms is not None
        assert world.staff is not None
        scenario, members = world.context.scenario, world.comms.net.members
        villages = [members[Band.VILLAGE.address(i)] for i in range(len(scenario.villages))]
        return cls(
            scenario,
            world.comms,
            world.staff,
            world.clock.now,
            _posts(scenario, members.get),
            villages,
            [world.comms.directory.outsider(i) for i in range(len(villages))],
            _site_names(scenario, world.staff),
            world.mains,
        )

    @property
    def centre(self) -> Member:
        """The dispatch centre."""
        return self.comms.net.members[DISPATCH_CENTRE]

    @property
    def centre_name(self) -> Named:
        """Id and names of the dispatch centre."""
        kind = Party.DISPATCH_CENTRE
        row = next((post for post in self.scenario.posts if post.kind is kind), None)
        return Named(kind.value, kind.zh, "dispatch centre") if row is None else named(row)

    def place_of(self, member: Member) -> int:
        """Return the place of the supply that feeds the terminals of a member."""
        return self.comms.directory.place_of[member.address]

    def township_of(self, member: Member) -> int:
        """Return the row of the township whose mains feed a member."""
        return self.comms.directory.township_of[member.where() if member.home is None else member.home]


def _posts(scenario: Scenario, member: Callable[[int], Member | None]) -> list[tuple[Named, Member]]:
    taking = [(i, row) for i, row in enumerate(scenario.stations) if scenario.takes_part(row)]
    rows: list[tuple[int, Row]] = [
        *((Band.TOWNSHIP.address(i), row) for i, row in enumerate(scenario.townships)),
        *((Band.STATION.address(i), row) for i, row in taking),
        *((Band.POST.address(i), row) for i, row in enumerate(scenario.posts)),
        *((Band.COMMS_TEAM.address(i), row) for i, row in enumerate(scenario.comms_teams)),
    ]
    found = [(named(row), member(address)) for address, row in rows]
    return [(name, who) for name, who in found if who is not None]


def _site_names(scenario: Scenario, staff: Staff) -> list[Named]:
    brought = sorted((site, team) for team, site in staff.field.sites.items())
    return [named(row) for row in scenario.sites] + [named(scenario.comms_teams[team]) for _, team in brought]
