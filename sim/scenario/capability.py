"""Section of ``scenario.yaml`` on capabilities that incidents need beyond engines 专业能力."""

from typing import Annotated

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id
from sim.terms.enums import Skill

_SOME = "assumption: nobody has counted it; a share of what goes by this kind"


class CapabilityRule(Section):
    """Which incidents need a capability, how much of it, and what a caller says of it.

    A rule holds for an incident of one of its kinds and, where stated, of one of its severities and from one
    of its origins; then for a share of those.
    """

    id: Id
    capability: Annotated[Skill, Field(strict=False)]
    kinds: Annotated[tuple[Id, ...], Field(min_length=1, description="kinds of incident")]
    severities: Annotated[tuple[Id, ...], Field(description="severities; all where left out")] = ()
    origins: Annotated[
        tuple[str, ...],
        Field(description="kinds of hazard or damage that brought it about; anything where left out"),
    ] = ()
    share: Quantity = quantity(1, "1", 0, 1, _SOME)
    work: Quantity = quantity(
        1, "h", 0.001, 1000, "assumption: median work of one machine or gang with its people"
    )
    work_sigma: Quantity = quantity(0.5, "1", 0, 3, "assumption: lognormal")
    teams: Quantity = quantity(1, "1", 1, 50, "assumption: so many teams are sent")
    said: Quantity = quantity(
        0.1, "1", 0, 1, "assumption: share of callers whose words make clear what it takes"
    )
    mistaken: Annotated[Skill, Field(strict=False)] | None = Field(
        default=None, description="what a caller may take it for instead"
    )
    wrong: Quantity = quantity(0, "1", 0, 1, "assumption: share of callers who take it for that")
    trapped: Quantity = quantity(
        0, "1", 0, 1000, "assumption: mean of those trapped there, drawn by the law of Poisson"
    )
    frees: bool = Field(default=False, description="whether those who are trapped are freed by this work")


class Suppression(Section):
    """How crews slow a wildfire 林火扑救: line is closed cell by cell, where it is safe, until it is whole.

    Notes
    -----
    Crews anchor where the fire comes last, at the heel, and go along both flanks towards the head. A cell is
    closed where that takes less time than the fire needs to come to it and `margin` more, and where the fire
    comes with less than `intensity` (Byram 1959: heat of combustion, fuel that burns, rate of spread; so wind
    and slope count). Where there is no such cell crews withdraw and wait. A closed cell does not burn.
    """

    model: bool = Field(default=False, description="whether what crews do at a wildfire slows it")
    step: Quantity = quantity(15, "min", 1, 60, "assumption: crews look anew where to work so often")
    person: Quantity = quantity(
        4.02,
        "m/h",
        0,
        1000,
        "NWCG Incident Response Pocket Guide (PMS 461), sustained line production of 20-person crews, type "
        "II, fuel model 10 (timber, litter and understory): 4 chains/h; a twentieth of it",
    )
    forest_unit: Quantity = quantity(
        40.2, "m/h", 0, 10000, "assumption: ten people of a forest squad at the rate of a type II crew"
    )
    engine_unit: Quantity = quantity(
        40.2, "m/h", 0, 10000, "assumption: an engine lays hose as fast as ten people cut line"
    )
    margin: Quantity = quantity(
        15, "min", 0, 1000, "assumption: crews leave a place so long before the fire comes"
    )
    intensity: Quantity = quantity(
        1730,
        "kW/m",
        1,
        100000,
        "Andrews and Rothermel 1982 (INT-131): beyond 500 BTU/ft/s, flames of 8 ft, neither hand crews nor "
        "engines work at a fire's edge",
    )
    heat: Quantity = quantity(18600, "kJ/kg", 1000, 50000, "assumption: low heat of combustion of wood")


class Capability(Section):
    """Capabilities beyond engines that incidents need 专业能力; off unless stated."""

    model: bool = Field(default=False, description="whether incidents need capabilities beyond engines")
    rules: tuple[CapabilityRule, ...] = ()
    suppression: Suppression = Suppression()
