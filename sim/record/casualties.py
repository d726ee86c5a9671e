"""What is told, ordered and true of casualties 伤员, ambulances and hospitals."""

from typing import Final, TypeAlias

from sim.record.item import Item


class CasualtyReport(Item, frozen=True, tag="casr"):
    """Somebody tells how many wait at a place to be fetched 伤员报告; greens go by themselves."""

    call: int
    place: int
    node: int
    red: int
    yellow: int


class BedReport(Item, frozen=True, tag="bedr"):
    """A hospital, or a crew at its door, tells its free beds and whether it has power 床位报告."""

    hospital: int
    free: int
    powered: bool


class AmbulanceReport(Item, frozen=True, tag="ambr"):
    """A crew tells what it does and where 救护车报告; on leaving a place, who still waits there."""

    unit: int
    status: str
    node: int
    call: int | None
    left: tuple[int, int] | None = None


class Fetch(Item, frozen=True, tag="fetch"):
    """Fetch the most urgent casualty at a place and bring them to a hospital 转运指令."""

    to: int
    unit: int
    call: int
    place: int
    node: int
    hospital: int
    avoid: tuple[int, ...] = ()


class CasualtyBegan(Item, frozen=True, tag="casb"):
    """Somebody is hurt, or freed hurt 伤员出现; numbers rise from nought. Black: dead at once."""

    casualty: int
    call: int | None
    place: int
    node: int
    triage: str


class CasualtyChanged(Item, frozen=True, tag="casc"):
    """A casualty changes state, or grows worse 伤员状态改变.

    `by` is the means while carried, `hospital` where they lie, or at whose door they wait.
    """

    casualty: int
    state: str
    triage: str
    node: int
    hospital: int | None = None
    by: str = ""
    bed: bool = False


class HospitalChanged(Item, frozen=True, tag="hosc"):
    """A hospital has so many beds for casualties, and so many teams, from now on 医院能力改变."""

    hospital: int
    beds: int
    teams: int
    powered: bool


class TurnedAway(Item, frozen=True, tag="casx"):
    """A hospital does not take a casualty 医院拒收转送; `powered`: it is full, not dark."""

    casualty: int
    hospital: int
    powered: bool


class CasualtyMovedOn(Item, frozen=True, tag="casm"):
    """A hospital hands somebody to a crew that brings them to another 转院: it is dark, or full."""

    casualty: int
    hospital: int


class AmbulanceMoved(Item, frozen=True, tag="ambm"):
    """An ambulance changes what it does 救护车状态改变."""

    unit: int
    status: str
    node: int
    call: int | None


CasualtyItem: TypeAlias = CasualtyReport | BedReport | AmbulanceReport
CASUALTY_REPORTS: Final = (CasualtyReport, BedReport, AmbulanceReport)
CasualtyFact: TypeAlias = (
    CasualtyBegan | CasualtyChanged | HospitalChanged | TurnedAway | AmbulanceMoved | CasualtyMovedOn
)
CASUALTY_FACTS: Final = (CasualtyBegan, CasualtyChanged, HospitalChanged, TurnedAway, AmbulanceMoved)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
