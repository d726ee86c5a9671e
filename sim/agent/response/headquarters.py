"""The post that decides on the level 响应决策: from its picture, after its lag, with or without a meeting."""

from collections.abc import Generator, Sequence
from functools import partial
from typing import Any

from sim.agent.context import Context
from sim.agent.district import District
from sim.agent.response.listener import Task
from sim.agent.response.meeting import Meeting
from sim.kernel.clock import Watchdog
from sim.picture import Picture
from sim.policy.levels import LevelPlan
from sim.record.facts import Order
from sim.record.message import Letter
from sim.record.response import LevelDecided, LevelKnown, LevelOrder
from sim.terms.ids import Address
from sim.terms.levels import Escalation, LevelReason, covers, rank


class Headquarters:
    """Decides on the level for a post, and lets everybody know.

    It looks whenever something is new to the post, and now and then. A higher level is decided when the lag
    has passed since it was first held to be right; a lower one only by a consultation, once it has been right
    for long. An order that found no means is given again once its receiver is heard.

    Parameters
    ----------
    context
        Of the world.
    post
        Whose picture it is.
    plan
        What the post knows beforehand.
    listeners, neighbours
        Who is told of every level; and who is told while that is the measure.
    always
        Members of every consultation.
    tasks
        What the post itself does at levels.

    Attributes
    ----------
    in_command
        Whether the post holds command; else it decides nothing.
    """

    def __init__(
        self,
        context: Context,
        post: District,
        plan: LevelPlan,
        listeners: Sequence[Address],
        neighbours: Sequence[Address],
        always: Sequence[Address],
        tasks: Sequence[Task] = (),
    ) -> None:
        self.in_command = True
        self.listeners = listeners
        self._context, self._post, self._plan = context, post, plan
        self._neighbours, self._tasks = neighbours, tasks
        self._neighbours_know = self._raising = False
        self._lower_ms: int | None = None
        self._owed: dict[Address, int] = {}
        self.meeting = Meeting(
            context, post.address, lambda: plan.members(post.picture, always), self._conclude
        )
        self._round = Watchdog(context.clock, lambda: self._call_round(post.last_cause))
        self._rules = context.scenario.response
        self._expect()
        post.also(self)
        post.returns.append(self.look)
        context.clock.start(self._keep_looking())

    # --- looking --------------------------------------------------------------------------------------------

    def decide(self, picture: Picture) -> Sequence[Order]:
        """Look at the level; units and teams are ordered by others."""
        self.look(self._post.last_cause)
        return ()

    def look(self, cause: int | None) -> None:
        """Compare the level with the one that is right now."""
        if not self._decides:
            return
        right, level = self._right(), self._post.picture.response.level
        if rank(right) >= rank(level):
            self._lower_ms = None
        elif self._lower_ms is None:
            self._lower_ms = self._context.clock.now
        if rank(right) > rank(level) and not self._raising:
            self._raising = True
            self._context.clock.call_after(self._rules.activation.ms, partial(self._raise, cause))

    @property
    def _decides(self) -> bool:
        """Whether it decides by itself: it holds command, and nobody sits at the post."""
        return self.in_command and not self._post.manned

    def by_hand(self, level: int, cause: int) -> None:
        """Let the person at the post decide on a level."""
        self._change(level, LevelReason.ORDERED, cause)

    def _right(self) -> int:
        self._post.picture.now_ms = self._context.clock.now
        return self._plan.right(self._post.picture)

    def _keep_looking(self) -> Generator[Any, Any, None]:
        while True:
            yield self._context.clock.wait(self._rules.look.ms)
            self.look(self._post.last_cause)

    # --- deciding -------------------------------------------------------------------------------------------

    def _raise(self, cause: int | None) -> None:
        """Raise the level when the lag has passed, to what is right by then."""
        self._raising = False
        right = self._right()
        if not self._decides or rank(right) <= rank(self._post.picture.response.level):
            return
        if self._rules.escalation != Escalation.AFTER_CONSULTATION.value:
            early = self._rules.escalation == Escalation.EARLY.value
            cause = self._change(right, LevelReason.EARLY if early else LevelReason.COUNT, cause)
        self.meeting.convene(cause)

    def _conclude(self, held: bool, cause: int) -> None:
        """Decide what a consultation was about: to raise the level, or to lower it."""
        right, level = self._right(), self._post.picture.response.level
        by_meeting = self._rules.escalation == Escalation.AFTER_CONSULTATION.value
        if self._decides and by_meeting and rank(right) > rank(level):
            self._change(right, LevelReason.CONSULTATION if held else LevelReason.ALONE, cause)
        elif self._decides and held and self._has_eased():
            self._change(right, LevelReason.EASED, cause)
        self._round.set(self._rules.consultation.interval.ms)

    def _has_eased(self) -> bool:
        now, since_ms = self._context.clock.now, self._lower_ms
        return since_ms is not None and now - since_ms >= self._rules.stand_down.ms

    def _call_round(self, cause: int | None) -> None:
        """Call a regular round as long as there is a response."""
        if self.in_command and self._post.picture.response.level:
            self.meeting.convene(cause)

    def _change(self, level: int, reason: LevelReason, cause: int | None) -> int:
        """Decide on a level, act at it, and order everybody else to."""
        view = self._post.picture.response
        view.level, view.number, self._lower_ms = level, view.number + 1, None
        fact = LevelDecided(self._post.address, level, view.number, reason.value)
        decided = self._context.log.add(self._context.clock.now, fact, cause)
        self._act(decided)
        self._owed.clear()
        for address in self._receivers(level):
            self.order(address, decided)
        return decided

    def _act(self, cause: int) -> None:
        """Do oneself what the level asks for."""
        self._expect()
        for task in self._tasks:
            task.at(self._post.picture.response.level, cause)

    def _receivers(self, level: int) -> Sequence[Address]:
        """Return who is told: neighbours from a level on, and of its end if they were told of it."""
        knew, self._neighbours_know = self._neighbours_know, covers(level, self._rules.measures.tell.level)
        told = self._neighbours if knew or self._neighbours_know else ()
        return (*self.listeners, *told)

    def _expect(self) -> None:
        """Note since when townships should report: by script, or because the level asks for it."""
        view, reports = self._post.picture.response, self._context.scenario.bearers.reports
        scripted = reports.end.ms > max(reports.begin.ms, self._context.clock.now)
        if not scripted and not covers(view.level, self._rules.measures.report.level):
            view.expects_ms = None
        elif view.expects_ms is None:
            view.expects_ms = reports.begin.ms if scripted else self._context.clock.now

    def listen_anew(self) -> None:
        """Count nobody silent for not having reported here while others led, or nobody was here."""
        view = self._post.picture.response
        view.expects_ms = None if view.expects_ms is None else self._context.clock.now

    # --- telling --------------------------------------------------------------------------------------------

    def order(self, address: Address, cause: int | None) -> None:
        """Order somebody to act at the level."""
        view = self._post.picture.response
        owe = partial(self._owed.__setitem__, address, self._context.clock.now)
        body = (LevelOrder(view.level, view.number),)
        self._context.net.send(self._post.address, address, body, cause, stuck=owe)

    def hear(self, letter: Letter) -> None:
        """Give an order again to one who could not be raised, once its message has expired."""
        address, now = Address(letter.sender), self._context.clock.now
        expiry_ms = self._context.scenario.bearers.expiry.ms
        if self.in_command and now - self._owed.get(address, now) >= expiry_ms > 0:
            del self._owed[address]
            self.order(address, letter.seq)

    def obey(self, letter: Letter) -> None:
        """Act at a level that another post has decided on meanwhile."""
        order, view = letter.body[0], self._post.picture.response
        assert isinstance(order, LevelOrder)
        if order.number > view.number:
            view.level, view.number, self._lower_ms = order.level, order.number, None
            fact = LevelKnown(self._post.address, order.level, order.number)
            self._act(self._context.log.add(self._context.clock.now, fact, letter.seq))
