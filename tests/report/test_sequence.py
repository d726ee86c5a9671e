"""Laws of the maps of a sequence, looked up in what was drawn."""

import warnings
from datetime import datetime
from functools import cache
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from silences import scenario as wired
from worlds import NOTE, line, scenario

from sim.metric.situation import Post, Situation, State
from sim.record.facts import (
    FibreChanged,
    MainsChanged,
    ReachChanged,
    RoadCut,
    RoadOpened,
    SiteChanged,
    TeamChanged,
)
from sim.record.hazard_facts import HazardBegan, RoadLimited, RoadSlowed
from sim.record.power_facts import LoadChanged
from sim.record.repair import CrewChanged
from sim.report.fonts import look
from sim.report.geo import Box
from sim.report.material import Material
from sim.report.page import page
from sim.report.sequence import sequence
from sim.report.sequence.figure import hazards
from sim.report.sequence.look import TEAMS
from sim.report.sequence.times import HOURS, chosen, moments, parse
from sim.report.sequence.view import DOINGS, View
from sim.report.sheet import Sheet
from sim.report.words import WORDS, Lang
from sim.report.write import drawings
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.enums import CrewStatus, HazardKind, TeamStatus
from sim.terms.errors import BadInput
from sim.terms.units import HOUR_MS

START = datetime.fromisoformat("2025-07-10T18:00:00+08:00")
DAY = 24 * HOUR_MS
QUIET = 200_000
"""Address of the first township."""


def told(*rows: tuple[float, object]) -> Situation:
    """Return the situation that (hour, fact) rows tell."""
    found = Situation()
    for hour, fact in rows:
        found.readers[type(fact)](0, round(hour * HOUR_MS), fact)
    return found


def view(world: Scenario, lang: Lang = Lang.EN) -> View:
    return View(Sheet.of(world, {}, lang, 1.0))


