"""Loading a scenario: a folder in, a checked and typed `Scenario` out, or every fault at once."""

from collections.abc import Sequence
from pathlib import Path

from sim.scenario import layers
from sim.scenario.check import cross_check
from sim.scenario.model import Scenario
from sim.scenario.source import Faults
from sim.scenario.validate import validated
from sim.terms.errors import BadInput, Fault


def load(name_or_folder: str | Path, patches: Sequence[str] = ()) -> Scenario:
    """Read and check a scenario 想定.

    Parameters
    ----------
    name_or_folder
        Name of a shipped scenario, or a folder with ``scenario.yaml`` and its tables.
    patches
        Changes of the form ``path=value``, for example ``forces.town_brigades=false`` or
        ``stations.FS01.crew=20``.

    Returns
    -------
    Scenario
        The scenario, complete and without faults.

    Raises
    ------
    BadInput
        If anything is wrong; it lists everything that is.
    """
    scenario, faults = _read(name_or_folder, patches)
    if faults or scenario is None:
        raise BadInput(list(faults))
    return scenario


def check(name_or_folder: str | Path, patches: Sequence[str] = ()) -> list[Fault]:
    """Return everything that is wrong with a scenario, in the order of file, line and column.

    Parameters
    ----------
    name_or_folder, patches
        As in `load`.
    """
    _, faults = _read(name_or_folder, patches)
    return BadInput(list(faults)).faults


def _read(name_or_folder: str | Path, patches: Sequence[str]) -> tuple[Scenario | None, Faults]:
    faults = Faults()
    draft = layers.read(name_or_folder, patches, faults)
    if draft is None:
        return None, faults
    scenario = validated(draft, faults)
    cross_check(draft, faults)
    return scenario, faults
