"""The figures of service: a line for each share, a panel for each service, runs side by side."""

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from sim.metric.service import SERVICES, Level
from sim.report.service import NAMES, Curve, service, side_by_side
from sim.report.words import Both, Lang
from sim.terms.units import HOUR_MS

LEVELS = [Level(0, 1, 1, 1), Level(6 * HOUR_MS, 0.9, 0.5, 1), Level(72 * HOUR_MS, 0.9, 0.5, 1)]


@pytest.mark.parametrize("lang", [*Lang])
def test_one_run_has_a_line_for_each_service_and_says_which(lang):
    (ax,) = service(LEVELS, lang).axes
    said = [text.get_text() for text in ax.get_legend().get_texts()]
    assert said == [NAMES[name].of(lang) for name in SERVICES]
    power = next(line for line in ax.lines if line.get_label() == NAMES["power"].of(lang))
    assert list(power.get_ydata()) == [1, 0.5, 0.5]
    assert list(power.get_xdata()) == [0, 6, 72]


@pytest.mark.parametrize("lang", [*Lang])
def test_runs_stand_side_by_side_in_a_panel_for_each_service(lang):
    whole = [Level(0, 1, 1, 1), Level(72 * HOUR_MS, 1, 1, 1)]
    curves = [Curve(Both("无", "none"), whole), Curve(Both("三断", "all"), LEVELS)]
    figure = side_by_side(curves, Both("种子 1", "seed 1"), lang)
    assert [ax.get_title(loc="left") for ax in figure.axes] == [NAMES[name].of(lang) for name in SERVICES]
    assert all(len(ax.lines) == 2 for ax in figure.axes)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        each.name.of(lang) for each in curves
    ]
    assert Both("种子 1", "seed 1").of(lang) in [text.get_text() for text in figure.texts]
    assert not [1 for ax in figure.axes if ax.collections]


def test_a_band_reaches_from_the_least_to_the_greatest_and_the_panel_shows_all_of_it():
    least = [Level(0, 1, 1, 1), Level(6 * HOUR_MS, 0.8, 0.2, 0.9), Level(72 * HOUR_MS, 0.8, 0.2, 0.9)]
    most = [Level(level.t_ms, 1, 1, 1) for level in LEVELS]
    curve = Curve(Both("三断", "all"), LEVELS, least, most)
    figure = side_by_side([curve], Both("六场", "six storms"), Lang.EN)
    for ax, lowest in zip(figure.axes, (0.8, 0.2, 0.9), strict=True):
        (band,) = ax.findobj(lambda artist: artist.get_gid() == "band")
        ys = band.get_paths()[0].vertices[:, 1]
        assert (min(ys), max(ys)) == (lowest, 1)
        assert ax.get_ylim()[0] < lowest


def test_the_note_covers_no_name_of_an_axis():
    note = Both(
        "六场暴雨",
        "6 storms of 480 mm, seed 1: lines are means, bands reach from the worst storm to the best",
    )
    figure = side_by_side([Curve(Both("三断", "all"), LEVELS)], note, Lang.EN)
    FigureCanvasAgg(figure).draw()
    (words,) = [text for text in figure.texts if text.get_text() == note.en]
    assert not words.get_window_extent().overlaps(figure.axes[-1].xaxis.label.get_window_extent())
