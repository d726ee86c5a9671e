"""Section ``basin`` of ``scenario.yaml``, and its tables: rivers that rise upstream 流域联防联控."""

from typing import Annotated, Final, Literal

from pydantic import Field

from sim.scenario.quantity import Frozen, Quantity, Section, quantity
from sim.scenario.tables import Id, Name, Row
from sim.terms.enums import Label

_RISE: Final = "assumption: rise expected in the district; the lowest roads stand 6 m above the usual level"


class Basin(Section):
    """Flood waves from upstream, who is told of them, and what is done about it.

    ``none``: nobody is told. ``district``: the post of each gauge tells the operations centre. ``direct``: it
    tells the townships along the river besides, which warn their villages and bar their roads themselves.
    """

    model: bool = Field(default=False, description="whether waves of stages.csv come down the rivers")
    shares: Literal["none", "district", "direct"] = "none"
    scale: Quantity = quantity(1, "1", 0, 5, "assumption: the waves as scripted; their severity")
    error: Quantity = quantity(
        0.2, "1", 0, 2, "assumption: lognormal, what arrives against what the gauge foretells, sigma"
    )
    interval: Quantity = quantity(60, "min", 5, 1440, "assumption: a risen gauge is read once an hour")
    tell_from: Quantity = quantity(1, "m", 0, 30, "assumption: gauges are told of from this rise on")
    passes_on: Quantity = quantity(
        10, "min", 0, 1440, "assumption: from the reading until the post upstream tells of it"
    )
    judges: Quantity = quantity(15, "min", 0, 1440, "assumption: from the word until somebody has judged it")
    holds: Quantity = quantity(
        3, "h", 0, 240, "assumption: so much longer than the wave travels a told stage counts, to be safe"
    )
    blue: Quantity = quantity(3, "m", 0, 50, _RISE)
    yellow: Quantity = quantity(4.5, "m", 0, 50, _RISE)
    orange: Quantity = quantity(6, "m", 0, 50, _RISE)
    red: Quantity = quantity(8, "m", 0, 50, _RISE)
    bars: bool = Field(default=True, description="whether roads that the water is to reach are barred")
    bar: Quantity = quantity(
        30, "min", 0, 1440, "assumption: until somebody of the township stands at the road with a barrier"
    )
    rescues: Quantity = quantity(
        0.02, "1/(1000 people h)", 0, 100, "assumption: rescues among people of a village that is flooded"
    )


class GaugeRow(Row):
    """``gauges.csv``: a gauge upstream of the district 上游水文站."""

    river: Annotated[Name, Field(description="name_zh of a river of lines.geojson")]
    post: Annotated[Id, Field(description="id in posts.csv: who tells of it")]
    distance_km: Annotated[float, Field(gt=0, le=7000, description="along the river, to the district")]
    travel_h: Annotated[float, Field(gt=0, le=240, description="a wave's way from it to the district")]
    keeps: Annotated[float, Field(gt=0, le=3, description="share of a rise there that arrives")]
    usual_m: Annotated[float, Field(ge=-200, le=9000, description="usual stage, above the sea")]
    warning_m: Annotated[float, Field(ge=-200, le=9000, description="warning mark 警戒水位")]
    guarantee_m: Annotated[float, Field(ge=-200, le=9000, description="guarantee mark 保证水位")]


class StageRow(Frozen):
    """``stages.csv``: a wave, as rise over time at the uppermost gauge of a river 上游水位过程.

    Between two rows of a river the rise goes straight; before the first and after the last there is none.
    """

    id: Id
    river: Name
    at_h: Annotated[float, Field(ge=0, le=1e6, description="hours since the start")]
    rise_m: Annotated[float, Field(ge=0, le=100, description="above the usual stage")]
    label: Label
    source: Annotated[str, Field(min_length=1)]
