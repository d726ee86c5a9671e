"""Run a study with pretended runs, as a program of its own that can be killed: FILE OUT WORKERS SLEEP_S."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    """Run, and write the table."""
    from studies import planned
    from tasks import Fake

    from sim.study.pool import LocalPool
    from sim.study.sweep import Sweep, opened, write_results

    file, out, workers, sleep_s = sys.argv[1:]
    _, plan = planned(Path(file))
    with opened(Path(out), plan, None) as store:
        Sweep(plan, store).run(LocalPool(Fake(float(sleep_s)), int(workers), preload=["tasks"]))
        write_results(Path(out), plan, store)


if __name__ == "__main__":
    main()
