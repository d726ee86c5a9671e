"""What a study was run with: versions and machine, for its manifest. No result depends on them."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from sim.terms.version import VERSION

_PACKAGES: Final = (
    "numpy",
    "scipy",
    "mesa",
    "simpy",
    "networkx",
    "pydantic",
    "routingkit-cch",
    "distributed",
)


def versions() -> dict[str, str]:
    """Return the versions of sanduan, Python and the packages that take part."""
    return {"sanduan": VERSION, "python": platform.python_version(), **dict(_installed())}


def machine() -> dict[str, str | int]:
    """Return system, processor and number of processors."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": platform.processor() or platform.machine(),
        "processors": os.cpu_count() or 1,
    }


def _installed() -> list[tuple[str, str]]:
    found = []
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found
