"""What is told and true of capabilities that incidents need, and of fires that are fought 专业能力需求."""

from typing import Final, TypeAlias

from sim.record.item import Item


class NeedReport(Item, frozen=True, tag="need"):
    """Someone tells that an incident needs a capability beyond engines, or needs it no more 专业力量需求.

    `left_ms` is what is left for one machine or gang of a standard rate, as those who work there measured
    it; None before they have. `over` says that nobody is needed for it: done, or it never was.
    """

    call: int
    capability: str
    node: int
    over: bool = False
    left_ms: int | None = None


class CapabilityNeeded(Item, frozen=True, tag="cn"):
    """An incident needs a capability 专业能力需求: as it truly is, drawn when it begins.

    `work_ms` is the work of one machine or gang of a standard rate. `said` is what whoever calls will say
    that it takes: empty where they do not know, and perhaps something that it does not take.
    """

    call: int
    capability: str
    work_ms: int
    said: str


class CapabilityDone(Item, frozen=True, tag="cdn"):
    """What took a capability at an incident is done 专业处置完成.

    `team` is the one that finished it; None where units did, or where a fire burnt out. `frees` is whether
    trapped people are freed by it.
    """

    call: int
    capability: str
    team: int | None
    frees: bool


class LineBuilt(Item, frozen=True, tag="lb"):
    """Crews have closed cells around a wildfire 开设隔离带; `burnt` cells have burnt by then."""

    hazard: int
    cells: tuple[int, ...]
    burnt: int


class CrewsWithdrew(Item, frozen=True, tag="cw"):
    """Crews at a wildfire find no place where it is safe to work, or find one again 撤至安全区."""

    hazard: int
    out: bool


class FireOut(Item, frozen=True, tag="fo"):
    """A wildfire spreads no more 明火扑灭: `contained` by a closed line, else burnt out or at its end.

    `burnt` counts its cells, of `cell_m` metres a side.
    """

    hazard: int
    contained: bool
    burnt: int
    cell_m: int


CapabilityFact: TypeAlias = CapabilityNeeded | CapabilityDone | LineBuilt | CrewsWithdrew | FireOut
CAPABILITY_FACTS: Final = (CapabilityNeeded, CapabilityDone, LineBuilt, CrewsWithdrew, FireOut)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