def drawn(world: Scenario, situation: Situation, lang: Lang = Lang.EN, end_ms: int = 4 * DAY) -> Figure:
    with look(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = sequence(world, situation, (START, end_ms), lang)
        FigureCanvasAgg(figure).draw()
    return figure


def count(figure: Figure, place: int, gid: str) -> int:
    """Return how many artists of a kind one map holds."""
    return len(figure.axes[place].findobj(lambda artist: artist.get_gid() == gid, include_self=False))


def ways(figure: Figure, place: int, gid: str) -> int:
    """Return how many links of a kind one map holds."""
    found = figure.axes[place].findobj(lambda artist: artist.get_gid() == gid)
    return sum(len(artist.get_segments()) for artist in found)


def key_words(figure: Figure) -> set[str]:
    legends = figure.axes[-1].findobj(lambda artist: type(artist).__name__ == "Legend")
    return {text.get_text() for legend in legends for text in legend.get_texts()}


@cache
def everything() -> Figure:
    """Return Fuling with something of every kind, all of it from 1 h on, a road open again at 20 h."""
    world = load("three-cuts-all")
    station = next(i for i, row in enumerate(world.stations) if row.kind.value == "national")
    home = {node.id for node in world.nodes if node.district == "500102"}
    a, b, c, d = [i for i, row in enumerate(world.links) if {row.a, row.b} <= home][:4]
    here, there, far = (world.node_ids[seat] for seat in ("T107", "T118", "T206"))
    situation = told(
        (2, HazardBegan(0, "rainstorm")),
        (3, RoadCut(a)),
        (3, RoadCut(b)),
        (3, RoadSlowed(c, 400)),
        (3, RoadLimited(d, ("light",))),
        (3, RoadSlowed(b, 400)),
        (3, MainsChanged(1, False)),
        (3, ReachChanged(QUIET + 1, False)),
        (3, ReachChanged(100_000 + station, False)),
        (3, ReachChanged(300_000, False)),
        (3, FibreChanged(0, False)),
        (3, SiteChanged("telecom", 8, False, "")),
        (3, SiteChanged("radio370", 0, False, "")),
        (3, SiteChanged("radio370", 99, False, "")),
        (3, CrewChanged(0, "working", here, 0, 1)),
        (3, CrewChanged(1, "working", here, 0, 1)),
        (3, CrewChanged(2, "stranded", there, 0, 1)),
        (3, CrewChanged(3, "at_base", there, None, 1)),
        (3, TeamChanged(0, "on_air", far)),
        (20, RoadOpened(a)),
    )
    return drawn(world, situation, Lang.ZH)


def test_before_the_first_cut_nothing_is_cut_and_later_what_is_told_by_then() -> None:
    figure = everything()
    assert [ways(figure, place, "closed") for place in range(4)] == [0, 2, 1, 1]
    assert [ways(figure, place, "slowed") for place in range(4)] == [0, 2, 2, 2]
    assert [count(figure, place, "cross") for place in range(4)] == [0, 2, 1, 1]
    assert [count(figure, place, "dark") > 0 for place in range(4)] == [False, True, True, True]
    assert [count(figure, place, "fibre") for place in range(4)] == [0, 1, 1, 1]


def test_sites_posts_and_teams_are_marked_where_they_are() -> None:
    figure = everything()
    assert count(figure, 1, "site") == 2  # that of a team is none of the scenario's
    assert count(figure, 1, "silent") == 2  # villages have no mark
    assert [count(figure, 1, doing) for doing in TEAMS] == [1, 0, 1, 1]
    (number,) = figure.axes[1].findobj(lambda artist: artist.get_gid() == "count")
    assert number.get_text() == "2"


def test_every_map_has_a_scale_bar_of_the_length_that_it_says() -> None:
    for ax in everything().axes[:4]:
        (bar,) = ax.findobj(lambda artist: artist.get_gid() == "scale-bar")
        said = next(text.get_text() for text in ax.texts if text.get_text().endswith("公里"))
        assert max(bar.get_xdata()) - min(bar.get_xdata()) == pytest.approx(float(said.split()[0]))


def test_no_name_covers_another_or_a_mark_and_who_is_dark_is_named() -> None:
    figure = everything()
    renderer = FigureCanvasAgg(figure).get_renderer()
    for place, ax in enumerate(figure.axes[:4]):
        names = [text for text in ax.texts if text.get_gid() in ("township-name", "river-name", "count")]
        boxes = [Box(*text.get_window_extent(renderer).extents) for text in names]
        assert len(boxes) > 20
        assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]
        marks = ax.findobj(lambda artist: artist.get_gid() in ("silent", "site", *TEAMS))
        spots = [ax.transData.transform((line.get_xdata()[0], line.get_ydata()[0])) for line in marks]
        assert not [1 for box in boxes for x, y in spots if box.holds((x, y))]
        assert place == 0 or load("three-cuts-all").townships[1].name_zh in {
            text.get_text() for text in names
        }


def test_the_head_of_a_map_counts_what_is_on_it() -> None:
    words = [text.get_text() for text in everything().texts]
    dark = view(load("three-cuts-all")).supplied[1].people
    assert words[0] == "首次中断之前（07-10 21:00）"
    assert words[3] == "首次中断后 6 小时（07-11 03:00）"
    head = f"断路 2 段 · 缓行限行 2 段 · 停电 {dark:,} 人 · 失联 2 处 · "
    assert words[4] == head + "队伍作业 2、途中 0、待命受阻 1、通信开通 1"
    assert words[5] == "灾害：暴雨"


def test_the_legend_names_what_occurs_and_nothing_else() -> None:
    said = key_words(everything())
    shown = "road_closed road_slowed area_dark place_silent site_out fibre_broken hazard_reach team_many"
    assert {WORDS[word].zh for word in shown.split()} <= said
    assert WORDS["team_moving"].zh not in said
    bare = key_words(drawn(scenario(line(nodes=3)), told((1, RoadCut(0)))))
    assert bare == {WORDS[word].en for word in ("road_closed", "road_open", "township_seat")}


def test_the_reach_of_a_hazard_is_ringed_while_it_is_under_way() -> None:
    figure = everything()
    (ring,) = figure.axes[0].findobj(lambda artist: artist.get_gid() == "reach")
    storm = load("three-cuts-all").hazards.rainstorms[0]
    assert ring.get_radius() == storm.reach.value
    assert count(figure, 0, "spot") == 1
    assert count(drawn(load("hamlet-cut"), told((1, RoadCut(0)))), 1, "reach") == 0


