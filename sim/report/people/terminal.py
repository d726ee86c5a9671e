"""What the command prints of people at risk, in a few lines of both languages."""

from collections.abc import Mapping
from typing import Any

from sim.report.people.section import headline, unconfirmed


def lines(summary: Mapping[str, Any]) -> list[str]:
    """Return the lines; none where nobody is warned."""
    told = summary.get("people")
    if told is None:
        return []
    parts = (headline(told), unconfirmed(told))
    return ["".join(part.zh for part in parts), " ".join(part.en for part in parts)]
