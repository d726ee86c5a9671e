"""What told stages of gauges upstream call for 来水研判: from a picture, never from the river itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sim.picture.rivers import RiverBoard
from sim.scenario.model import Scenario
from sim.terms.colours import COLOURS
from sim.terms.enums import WarningColour
from sim.terms.units import HOUR_MS


class BankLink(NamedTuple):
    """A road along a river as the plan knows it.

    Attributes
    ----------
    link
        Its row.
    township
        Row of the township that bars it.
    freeboard_cm
        How far the river has to rise until it comes to the road, as far as anybody knows.
    """

    link: int
    township: int
    freeboard_cm: int


@dataclass(frozen=True)
class RiverPlan:
    """What is known of the rivers beforehand 流域预案.

    Attributes
    ----------
    scenario
        Its gauges and figures.
    townships
        Townships along each river, by its name.
    links
        Roads along each river.
    """

    scenario: Scenario
    townships: Mapping[str, Sequence[int]]
    links: Mapping[str, Sequence[BankLink]]

    @property
    def rivers(self) -> Sequence[str]:
        """Rivers with a gauge, in the order of the table."""
        return list(dict.fromkeys(row.river for row in self.scenario.gauges))

    def counts_ms(self, gauge: int) -> int:
        """Return how long a reading of a gauge counts: until its water has passed the district."""
        return round(self.scenario.gauges[gauge].travel_h * HOUR_MS) + self.scenario.basin.holds.ms

    def expected_cm(self, board: RiverBoard, river: str, now_ms: int) -> int:
        """Return how far a river is to rise in the district, by the highest of what counts still."""
        found = [0]
        for number, row in enumerate(self.scenario.gauges):
            stage_cm = board.highest_cm(number, now_ms - self.counts_ms(number))
            if row.river == river and stage_cm is not None:
                found.append(round(row.keeps * (stage_cm - 100 * row.usual_m)))
        return max(found)

    def colour(self, rise_cm: int) -> WarningColour:
        """Return which warning a rise in the district calls for."""
        basin = self.scenario.basin
        limits = (basin.blue, basin.yellow, basin.orange, basin.red)
        ranks = [rank for rank, limit in enumerate(limits, 1) if rise_cm >= 100 * limit.value]
        return COLOURS[max(ranks, default=0)]

    def to_bar(self, river: str, rise_cm: int) -> list[BankLink]:
        """Return the roads that a rise is to reach."""
        return [each for each in self.links.get(river, ()) if rise_cm >= each.freeboard_cm]
