"""Command goes to another post when the one that holds it falls silent, and back 指挥权转移."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

from sim.agent.command import Decider, look_again_ms
from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.response.headquarters import Headquarters
from sim.picture import Picture
from sim.record.facts import Order, RollCall
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

    def wait_ms(self, picture: Picture) -> int | None:
        """Return in how many ms an `aid.Desk` is to look again while the post leads, or None."""
        when = getattr(self._policy, "wait_ms", None)
        wait_ms: int | None = None if when is None or self._succession.since_ms is None else when(picture)
        return wait_ms

    def look_again_ms(self, picture: Picture) -> int | None:
        """Return when whoever decides wants to again, once the post has held command for so long."""
        since_ms, at_ms = self._succession.since_ms, look_again_ms(self._policy, picture)
        return None if since_ms is None or at_ms is None else max(at_ms, since_ms + self._after_ms)


class Succession:
    """The watch that two posts keep on each other.

    The post in command calls the alternate now and then. When nothing came for too long the alternate takes
    command: it tells everybody to report to it, and decides from what has reached it. As soon as it is called
    again it hands command back, with the level at which the district acts by then. It also takes command
    when it is told to. While a person sits there command is taken by that person, when it could be taken by
    itself; it goes back by itself all the same.

    Parameters
    ----------
    context
        Of the world.

    Attributes
    ----------
    since_ms
        Since when the alternate leads, or None.
    given
        Whether the post in command has given it away: it no longer calls.
    others
        Who is told who leads besides those who act at levels, and asked how they stand.
    taken
        Told whenever the alternate takes command: the entry of the log.
    returned
        Told whenever it hands command back: the entry of the log.
    """

    def __init__(self, context: Context) -> None:
        self.since_ms: int | None = None
        self.taken: list[Callable[[int], None]] = []
        self.returned: list[Callable[[int], None]] = []
        self.others: list[Address] = []
        self._told_ms, self.given = 0, False
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
        stale = letter.sent_ms < self._told_ms  # from before the centre said that it leaves
        if self.since_ms is not None and not self._is_silent() and not stale:
            self.since_ms, self._relief.in_command = None, False
            moved = self._move(self._second, self._first, letter.seq)
            for told in self.returned:
                told(moved)
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
            if not self.given:
                address = self._second.address
                self._context.net.send(self._first.address, address, (Watchword(),), None)
            yield self._context.clock.wait(self._rules.watch.ms)

    def _watch(self) -> Generator[Any, Any, None]:
        clock = self._context.clock
        while True:
            yield clock.wait(self._rules.watch.ms)
            self.look(self._heard)

    def look(self, cause: int | None) -> None:
        """Take command where nothing came for too long, unless a person is to decide on that."""
        if self.may_take and not self._second.manned:
            self.take(cause)

    @property
    def leads(self) -> bool:
        """Whether the alternate leads."""
        return self.since_ms is not None

    @property
    def may_take(self) -> bool:
        """Whether nothing came for so long that the alternate is to take command."""
        return self.since_ms is None and self._is_silent()

    @property
    def last_word_ms(self) -> int | None:
        """When what last came from the post in command was sent; None where nothing did."""
        return None if self._heard is None else self._heard_ms

    def order(self, cause: int | None) -> None:
        """Let the post in command tell the alternate to take it."""
        self.given, body = True, (CommandNotice(self._second.address),)
        self._context.net.send(self._first.address, self._second.address, body, cause)

    def obey(self, letter: Letter) -> None:
        """Take command because the post that held it said so."""
        self._told_ms = max(self._told_ms, letter.sent_ms)
        if self.since_ms is None:
            self.take(letter.seq)

    def take(self, cause: int | None) -> None:
        """Take command: tell everybody, meet, and decide; as the plan says, or a person at the alternate."""
        self.since_ms, self._relief.in_command = self._context.clock.now, True
        moved = self._move(self._first, self._second, cause)
        self._relief.meeting.convene(moved)
        for told in self.taken:
            told(moved)
        self._second.think(cause)

    def _move(self, sender: District, receiver: District, cause: int | None) -> int:
        """Write down that command moves, and tell everybody to report there."""
        log, now = self._context.log, self._context.clock.now
        moved = log.add(now, CommandMoved(sender.address, receiver.address), cause)
        for address in self._relief.listeners:
            notice = (CommandNotice(receiver.address),)
            self._context.net.send(self._second.address, Address(address), notice, moved)
        for address in self.others:
            call = (CommandNotice(receiver.address), RollCall())
            self._context.net.send(self._second.address, address, call, moved)
        return moved
