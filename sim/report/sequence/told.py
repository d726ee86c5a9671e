"""What hazards do on the ground, in one line above a map of the sequence."""

from collections.abc import Iterator
from typing import Final

from sim.metric.situation import State
from sim.record.hazard_fields import Field, Seen
from sim.report.geo import Plane
from sim.report.sequence import ground, hazard_look
from sim.report.sequence.view import View
from sim.report.words import WORDS, Both
from sim.terms.enums import DamageKind, HazardKind

_HA_PER_KM2: Final = 100


def on_the_ground(view: View, state: State) -> Both:
    """Return what lies on roads, and how hard it rains, burns and shakes; nothing where none of it is so."""
    parts = [*_figures(view, view.seen(state)), *_on_roads(state)]
    return Both(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))


def _on_roads(state: State) -> Iterator[Both]:
    for kind, word in ((DamageKind.SLIDE, "ground_slides"), *_SPREAD):
        if count := len(ground.links(state, kind)):
            yield WORDS[word].fill(n=count)


_SPREAD: Final = tuple((kind, f"ground_{kind.value}") for kind in hazard_look.ON_ROADS)


def _figures(view: View, seen: Seen) -> Iterator[Both]:
    for field in seen.fields:
        if field.kind is HazardKind.RAINSTORM and field.most >= 1:
            yield WORDS["ground_rain"].fill(n=field.most)
    for name, risen_m in ground.rises(view, seen).items():
        yield WORDS["ground_river"].fill(name=name, n=risen_m)
    if seen.epicentres:
        yield WORDS["ground_quake"].fill(n=seen.epicentres[0].magnitude)
        yield WORDS["ground_aftershocks"].fill(n=len(seen.epicentres) - 1)
    fires = [field for field in seen.fields if field.kind is HazardKind.WILDFIRE]
    if fires:
        yield WORDS["ground_fire"].fill(n=sum(map(burnt_ha, fires)))


def burnt_ha(field: Field) -> float:
    """Return what of a wildfire has burnt or burns, in hectares."""
    here = Plane(field.lons[0], field.lats[0])
    x_km, y_km = here.at(field.lons[1], field.lats[1])
    burnt = sum(age_h >= 0 for row in field.values for age_h in row)
    return burnt * x_km * y_km * _HA_PER_KM2