def test_a_hazard_without_a_reach_is_a_spot_alone() -> None:
    quake = load("hamlet-quake")
    begin_h = quake.hazards.quakes[0].begin.ms / HOUR_MS
    state = told((begin_h, HazardBegan(0, "earthquake"))).at(DAY)
    (spot,) = view(quake).spots(state)
    assert (spot.kind, spot.reach_km) == (HazardKind.EARTHQUAKE, None)
    assert hazards(view(quake), state).en == "Hazards: earthquake"
    assert hazards(view(quake), State(0)) == WORDS["panel_no_hazard"]


# --- when ---------------------------------------------------------------------------------------------------


def test_hours_beyond_the_end_become_the_end_once() -> None:
    found = moments(HOUR_MS, 10 * HOUR_MS, (72, 6, 24), START)
    assert [moment.t_ms for moment in found] == [HOUR_MS - 1, 7 * HOUR_MS, 10 * HOUR_MS]
    assert found[-1].name.en == "+9.0 h after the first cut, end of the run (07-11 04:00)"


@pytest.mark.parametrize(
    ("until_h", "hours"), [(50, HOURS[0]), (3, HOURS[1]), (0.5, HOURS[2]), (0.1, HOURS[2])]
)
def test_a_short_cut_is_shown_while_it_lasts(until_h: float, hours: tuple[float, ...]) -> None:
    assert chosen(told((1, RoadCut(0)), (1 + until_h, RoadOpened(0))), 4 * DAY) == hours


def test_the_end_counts_among_the_times_where_it_comes_before_them() -> None:
    assert chosen(told((1, RoadCut(0))), 2 * HOUR_MS) == HOURS[0]


def test_where_nothing_was_cut_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="nothing was cut"):
        sequence(scenario(line()), told(), (START, DAY), Lang.ZH)


def test_an_odd_number_of_maps_leaves_room_for_the_legend_beside_the_last() -> None:
    figure = drawn(scenario(line(nodes=3)), told((1, RoadCut(0))), end_ms=20 * HOUR_MS)
    assert len(figure.axes) == 3 + 1
    key, last = figure.axes[-1].get_position(), figure.axes[-2].get_position()
    assert key.x0 > last.x1
    assert key.y0 < last.y1


