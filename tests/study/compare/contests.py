"""Plan files for tests, and comparisons made of plain numbers instead of runs."""

import math
from pathlib import Path

import numpy as np
from scipy.special import ndtri

from sim.kernel.draw import Streams
from sim.report.words import Both
from sim.study.compare.measures import MEASURES
from sim.study.compare.proposal import AS_IS, Proposal

BY_ID = {measure.id: measure for measure in MEASURES}
TODAY = Proposal(AS_IS, Both("现行想定", "as it is"))
OTHER = Proposal("other", Both("另案", "Another plan"))
THIRD = Proposal("third", Both("第三案", "A third plan"))
NO_BRIGADES = "name: {zh: 撤销镇街专职队, en: No town brigades}\npatch:\n  - forces.town_brigades=false\n"
NOTHING = "name: {zh: 照旧, en: Nothing new}\n"


def plan_file(folder: Path, text: str = NO_BRIGADES, name: str = "plan.yaml") -> Path:
    """Write a plan file and return it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def columns(base, *shifted):
    """Return the values of a measure, one column for each plan."""
    return np.column_stack([base, *shifted]).astype(float)


def normal(name, *shape):
    """Return standard normal numbers of a named stream."""
    uniform = Streams(1, 0)(f"test/{name}").uniforms(math.prod(shape)).reshape(shape)
    return ndtri(np.clip(uniform, 1e-12, 1 - 1e-12))
