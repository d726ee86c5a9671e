"""What a survey of reach and of removal finds, as plain rows: who could be where when, what hangs on what."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from sim.record.survey import Named
from sim.terms.enums import Term
from sim.terms.needs import Needs


class Condition(Term):
    """Time of day and weather of a map of reach 昼夜与天气."""

    DAY = "day", "白天"
    NIGHT = "night", "夜间"
    RAIN = "rain", "雨天"
    RAINY_NIGHT = "rainy_night", "雨夜"

    @property
    def is_night(self) -> bool:
        """Whether crews sleep, and roads are dark."""
        return self in (Condition.NIGHT, Condition.RAINY_NIGHT)

    @property
    def is_wet(self) -> bool:
        """Whether roads are wet."""
        return self in (Condition.RAIN, Condition.RAINY_NIGHT)


class Arrival(NamedTuple):
    """When units could be at a place, in ms from the order; None where they never could.

    Attributes
    ----------
    first_ms
        The first unit that the run card asks for.
    full_ms
        All that the run card asks for.
    """

    first_ms: int | None
    full_ms: int | None


@dataclass(frozen=True)
class Reach:
    """How soon units could be where.

    Attributes
    ----------
    kind, needs
        Kind of incident, and its run card.
    nodes, villages
        Under each condition: arrivals at each road node, and at the homes of each village of the home
        districts (`rows` names them).
    rows
        Rows of those villages.
    """

    kind: str
    needs: Needs
    nodes: dict[Condition, list[Arrival]]
    villages: dict[Condition, list[Arrival]]
    rows: tuple[int, ...]


class Gone(Term):
    """What is taken out."""

    BRIDGE = "bridge", "桥梁"
    LINK = "link", "路段"
    POWER_NODE = "power_node", "变电站、配变"
    POWER_LINE = "power_line", "电力线路"


class Later(NamedTuple):
    """How much later people are reached.

    Attributes
    ----------
    cut_off
        People who are not reached any more.
    slower
        People who are reached more than a minute later; those cut off are not among them.
    mean_min, worst_min
        By how much later on average over all people who are still reached, and at most, in min.
    """

    cut_off: int
    slower: int
    mean_min: float
    worst_min: float


NOTHING: Final = Later(0, 0, 0.0, 0.0)
"""Nobody is reached any later."""


class RoadLoss(NamedTuple):
    """What is lost without a road.

    Attributes
    ----------
    what, thing
        A bridge with all its links, or a link.
    links
        Rows of the links that go with it.
    engine
        The first fire engine, from its order to the homes of people.
    seat
        Whatever comes from the seat of the district: reinforcement, repair, supplies.
    hospital
        People on their way to the nearest hospital; nobody where there is none.
    """

    what: Gone
    thing: Named
    links: tuple[int, ...]
    engine: Later
    seat: Later
    hospital: Later

    @property
    def lost(self) -> tuple[Later, Later, Later]:
        """All three."""
        return self.engine, self.seat, self.hospital

    @property
    def cut_off(self) -> int:
        """People cut off from the one of the three from which most are."""
        return max(each.cut_off for each in self.lost)

    @property
    def slower(self) -> int:
        """People slower by the one of the three by which most are."""
        return max(each.slower for each in self.lost)

    @property
    def worst_min(self) -> float:
        """By how much later anybody is reached at most, in min."""
        return max(each.worst_min for each in self.lost)


class PowerLoss(NamedTuple):
    """What is lost without a part of the grid, ties as they normally stand, and with all ties closed.

    Attributes
    ----------
    dark, dark_tied
        People who go dark: at once, and once every tie that helps is closed.
    critical, critical_tied
        Loads that are no homes and go without mains, likewise.
    """

    what: Gone
    thing: Named
    dark: int
    critical: int
    dark_tied: int
    critical_tied: int
