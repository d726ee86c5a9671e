"""Laws of the figures of a survey: looked up in the drawn figure, not in the code."""

import warnings
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from found import LONG, TEAM, hamlet, survey
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.legend import Legend

from sim.record.survey import Contact, Named
from sim.report.comms import style as marks
from sim.report.comms.cover import MOST, coverage_maps
from sim.report.comms.map import network_map
from sim.report.comms.matrix import COLOURS, contact_matrix
from sim.report.comms.words import name_of
from sim.report.fonts import look
from sim.report.geo import Box
from sim.report.sheet import Sheet
from sim.report.words import Lang
from sim.scenario.load import load
from sim.survey import survey as take
from sim.terms.enums import Degradation


def drawn(draw, found, lang=Lang.ZH, scenario=None):
    with look(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = draw(scenario or hamlet(), found, lang)
        FigureCanvasAgg(figure).draw()
        return figure


@cache
def storm():
    """Return Fuling in the storm, and its survey."""
    scenario = load("fuling-storm")
    return scenario, take(scenario, 20)


@cache
def storm_map(lang):
    scenario, found = storm()
    return drawn(network_map, found, lang, scenario)


def artists(figure, gid):
    return figure.findobj(lambda artist: artist.get_gid() == gid)


def boxes(ax, *gids):
    renderer = FigureCanvasAgg(ax.get_figure(root=True)).get_renderer()
    texts = ax.findobj(lambda artist: artist.get_gid() in gids)
    return [Box(*text.get_window_extent(renderer).extents) for text in texts]


def points(figure, gid):
    return sum(len(artist.get_xdata()) for artist in artists(figure, gid))


# --- the map


@pytest.mark.parametrize("lang", Lang)
def test_no_name_covers_another_or_a_site(lang):
    for ax in storm_map(lang).axes[:2]:
        names = boxes(ax, "township-name", "site-name", "river-name", "neighbour-name")
        assert names
        assert not [pair for pair in combinations(names, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("lang", Lang)
def test_every_township_and_every_site_is_named_once(lang):
    scenario, found = storm()
    names = [text.get_text() for text in artists(storm_map(lang), "site-name")]
    assert sorted(names) == sorted(name_of(state.site, lang) for state in found.sites)
    assert len(artists(storm_map(lang), "township-name")) == len(scenario.townships)


def test_names_and_legend_stay_on_the_page():
    figure = storm_map(Lang.EN)
    page = Box(0, 0, *figure.canvas.get_width_height())
    renderer = FigureCanvasAgg(figure).get_renderer()
    legends = figure.axes[2].findobj(Legend)
    blocks = {Box(*each.get_window_extent(renderer).extents) for each in legends}
    assert len(blocks) == 3
    assert all(page.contains(block) for block in blocks)
    assert not [pair for pair in combinations(blocks, 2) if pair[0].overlaps(pair[1])]


def test_every_node_at_home_has_its_colour_by_the_best_site_that_works():
    main = drawn(network_map, survey()).axes[0]
    assert {word: points(main, word) for word in marks.REACH} == {
        "node_wide": 1,  # H04, by the team's site
        "node_weak": 1,  # H01, although the single site is stronger there
        "node_single": 1,  # H02
        "node_none": 2,
    }


def test_a_site_that_is_down_covers_nothing():
    down = tuple(state._replace(level=Degradation.DIRECT) for state in survey().sites)
    figure = drawn(network_map, replace(survey(), sites=down))
    assert points(figure, "node_none") == 5
    assert artists(figure, "spoke") == []


def test_a_spoke_leads_from_each_covered_node_to_its_site():
    assert len(artists(drawn(network_map, survey()), "spoke")) == 3


def test_sites_are_marked_by_their_level():
    main = drawn(network_map, survey()).axes[0]
    shown = [(mark.get_marker(), to_hex(mark.get_color())) for mark in artists(main, "site")]
    wanted = [marks.SITES[state.level] for state in survey().sites]
    assert shown == [(mark.marker, mark.colour.lower()) for mark in wanted]


def test_what_is_out_of_service_is_crossed_out_and_what_is_cut_is_red():
    main = drawn(network_map, survey()).axes[0]
    assert len(artists(main, "out")) == 2
    cables = [to_hex(cable.get_color()) for cable in artists(main, "fibre")]
    assert cables == [marks.CUT.lower(), marks.ACCESS.lower()]
    links = [to_hex(link.get_color()) for link in artists(main, "backhaul")]
    assert links == [marks.CUT.lower()] * 2  # the site alone, and the dead one that hangs on it


def test_a_backhaul_that_works_is_not_red():
    states = tuple(state._replace(level=Degradation.WIDE_AREA) for state in survey().sites)
    main = drawn(network_map, replace(survey(), sites=states)).axes[0]
    assert {to_hex(link.get_color()) for link in artists(main, "backhaul")} == {marks.BACKHAUL.lower()}


def test_only_townships_without_mains_are_hatched():
    assert len(artists(drawn(network_map, survey()).axes[0], "dark")) == 1
    assert artists(drawn(network_map, replace(survey(), dark=())).axes[0], "dark") == []


def test_the_dispatch_centre_is_ringed_where_it_stands_on_one_map_only():
    (ring,) = artists(drawn(network_map, survey()).axes[0], "centre")
    sheet = Sheet.of(hamlet(), {}, Lang.ZH, 1.0)
    assert (ring.get_xdata()[0], ring.get_ydata()[0]) == sheet.nodes["H01"]
    main, inset, _ = storm_map(Lang.ZH).axes
    assert (len(artists(main, "centre")), len(artists(inset, "centre"))) == (0, 1)
    elsewhere = replace(survey(), centre=Named("dispatch_centre", "中心", "centre"))
    assert artists(drawn(network_map, elsewhere), "centre") == []


def test_the_scale_bar_is_as_long_as_it_says():
    ax = storm_map(Lang.ZH).axes[0]
    (bar,) = artists(ax, "scale-bar")
    said = next(text.get_text() for text in ax.texts if text.get_text().endswith("公里"))
    assert max(bar.get_xdata()) - min(bar.get_xdata()) == pytest.approx(float(said.split()[0]))


def test_a_district_without_any_network_is_drawn_with_all_its_nodes_uncovered():
    bare = replace(survey(), sites=(), links=(), telecom=(), fibres=())
    figure = drawn(network_map, bare)
    home = [node for node in hamlet().nodes if node.district == "D01"]
    assert points(figure, "node_none") == len(home)


# --- the matrix


def cells(ax):
    """Return the colour of each cell, by row and column."""
    return {
        (round(patch.get_y()), round(patch.get_x())): to_hex(patch.get_facecolor()) for patch in ax.patches
    }


def test_every_state_has_its_cell_and_its_sign():
    towns = drawn(contact_matrix, survey()).axes[0]
    found = cells(towns)
    assert [found[0, x] for x in range(len(Contact))] == [COLOURS[state].lower() for state in Contact]
    assert len(found) == 3 * 7


def test_villages_are_counted_beside_their_township():
    villages = drawn(contact_matrix, survey()).axes[1]
    said = [text.get_text() for text in villages.texts]
    assert {"4/4", "0/3", "1/2"} <= set(said)
    found = cells(villages)
    assert len({found[row, 7] for row in range(3)}) == 3


def test_who_is_not_heard_at_all_is_named_in_red():
    towns = drawn(contact_matrix, survey()).axes[0]
    colours = {text.get_text(): text.get_color() for text in towns.texts}
    assert colours["石坪镇"] != colours["横塘镇"] == colours["云顶乡"]


@pytest.mark.parametrize("lang", Lang)
def test_no_name_of_a_row_runs_off_the_page_or_into_another_panel(lang):
    scenario, found = storm()
    for shown in ((scenario, found), (hamlet(), survey())):
        figure = drawn(contact_matrix, shown[1], lang, shown[0])
        renderer = FigureCanvasAgg(figure).get_renderer()
        page = Box(0, 0, *figure.canvas.get_width_height())
        panels = [Box(*ax.get_window_extent().extents) for ax in figure.axes]
        for ax in figure.axes:
            own = Box(*ax.get_window_extent().extents)
            for text in ax.texts:
                box = Box(*text.get_window_extent(renderer).extents)
                assert page.contains(box), text.get_text()
                assert not [other for other in panels if other != own and other.overlaps(box)], text


def test_a_name_that_has_no_room_is_shortened():
    stations = drawn(contact_matrix, survey(), Lang.EN).axes[2]
    (name,) = [text.get_text() for text in stations.texts if text.get_text().startswith("A station")]
    assert name.endswith("…")
    assert LONG.en.startswith(name[:-1])


def test_without_stations_and_posts_there_are_two_panels():
    assert len(drawn(contact_matrix, replace(survey(), posts=survey().posts[:3])).axes) == 2


# --- coverage


def test_each_site_has_a_panel_with_every_node_in_it():
    figure = drawn(coverage_maps, survey())
    assert len(figure.axes) == 3
    assert [sum(points(ax, word) for word in marks.PANEL) for ax in figure.axes] == [5, 5, 0]


def test_nodes_of_a_panel_are_coloured_by_what_the_site_is_worth_to_them():
    first = drawn(coverage_maps, survey()).axes[0]
    assert {word: points(first, word) for word in marks.PANEL} == {
        "by_handheld": 2,
        "by_vehicle": 1,
        "hears_only": 1,
        "node_none": 1,
    }


def test_a_panel_names_its_site_and_its_shares():
    second = drawn(coverage_maps, survey(), Lang.EN).axes[1]
    assert TEAM.en in second.get_title(loc="left")
    assert "handheld 50%" in second.get_title(loc="left")


def test_of_very_many_sites_the_first_are_drawn():
    names = [Named(f"X{i}", f"站{i}", f"site {i}") for i in range(30)]
    sites = tuple(survey().sites[0]._replace(site=name) for name in names)
    shares = tuple(row._replace(whole=name) for name in names for row in survey().coverage[:2])
    many = replace(survey(), sites=sites, coverage=shares)
    assert len(drawn(coverage_maps, many).axes) == MOST
