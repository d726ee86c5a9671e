"""The warning chain 叫应: each level is called until it answers, confirms, and calls the level below."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.deputies import Deputies
from sim.agent.people.village import VillageWord
from sim.agent.people.word import Word
from sim.agent.post import Post
from sim.comms.net import Inbox
from sim.kernel.draw import Draws
from sim.record.message import Letter
from sim.record.people import CallUnanswered, WarningAck, WarningIssued, WarningOrder, WeatherWarning
from sim.terms.enums import WarningColour
from sim.terms.ids import Address, Band

Heeds: TypeAlias = Callable[[Address, WarningOrder, int], None]
_LIFTED: str = WarningColour.NONE.value


class Chain:
    """Warnings on their way from the district to the villages, and word that they are lifted.

    The district's operations centre, once it is told of a warning, calls the townships of it, a township its
    villages. Who answers confirms to the one who called; a township passes on the confirmations of its
    villages. Where a call came through and nobody answers, it is made again: to the person on duty, then to
    the deputy, then somebody goes there. Calls travel by the network of the world, so that where nothing
    carries them a courier goes.

    Parameters
    ----------
    context
        Of the world.
    district
        The operations centre.
    townships, villages
        Their posts, by row.
    words
        Villages with people at risk, by row.
    units
        Posts of key units, by row; townships call them as they call villages.

    Attributes
    ----------
    deputies
        Townships that stand in for others; None where none does.
    heeds
        Told whenever a post has taken in a warning: its address, the warning, and the entry of the log.
    """

    def __init__(
        self,
        context: Context,
        district: CommandPost,
        townships: Sequence[Post],
        villages: Sequence[Post],
        words: Mapping[int, VillageWord],
        units: Sequence[Post] = (),
    ) -> None:
        self._context, self._words, self._district = context, words, district
        self._figures = context.scenario.warning
        self._by_word = self._figures.variant.startswith("chain")
        self._latest: dict[tuple[Address, int], int] = {}
        self._desks: dict[Address, list[int]] = {}
        self._rang: set[tuple[int, int, int]] = set()
        self._taken: dict[tuple[int, int], Address] = {}
        self._luck: dict[tuple[int, int], Draws] = {}
        self._within: dict[int, list[int]] = {}
        self._units: dict[int, list[Address]] = {}
        self.deputies: Deputies | None = None
        self.heeds: Heeds = lambda address, order, cause: None
        for row, village in enumerate(context.scenario.villages):
            self._within.setdefault(context.scenario.township_ids[village.township], []).append(row)
        for row, unit in enumerate(context.scenario.key_units):
            to = Band.KEY_UNIT.address(row)
            self._units.setdefault(context.scenario.township_ids[unit.township], []).append(to)
        for post in (*townships, *villages, *units):
            context.net.join(post.address, partial(self._receive, post, context.net.inbox(post.address)))
        self.deputy(district)

    def deputy(self, post: CommandPost) -> None:
        """Let a post that leads the district, now or later, pass on the warnings that reach it."""
        inbox = self._context.net.inbox(post.address)
        self._context.net.join(post.address, partial(self._warned, post, inbox))

    def broadcast(self, fact: WarningIssued, cause: int) -> None:
        """Let a warning go to the telephones of all whom it is for."""
        for row in self._within.get(fact.township, ()):
            if row in self._words:
                word = Word(fact.warning, fact.leave, cause, fact.colour == _LIFTED)
                self._words[row].broadcast(word)

    def issue(self, fact: WarningIssued, cause: int, post: CommandPost | None = None) -> None:
        """Let a warning of the post that leads itself go to telephones, and call the township of it."""
        self.broadcast(fact, cause)
        if self._by_word:
            order = WarningOrder(fact.warning, fact.colour, fact.township, fact.leave)
            self._call(post or self._district, Band.TOWNSHIP.address(fact.township), order, cause)

    def _warned(self, post: CommandPost, inner: Inbox, letter: Letter) -> None:
        """Let the operations centre take in a message, and call the townships of the warnings in it."""
        inner(letter)
        for item in letter.body:
            if self._by_word and type(item) is WeatherWarning:
                order = WarningOrder(item.warning, item.colour, item.township, item.leave)
                self._call(post, Band.TOWNSHIP.address(item.township), order, letter.seq)

    def _call(self, sender: CommandPost | Post, to: Address, order: WarningOrder, cause: int) -> None:
        """Call somebody, and remember it."""
        red = order.colour == WarningColour.RED.value
        due_ms = self._context.clock.now + (self._figures.due_red if red else self._figures.due).ms
        sender.picture.warnings.call(order.warning, to, due_ms)
        self._ring(sender.address, to, order, cause)

    def _ring(self, sender: Address, to: Address, order: WarningOrder, cause: int) -> None:
        """Let the first of a post's people who is free call somebody; a call takes as long as an attempt."""
        now, desks = self._context.clock.now, self._desks.setdefault(sender, self._figures.desks.whole * [0])
        desk = desks.index(min(desks))
        begin_ms = max(now, desks[desk])
        desks[desk] = begin_ms + self._figures.attempt.ms
        self._context.clock.call_after(begin_ms - now, partial(self._dial, sender, to, order, cause))

    def _dial(self, sender: Address, to: Address, order: WarningOrder, cause: int) -> None:
        rang = partial(self._rang.add, (order.warning, to, order.attempt))
        instead = None
        if self.deputies is not None and self.deputies.of(to) is not None:
            instead = partial(self._stand_in, sender, to, order, cause)
        self._context.net.send(sender, to, (order,), cause, stuck=instead, told=rang)

    def _stand_in(self, sender: Address, absent: Address, order: WarningOrder, cause: int) -> None:
        """Call the township that stands in for one that cannot be raised; it calls the villages."""
        deputy = None if self.deputies is None else self.deputies.stand_in(absent, cause)
        if deputy is not None:
            self._ring(sender, deputy, order, cause)

    def _receive(self, post: Post, inner: Inbox, letter: Letter) -> None:
        """Let a post take in a message as before, and do what a warning or a confirmation asks of it."""
        inner(letter)
        for item in letter.body:
            if type(item) is WarningOrder:
                self._heard(post, letter, item)
            elif type(item) is WarningAck:
                self._relay(post, letter, item)

    def _heard(self, post: Post, letter: Letter, order: WarningOrder) -> None:
        if (order.warning, post.address) in self._taken:
            return
        if self._answers(post.address, order):
            self._take(post, letter, order)
            return
        fact = CallUnanswered(order.warning, post.address, order.attempt)
        cause = self._context.log.add(self._context.clock.now, fact, letter.seq)
        following = WarningOrder(order.warning, order.colour, order.township, order.leave, order.attempt + 1)
        ring = partial(self._ring, Address(letter.sender), post.address, following, cause)
        self._context.clock.call_after(self._figures.attempt.ms, ring)

    def _answers(self, address: Address, order: WarningOrder) -> bool:
        """Whether somebody answers a call that came through; who goes there always finds somebody."""
        key = (order.warning, address)
        if (*key, order.attempt) not in self._rang or order.attempt >= 2 * self._figures.attempts.whole:
            return True
        if key not in self._luck:
            self._luck[key] = self._context.streams(f"warning/answer/{order.warning}/{address}")
        night = self._context.roads.pace.is_night(self._context.clock.now)
        share = self._figures.answer_night if night else self._figures.answer_day
        return self._luck[key].uniform() < share.value

    def _take(self, post: Post, letter: Letter, order: WarningOrder) -> None:
        """Let a post confirm, and call those below it."""
        caller = self._taken[order.warning, post.address] = Address(letter.sender)
        self._context.net.send(post.address, caller, (WarningAck(order.warning, post.address),), letter.seq)
        if order.warning <= self._latest.get((post.address, order.township), -1):
            return  # a later one was quicker, and this one holds no more; or it gave it itself
        self.act(post, order, letter.seq)

    def act(self, post: Post, order: WarningOrder, cause: int) -> None:
        """Let a post do what a warning asks of it, one that it gives itself too: call those below it."""
        self._latest[post.address, order.township] = order.warning
        self.heeds(post.address, order, cause)
        band, row = Band.split(post.address) or (Band.VILLAGE, 0)
        if band is Band.TOWNSHIP:
            below = WarningOrder(order.warning, order.colour, order.township, order.leave)
            of = row if self.deputies is None else order.township
            villages = [Band.VILLAGE.address(village) for village in self._within.get(of, ())]
            for to in (*villages, *self._units.get(of, ())):
                self._call(post, to, below, cause)
        elif band is Band.VILLAGE and row in self._words:
            self._words[row].pass_on(Word(order.warning, order.leave, cause, order.colour == _LIFTED))

    def _relay(self, post: Post, letter: Letter, ack: WarningAck) -> None:
        """Let a township tell the district that a village has confirmed."""
        above: Any = self._taken.get((ack.warning, post.address))
        if above is not None:
            self._context.net.send(post.address, above, (ack,), letter.seq)
