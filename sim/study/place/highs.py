"""Linear models with whole numbers, solved by HiGHS (scipy's ``milp``) within a time that is given."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.study.place.siting import Floats, NoSite
from sim.terms.errors import SanduanError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Terms = tuple[list[int], list[int], list[float]]
_GAP: Final = 1e-9
"""Relative gap at which an optimum counts as proven."""
_OUT_OF_TIME: Final = 1
"""What HiGHS says where it had to stop."""
LIMIT_S: Final = 60.0
"""How long a model may take, unless asked for more."""


class OutOfTime(SanduanError):
    """A model had to stop before it had any choice of sites."""


class Model:
    """Rows of a linear model, as they are found; its first columns are the candidates."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._terms: Terms = ([], [], [])
        self._low: list[float] = []
        self._high: list[float] = []

    def columns(self, count: int) -> range:
        """Add columns between 0 and 1, and return them."""
        self.width += count
        return range(self.width - count, self.width)

    def row(self, columns: Any, factors: Sequence[float], low: float, high: float) -> None:
        """Hold a sum between two bounds."""
        number = len(self._low)
        for column, factor in zip(columns, factors, strict=True):
            self._terms[0].append(number)
            self._terms[1].append(int(column))
            self._terms[2].append(factor)
        self._low.append(low)
        self._high.append(high)

    def matrix(self) -> "csr_array":
        """Return all rows."""
        from scipy.sparse import coo_array

        rows, columns, factors = self._terms
        return coo_array((factors, (rows, columns)), shape=(len(self._low), self.width)).tocsr()

    def solve(
        self, cost: dict[int, float], low: Floats, high: Floats, integral: int, limit_s: float = LIMIT_S
    ) -> tuple[Floats, float]:
        """Return the best values of the columns, or those found in time, and a bound of the objective.

        Columns beyond those of `low` and `high` are at most 1; only the first `integral` are whole numbers.

        Raises
        ------
        OutOfTime
            If none were found that keep all rows before the time was up.
        NoSite
            If no values keep all rows.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        spare = self.width - len(low)
        objective, whole = np.zeros(self.width), np.zeros(self.width, np.int64)
        objective[list(cost)] = list(cost.values())
        whole[:integral] = 1
        found = milp(
            objective,
            integrality=whole,
            bounds=Bounds(np.append(low, np.zeros(spare)), np.append(high, np.full(spare, np.inf))),
            constraints=LinearConstraint(self.matrix(), self._low, self._high),
            options={"mip_rel_gap": _GAP, "time_limit": limit_s},
        )
        if found.x is None and found.status == _OUT_OF_TIME:
            raise OutOfTime(f"no choice of sites was found in {limit_s:.0f} s: give the models more time")
        if found.x is None:
            raise NoSite(
                "no choice of sites does what is asked: too few may be chosen, or a place has no way"
            )
        return np.asarray(found.x, np.float64), float(found.mip_dual_bound)
