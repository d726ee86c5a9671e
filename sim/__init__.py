"""sanduan 三断: emergency response in a district whose roads, networks and power are being cut.

For notebooks::

    from sim import load, run, tables
    log = run(load("fuling"), policy="run-card", seed=1, days=30)
    tables(log).calls.response_s.describe()

Names are imported when they are first used, so that ``import sim`` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.metric.tables import summary, tables
    from sim.policy import Policy
    from sim.record.file import read_log
    from sim.run import run
    from sim.scenario.load import load
    from sim.world import World

__all__ = ["Policy", "World", "load", "read_log", "run", "summary", "tables"]

_HOME = {
    "Policy": "sim.policy",
    "World": "sim.world",
    "load": "sim.scenario.load",
    "read_log": "sim.record.file",
    "run": "sim.run",
    "summary": "sim.metric.tables",
    "tables": "sim.metric.tables",
}


class _Package(ModuleType):
    """The package: its public names stay what they are, whatever is imported from inside it."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing `sim.run` binds that module to `sim.run`; people ask for the function of this name.
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    """Import a public name where it lives."""
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    found = getattr(import_module(_HOME[name]), name)
    globals()[name] = found
    return found


sys.modules[__name__].__class__ = _Package
