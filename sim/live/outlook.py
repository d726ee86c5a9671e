"""What if 如果: an exercise from a time on, by the policies and with other luck, beside what people did.

Three kinds of replay share the journal until that time. *Played*: all that people did, with the luck that
was. *Doctrine*: from that time on every seat is handed back to the policy of its post, with the luck that
was. *Other luck*: the same, and what is yet to come is drawn anew (`sim.hazard.fork`, `sim.kernel.fork`).
What facilitators put in stays in all three. Nothing of the exercise itself is touched.
"""

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any, Final

from sim.kernel.fork import Forked
from sim.metric.exercise import Posts
from sim.metric.fold import Fold
from sim.metric.invariants import Monitor
from sim.metric.outcomes import OUTCOMES, outcomes
from sim.metric.spread import known, percentile
from sim.record.facts import OrderGiven
from sim.record.header import Header
from sim.record.log import Log
from sim.record.seat import Act, decode_act, encode_act
from sim.record.seat_facts import SeatChanged
from sim.scenario.model import Scenario
from sim.study.journal import FAILED, OK, Outcome
from sim.study.keys import Task
from sim.study.pool import LocalPool, cores
from sim.terms.version import VERSION
from sim.world import World

PLAYED: Final = "played"
DOCTRINE: Final = "doctrine"
OTHER: Final = "other"
MOST_REPS: Final = 500
PRELOAD: Final = ("sim.live.outlook",)
_PERCENTS: Final = (0, 10, 50, 90, 100)
_NICE: Final = 10
_ONE: Final = Lock()
"""Held by whoever answers a question."""
Figures = Mapping[str, int | float | None]


@dataclass(frozen=True)
class Question:
    """An exercise, a time in it, and until when its outcome is looked at.

    Attributes
    ----------
    scenario, policy, seed, rep
        As in the header of its log.
    acts
        What was done, each with its time in ms, encoded.
    t_ms
        From when on it is played otherwise.
    reached_ms
        How far it has come; from there on policies decide also in what was played.
    until_ms
        The end of what is looked at.
    """

    scenario: bytes
    policy: str
    seed: int
    rep: int
    acts: tuple[tuple[int, bytes], ...]
    t_ms: int
    reached_ms: int
    until_ms: int

    @classmethod
    def of(
        cls, header: Header, acts: Sequence[tuple[int, Act]], t_ms: int, reached_ms: int, until_ms: int
    ) -> "Question":
        """Return the question about an exercise."""
        origin = header.scenario, header.policy, header.seed, header.rep
        return cls(*origin, cls.encoded(acts), t_ms, reached_ms, until_ms)

    @staticmethod
    def encoded(acts: Sequence[tuple[int, Act]]) -> tuple[tuple[int, bytes], ...]:
        """Return acts as a question holds them."""
        return tuple((t, encode_act(act)) for t, act in acts)

    def __call__(self) -> "Replayer":
        """Return one who replays, in a process that gives way to all others."""
        with suppress(OSError, AttributeError):
            os.nice(_NICE)
        return Replayer(self)


class Replayer:
    """One who answers a question for one way of going on.

    Parameters
    ----------
    question
        The exercise.
    """

    def __init__(self, question: Question) -> None:
        self._question = question
        self._scenario = Scenario.of(question.scenario)

    def __call__(self, task: Task) -> Outcome:
        """Return the figures of one replay: the policy of the task says which, its replication which luck."""
        begun = time.monotonic()
        try:
            fold, posts = self.replay(task.policy, task.rep)
            found = outcomes(fold, posts, self._question.t_ms)
        except Exception as error:
            return Outcome(FAILED, {}, f"{type(error).__name__}: {error}", _since(begun))
        return Outcome(OK, found, "", _since(begun))

    def replay(self, kind: str, luck: int = 0) -> tuple[Fold, Posts]:
        """Return the fold of a replay and what posts did in it.

        Parameters
        ----------
        kind
            ``played``, ``doctrine`` or ``other``.
        luck
            Which other luck, from one; nought otherwise.
        """
        asked, scenario = self._question, self._scenario
        fold, posts = Fold(scenario), Posts()
        log = self._log(fold, posts)
        streams = Forked(asked.seed, asked.rep, luck, asked.t_ms)
        world = World(scenario, log, asked.policy, asked.seed, asked.rep, streams=streams)
        try:
            self._play(world, streams, kind)
            world.finish()
        except BaseException:
            log.abandon()
            raise
        finally:
            world.close()
        return fold, posts

    def _log(self, fold: Fold, posts: Posts) -> Log:
        asked, scenario = self._question, self._scenario
        header = Header(
            program=VERSION,
            scenario=scenario.canonical,
            fingerprint=scenario.fingerprint,
            policy=asked.policy,
            seed=asked.seed,
            rep=asked.rep,
            horizon_ms=scenario.horizon.ms,
            start=scenario.start.isoformat(),
        )
        return Log(header, keep=False, sinks=(Monitor(scenario, asked.until_ms), fold, posts))

    def _play(self, world: World, streams: Forked, kind: str) -> None:
        asked = self._question
        hand_back_ms = min(asked.reached_ms, asked.until_ms) if kind == PLAYED else asked.t_ms
        acts = [(t, decode_act(data)) for t, data in asked.acts if t <= asked.until_ms]
        self._act(world, [(t, act) for t, act in acts if t <= hand_back_ms], hand_back_ms)
        if kind == OTHER:
            streams.turn()
        hand_back(world, [act for _, act in acts])
        rest = [(t, act) for t, act in acts if t > hand_back_ms and not is_of_players(act)]
        self._act(world, rest, asked.until_ms)

    def _act(self, world: World, acts: Sequence[tuple[int, Act]], until_ms: int) -> None:
        for t_ms, act in acts:
            world.run(t_ms)
            world.act(act)
        world.run(until_ms)


