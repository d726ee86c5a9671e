"""Laws of slides: the published thresholds; more rain and steeper slopes slide sooner and more often."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import wired
from skies import HOUR, MIDDLE, drawn, ground, luck, published, sky, wet
from worlds import scenario

from sim.hazard.unfold import Emergency, Strike
from sim.hazard.weather.slides import Slipping, excess, share_sliding, slope_deg, threshold_mm_h
from sim.scenario.weather import Slopes
from sim.terms.enums import Asset, DamageKind, HazardKind

SLOPES = Slopes()
STORM = {"lasts": 24, "depth": 400, **MIDDLE}
GUZZETTI = Slopes.model_validate_json('{"scale": 2.20, "exponent": 0.44}')


def test_thresholds_are_those_published():
    for row in published("response/landslide_id_thresholds.csv"):
        figures = SLOPES if row["curve"].startswith("Caine") else GUZZETTI
        found = threshold_mm_h(float(row["duration_h"]), figures)
        assert found == pytest.approx(float(row["intensity_mm_h"]), abs=6e-5)


def test_rain_at_the_threshold_of_a_duration_is_one():
    for hours in (1, 6, 24):
        rate = threshold_mm_h(hours, SLOPES)
        ratios = excess([rate] * 4 * hours, SLOPES)
        assert ratios[-1] == pytest.approx(1.0)
        assert max(ratios) == ratios[-1]


def test_the_worst_duration_counts():
    burst = [0.0] * 4 * 10 + [4 * threshold_mm_h(1, SLOPES)] * 4 + [0.0] * 4 * 10
    ratios = excess(burst, SLOPES)
    assert ratios[10] == pytest.approx(4.0)
    assert ratios[9] == 0.0
    assert 0 < ratios[20] < 1


def test_slides_set_in_at_the_threshold():
    assert share_sliding(1, 0.25) == 0.5
    assert share_sliding(0, 0.25) == 0.0
    assert share_sliding(3, 0.25) > 0.999
    assert share_sliding(0.001, 1e-9) == pytest.approx(0.0)


def slid(depth=400, seed=1, rate=0.01, **row):
    link = ground().links[2]._replace(length_km=20.0, slope_deg=5.0)
    slipping = Slipping(SLOPES, sky(depth=depth, **row))
    return list(slipping.along(link, rate, luck(seed), "road/R2"))


def test_more_rain_brings_the_same_slides_sooner_and_others_besides():
    less, more = ({slide.name: slide for slide in slid(depth)} for depth in (250, 500))
    assert 0 < len(less) < len(more)
    for name, slide in less.items():
        assert more[name].t_ms <= slide.t_ms
        assert more[name].share == slide.share


def test_slides_come_in_proportion_to_rate_length_and_slope():
    counts = [len(slid(rate=rate, seed=seed)) for rate in (0.01, 0.03) for seed in range(12)]
    assert sum(counts[12:]) / sum(counts[:12]) == pytest.approx(3, rel=0.3)


def test_no_rain_no_slides():
    assert slid(depth=0) == []


def test_slides_lie_on_the_road_and_in_the_rain():
    for slide in slid(begin=6, lasts=12):
        assert 0 <= slide.share <= 1
        assert 6 * HOUR < slide.t_ms < 48 * HOUR


def test_the_slope_is_measured_or_follows_from_the_ends():
    link = ground().links[0]
    assert slope_deg(link._replace(slope_deg=12.5)) == 12.5
    steep = link._replace(length_km=1.0, low_m=200.0, high_m=450.0)
    assert slope_deg(steep) == pytest.approx(26.57, abs=0.01)
    assert slope_deg(link._replace(low_m=200.0, high_m=200.0)) == 1.0


def world(**hazard):
    slopes = {"rate": 0.02, "kind": "fire", "buries": 0.5, **hazard.pop("slopes", {})}
    return wet(rainstorms=[STORM], slopes=slopes, **hazard)


def test_a_slide_closes_a_road_until_it_is_cleared_in_two_steps():
    hazard = drawn(world())["landslide"]
    assert hazard.kind is HazardKind.LANDSLIDE
    assert hazard.parent == "rainstorm/0"
    strikes = [what for what in hazard.happenings if isinstance(what, Strike)]
    assert {strike.kind for strike in strikes} == {DamageKind.SLIDE}
    assert all(1 <= len(strike.steps) <= 2 and strike.size >= 1 for strike in strikes)
    assert len({strike.key for strike in strikes}) == len(strikes) > 3


def test_volumes_have_the_median_of_the_figures():
    sizes = sorted(
        what.size
        for seed in range(12)
        for what in drawn(world(), seed)["landslide"].happenings
        if isinstance(what, Strike)
    )
    assert len(sizes) > 60
    assert sizes[len(sizes) // 2] == pytest.approx(500, rel=0.5)
    assert sizes[-1] > 5 * sizes[len(sizes) // 2]


def test_those_who_are_buried_call_because_of_the_slide():
    hazard = drawn(world())["landslide"]
    calls = [what for what in hazard.happenings if isinstance(what, Emergency)]
    strikes = {what.key: what for what in hazard.happenings if isinstance(what, Strike)}
    assert 0 < len(calls) < len(strikes)
    assert all(strikes[call.key].t_ms == call.t_ms == call.birth.t_ms for call in calls)


def test_nobody_calls_where_no_kind_is_named():
    happenings = drawn(world(slopes={"kind": None}))["landslide"].happenings
    assert not [what for what in happenings if isinstance(what, Emergency)]


def test_a_slide_takes_the_fibre_that_is_laid_along_the_road():
    data = wired(5, horizon=2, hazards={"rainstorms": [STORM], "slopes": {"rate": 0.02, "takes_cable": 1}})
    for i, node in enumerate(data["nodes"]):
        node["lon"], node["elev_m"] = 107.0 + 0.1 * i, 200.0 + 30 * i
    strikes = [w for w in drawn(scenario(data))["landslide"].happenings if isinstance(w, Strike)]
    roads = [strike for strike in strikes if strike.kind is DamageKind.SLIDE]
    fibres = [strike for strike in strikes if strike.kind.asset is Asset.FIBRE]
    # fibre number 1 + n runs from the hub at node 0 to node n, over the links 0 to n - 1
    for slide in roads:
        taken = {strike.target for strike in fibres if strike.key.endswith(f"/{slide.key}")}
        assert taken == set(range(slide.target + 2, 6))


def test_another_figure_for_cables_changes_no_slide():
    def roads(share):
        happenings = drawn(world(slopes={"takes_cable": share}))["landslide"].happenings
        return [what for what in happenings if isinstance(what, Strike) and what.kind is DamageKind.SLIDE]

    assert roads(0) == roads(1)


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_a_road_more_changes_the_slides_of_no_other(seed):
    small, large = wet(4, rainstorms=[STORM], slopes={"rate": 0.02}), world()
    few = {
        strike.key: strike
        for strike in drawn(small, seed)["landslide"].happenings
        if isinstance(strike, Strike)
    }
    many = {
        strike.key: strike
        for strike in drawn(large, seed)["landslide"].happenings
        if isinstance(strike, Strike)
    }
    # the plane of the larger land touches the Earth elsewhere, which moves rain by less than a metre
    assert {key: s.size for key, s in few.items()}.items() <= {key: s.size for key, s in many.items()}.items()
