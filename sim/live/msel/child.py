"""Reads a workbook in a process of its own, with limits of memory and time: its cells go out as JSON."""

import json
import sys
from contextlib import suppress
from typing import Final

MOST_MEMORY: Final = 96 * 1024 * 1024
"""Of data, in bytes: beyond it the process ends."""
MOST_CPU_S: Final = 5


def limit() -> None:
    """Limit this process, where the system can: what is too much ends it, and nothing else."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))


def main() -> int:
    """Read a workbook from standard input."""
    limit()
    for heavy in ("numpy", "lxml", "PIL", "pandas"):  # openpyxl does without, in less time and memory
        sys.modules[heavy] = None  # type: ignore[assignment]
    from sim.live.msel.sheet import read_xlsx

    json.dump(read_xlsx(sys.stdin.buffer.read()), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
