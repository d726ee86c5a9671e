"""Drawing again from what was drawn, with a named stream: the same seed gives the same intervals."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sim.kernel.draw import Streams

RESAMPLES: Final = 2000
"""How many samples a bootstrap draws: the ends of a 95 % interval then move by about 3 % of its width."""
RESAMPLES_OF_WHOLE: Final = 1000
"""Where each resample is a whole analysis anew."""


def picks(n: int, resamples: int, seed: int, name: str) -> NDArray[np.int64]:
    """Return indices of resamples with replacement.

    Parameters
    ----------
    n
        Size of the sample, and of each resample.
    resamples
        How many.
    seed
        Seed of the study.
    name
        What they are for; another purpose draws others.

    Returns
    -------
    array
        Shape (resamples, n), each from 0 to n - 1.
    """
    places = Streams(seed, 0)(f"analysis/{name}").uniforms(resamples * n).reshape(resamples, n)
    return np.minimum((places * n).astype(np.int64), n - 1)
