"""The process that reads one workbook: it limits itself, and answers in JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from sim.sheets import limits
from sim.sheets.parse import read_sheets
from sim.sheets.parts import MEGABYTE, Refused


def answer(file: str) -> dict[str, Any]:
    """Return what a workbook holds, or why it is refused, as JSON has it."""
    try:
        sheets = read_sheets(Path(file))
    except Refused as why:
        return {"refused": [why.where, why.expected, why.got, why.hint]}
    except MemoryError:
        return {"refused": ["", f"a workbook that is read in {limits.MEMORY_MB} MB of memory", "", ""]}
    return {
        "sheets": [
            {
                "name": sheet.name,
                "state": sheet.state,
                "cells": [[*at, *cell] for at, cell in sheet.cells.items()],
                "merged": sheet.merged,
            }
            for sheet in sheets
        ]
    }


def confine() -> None:
    """Limit memory and time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the limits on parts, rows and cells stand alone
        return
    most = limits.MEMORY_MB * MEGABYTE
    wanted = {"RLIMIT_DATA": most, "RLIMIT_AS": 4 * most, "RLIMIT_CPU": limits.CPU_S, "RLIMIT_CORE": 0}
    for name, limit in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (AttributeError, ValueError, OSError):  # a system without it, or one that limits more already
            continue


def main() -> None:
    """Answer on standard output for the workbook that is named."""
    confine()
    sys.stdout.write(json.dumps(answer(sys.argv[1])))


if __name__ == "__main__":
    main()
