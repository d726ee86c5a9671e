"""What somebody was told of gauges upstream 上游水情."""

from bisect import insort

from sim.record.basin import RiverStage


class RiverBoard:
    """The readings of gauges, each with the time at which it was taken; a late word finds its place.

    Attributes
    ----------
    readings
        (time in ms, stage in cm above the sea) of each gauge, by time.
    """

    def __init__(self) -> None:
        self.readings: dict[int, list[tuple[int, int]]] = {}

    def learn(self, item: RiverStage) -> bool:
        """Take in a reading; no decision about calls or damage hangs on it."""
        known = self.readings.setdefault(item.gauge, [])
        if (item.read_ms, item.stage_cm) not in known:
            insort(known, (item.read_ms, item.stage_cm))
        return False

    def latest(self, gauge: int) -> tuple[int, int] | None:
        """Return the newest reading of a gauge that is known: its time in ms, and the stage in cm."""
        known = self.readings.get(gauge)
        return known[-1] if known else None

    def highest_cm(self, gauge: int, since_ms: int) -> int | None:
        """Return the highest known stage of a gauge since a time, or None where none is known."""
        known = self.readings.get(gauge, ())
        return max((stage_cm for read_ms, stage_cm in known if read_ms >= since_ms), default=None)
