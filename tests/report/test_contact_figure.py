"""Laws of the figure of communications, read from what was drawn."""

import warnings
from dataclasses import replace

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from silences import scenario
from stories import END_S, logged

from sim.report.contact import COLOURS, MOST_ROWS, ON_AIR, WAYS, Bar, Bars, bars_of, contact, longest
from sim.report.fonts import look
from sim.report.material import Material
from sim.report.words import COMMS_WORDS, WORDS, Lang, say, term
from sim.report.write import drawings
from sim.terms.enums import WordWay


def drawn(material: Material, lang: Lang = Lang.EN) -> tuple[Figure, Axes, Axes]:
    """Return the figure, its calls and its bars, drawn without a warning."""
    with look(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = contact(bars_of(material, lang), material, lang)
        FigureCanvasAgg(figure).draw()
    top, bottom = figure.axes
    return figure, top, bottom


def labels(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()] if ax.get_legend() else []


def test_every_spell_is_a_bar_of_its_length(by_hand: Material) -> None:
    bars = [bar for row in bars_of(by_hand, Lang.EN) for bar in row.bars]
    told = by_hand.tables.spells
    assert len(bars) == len(told) + by_hand.tables.teams["on_air_s"].notna().sum()
    assert Bar("post", 18_000, END_S) in bars
    assert Bar("mains", 900, 13_000) in bars
    assert Bar(ON_AIR, 9900, 20_000) in bars
    _, _, bottom = drawn(by_hand)
    widths = sorted(round(patch.get_width() * 86_400) for patch in bottom.patches)
    assert widths == sorted(round(bar.until_s - bar.from_s) for bar in bars)


def test_rows_stand_by_kind_and_a_degraded_site_shares_its_row(by_hand: Material) -> None:
    rows = bars_of(by_hand, Lang.ZH)
    assert [row.kind for row in rows] == ["post", "post", "mains", "radio370", "telecom", "fibre", ON_AIR]
    radio = next(row for row in rows if row.kind == "radio370")
    assert [bar.kind for bar in radio.bars] == ["radio370_degraded", "radio370"]
    assert radio.out_s == 500 + 11_400


def test_rows_are_named_in_the_language_asked_for(silenced: Material) -> None:
    for lang in Lang:
        _, _, bottom = drawn(silenced, lang)
        names = [label.get_text() for label in bottom.get_yticklabels()]
        assert ("东风垭口基站" if lang is Lang.ZH else "Dongfeng pass site") in names
        assert len(names) == len(bars_of(silenced, lang))


def test_bars_bear_the_colours_that_the_legend_tells(by_hand: Material) -> None:
    _, _, bottom = drawn(by_hand)
    shown = {to_hex(patch.get_facecolor()).lower() for patch in bottom.patches}
    assert shown == {colour.lower() for colour in COLOURS.values()}
    assert labels(bottom) == [say(f"out_{kind}" if kind != ON_AIR else kind, Lang.EN) for kind in COLOURS]


def test_every_call_that_was_reached_has_a_mark_in_the_colour_of_its_way(by_hand: Material) -> None:
    _, top, _ = drawn(by_hand)
    marks = [line for line in top.lines if line.get_marker() in ("o", "s")]
    assert sum(len(line.get_xdata()) for line in marks) == by_hand.summary["response"]["reached"] == 3
    local = [line for line in marks if line.get_marker() == "s"]
    assert [to_hex(line.get_color()) for line in local] == [WAYS[WordWay.WALKED].lower()]
    assert [round(float(line.get_ydata()[0] * 60)) for line in local] == [1685]


def test_calls_never_reached_stand_at_the_top(by_hand: Material, silenced: Material) -> None:
    _, top, _ = drawn(by_hand)
    never = [line for line in top.lines if line.get_marker() == "v"]
    assert [list(line.get_ydata()) for line in never] == [[0.97]]
    assert say("not_reached", Lang.EN) in labels(top)
    _, other, _ = drawn(silenced)
    assert silenced.tables.calls["response_s"].notna().all()
    assert not [line for line in other.lines if line.get_marker() == "v"]
    assert say("not_reached", Lang.EN) not in labels(other)


def test_the_legend_counts_the_calls_of_each_way(by_hand: Material) -> None:
    _, top, _ = drawn(by_hand)
    assert labels(top)[:4] == ["phone (1)", "walked (1)", "courier (1)", "unheard (1)"]
    assert term(WordWay.RELAYED).en not in " ".join(labels(top))


def test_both_parts_span_the_whole_run(by_hand: Material) -> None:
    _, top, bottom = drawn(by_hand)
    assert top.get_xlim() == bottom.get_xlim()
    first, last = bottom.get_xlim()
    assert (last - first) * 86_400 == pytest.approx(END_S, abs=0.01)


@pytest.mark.parametrize("lang", Lang)
def test_no_writing_covers_another(by_hand: Material, silenced: Material, lang: Lang) -> None:
    for material in (by_hand, silenced):
        figure, top, bottom = drawn(material, lang)
        texts = [*bottom.get_yticklabels(), *bottom.get_xticklabels(), *top.get_yticklabels()]
        boxes = [text.get_window_extent() for text in texts if text.get_text()]
        boxes += [ax.get_legend().get_window_extent() for ax in (top, bottom) if ax.get_legend()]
        for number, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[number + 1 :])
            assert box.x0 >= -1
            assert box.x1 <= figure.bbox.width + 1


def test_of_many_rows_the_longest_are_drawn_and_the_rest_counted() -> None:
    rows = [Bars("mains", f"T{i}", (Bar("mains", 0, i),)) for i in range(MOST_ROWS + 3)]
    kept = longest(rows, Lang.EN)
    assert [row.name for row in kept] == [f"T{i}" for i in range(3, MOST_ROWS + 3)] + ["and 3 more"]
    assert kept[-1].bars == ()
    assert longest(rows[:2], Lang.EN) == rows[:2]


def test_a_team_still_on_the_air_is_so_to_the_end(by_hand: Material) -> None:
    frame = by_hand.tables.teams.assign(spent_s=float("nan"))
    rows = bars_of(replace(by_hand, tables=replace(by_hand.tables, teams=frame)), Lang.EN)
    assert rows[-1].bars == (Bar(ON_AIR, 9900, END_S),)
    never = by_hand.tables.teams.assign(on_air_s=float("nan"))
    rows = bars_of(replace(by_hand, tables=replace(by_hand.tables, teams=never)), Lang.EN)
    assert ON_AIR not in {row.kind for row in rows}


def test_a_thing_without_a_name_is_told_by_its_id(by_hand: Material) -> None:
    frame = by_hand.tables.spells.assign(thing="X9")
    rows = bars_of(replace(by_hand, tables=replace(by_hand.tables, spells=frame)), Lang.EN)
    assert {row.name for row in rows if row.kind != ON_AIR} == {"X9"}


def test_a_run_of_nothing_is_drawn_too() -> None:
    _, top, bottom = drawn(Material.of(logged([], scenario())))
    assert labels(top) == labels(bottom) == []
    assert not bottom.patches


def test_the_figure_is_drawn_only_where_messages_could_fail(hamlet: Material, by_hand: Material) -> None:
    assert "contact" not in drawings(hamlet)
    with look():
        assert drawings(by_hand)["contact"](Lang.ZH).axes


def test_every_kind_of_bar_has_a_colour_and_words() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert set(WAYS) == set(WordWay)
    assert {f"out_{kind}" for kind in COLOURS if kind != ON_AIR} | {ON_AIR} <= set(COMMS_WORDS)
    assert set(COMMS_WORDS) <= set(WORDS)
