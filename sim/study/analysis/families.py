"""Several comparisons at once 多重比较: the chance that any of them is wrongly called, held to one level."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from sim.study.analysis.sample import BadSample, Floats

CONTROLS: Final = ("holm", "bonferroni", "none")
"""How a family of comparisons is held to its level."""


def adjusted(p_values: ArrayLike, control: str = "holm") -> Floats:
    """Return p values that may each be compared with the level of the whole family.

    Parameters
    ----------
    p_values
        Of each comparison, shape (k,).
    control
        One of `CONTROLS`. Holm's is never weaker than Bonferroni's, and rests on no more.

    Raises
    ------
    BadSample
        If there is no such control.

    Notes
    -----
    Source: Holm, Scand. J. Statist. 6 (1979) 65.

    Examples
    --------
    >>> adjusted([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    given = np.asarray(p_values, dtype=np.float64)
    if control not in CONTROLS:
        raise BadSample(f"no control of families is called {control}: {', '.join(CONTROLS)}")
    if control == "none":
        return given
    if control == "bonferroni":
        return np.minimum(given * len(given), 1.0)
    order = np.argsort(given, kind="stable")
    climbed = np.maximum.accumulate(given[order] * np.arange(len(given), 0, -1))
    result = np.empty_like(given)
    result[order] = np.minimum(climbed, 1.0)
    return result


def each_level(level: float, k: int, control: str = "holm") -> float:
    """Return the level of each of k intervals that hold all at once with the level of the family.

    Examples
    --------
    >>> round(each_level(0.95, 5), 6)
    0.99
    """
    return level if control == "none" else 1 - (1 - level) / max(k, 1)
