"""The work at one damage 作业面: who is there, what each does, and how far the next step is."""

import math
from collections.abc import Callable, Collection
from typing import Any, Protocol

from sim.hazard.damage import Step
from sim.kernel.clock import Clock, Watchdog
from sim.record.facts import Report
from sim.record.log import Log
from sim.record.repair import WorkDone, WorkHeld
from sim.terms.enums import WaitReason


class Worker(Protocol):
    """A team at a damage."""

    number: int
    cause: int | None
    skills: Collection[str]

    @property
    def hands(self) -> int:
        """Machines that it can use here now, or gangs without machines."""
        ...

    @property
    def pace(self) -> float:
        """Work of one of them as a multiple of the standard."""
        ...

    def assign(self, hands: int, reason: WaitReason) -> None:
        """Be told with how many of them it works from now on, and why with none."""
        ...

    def step_done(self, cause: int | None) -> None:
        """Be told that a step is done, or that all is whole."""
        ...


class Errand(Protocol):
    """What teams work on: damage, or a task at an incident."""

    number: int

    @property
    def cause(self) -> int | None:
        """Log entry of the last that happened to it."""
        ...

    @property
    def done(self) -> int:
        """Steps that are done."""
        ...

    @property
    def whole(self) -> bool:
        """Whether nothing is left to do."""
        ...

    @property
    def step(self) -> Step | None:
        """What is to be done next; None where nothing is left to do."""
        ...


class Ledger(Protocol):
    """Where it is kept how far an errand is."""

    def advance(self, damage: Any, cause: int | None) -> None:
        """Let the next step be done."""
        ...


class Face:
    """The teams at one damage, and what is left of its next step.

    Work that is done stays done when those who did it leave. Machines of several teams add up, as many as
    find room: the faster before the slower, then who came first.

    Parameters
    ----------
    damage
        What is to be mended.
    damages
        The ledger in which it stands.
    clock, log
        Of the run.
    says
        What those who are there tell of it, given what is left of the next step in ms.

    Attributes
    ----------
    surveyed
        Whether somebody has looked at it closely before machines went on it.
    held
        Whether work is stopped for danger.
    """

    def __init__(
        self,
        damage: Errand,
        damages: Ledger,
        clock: Clock,
        log: Log,
        says: Callable[[int], tuple[Report, ...]],
    ) -> None:
        self.damage = damage
        self._says = says
        self.surveyed = False
        self.held = False
        self._damages = damages
        self._clock = clock
        self._log = log
        self._left_ms = 0 if damage.step is None else damage.step.work_ms
        self._crews: list[Worker] = []
        self._rates: dict[int, float] = {}
        self._booked_ms = 0
        self._alarm = Watchdog(clock, self._finish)

    def join(self, crew: Worker) -> None:
        """Let a team be there."""
        self._book()
        self._crews.append(crew)
        self._deal()

    def leave(self, crew: Worker) -> None:
        """Let a team go, if it is there; what it has done stays done."""
        if crew in self._crews:
            self._book()
            self._crews.remove(crew)
            self._rates.pop(crew.number, None)
            self._deal()

    def look_again(self) -> None:
        """Be told that a team there can do more or less than before."""
        self._book()
        self._deal()

    def hold(self, held: bool, cause: int | None) -> None:
        """Stop the work for danger, or let it go on 停工避险."""
        if held is not self.held and not self.damage.whole:
            self._book()
            self.held = held
            self._log.add(self._clock.now, WorkHeld(self.damage.number, held), cause)
            self._deal()

    def left_ms(self) -> int:
        """Return what is left of the next step for one standard machine, as it is now."""
        self._book()
        return self._left_ms

    def told(self) -> tuple[Report, ...]:
        """Return what those who are there tell of it."""
        return self._says(self.left_ms())

    def close(self) -> None:
        """Be told that the damage is whole, by whatever made it so: everybody is free."""
        self._book()
        self._alarm.cancel()
        crews, self._crews, self._rates = self._crews, [], {}
        for crew in crews:
            crew.step_done(self.damage.cause)

    def _book(self) -> None:
        """Write down what was done since it was last written down."""
        now = self._clock.now
        elapsed_ms, self._booked_ms = now - self._booked_ms, now
        if elapsed_ms > 0:
            for crew in self._crews:
                self._credit(crew, round(elapsed_ms * self._rates.get(crew.number, 0.0)))

    def _credit(self, crew: Worker, work_ms: int) -> None:
        done_ms = min(work_ms, self._left_ms)
        if done_ms > 0:
            self._left_ms -= done_ms
            fact = WorkDone(crew.number, self.damage.number, self.damage.done, done_ms)
            self._log.add(self._clock.now, fact, crew.cause)

    def _deal(self) -> None:
        """Give each team its room at the face, and reckon when the step will be done."""
        step = self.damage.step
        if step is None or self.damage.whole:
            return
        told, room = [], 0 if self.held else step.most
        for crew in sorted(self._crews, key=lambda crew: -crew.pace):
            hands = min(crew.hands, room) if step.capability in crew.skills else 0
            self._rates[crew.number] = hands * crew.pace
            told.append((crew, hands, self._reason(crew, hands, step.capability)))
            room -= hands
        self._wake()
        for crew, hands, reason in told:
            crew.assign(hands, reason)

    def _wake(self) -> None:
        """Reckon when something will be new here, at the pace of those who work."""
        rate = math.fsum(self._rates[crew.number] for crew in self._crews)
        if rate > 0:
            self._alarm.set(max(1, math.ceil(self._next_ms() / rate)))
        else:
            self._alarm.cancel()

    def _next_ms(self) -> int:
        """Return the work until something is new here."""
        return self._left_ms

    def _reason(self, crew: Worker, hands: int, capability: str) -> WaitReason:
        if hands:
            return WaitReason.NONE
        if capability not in crew.skills:
            return WaitReason.NOT_ITS_SKILL
        if not crew.hands:
            return WaitReason.NO_MACHINE
        return WaitReason.HELD if self.held else WaitReason.FACE_FULL

    def _finish(self) -> None:
        """Let the step be done; what is left by rounding is the work of whoever works first."""
        self._book()
        first = next(crew for crew in self._crews if self._rates[crew.number] > 0)
        self._credit(first, self._left_ms)
        damage = self.damage
        self._damages.advance(damage, first.cause)
        if damage.step is not None and not damage.whole:
            self._left_ms = damage.step.work_ms
            for crew in list(self._crews):
                crew.step_done(damage.cause)
            self._deal()
