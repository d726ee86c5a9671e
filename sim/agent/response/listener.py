"""Posts, stations and teams that are told of a level, and what they do at it 分级响应的受令方."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from sim.agent.context import Context
from sim.comms.net import Inbox
from sim.record.message import Letter
from sim.record.response import CommandNotice, Consult, LevelKnown, LevelOrder, MeasureTaken, Present
from sim.terms.ids import Address
from sim.terms.levels import covers

Turn: TypeAlias = Callable[[Address], None]
"""Lets somebody report to another post from now on."""


class Ear:
    """Takes in the messages of somebody: those of some kinds by themselves, all others as they always were.

    Parameters
    ----------
    context
        Of the world.
    address
        Whose messages.

    Attributes
    ----------
    inner
        What is done with all others: what was done with all before.
    """

    def __init__(self, context: Context, address: Address) -> None:
        self.address = address
        self.inner = context.net.inbox(address)
        self.handlers: dict[type, Inbox] = {}
        context.net.join(address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message, by the kind of the first thing in it."""
        self.handlers.get(type(letter.body[0]), self.inner)(letter)


class Task:
    """A measure that somebody takes from some level on 措施.

    Parameters
    ----------
    context
        Of the world.
    address
        Who takes it.
    measure
        Its key.
    least
        From which level on; 0 for never.
    """

    def __init__(self, context: Context, address: Address, measure: str, least: int) -> None:
        self.on = False
        self._context, self._address = context, address
        self._measure, self._least = measure, least
        self._cause: int | None = None

    def at(self, level: int, cause: int) -> None:
        """Act at a level."""
        wanted = covers(level, self._least)
        if wanted is not self.on:
            self.on, self._cause = wanted, cause
            (self.begin if wanted else self.end)()

    def begin(self) -> None:
        """Take the measure."""
        self.note(1)

    def end(self) -> None:
        """End it."""
        self.note(-1)

    def note(self, amount: int) -> None:
        """Write down what came or went."""
        fact = MeasureTaken(self._address, self._measure, amount)
        self._context.log.add(self._context.clock.now, fact, self._cause)


class Listener:
    """Somebody who acts at a level, once an order has said so 受令方.

    Parameters
    ----------
    context
        Of the world.
    ear
        What hears the orders.
    tasks
        What is done at levels.
    turn
        Lets it report to another post.
    present
        Told when it takes part in a consultation: who called it, and the cause.
    """

    def __init__(
        self,
        context: Context,
        ear: Ear,
        tasks: Sequence[Task] = (),
        turn: Turn = lambda address: None,
        present: Callable[[Address, int], None] = lambda address, cause: None,
    ) -> None:
        self.level = self.number = 0
        self.address = ear.address
        self._context, self._tasks, self._turn, self._present = context, tasks, turn, present
        ear.handlers |= {LevelOrder: self._obey, CommandNotice: self._turn_to, Consult: self._take_part}

    def _obey(self, letter: Letter) -> None:
        """Act at a level, unless a later decision is known already."""
        order = letter.body[0]
        assert isinstance(order, LevelOrder)
        if order.number > self.number:
            self.level, self.number = order.level, order.number
            fact = LevelKnown(self.address, order.level, order.number)
            known = self._context.log.add(self._context.clock.now, fact, letter.seq)
            for task in self._tasks:
                task.at(order.level, known)

    def _turn_to(self, letter: Letter) -> None:
        notice = letter.body[0]
        assert isinstance(notice, CommandNotice)
        self._turn(Address(notice.post))

    def _take_part(self, letter: Letter) -> None:
        """Say that one is there, and what one knows."""
        call = letter.body[0]
        assert isinstance(call, Consult)
        self._context.net.send(self.address, letter.sender, (Present(call.number),), letter.seq)
        self._present(Address(letter.sender), letter.seq)
