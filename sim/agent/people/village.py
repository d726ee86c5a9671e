"""How word of a warning goes round a village 村内传达: telephones, loudspeakers, doors, neighbours."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from sim.agent.context import Context
from sim.agent.people.group import Group
from sim.agent.people.word import Word
from sim.agent.roads import FOOT
from sim.kernel.clock import Watchdog
from sim.terms.enums import ToldBy
from sim.terms.ids import Address
from sim.terms.units import HOUR_MS, MINUTE_MS

_LOOK_AGAIN_MS: Final = 10 * MINUTE_MS
"""How often messages that no cell carried are sent again (assumption)."""
_SENT_FOR_MS: Final = 6 * HOUR_MS
"""For how long they are sent again (assumption)."""


class Means(NamedTuple):
    """What works in a village now 村内手段.

    Attributes
    ----------
    site
        Returns the telecom site that serves a road node, or None.
    phones
        Returns whether its post can telephone its people.
    speaks
        Returns whether its loudspeakers have power.
    """

    site: Callable[[int], int | None]
    phones: Callable[[], bool]
    speaks: Callable[[], bool]


class Contagion:
    """Neighbours who tell neighbours 邻里相传: the contagion of Rogers and Sorensen, group by group.

    Every group that has not heard withstands as much as was drawn for it of the rate, times the share of the
    village's groups that have heard, times the time.

    Parameters
    ----------
    context
        Of the world.
    groups
        Those of the village.
    rate_per_h
        How fast word spreads where all but one have heard.
    leave
        Whether the word is to leave.
    """

    def __init__(self, context: Context, groups: Sequence[Group], rate_per_h: float, leave: bool) -> None:
        self._clock, self._groups, self._leave = context.clock, groups, leave
        self._rate = rate_per_h / HOUR_MS / max(1, len(groups))
        self._gathered, self._since_ms, self._told = 0.0, 0, list[Group]()
        self._word: Word | None = None
        self._alarm = Watchdog(context.clock, self._spread)

    def heard(self, group: Group, word: Word) -> None:
        """Take note that a group has heard, and let others catch it from the groups that have."""
        self._gather()
        self._told.append(group)
        self._word = word
        self._set()

    def stop(self) -> None:
        """Let nobody tell anybody any more."""
        self._alarm.cancel()

    def _gather(self) -> None:
        now = self._clock.now
        self._gathered += self._rate * len(self._told) * (now - self._since_ms)
        self._since_ms = now

    def _open(self) -> list[Group]:
        return [group for group in self._groups if not group.knows(self._leave)]

    def _set(self) -> None:
        """Set the alarm for the next that will have heard."""
        rate = self._rate * len(self._told)
        weakest = min((group.catching[self._leave] for group in self._open()), default=None)
        if weakest is None or rate <= 0:
            self._alarm.cancel()
        else:
            self._alarm.set(max(0, -int(-(weakest - self._gathered) // rate)))

    def _spread(self) -> None:
        self._gather()
        assert self._word is not None
        word, source = self._word, self._told[0].number
        caught = [group for group in self._open() if group.catching[self._leave] <= self._gathered]
        for group in caught:
            group.tell(word, ToldBy.NEIGHBOUR, source)
        if not caught:
            self._set()  # rounding rang too early


class VillageWord:
    """A village, as word of warnings goes round in it.

    Parameters
    ----------
    context
        Of the world.
    address
        Of its post.
    means
        What works there now.
    groups
        Its groups; they are given later, for they tell it what they have heard.
    """

    def __init__(self, context: Context, address: Address, means: Means) -> None:
        self.groups: list[Group] = []
        self._context, self._address, self._means = context, address, means
        self._figures = context.scenario.warning
        self._joint = self._figures.variant == "chain+neighbours"
        self._contagion: dict[bool, Contagion] = {}
        self._in_force: dict[int, bool] = {}

    def broadcast(self, word: Word) -> None:
        """Let messages come to the telephones of the village's people, now or once a cell serves them."""
        places: dict[int, list[Group]] = {}
        for group in self.groups:
            places.setdefault(group.stays_at, []).append(group)
        for node, there in places.items():
            self._send(word, node, there, self._context.clock.now + _SENT_FOR_MS)

    def _send(self, word: Word, node: int, there: Sequence[Group], until_ms: int) -> None:
        clock, site = self._context.clock, self._means.site(node)
        if site is not None:
            for group in there:
                if group.hears < self._figures.phone_share.value:
                    delay_ms = round(group.reads_h / self._figures.phone_rate.value * HOUR_MS)
                    clock.call_after(delay_ms, partial(self._tell, group, word, ToldBy.BROADCAST, site))
        elif clock.now + _LOOK_AGAIN_MS < until_ms:
            clock.call_after(_LOOK_AGAIN_MS, partial(self._send, word, node, there, until_ms))

    def pass_on(self, word: Word) -> None:
        """Let the post of the village warn its groups, each by what works."""
        if word.order is not None:
            self._in_force[word.order] = not word.lifted
        if not self.groups:
            return
        if self._means.speaks():
            for group in self.groups:
                at_home = group.stays_at == group.node
                if at_home and group.loudspeaker < self._figures.loudspeaker_share.value:
                    self._tell(group, word, ToldBy.LOUDSPEAKER, self._address)
        queue = list(reversed(self.groups))
        for _ in range(min(self._figures.callers.whole, len(queue))):
            self._context.clock.start(self._go_round(queue, word))

    def _go_round(self, queue: list[Group], word: Word) -> Generator[Any, Any, None]:
        """Let one of the village's people warn group after group: by telephone, else at the door.

        Who is ordered to leave is told so at the door 入户组织撤离.
        """
        clock = self._context.clock
        while queue:
            group = queue.pop()
            at_the_door = word.order is not None and word.leave
            reached = not at_the_door and (yield from self._ring(group))
            if reached:
                self._tell(group, word, ToldBy.PHONE, self._address)
            else:
                way_ms = self._way_ms(group)
                if way_ms is None:  # nobody gets there now, so the others come first
                    queue.insert(0, group)
                    yield clock.wait(self._context.scenario.people.again.ms)
                    continue
                yield clock.wait(self._figures.door.ms + way_ms)
                self._tell(group, word, ToldBy.DOOR, self._address)

    def _way_ms(self, group: Group) -> int | None:
        """Return how long somebody of the village walks to where a group stays; None where no way leads."""
        if group.stays_at == group.node:
            return 0
        roads, now = self._context.roads, self._context.clock.now
        way_ms = roads.travel[FOOT].time(group.node, group.stays_at, frozenset(roads.closed_to(FOOT)))
        return None if way_ms is None else round(way_ms / roads.factor(FOOT, now, group.node))

    def _ring(self, group: Group) -> Generator[Any, Any, bool]:
        """Call a group as often as is laid down, while telephones work; whether it answers."""
        context, figures = self._context, self._figures
        for luck in group.answers:
            if not self._means.phones():
                return False
            night = context.roads.pace.is_night(context.clock.now)
            share = figures.answer_night if night else figures.answer_day
            yield context.clock.wait(figures.attempt.ms)
            if luck < share.value:
                return True
        return False

    def _tell(self, group: Group, word: Word, by: ToldBy, source: int) -> None:
        if word.order is not None and self._in_force[word.order] is word.lifted:
            return  # it was called off, or given again, while somebody was on the way with it
        if word.lifted:
            if word.order is None:
                self._forget()
            group.clear(word, by, source)
        else:
            group.tell(word, by, source)

    def _forget(self) -> None:
        """Let no neighbour pass on any more what holds no more."""
        for contagion in self._contagion.values():
            contagion.stop()
        self._contagion.clear()

    def heard(self, group: Group, told: Word) -> None:
        """Be told that a group has heard a warning: its leader knocks, and neighbours hear of it."""
        assert group.cause is not None
        word, leave = told._replace(cause=group.cause), told.leave
        if self._joint:
            knock = partial(self._tell, group, word, ToldBy.LEADER, group.number)
            self._context.clock.call_after(self._figures.knock.ms, knock)
        if leave not in self._contagion:
            rate = self._figures.contagion.value * (self._figures.joint.value if self._joint else 1.0)
            self._contagion[leave] = Contagion(self._context, self.groups, rate, leave)
        self._contagion[leave].heard(group, word)
