"""A post that a vehicle bears 车载指挥所、动中通: it drives, sets up, and takes its picture along."""

from collections.abc import Generator
from typing import Any, Final

from sim.agent.context import Context
from sim.agent.traveller import Traveller
from sim.comms.member import Member, Power
from sim.record.standby import PostMoved, PostSetUp
from sim.scenario.standby import Standby
from sim.scenario.succession import Succession
from sim.terms.enums import BearerKind
from sim.terms.ids import Address

STANDING: Final = (BearerKind.FIXED, BearerKind.VSAT)
"""Means that work only while it stands; the others go along."""


class OnStand(Power):
    """A terminal that works while the vehicle stands and is set up: its engine feeds it.

    Parameters
    ----------
    post
        Whose it is.
    """

    __slots__ = ("_post",)

    def __init__(self, post: "VehiclePost") -> None:
        super().__init__()
        self._post = post

    def works(self, now_ms: int) -> bool:
        """Whether it is set up."""
        return self._post.is_set_up


class VehiclePost:
    """A command vehicle 指挥车 that waits at its base until it is to go.

    It has no telephone line. On the move it has its radios; where it stops it sets up what needs to stand
    still. No courier finds it while it drives.

    Parameters
    ----------
    context
        Of the world.
    address
        Of the post.
    member
        What it talks with, which changes.
    node
        Its base.
    changed
        Told when something came into service.
    rules
        What vehicle it is, where it goes, and how long it takes to set up.

    Attributes
    ----------
    is_set_up
        Whether it stands, with all that it has.
    """

    def __init__(
        self,
        context: Context,
        address: Address,
        member: Member,
        node: int,
        changed: Any,
        rules: Standby | Succession,
    ) -> None:
        self._context, self._address, self._member, self._changed = context, address, member, changed
        self._rules = rules
        assert self._rules.vehicle is not None
        self.is_set_up = True
        self._traveller = Traveller(address, node, self._rules.vehicle, context, self._saw)
        member.where = self._traveller.driver.where
        for means in sorted(member.carries):
            member.carries[means] = OnStand(self) if means in STANDING else Power()
        member.carries.pop(BearerKind.FIXED, None)

    def go(self, cause: int) -> None:
        """Go to where it is to stand, and set up there; if it is there already nothing need be done."""
        place = self._rules.place
        goal = None if place is None else self._context.scenario.node_ids[place]
        if goal is not None and goal != self._traveller.driver.node and self.is_set_up:
            self.is_set_up = False
            self._context.clock.start(self._move(goal, cause))

    def _move(self, goal: int, cause: int) -> Generator[Any, Any, None]:
        driver, clock = self._traveller.driver, self._context.clock
        self._member.home = None
        left = self._context.log.add(clock.now, PostMoved(self._address, driver.node, goal), cause)
        yield from self._traveller.go(goal, wait=True)
        came = self._context.log.add(clock.now, PostMoved(self._address, goal, goal), left)
        self._member.home = goal
        yield clock.wait(self._rules.setup.ms)
        self.is_set_up = True
        self._context.log.add(clock.now, PostSetUp(self._address, goal), came)
        self._changed()

    def _saw(self, link: int, closed: bool, cause: int | None) -> None:
        """Keep what it sees of the roads to itself: who drives it is not who decides in it."""
