"""Which response level a post holds to be right 响应定级: a table of counts, read from its picture alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.network.islands import Islands
from sim.picture import Picture
from sim.scenario.response import Counts, Response
from sim.terms.ids import Address, Band
from sim.terms.levels import Escalation


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """What a post knows beforehand 预案.

    Attributes
    ----------
    rules
        The section of the scenario.
    islands
        The map as it was drawn.
    townships
        How many townships there are.
    silence_ms
        A township that was not heard for so long is out of contact.
    """

    rules: Response
    islands: Islands
    townships: int
    silence_ms: int

    def counts(self, picture: Picture) -> Counts:
        """Return what decides on the level, as the post believes it."""
        view = picture.response
        return Counts(
            warning=view.warning,
            calls=view.calls,
            missing=view.missing,
            silent=len(self.silent(picture)),
            damages=len(picture.repairs.damages),
            cut_off=self.islands.cut_off(picture.closed),
        )

    def silent(self, picture: Picture) -> Sequence[int]:
        """Return the townships that should have been heard, and were not; none where none need report."""
        since_ms = picture.response.expects_ms
        if since_ms is None:
            return []
        latest_ms = picture.now_ms - self.silence_ms
        heard = picture.heard
        return [
            row
            for row in range(self.townships)
            if max(since_ms, heard.get(Address(Band.TOWNSHIP.address(row)), 0)) < latest_ms
        ]

    def right(self, picture: Picture) -> int:
        """Return the level that the post holds to be right now, by the way in which it escalates."""
        early = self.rules.escalation == Escalation.EARLY.value
        share = self.rules.early.value if early else 1.0
        return self.rules.thresholds.warranted(self.counts(picture), share)

    def members(self, picture: Picture, always: Sequence[Address]) -> tuple[Address, ...]:
        """Return who takes part in a consultation: some always, and townships that told of open calls."""
        towns = [Band.TOWNSHIP.address(row) for row in sorted(picture.towns) if picture.towns[row].calls]
        return (*always, *towns)
