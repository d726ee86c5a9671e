"""Laws of hazards on the maps of a sequence: each is drawn where it is, in its time, and has a name."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from test_sequence import DAY, START, count, key_words, told, view, ways
from worlds import line, scenario

from sim.metric.situation import Broken, Situation
from sim.record.capability import LineBuilt
from sim.record.facts import RoadCut
from sim.record.hazard_facts import DamageBegan, DamageMended, HazardBegan, HazardEnded
from sim.record.hazard_fields import Bounds, Epicentre, Field, Look, Seen
from sim.report.fonts import look
from sim.report.geo import Box, Plane
from sim.report.hazard_words import HAZARD_WORDS
from sim.report.sequence import hazard_look, sequence
from sim.report.sequence.ground import links, rises
from sim.report.sequence.told import burnt_ha, on_the_ground
from sim.report.sequence.view import View
from sim.report.words import WORDS, Lang
from sim.report.write import drawings
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.enums import DamageKind, HazardKind
from sim.terms.units import HOUR_MS

RAIN, QUAKE, FIRE, GAS = (
    HazardKind.RAINSTORM,
    HazardKind.EARTHQUAKE,
    HazardKind.WILDFIRE,
    HazardKind.CHEMICAL,
)
CUT = told((1, RoadCut(0)))
PEAKS = {RAIN: 40.0, QUAKE: 9.0, FIRE: 5.0, GAS: 3.0}
FEET = {FIRE: -3.0, QUAKE: 4.0}


def hill(kind: HazardKind, bounds: Bounds, peak: float, foot: float = 0.0) -> Field:
    """Return a field with its peak in the middle of some bounds, which falls evenly to all sides."""
    west, south, east, north = bounds
    lons = tuple(west + (east - west) * i / 40 for i in range(41))
    lats = tuple(south + (north - south) * i / 40 for i in range(41))
    far = [[max(abs(i - 20), abs(j - 20)) / 20 for j in range(41)] for i in range(41)]
    return Field(kind, lons, lats, tuple(tuple(peak - (peak - foot) * share for share in row) for row in far))


def everything(t_ms: int, bounds: Bounds) -> Seen:
    """Return every hazard in the middle of the map, from two hours on."""
    if t_ms < 2 * HOUR_MS:
        return Seen()
    west, south, east, north = bounds
    fields = [hill(kind, bounds, peak, FEET.get(kind, 0.0)) for kind, peak in PEAKS.items()]
    middle = Epicentre((west + east) / 2, (south + north) / 2, 6.5)
    beside = Epicentre(middle.lon + (east - west) / 8, middle.lat, 4.4)
    rivers = {number: 2.5 for number, row in enumerate(load("hamlet").lines) if row.kind == "river"}
    return Seen(tuple(fields), rivers, (middle, beside), 1.0)


def drawn(world: Scenario, situation: Situation, seen: Look | None, lang: Lang = Lang.EN) -> Figure:
    with look():
        figure = sequence(world, situation, (START, 4 * DAY), lang, (1.0, 6.0, 24.0), seen)
        FigureCanvasAgg(figure).draw()
    return figure


@pytest.fixture(scope="module")
def struck() -> Figure:
    """Return the hamlet with every hazard, and something the matter on four roads, one of them mended."""
    rows = [DamageKind.SLIDE, DamageKind.ROAD_FLOOD, DamageKind.SMOKE, DamageKind.CORDON]
    began = [(2.0, DamageBegan(i, kind.value, i, 5, (), None)) for i, kind in enumerate(rows)]
    return drawn(load("hamlet"), told((1, RoadCut(0)), *began, (6, DamageMended(1))), everything)


@pytest.mark.parametrize("gid", ["rain", "burnt", "burning", "gas", "intensity", "risen"])
def test_a_hazard_is_on_the_maps_of_its_time_and_not_before(struck: Figure, gid: str) -> None:
    assert [count(struck, place, gid) > 0 for place in range(4)] == [False, True, True, True]


def test_the_centre_of_an_earthquake_and_of_its_aftershocks_are_marked(struck: Figure) -> None:
    sizes = [
        mark.get_markersize()
        for mark in struck.axes[1].findobj(lambda artist: artist.get_gid() == "epicentre")
    ]
    assert sizes == [hazard_look.EPICENTRE.size, hazard_look.AFTERSHOCK.size]


def test_each_line_of_intensity_bears_its_degree_and_no_degree_covers_another(struck: Figure) -> None:
    renderer = FigureCanvasAgg(struck).get_renderer()
    degrees = [text for text in struck.axes[1].texts if text.get_gid() == "degree"]
    assert [text.get_text() for text in degrees] == ["VI", "VII", "VIII"]
    boxes = [Box(*text.get_window_extent(renderer).extents) for text in degrees]
    names = [
        Box(*text.get_window_extent(renderer).extents)
        for text in struck.axes[1].texts
        if text.get_gid() == "township-name"
    ]
    assert names
    assert not [1 for one, other in combinations([*boxes, *names], 2) if one.overlaps(other)]


def test_what_is_the_matter_with_a_road_is_drawn_until_it_is_mended(struck: Figure) -> None:
    assert [count(struck, place, "slide") for place in range(4)] == [0, 1, 1, 1]
    assert [ways(struck, place, "road_flood") for place in range(4)] == [0, 1, 0, 0]
    assert [ways(struck, place, "smoke") for place in range(4)] == [0, 1, 1, 1]
    assert [ways(struck, place, "cordon") for place in range(4)] == [0, 1, 1, 1]


def test_the_legend_names_the_hazards_that_are_seen_and_no_others(struck: Figure) -> None:
    said = key_words(struck)
    plain = "slide road_flood smoke cordon burning burnt gas intensity epicentre"
    assert {WORDS[f"hazard_{word}"].en for word in plain.split()} <= said
    assert {WORDS["hazard_rain"].fill(mm_h=mm_h).en for mm_h in hazard_look.RAIN_MM_H} <= said
    bare = key_words(drawn(load("hamlet"), CUT, None))
    assert not {word for word in bare if any(word == en for _, en in HAZARD_WORDS.values())}
    assert not {word for word in bare if "mm/h" in word}


def test_a_legend_with_hazards_stands_below_the_maps_and_covers_nothing_of_itself(struck: Figure) -> None:
    renderer = FigureCanvasAgg(struck).get_renderer()
    legends = struck.axes[-1].findobj(lambda artist: type(artist).__name__ == "Legend", include_self=False)
    boxes = [Box(*legend.get_window_extent(renderer).extents) for legend in legends]
    assert len(boxes) == len({box.west + 10_000 * box.south for box in boxes})
    assert not [1 for one, other in combinations(boxes, 2) if one.grown(-2).overlaps(other.grown(-2))]
    bottom = min(ax.get_window_extent(renderer).y0 for ax in struck.axes[:4])
    assert max(box.north for box in boxes) < bottom + 3
    assert min(box.south for box in boxes) > 0


def test_weak_rain_and_shaking_that_breaks_nothing_are_not_drawn() -> None:
    def faint(t_ms: int, bounds: Bounds) -> Seen:
        fields = (hill(RAIN, bounds, 2.0), hill(QUAKE, bounds, 5.5), hill(GAS, bounds, 0.5))
        return Seen(fields, dict.fromkeys(range(1), 0.4))

    figure = drawn(load("hamlet"), CUT, faint)
    for gid in ("rain", "intensity", "gas", "risen", "degree"):
        assert count(figure, 1, gid) == 0
    assert not {word for word in key_words(figure) if "mm/h" in word or "gas" in word or "risen" in word}


@pytest.mark.parametrize("lang", list(Lang))
def test_the_line_above_a_map_says_how_hard_it_is(lang: Lang) -> None:
    looked = View(view(load("hamlet"), lang).sheet, everything)
    state = told(
        (1, DamageBegan(0, "slide", 2, 9, (), None)),
        (1, DamageBegan(1, "slide", 2, 9, (), None)),
        (1, DamageBegan(2, "road_flood", 1, 9, (), None)),
    ).at(3 * HOUR_MS)
    line_of = on_the_ground(looked, state).of(lang).split(" · ")
    said = {
        Lang.EN: [
            "rain up to 40 mm/h",
            "+2.5 m",
            "magnitude 6.5",
            "aftershocks 1",
            "burnt",
            "slides on 1 roads",
        ],
        Lang.ZH: ["雨强最大 40 毫米/时", "涨 2.5 米", "震级 6.5", "余震 1 次", "过火", "滑坡压路 1 段"],
    }[lang]
    assert len(line_of) == 7
    assert all(words in part for words, part in zip(said, line_of, strict=False))
    assert on_the_ground(view(load("hamlet"), lang), CUT.at(0)).of(lang) == ""


def test_only_rivers_that_have_risen_are_told_of() -> None:
    looked = view(load("hamlet"))
    rivers = [number for number, row in enumerate(load("hamlet").lines) if row.kind == "river"]
    assert rises(looked, Seen(rises_m=dict.fromkeys(rivers, 0.9))) == {}
    assert list(rises(looked, Seen(rises_m=dict.fromkeys(rivers, 1.0))).values()) == [1.0] * len(rivers)


def test_the_burnt_area_is_that_of_its_cells() -> None:
    plane = Plane(107.0, 29.0)
    lons = tuple(plane.degrees((0.1 * i, 0))[0] for i in range(3))
    lats = tuple(plane.degrees((0, 0.1 * i))[1] for i in range(2))
    field = Field(FIRE, lons, lats, ((-1.0, 0.0, 2.0), (5.0, -1.0, -1.0)))
    assert burnt_ha(field) == pytest.approx(3.0, rel=1e-6)


# --- what the log tells -------------------------------------------------------------------------------------


def test_a_damage_stays_until_it_is_mended_and_two_on_a_link_count_once() -> None:
    situation = told(
        (1, DamageBegan(0, "slide", 4, 9, (), None)),
        (2, DamageBegan(1, "slide", 4, 9, (), None)),
        (3, DamageMended(0)),
        (4, DamageMended(1)),
    )
    assert situation.at(2 * HOUR_MS).broken == {0: Broken("slide", 4), 1: Broken("slide", 4)}
    assert [links(situation.at(h * HOUR_MS), DamageKind.SLIDE) for h in range(5)] == [[], [4], [4], [4], []]
    assert links(situation.at(2 * HOUR_MS), DamageKind.SMOKE) == []


def test_a_line_around_a_fire_is_known_by_the_order_in_which_fires_began() -> None:
    situation = told(
        (1, HazardBegan(0, "rainstorm")),
        (2, HazardBegan(1, "wildfire")),
        (3, HazardBegan(2, "wildfire")),
        (4, LineBuilt(2, (7, 8), 5)),
        (5, LineBuilt(1, (9,), 6)),
    )
    assert situation.fought == [(4 * HOUR_MS, 1, (7, 8)), (5 * HOUR_MS, 0, (9,))]


def test_a_hazard_that_cuts_nothing_has_maps_from_its_beginning() -> None:
    situation = told((5, HazardBegan(0, "wildfire")), (30, HazardEnded(0)))
    with look():
        figure = sequence(load("hamlet"), situation, (START, 4 * DAY), Lang.EN, None, everything)
    heads = [text.get_text() for text in figure.texts if "(" in text.get_text()]
    assert [head.split(" (")[0] for head in heads[:4]] == [
        "Before the hazard began",
        "+6 h after the hazard began",
        "+24 h after the hazard began",
        "+72 h after the hazard began",
    ]
    assert count(figure, 1, "burnt") == 1


def test_where_fields_are_known_a_ring_as_set_gives_way_to_them() -> None:
    world = load("hamlet-rain")
    begin_h = world.hazards.rainstorms[0].begin.ms / HOUR_MS
    state = told((begin_h, HazardBegan(0, "rainstorm"))).at(DAY)
    sheet = view(world).sheet
    assert [spot.kind for spot in View(sheet).spots(state)] == [RAIN]
    assert View(sheet, everything).spots(state) == []


def test_the_land_that_is_asked_for_is_that_of_the_map() -> None:
    asked: list[Bounds] = []

    def note(t_ms: int, bounds: Bounds) -> Seen:
        asked.append(bounds)
        return Seen()

    looked = View(view(load("hamlet")).sheet, note)
    looked.seen(CUT.at(DAY))
    (west, south, east, north), frame = asked[0], looked.sheet.frame
    assert looked.sheet.plane.at(west, south) == pytest.approx((frame.west, frame.south))
    assert looked.sheet.plane.at(east, north) == pytest.approx((frame.east, frame.north))


def test_a_run_with_a_hazard_and_no_cut_has_maps_and_no_timeline(hamlet: object) -> None:
    import dataclasses

    quiet = dataclasses.replace(hamlet, situation=told((1, HazardBegan(0, "wildfire"))))  # type: ignore[type-var]
    assert "sequence" in drawings(quiet)  # type: ignore[arg-type]
    assert "service" not in drawings(quiet)  # type: ignore[arg-type]


def test_a_small_world_can_be_drawn_with_hazards_beyond_its_edges() -> None:
    far = (Epicentre(100.0, 20.0, 7.0),)
    figure = drawn(
        scenario(line(nodes=3)), CUT, lambda t_ms, bounds: Seen((hill(QUAKE, bounds, 9.0, 6.5),), {}, far)
    )
    assert count(figure, 1, "epicentre") == 0
    assert count(figure, 1, "intensity") == 1
