"""The model under Mesa's own tools: a step is an hour, a data collector watches, `batch_run` varies.

Run with ``python experiments/with_mesa.py``; it takes seconds. Mesa's tools are fine for looking; for studies
`sanduan study run` is faster, survives crashes and lets every variant meet the same luck.
"""

from collections.abc import Sequence
from typing import Any

from mesa import DataCollector, batch_run

from sim import load
from sim.agent.unit import IN_QUARTERS
from sim.record.header import Header
from sim.record.log import Log
from sim.terms.version import VERSION
from sim.world import World


def blank_log(scenario: Any, policy: str, seed: int, rep: int, days: float) -> Log:
    """Return an empty log in memory, with the header that a world needs."""
    header = Header(
        program=VERSION,
        scenario=scenario.canonical,
        fingerprint=scenario.fingerprint,
        policy=policy,
        seed=seed,
        rep=rep,
        horizon_ms=round(days * 86_400_000),
        start=scenario.start.isoformat(),
    )
    return Log(header)


class Hamlet(World):
    """The hamlet, made from keyword arguments as `batch_run` gives them, with a data collector.

    Parameters
    ----------
    calls
        Calls as a multiple of the scenario's.
    policy
        Dispatch policy.
    rep
        Replication: it decides all luck. Mesa's own seed decides nothing here.
    days
        Horizon.
    """

    def __init__(
        self, calls: float = 1.0, policy: str = "nearest", rep: int = 0, days: float = 1.0, **_: Any
    ) -> None:
        scenario = load("hamlet", [f"demand.scale={calls:.9g}"])
        super().__init__(scenario, blank_log(scenario, policy, 1, rep, days), policy, 1, rep)
        self.datacollector = DataCollector(
            model_reporters={
                "hour": lambda world: world.clock.now // 3_600_000,
                "open_calls": lambda world: len(world.context.incidents),
                "busy": lambda world: sum(unit.status != IN_QUARTERS for unit in world.units),
            },
        )

    def step(self) -> None:
        """Let an hour pass and look."""
        super().step()
        self.datacollector.collect(self)


def watched(**arguments: Any) -> Any:
    """Return what the collector saw of one run, hour by hour, as pandas."""
    world = Hamlet(**arguments)
    while world.running:
        world.step()
    world.close()
    return world.datacollector.get_model_vars_dataframe()


def batch(calls: Sequence[float], reps: int, days: float = 1.0) -> list[dict[str, Any]]:
    """Return the last look at every run of a batch."""
    found: list[dict[str, Any]] = batch_run(
        Hamlet,
        {"calls": list(calls), "rep": list(range(reps)), "days": days},
        max_steps=10_000,
        data_collection_period=-1,
        display_progress=False,
    )
    return found


def main() -> None:
    """Print one run hour by hour, and a small batch."""
    print(watched(calls=10.0).tail())
    for row in batch([1.0, 10.0], 2):
        print({key: row[key] for key in ("calls", "rep", "hour", "open_calls", "busy")})


if __name__ == "__main__":
    main()
