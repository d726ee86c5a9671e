"""What a post knows of the response 响应态势: the level, the weather, what the dispatch centre has told."""

from dataclasses import dataclass

from sim.record.response import DutyBrief, WeatherWarning


@dataclass(slots=True)
class ResponseView:
    """What a post knows of the response.

    Attributes
    ----------
    level, number
        The level at which it acts, and the number of the decision.
    warning
        Colour of the weather warning that it was told last, 0 for none.
    calls, missing, told_ms
        Open calls, and those with missing people, as the dispatch centre told; and when it said so.
    expects_ms
        Since when townships should report regularly; None where they need not.
    """

    level: int = 0
    number: int = 0
    warning: int = 0
    calls: int = 0
    missing: int = 0
    told_ms: int = 0
    expects_ms: int | None = None

    def brief(self, item: DutyBrief, sent_ms: int) -> bool:
        """Take in what the dispatch centre tells; whether anything is new."""
        if sent_ms < self.told_ms:
            return False
        before = self.calls, self.missing
        self.calls, self.missing, self.told_ms = item.calls, item.missing, sent_ms
        return before != (item.calls, item.missing)

    def warn(self, item: WeatherWarning) -> bool:
        """Take in a weather warning; whether it is another colour."""
        before, self.warning = self.warning, item.colour
        return before != item.colour
