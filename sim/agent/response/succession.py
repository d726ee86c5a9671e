"""Command goes to another post when the one that holds it falls silent, and back 指挥权转移."""

from collections.abc import Generator, Iterator
from typing import Any

from sim.agent.command import Decider
from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.response.headquarters import Headquarters
from sim.picture import Picture
from sim.record.facts import Order
from sim.record.message import Letter
from sim.record.repair import DamageReport
from sim.record.response import CommandMoved, CommandNotice, Watchword
from sim.terms.ids import Address


class InCommand:
    """Decides only while its post holds command, and has held it for some time.

    Parameters
    ----------
    policy
        Who decides then.
    succession
        Knows since when the post holds command, if it does.
    after_ms
        How long it must have held it: whoever takes over first listens to who reports.
    """

    def __init__(self, policy: Decider, succession: "Succession", after_ms: int = 0) -> None:
        self._policy, self._succession, self._after_ms = policy, succession, after_ms

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        since_ms = self._succession.since_ms
        if since_ms is not None and picture.now_ms - since_ms >= self._after_ms:
            yield from self._policy.decide(picture)


class Succession:
    """The watch that two posts keep on each other.

    The post in command calls the alternate now and then. When nothing came for too long the alternate takes
    command: it tells everybody to report to it, and decides from what has reached it. As soon as it is called
    again it hands command back, with the level at which the district acts by then.

    Parameters
    ----------
    context
        Of the world.
    """

    def __init__(self, context: Context) -> None:
        self.since_ms: int | None = None
        self._context = context
        self._rules = context.scenario.response.succession
        self._heard_ms = 0
        self._heard: int | None = None

    def begin(self, first: District, second: District, lead: Headquarters, relief: Headquarters) -> None:
        """Begin the watch of one post on another."""
        self._first, self._second, self._lead, self._relief = first, second, lead, relief
        relief.in_command = False
        self._context.clock.start(self._call())
        self._context.clock.start(self._watch())

    def hear(self, letter: Letter) -> None:
        """Be called by the post in command, and hand back what was taken from it."""
        self._heard_ms, self._heard = max(letter.sent_ms, self._heard_ms), letter.seq
        if self.since_ms is not None and not self._is_silent():
            self.since_ms, self._relief.in_command = None, False
            moved = self._move(self._second, self._first, letter.seq)
            if self._second.picture.response.number:
                self._relief.order(self._first.address, moved)

    def _is_silent(self) -> bool:
        return self._context.clock.now - self._heard_ms >= self._rules.after.ms

    def pass_on(self, letter: Letter) -> None:
        """Let the alternate know of damage that the centre is told of."""
        damage = tuple(item for item in letter.body if isinstance(item, DamageReport))
        if damage:
            self._context.net.send(self._first.address, self._second.address, damage, letter.seq)

    def _call(self) -> Generator[Any, Any, None]:
        while True:
            self._context.net.send(self._first.address, self._second.address, (Watchword(),), None)
            yield self._context.clock.wait(self._rules.watch.ms)

    def _watch(self) -> Generator[Any, Any, None]:
        clock = self._context.clock
        while True:
            yield clock.wait(self._rules.watch.ms)
            if self.since_ms is None and self._is_silent():
                self.since_ms, self._relief.in_command = clock.now, True
                moved = self._move(self._first, self._second, self._heard)
                self._relief.meeting.convene(moved)
                self._second.think(self._heard)

    def _move(self, sender: District, receiver: District, cause: int | None) -> int:
        """Write down that command moves, and tell everybody to report there."""
        log, now = self._context.log, self._context.clock.now
        moved = log.add(now, CommandMoved(sender.address, receiver.address), cause)
        for address in self._relief.listeners:
            notice = (CommandNotice(receiver.address),)
            self._context.net.send(self._second.address, Address(address), notice, moved)
        return moved