def is_of_players(act: Act) -> bool:
    """Whether an act is a decision at a seat; what facilitators put in is none."""
    return isinstance(act, OrderGiven | SeatChanged)


def hand_back(world: World, acts: Sequence[Act]) -> None:
    """Let the policies decide at every seat that somebody has taken."""
    for address in sorted({act.address for act in acts if isinstance(act, SeatChanged)}):
        post = world.post(address)
        if post is not None and post.manned:
            world.act(SeatChanged(address, False))


@dataclass
class Outlook:
    """The answer, as far as it has come 推演结果区间.

    Attributes
    ----------
    t_ms, reached_ms, until_ms
        As asked.
    reps
        How many other lucks were asked for.
    played, doctrine
        Figures of what people did, and of the policies with the same luck; None while not known.
    others
        Figures of each other luck, by its number.
    faults
        What went wrong in a replay, by its kind and number.
    over
        Whether nothing more is to come.
    """

    t_ms: int
    reached_ms: int
    until_ms: int
    reps: int
    played: Figures | None = None
    doctrine: Figures | None = None
    others: dict[int, Figures] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    over: bool = False

    @property
    def done(self) -> int:
        """How many replays have ended."""
        ends = len(self.others) + len(self.faults)
        return ends + (self.played is not None) + (self.doctrine is not None)

    @property
    def total(self) -> int:
        """How many replays there are."""
        return self.reps + 2

    def take(self, task: Task, outcome: Outcome) -> None:
        """Take in how a replay ended."""
        if outcome.status != OK:
            self.faults[f"{task.policy} {task.rep}"] = outcome.error
        elif task.policy == OTHER:
            self.others[task.rep] = outcome.figures
        elif task.policy == DOCTRINE:
            self.doctrine = outcome.figures
        else:
            self.played = outcome.figures

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each figure that the scenario has: what was played, doctrine, and the band."""
        return [row for key in OUTCOMES if (row := self._row(key)) is not None]

    def _row(self, key: str) -> dict[str, Any] | None:
        values = known(self.others[luck].get(key) for luck in sorted(self.others))
        fixed = [None if found is None else found.get(key) for found in (self.played, self.doctrine)]
        if not values and fixed == [None, None]:
            return None
        band = [percentile(values, percent) for percent in _PERCENTS] if values else None
        about = OUTCOMES[key]
        said = {"key": key, "zh": about.zh, "en": about.en, "unit": about.unit, "less": about.less}
        return said | {"played": fixed[0], "doctrine": fixed[1], "n": len(values), "band": band}

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "t": self.t_ms,
            "reached": self.reached_ms,
            "until": self.until_ms,
            "reps": self.reps,
            "done": self.done,
            "total": self.total,
            "over": self.over,
            "faults": sorted(set(self.faults.values()))[:3],
            "rows": self.rows(),
        }


class Asking:
    """A question that is being answered in the background; one at a time, the others wait.

    Parameters
    ----------
    question
        The exercise, and the time from which on it is played otherwise.
    reps
        How many other lucks.
    workers
        How many processes; by default all processors but one, and at least one.

    Attributes
    ----------
    outlook
        The answer as far as it has come: others may read it at any time.
    """

    def __init__(self, question: Question, reps: int, workers: int | None = None) -> None:
        self.outlook = Outlook(question.t_ms, question.reached_ms, question.until_ms, reps)
        self._question = question
        self._workers = max(1, cores() - 1) if workers is None else workers
        self._stopped = False
        self._taking = Lock()
        self._thread = Thread(target=self._run, name="outlook", daemon=True)

    def start(self) -> "Asking":
        """Begin in a thread of its own; return this."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Give up what is not known yet; nobody waits for the processes, which end by themselves."""
        with self._taking:
            self._stopped = self.outlook.over = True

    def wait(self, timeout_s: float | None = None) -> None:
        """Wait until all is known."""
        self._thread.join(timeout_s)

    def _run(self) -> None:
        tasks = [Task("", (), PLAYED, 0), Task("", (), DOCTRINE, 0)]
        tasks += [Task("", (), OTHER, luck) for luck in range(1, self.outlook.reps + 1)]
        try:
            with _ONE:
                self._answer(tasks)
        except Exception as error:  # said where the answer is shown, never silently
            with self._taking:
                if not self._stopped:
                    self.outlook.faults["pool"] = f"{type(error).__name__}: {error}"
        finally:
            self.outlook.over = True

    def _answer(self, tasks: list[Task]) -> None:
        if self._stopped:
            return
        pool = LocalPool(self._question, min(self._workers, len(tasks)), PRELOAD)
        try:
            while (tasks or pool.busy) and not self._stopped:
                while tasks and pool.room:
                    pool.submit(tasks.pop(0))
                self._take(pool.results(0.2))
        finally:
            pool.close()

    def _take(self, ended: list[tuple[Task, Outcome]]) -> None:
        """Take in what has ended, unless nobody waits for it any more."""
        with self._taking:
            if not self._stopped:
                for task, outcome in ended:
                    self.outlook.take(task, outcome)


def _since(begun: float) -> int:
    return round(1000 * (time.monotonic() - begun))
