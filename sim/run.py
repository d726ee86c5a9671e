"""One run: a scenario, a policy, a seed and a replication in, a log out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sim.kernel.memory import spared
from sim.metric.invariants import Monitor
from sim.network.router import Backend
from sim.record.facts import Order, OrderGiven
from sim.record.file import LogFile
from sim.record.header import Header
from sim.record.log import Log
from sim.record.rows import Sink
from sim.record.seat import ACTS, Act
from sim.scenario.model import Scenario
from sim.terms.units import DAY_MS
from sim.terms.version import VERSION
from sim.world import PolicyChoice, World

Progress = Callable[[int, int], None]
"""Called now and then with the simulated time and the horizon, both in milliseconds."""

_SLICE_MS = DAY_MS


def run(
    scenario: Scenario,
    policy: PolicyChoice | None = None,
    seed: int = 1,
    rep: int = 0,
    journal: Sequence[tuple[int, Order | Act]] = (),
    *,
    days: float | None = None,
    path: Path | None = None,
    keep: bool = True,
    sinks: Sequence[Sink] = (),
    progress: Progress | None = None,
    backend: Backend = "auto",
) -> Log:
    """Run a scenario and return its log: the same arguments give the same bytes, anywhere.

    Parameters
    ----------
    scenario
        What happens where.
    policy
        Name of a policy (``module:Name`` for one of your own), an object with ``decide(picture)``, or a
        function that makes one from a plan; the scenario's own policy where left out.
    seed, rep
        Seed of the study and number of the replication.
    journal
        What people did, each with its time in milliseconds: took a seat, handed it back, gave an order at it;
        a bare order is one of the dispatch centre.
    days
        Horizon in days instead of the scenario's.
    path
        File to stream the log to.
    keep
        Whether the log stays in memory.
    sinks
        Further readers of the log, called with each batch.
    progress
        Told how far the run is.
    backend
        Router; results do not depend on it.

    Returns
    -------
    Log
        The closed log.

    Raises
    ------
    UnknownPolicy
        If no policy has the name.
    InvariantBroken
        If a law of the model is broken: a fault of the program.
    """
    horizon_ms = scenario.horizon.ms if days is None else round(days * DAY_MS)
    header = Header(
        program=VERSION,
        scenario=scenario.canonical,
        fingerprint=scenario.fingerprint,
        policy=policy_name(scenario.dispatch.policy if policy is None else policy),
        seed=seed,
        rep=rep,
        horizon_ms=horizon_ms,
        start=scenario.start.isoformat(),
    )
    log = Log(header, path, keep, (Monitor(scenario, horizon_ms), *sinks))
    world = World(scenario, log, policy, seed, rep, backend)
    try:
        with spared():
            _let_pass(world, journal, progress)
            world.finish()
    except BaseException:
        log.abandon()
        raise
    finally:
        world.close()
    return log


def run_again(old: Log | LogFile, **options: Any) -> Log:
    """Run what a log says, with nothing but the log: its header, and the orders that people gave.

    Parameters
    ----------
    old
        The log to repeat; its policy must ship with the program, or be one of a module that is at hand.
    options
        `path`, `keep`, `sinks`, `progress` or `backend`, as for `run`.

    Raises
    ------
    ForeignScenario
        If its scenario is of another version.
    UnknownPolicy
        If there is no such policy.
    """
    header = old.header
    scenario = Scenario.of(header.scenario)
    journal: list[tuple[int, Order | Act]] = [
        (t, fact) for _, t, _, fact in old.entries() if isinstance(fact, ACTS)
    ]
    return run(
        scenario, header.policy, header.seed, header.rep, journal, days=header.horizon_ms / DAY_MS, **options
    )


def policy_name(policy: PolicyChoice) -> str:
    """Return the name under which a policy stands in the log's header."""
    if isinstance(policy, str):
        return policy
    return getattr(policy, "name", None) or getattr(policy, "__name__", None) or type(policy).__name__


def _let_pass(world: World, journal: Sequence[tuple[int, Order | Act]], progress: Progress | None) -> None:
    """Let time pass to the horizon, with the orders of the journal at their times."""
    for t_ms, did in sorted(journal, key=lambda item: item[0]):
        world.run(min(t_ms, world.horizon_ms))
        if t_ms < world.horizon_ms:
            world.act(did if isinstance(did, ACTS) else OrderGiven(did))
    while world.clock.now < world.horizon_ms:
        world.run(min(world.clock.now + _SLICE_MS, world.horizon_ms))
        if progress is not None:
            progress(world.clock.now, world.horizon_ms)
