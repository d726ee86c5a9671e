"""What a post knows of the response 响应态势: the level, the weather, what the dispatch centre has told."""

from dataclasses import dataclass, field

from sim.record.people import WeatherWarning
from sim.record.response import DutyBrief
from sim.terms.colours import ColoursOut


@dataclass(slots=True)
class ResponseView:
    """What a post knows of the response.

    Attributes
    ----------
    level, number
        The level at which it acts, and the number of the decision.
    colours
        Warnings that are out, as far as it was told.
    calls, missing, told_ms
        Open calls, and those with missing people, as the dispatch centre told; and when it said so.
    expects_ms
        Since when townships should report regularly; None where they need not.
    """

    level: int = 0
    number: int = 0
    calls: int = 0
    missing: int = 0
    told_ms: int = 0
    expects_ms: int | None = None
    colours: ColoursOut = field(default_factory=ColoursOut)

    @property
    def warning(self) -> int:
        """Rank of the worst warning that is out as far as the post knows, 0 for none."""
        return self.colours.worst

    def brief(self, item: DutyBrief, sent_ms: int) -> bool:
        """Take in what the dispatch centre tells; whether anything is new."""
        if sent_ms < self.told_ms:
            return False
        before = self.calls, self.missing
        self.calls, self.missing, self.told_ms = item.calls, item.missing, sent_ms
        return before != (item.calls, item.missing)

    def warn(self, item: WeatherWarning) -> bool:
        """Take in a warning, or that it is lowered or lifted; whether the worst that is out has changed."""
        return self.colours.hear(item.warning, item.township, item.colour)
