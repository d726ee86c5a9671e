"""A run that people take part in: they act at exact times, and a replay is the same."""

from collections.abc import Iterable
from typing import Final

from sim.agent.seats.holding import Command
from sim.kernel.draw import Streams
from sim.live.msel.watch import Watch
from sim.live.traffic import Traffic
from sim.live.truth import Truth
from sim.metric.invariants import Monitor
from sim.record.facts import Order, OrderGiven
from sim.record.header import Header
from sim.record.log import Log
from sim.record.seat import Act
from sim.record.seat_facts import InjectStruck, SeatChanged, WordGiven
from sim.run import policy_name
from sim.scenario.model import Scenario
from sim.terms.errors import SanduanError
from sim.terms.version import VERSION
from sim.words import both
from sim.world import World

MOST_CHARACTERS: Final = 200
"""Of what somebody tells in words of their own."""


class Refused(SanduanError):
    """What somebody wanted to do at a seat cannot be done there; the reason is said in one line.

    Attributes
    ----------
    noted
        Whether it stands in the audit table.
    """

    noted = False


def why_not(command: Command) -> str:
    """Return why a post of two that lead in turn gives no orders now, in one line; empty where it may."""
    if command.lost:
        return both("nobody is at this centre: nothing goes out from here").en_zh
    if command.leads:
        return ""
    if command.first:
        return both("the second centre leads: this post stands by").en_zh
    return both("the first centre leads: this post stands by").en_zh


class Session:
    """A scenario, a seed, a replication and a journal of what people do: the whole of an exercise.

    A seat that nobody has taken is played by the policy of its post. What is not refused is an act: an entry
    of the journal, with which the log can be had again, byte for byte (`sim.run.run_again`).

    Parameters
    ----------
    scenario
        What happens where.
    policy, seed, rep
        As for `sim.run.run`.
    streams
        The luck, where it is not that of seed and replication throughout.

    Attributes
    ----------
    acts
        What people have done, each with its time in milliseconds.
    traffic
        Messages of each post that reached it, or that it sent.
    truth
        What is true now: for facilitators alone.
    watch
        What the lines of a script hang on, and what became of them.
    """

    def __init__(
        self,
        scenario: Scenario,
        policy: str | None = None,
        seed: int = 1,
        rep: int = 0,
        streams: Streams | None = None,
    ) -> None:
        self.scenario = scenario
        name = policy_name(scenario.dispatch.policy if policy is None else policy)
        self.header = Header(
            program=VERSION,
            scenario=scenario.canonical,
            fingerprint=scenario.fingerprint,
            policy=name,
            seed=seed,
            rep=rep,
            horizon_ms=scenario.horizon.ms,
            start=scenario.start.isoformat(),
        )
        self.traffic, self.truth, self.watch = Traffic(), Truth(), Watch()
        sinks = (Monitor(scenario, self.header.horizon_ms), self.traffic, self.truth, self.watch)
        self.log = Log(self.header, sinks=sinks)
        self.world = World(scenario, self.log, name, seed, rep, streams=streams)
        self.acts: list[tuple[int, Act]] = []
        self.log.flush()

    @property
    def now_ms(self) -> int:
        """Milliseconds since the start of the scenario."""
        return self.world.clock.now

    @property
    def over(self) -> bool:
        """Whether the horizon is reached."""
        return self.now_ms >= self.header.horizon_ms

    def advance(self, until_ms: int) -> None:
        """Let time pass until just before what happens at `until_ms`, at most to the horizon.

        Raises
        ------
        InvariantBroken
            If a law of the model is broken: a fault of the program.
        """
        self.world.run(min(until_ms, self.header.horizon_ms))
        self.log.flush()

    def next_event_ms(self) -> int:
        """Return the first time to which to advance for anything at all to happen."""
        due = self.world.clock.env.peek()
        return self.header.horizon_ms if due == float("inf") else min(int(due) + 1, self.header.horizon_ms)

    def check(self, act: Act) -> None:
        """Make sure that an act can be done now.

        Raises
        ------
        Refused
            If it cannot: no such seat, the end is reached, somebody sits there or nobody does, or the post
            knows nothing of what is ordered.
        """
        if self.over:
            raise Refused(both("the exercise has reached its end").en_zh)
        if isinstance(act, InjectStruck):
            if not self.world.injects.can(act):
                raise Refused(
                    both("nothing of that kind can break here (roads: set exercise.roads_close)").en_zh
                )
        elif not isinstance(act, WordGiven):
            self._check_seat(act)
        elif not self.world.can_tell(act) or not 0 < len(act.text) <= MOST_CHARACTERS:
            raise Refused(both("nothing can be told so").en_zh)

    def _check_seat(self, act: OrderGiven | SeatChanged) -> None:
        post = self.world.post(act.address)
        if post is None:
            raise Refused(both("no post decides there").en_zh)
        if isinstance(act, SeatChanged):
            if post.manned == act.taken:
                raise Refused(
                    both("the seat is taken already").en_zh if act.taken else both("nobody sits there").en_zh
                )
        elif not post.manned:
            raise Refused(both("take the seat first").en_zh)
        elif not post.can_give(act.order):
            known = both("the post cannot give this order from what it knows").en_zh
            raise Refused(known if post.command is None else why_not(post.command()) or known)

    def act(self, act: Act) -> int:
        """Do what `check` has allowed; return the number of its entry in the log."""
        self.acts.append((self.now_ms, act))
        seq = self.world.act(act)
        self.log.flush()
        return seq

    def do(self, act: Act) -> int:
        """Check an act and do it.

        Raises
        ------
        Refused
            If it cannot be done.
        """
        self.check(act)
        return self.act(act)

    def take(self, address: int) -> int:
        """Let a person decide for a post."""
        return self.do(SeatChanged(address, True))

    def give_back(self, address: int) -> int:
        """Let the policy of a post decide again."""
        return self.do(SeatChanged(address, False))

    def order(self, address: int, order: Order) -> int:
        """Give an order at a seat."""
        return self.do(OrderGiven(order, address))

    def manned(self, address: int) -> bool:
        """Whether a person sits at a post."""
        post = self.world.post(address)
        return post is not None and post.manned

    def replay(self, acts: Iterable[tuple[int, Act]], until_ms: int) -> None:
        """Do again what people did, each at its time, up to a time: what recovery, rewind and branch are."""
        for t_ms, act in acts:
            if t_ms > until_ms:
                break
            self.advance(t_ms)
            self.act(act)
        self.advance(until_ms)

    def finish(self) -> Log:
        """Play on to the horizon and close the log."""
        self.advance(self.header.horizon_ms)
        self.world.finish()
        self.world.close()
        return self.log