@pytest.mark.parametrize("text", ["", "6,", "0", "-3", "six", "1,2,3,4,5,6,7,8,9,10", "1e3", "nan"])
def test_hours_that_are_none_are_refused_by_name(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(text)
    (fault,) = refused.value.faults
    assert str(fault).startswith("--map-hours")
    assert parse(" 2.5,12") == (2.5, 12.0)


# --- what ---------------------------------------------------------------------------------------------------


def test_every_status_of_a_team_that_is_out_has_a_mark() -> None:
    at_home = {CrewStatus.AT_BASE.value}
    assert set(DOINGS) == {status.value for status in (*CrewStatus, *TeamStatus)} - at_home
    assert set(DOINGS.values()) == set(TEAMS)


@pytest.mark.parametrize(("minute", "east"), [(0, 0.0), (30, 0.5), (60, 1.0), (90, 1.0)])
def test_a_team_under_way_is_as_far_as_its_own_estimate_says(minute: int, east: float) -> None:
    looked = view(scenario(line(nodes=3)))
    post = Post("en_route", 2, 0, HOUR_MS, (0, 1))
    first, last = (looked.sheet.nodes[node] for node in ("N00", "N02"))
    place = looked.place(post, minute * HOUR_MS // 60)
    assert place[0] == pytest.approx(first[0] + east * (last[0] - first[0]))
    assert looked.path(post) == [looked.sheet.nodes[f"N0{i}"] for i in range(3)]


def test_a_way_that_does_not_lead_to_its_end_is_not_drawn_beyond_it() -> None:
    looked = view(scenario(line(nodes=4)))
    tail = [looked.sheet.nodes["N02"], looked.sheet.nodes["N03"]]
    assert looked.path(Post("en_route", 3, 0, HOUR_MS, (0, 2))) == tail
    assert looked.place(Post("returning", 1, 0), HOUR_MS) == looked.sheet.nodes["N01"]


def test_a_team_under_way_is_drawn_with_the_way_ahead() -> None:
    crew = CrewChanged(0, "en_route", 2, 0, 1, "", 12 * HOUR_MS, (0, 1))
    figure = drawn(scenario(line(nodes=3)), told((1, RoadCut(0)), (1, crew)))
    assert [count(figure, place, "ahead") for place in range(4)] == [0, 1, 1, 1]
    assert [count(figure, place, "moving") for place in range(4)] == [0, 1, 1, 1]
    stuck = drawn(
        scenario(line(nodes=3)), told((1, RoadCut(0)), (1, CrewChanged(0, "en_route", 2, 0, 1, "", 9)))
    )
    assert count(stuck, 1, "ahead") == 0


def test_areas_with_a_transformer_of_their_own_are_dark_on_their_own() -> None:
    world = load("hamlet")
    looked = view(world)
    rows = {row.id: number for number, row in enumerate(world.loads)}
    everybody = sum(town.population for town in world.townships)
    assert sum(place.people for place in looked.supplied) == everybody
    state = told((1, LoadChanged(rows["LD-H08"], "dark", 0)), (1, LoadChanged(rows["LD-HO1"], "dark", 0))).at(
        DAY
    )
    (dark,) = looked.dark(state)
    assert looked.supplied[dark].people == 1300
    assert looked.counts(state)["people"] == 1300
    seat = told((1, LoadChanged(rows["LD-T2"], "dark", 0))).at(DAY)
    assert [looked.supplied[number].township for number in looked.dark(seat)] == [1]


def test_a_mark_beyond_the_frame_is_left_out() -> None:
    site = {"id": "RS", "name_zh": "远", "township": "T00", "lon": 109.5, "lat": 31.0, "elev_m": 300.0}
    far = {**line(nodes=3), "sites": [{**site, **NOTE}]}
    figure = drawn(scenario(far), told((1, SiteChanged("radio370", 0, False, ""))))
    assert [count(figure, place, "site") for place in range(4)] == [0, 0, 0, 0]


def test_posts_of_every_kind_can_be_silent() -> None:
    world = wired()
    eoc = next(i for i, post in enumerate(world.posts) if post.kind.value == "eoc")
    state = told((1, ReachChanged(400_000 + eoc, False)), (1, ReachChanged(600_000, False))).at(DAY)
    assert set(view(world).silent(state)) == {"EOC1"}


# --- in a report --------------------------------------------------------------------------------------------


def test_a_run_with_cuts_has_maps_and_a_timeline_and_a_section_in_both_languages(by_hand: Material) -> None:
    drawings_of = drawings(by_hand)
    assert {"sequence", "service"} <= set(drawings_of)
    with look():
        for lang in Lang:
            (ax,) = drawings_of["service"](lang).axes
            assert ax.get_xlabel() == ("Hours since the start" if lang is Lang.EN else "开始后小时")
            assert len(drawings_of["sequence"](lang).axes) >= 3
    images = {name: {"zh": "data:,a", "en": "data:,b"} for name in drawings_of}
    titles = [section.title for section in page(by_hand, images, Lang.ZH).sections]
    assert WORDS["section_cuts"] in titles


def test_a_run_without_cuts_has_neither(hamlet: Material) -> None:
    assert not {"sequence", "service"} & set(drawings(hamlet))
    images = {name: {"zh": "data:,a", "en": "data:,b"} for name in drawings(hamlet)}
    assert WORDS["section_cuts"] not in [section.title for section in page(hamlet, images, Lang.ZH).sections]


def test_the_hours_that_are_asked_for_are_drawn(by_hand: Material) -> None:
    with look():
        figure = drawings(by_hand, (0.5, 1.0, 1.5, 2.0))["sequence"](Lang.EN)
    heads = [text.get_text() for text in figure.texts if "(" in text.get_text()]
    assert [head.split(" after")[0] for head in heads[1:5]] == ["+0.5 h", "+1 h", "+1.5 h", "+2 h"]
