"""What plans are compared by 比较指标: minutes, shares, people and hours, from the figures of a run."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.report.study_words import STUDY_WORDS
from sim.report.words import Both
from sim.study.model import Response


@dataclass(frozen=True)
class Measure:
    """One thing that plans are compared by.

    Attributes
    ----------
    id
        Its name in files.
    figures
        The figures of a run that it is the weighted sum of, with their weights.
    unit
        Key of its unit in `UNITS`.
    better
        ``less`` or ``more``.
    share_of
        ``people`` or ``hours``: what it is a share of, to be told as such; empty where it is no share.
    absent
        What a run without such a figure counts as; NaN where it then has no value.
    """

    id: str
    figures: tuple[tuple[str, float], ...]
    unit: str
    better: str = "less"
    share_of: str = ""
    absent: float = math.nan

    @property
    def label(self) -> Both:
        """Its name in both languages."""
        return STUDY_WORDS[f"m_{self.id}"]

    @property
    def unit_told(self) -> Both:
        """The unit of a difference."""
        return STUDY_WORDS[f"u_{self.unit}"]

    @property
    def smaller_is_better(self) -> bool:
        """Whether less is better."""
        return self.better == "less"

    def value(self, found: Mapping[str, float | None], sizes: Mapping[str, float]) -> float:
        """Return the value of a run; NaN where it has none.

        Parameters
        ----------
        found
            Figures of the run's summary by dotted path.
        sizes
            ``people`` of the district, and ``hours`` of the run.
        """
        parts = [found.get(figure) for figure, _ in self.figures]
        if any(part is None for part in parts):
            return self.absent
        weighted = [
            weight * part for (_, weight), part in zip(self.figures, parts, strict=True) if part is not None
        ]
        return math.fsum(weighted) * (sizes[self.share_of] if self.share_of else 1.0)


UNITS: Final = ("min", "points", "calls", "people", "h", "person_h")
"""What measures are counted in."""
MEASURES: Final = (
    Measure("p50", (("response.p50_s", 1 / 60),), "min"),
    Measure("p90", (("response.p90_s", 1 / 60),), "min"),
    Measure("within", (("response.share_15min", 100.0),), "points", better="more"),
    Measure("unreached", (("calls.total", 1.0), ("response.reached", -1.0)), "calls"),
    Measure("uncovered", (("coverage.uncovered_share", 1.0),), "people", share_of="people"),
    Measure("blind", (("communications.blind.share", 1.0),), "h", share_of="hours"),
    Measure("dark", (("power.person_hours_dark", 1.0),), "person_h"),
    Measure("trapped", (("trapped.alive", 1.0),), "people", better="more", absent=0.0),
)
"""Every measure, in the order in which it is told. The times and the share are of calls that a unit reached,
so the calls that none reached stand beside them."""
_PLAIN: Final = {"calls.total": "neither", "response.reached": "more", "response.share_15min": "more"}


def responses() -> tuple[Response, ...]:
    """Return the figures that the runs must keep, each once."""
    named = {figure: measure for measure in MEASURES for figure, _ in measure.figures}
    return tuple(
        Response(figure, figure, better=_PLAIN.get(figure, measure.better), title=_title(measure))
        for figure, measure in named.items()
    )


def _title(measure: Measure) -> Mapping[str, str]:
    """Return what a figure is called, where a measure is that figure alone."""
    return measure.label._asdict() if len(measure.figures) == 1 else {}


def is_had(measure: Measure, found: Mapping[str, float | None]) -> bool:
    """Whether a run has the figures of a measure."""
    return all(found.get(figure) is not None for figure, _ in measure.figures)
