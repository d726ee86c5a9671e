"""Laws of the map: looked up in the drawn figure, not in the code."""

import re
import warnings
from functools import cache
from io import BytesIO
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from worlds import line, scenario

from sim.report import maps, style
from sim.report.fonts import look
from sim.report.geo import Box
from sim.report.sheet import Sheet
from sim.report.words import Lang
from sim.scenario.load import load
from sim.scenario.model import Scenario

NOTE = {"label": "assumption", "source": "made for a test"}


@cache
def fuling() -> Scenario:
    return load("fuling")


def minutes_of(world: Scenario) -> dict[str, float | None]:
    """Return a spread of times, one township without any."""
    times: dict[str, float | None] = {town.id: 3.0 + 2.3 * i for i, town in enumerate(world.townships)}
    times[world.townships[-1].id] = None
    return times


def drawn(world: Scenario, lang: Lang = Lang.ZH) -> Figure:
    with look(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = maps.district_map(world, minutes_of(world), lang)
        FigureCanvasAgg(figure).draw()
        return figure


@cache
def fuling_drawn(lang: Lang) -> Figure:
    return drawn(fuling(), lang)


def boxes(figure: Figure, gid: str) -> list[Box]:
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = figure.findobj(lambda artist: artist.get_gid() == gid)
    return [Box(*text.get_window_extent(renderer).extents) for text in texts]


def with_lines(world: dict[str, object], *lines: tuple[str, list[tuple[float, float]]]) -> Scenario:
    rows = [
        {"name_zh": "某江" if kind == "river" else "区界", "kind": kind, "points": points, **NOTE}
        for kind, points in lines
    ]
    return scenario({**world, "lines": rows})


@pytest.mark.parametrize("lang", Lang)
def test_every_township_of_fuling_is_named_exactly_once(lang: Lang) -> None:
    texts = fuling_drawn(lang).findobj(lambda artist: artist.get_gid() == "township-name")
    names = [re.sub(r" \d+$", "", text.get_text()) for text in texts]
    wanted = [town.name_zh if lang is Lang.ZH else town.name_en for town in fuling().townships]
    assert sorted(names) == sorted(wanted)


@pytest.mark.parametrize("lang", Lang)
def test_no_name_on_the_map_of_fuling_covers_another(lang: Lang) -> None:
    figure = fuling_drawn(lang)
    written = [box for gid in ("township-name", "river-name", "neighbour-name") for box in boxes(figure, gid)]
    assert not [(one, other) for one, other in combinations(written, 2) if one.overlaps(other)]


def test_names_stay_inside_their_map() -> None:
    figure = fuling_drawn(Lang.ZH)
    frames = [Box(*ax.get_window_extent().extents) for ax in figure.axes[:2]]
    assert all(any(frame.contains(box) for frame in frames) for box in boxes(figure, "township-name"))


def test_the_six_neighbours_are_named_at_the_edge() -> None:
    texts = fuling_drawn(Lang.ZH).findobj(lambda artist: artist.get_gid() == "neighbour-name")
    assert {text.get_text() for text in texts} == {d.name_zh for d in fuling().districts if not d.home}


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    figure = fuling_drawn(Lang.ZH)
    for ax in figure.axes[:2]:
        (bar,) = ax.findobj(lambda artist: artist.get_gid() == "scale-bar")
        said = next(text.get_text() for text in ax.texts if text.get_text().endswith("公里"))
        xs = bar.get_xdata()
        assert max(xs) - min(xs) == pytest.approx(float(said.split()[0]))


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    for ax in fuling_drawn(Lang.ZH).axes[:2]:
        (x0, y0), (x1, y1) = ax.transData.transform([(0, 0), (1, 1)])
        assert x1 - x0 == pytest.approx(y1 - y0, rel=1e-6)


def test_the_dense_core_has_a_map_of_its_own_and_its_names_stand_only_there() -> None:
    figure = fuling_drawn(Lang.ZH)
    main, inset, _ = figure.axes
    core = {"敦仁街道", "崇义街道", "荔枝街道", "江北街道", "江东街道"}
    assert core == {t.get_text().split()[0] for t in inset.texts if t.get_gid() == "township-name"}
    assert not core & {t.get_text().split(" ")[0] for t in main.texts}


def test_townships_are_coloured_by_their_time() -> None:
    main = fuling_drawn(Lang.ZH).axes[0]
    colours = {patch.get_facecolor() for patch in main.patches}
    from matplotlib.colors import to_rgba

    wanted = {style.colour_of(time) for time in minutes_of(fuling()).values()}
    assert {to_rgba(colour) for colour in wanted} <= colours
    assert to_rgba(style.NO_CALLS) in colours


def test_the_credit_that_the_data_ask_for_is_on_the_map() -> None:
    assert any("GeoNames (CC BY 4.0)" in text.get_text() for text in fuling_drawn(Lang.EN).texts)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_run_gives_the_same_bytes(form: str) -> None:
    def saved() -> bytes:
        sink = BytesIO()
        with look():
            world = load("hamlet")
            figure = maps.district_map(world, minutes_of(world))
            figure.savefig(sink, format=form, metadata={"Date": None} if form == "svg" else None)
        return sink.getvalue()

    assert saved() == saved()


@pytest.mark.parametrize("lang", Lang)
def test_a_world_without_lines_core_or_bridges_is_drawn(lang: Lang) -> None:
    figure = drawn(scenario(line(nodes=3)), lang)
    assert len(figure.axes) == 2
    assert len(boxes(figure, "township-name")) == 3


def test_a_world_of_one_place_is_drawn() -> None:
    figure = drawn(scenario(line(nodes=1)))
    assert len(boxes(figure, "township-name")) == 1


def test_what_lies_beyond_the_border_is_not_coloured() -> None:
    border = [(106.9, 28.9), (107.05, 28.9), (107.05, 29.1), (106.9, 29.1), (106.9, 28.9)]
    world = with_lines(line(nodes=3), ("border", border), ("river", [(106.8, 29.0), (107.3, 29.05)]))
    main = drawn(world).axes[0]
    sheet = Sheet.of(world, {}, Lang.ZH, 1.0)
    east = max(x for x, _ in sheet.borders[0])
    cells = [patch for patch in main.patches if type(patch).__name__ == "Polygon"]
    assert cells
    assert all(patch.get_xy()[:, 0].max() <= east + 1e-6 for patch in cells)


def test_a_border_that_does_not_close_has_no_inside() -> None:
    world = with_lines(line(nodes=3), ("border", [(107.1, 28.9), (107.1, 29.1)]))
    sheet = Sheet.of(world, {}, Lang.ZH, 1.0)
    assert sheet.rings == []
    assert all(sheet.frame.holds(point) for point in sheet.nodes.values())
    cells = [patch for patch in drawn(world).axes[0].patches if type(patch).__name__ == "Polygon"]
    assert len(cells) == 3


def test_a_river_that_is_not_on_the_map_is_not_named() -> None:
    world = with_lines(line(nodes=3), ("river", [(110.0, 35.0), (110.3, 35.0)]))
    assert boxes(drawn(world), "river-name") == []


def test_stations_that_take_no_part_are_not_drawn() -> None:
    def marks(world: Scenario) -> int:
        main = drawn(world).axes[0]
        return sum(
            artist.get_marker() == style.STATIONS[world.stations[0].kind].marker for artist in main.lines
        )

    data = line(nodes=3, stations={0: 1, 2: 1})
    data["stations"] = [{**row, "kind": "township"} for row in data["stations"]]
    assert marks(scenario(data)) == 2
    assert marks(scenario({**data, "forces": {"town_brigades": False}})) == 0


def crowd(count: int) -> Scenario:
    data = line(nodes=1, stations={0: 1})
    town = data["townships"][0]
    return scenario(
        {
            **data,
            "townships": [{**town, "id": f"T{i:02d}", "name_zh": f"很长的镇名{i}"} for i in range(count)],
        }
    )


def test_a_name_far_from_its_point_is_joined_to_it() -> None:
    inset = drawn(crowd(14)).axes[1]
    assert [artist for artist in inset.lines if artist.get_linewidth() == 0.7]


def test_where_there_is_no_room_a_name_is_left_out_rather_than_laid_over_another() -> None:
    written = boxes(drawn(crowd(90)), "township-name")
    assert 0 < len(written) < 90
    assert not [one for one, other in combinations(written, 2) if one.overlaps(other)]
