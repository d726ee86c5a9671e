"""What wears a professional team out: its operational period, long ways on foot, fuel and stores."""

from sim.scenario.teams import RepairRules, TeamType


class Stamina:
    """How long a team can still work 疲劳与物资消耗.

    Parameters
    ----------
    kind, repair
        Its type, and the figures of the scenario.
    shifts
        Into which its people divide: with more than one they relieve one another and never rest all at once.
    """

    def __init__(self, kind: TeamType, repair: RepairRules, shifts: int) -> None:
        self._period_ms = repair.operational_period.ms if shifts == 1 else None
        self._tired_after_ms, self._tired = repair.tired_after.ms, repair.tired.value
        self._full_ms = self._left_ms = kind.fuel.ms
        self._rest_ms = repair.rest.ms
        self._since_ms: int | None = None
        self._home_ms: int | None = None
        self._walked_ms: int | None = None
        self._works_ms: int | None = None
        self._is_tired = False

    @property
    def vigour(self) -> float:
        """What the people do as a share of what they do when they are fresh."""
        return self._tired if self._is_tired else 1.0

    def muster(self, now_ms: int) -> None:
        """Begin an operational period, unless the people were at their base too briefly to have rested."""
        if self._since_ms is None or self._home_ms is None or now_ms >= self._home_ms + self._rest_ms:
            self._since_ms = now_ms
        self._home_ms = None

    def come_home(self, now_ms: int) -> None:
        """Be at the base, with nothing to do."""
        self._home_ms = now_ms

    def wake(self, now_ms: int) -> None:
        """Have rested: begin an operational period."""
        self._since_ms = now_ms

    def walk(self, now_ms: int) -> None:
        """Leave the vehicle."""
        self._walked_ms = now_ms if self._walked_ms is None else self._walked_ms

    def ride(self) -> None:
        """Be back at the vehicle."""
        self._walked_ms, self._is_tired = None, False

    def work(self, now_ms: int, working: bool) -> None:
        """Begin or end to use up fuel and stores; and get tired."""
        if self._works_ms is not None:
            self._left_ms = max(0, self._left_ms - (now_ms - self._works_ms))
        self._works_ms = now_ms if working else None

    def fill(self) -> None:
        """Make fuel and stores good."""
        self._left_ms = self._full_ms

    def is_spent(self, now_ms: int) -> bool:
        """Whether the operational period is over."""
        return self._period_ms is not None and now_ms >= self._since() + self._period_ms

    def is_dry(self, now_ms: int) -> bool:
        """Whether fuel or stores are used up."""
        self.work(now_ms, self._works_ms is not None)
        return self._left_ms == 0

    def is_low(self, now_ms: int) -> bool:
        """Whether less than half of fuel and stores is left."""
        self.work(now_ms, self._works_ms is not None)
        return 2 * self._left_ms < self._full_ms

    def next_limit(self, now_ms: int) -> int | None:
        """Return when something next changes for the team while it works or waits, or None."""
        found = [] if self._period_ms is None else [self._since() + self._period_ms]
        if self._works_ms is not None:
            found.append(now_ms + self._left_ms)
        if self._walked_ms is not None and not self._is_tired:
            found.append(self._walked_ms + self._tired_after_ms)
        return min(found, default=None)

    def tire(self, now_ms: int) -> None:
        """Let people on foot be tired once it is time."""
        if self._walked_ms is not None and now_ms >= self._walked_ms + self._tired_after_ms:
            self._is_tired = True

    def _since(self) -> int:
        return 0 if self._since_ms is None else self._since_ms
