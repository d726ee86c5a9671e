"""Laws of what the page says, before it is laid out."""

import math

import msgspec
import pytest

from sim.report import basis, sections
from sim.report.material import Material
from sim.report.page import headline, page, subtitle, tiles, within
from sim.report.parts import Folded, Listing, Picture, Section, Table, Text
from sim.report.words import WORDS, Lang
from sim.report.write import drawings
from sim.scenario.assumptions import assumptions, row_labels
from sim.scenario.doubts import CHAIN, OTHER, is_used
from sim.terms.units import DAY_MS

IMAGES = {
    name: {"zh": "data:,a", "en": "data:,b"} for name in ("map", "curves", "segments", "workload", "timeline")
}


def table_of(section: Section, number: int = 0) -> Table:
    found = [part.table if isinstance(part, Folded) else part for part in section.parts]
    return [part for part in found if isinstance(part, Table)][number]


def column(table: Table, key: str) -> list[str]:
    place = next(i for i, column in enumerate(table.columns) if column.title == WORDS[key])
    return [row[place].text.zh for row in table.rows]


def quiet(log: object) -> Material:
    return Material.of(log)  # type: ignore[arg-type]


def test_every_row_has_a_cell_for_every_column(hamlet: Material) -> None:
    for section in page(hamlet, IMAGES, Lang.ZH).sections:
        for part in section.parts:
            table = part.table if isinstance(part, Folded) else part
            if isinstance(table, Table):
                assert all(len(row) == len(table.columns) for row in table.rows)


def test_every_tile_says_what_it_rests_on(hamlet: Material) -> None:
    for tile in tiles(hamlet.summary):
        assert tile.value
        assert any(character.isdigit() for character in tile.note.zh)
        assert any(character.isdigit() for character in tile.note.en)


def test_more_calls_are_reached_in_more_time(hamlet: Material) -> None:
    told = hamlet.summary["response"]
    counts = [within(told, bound) for bound in (5, 8, 10, 15)]
    assert counts == sorted(counts)
    assert counts[-1] <= told["reached"]
    seconds = hamlet.tables.calls["response_s"].dropna()
    assert counts == [int((seconds <= bound * 60).sum()) for bound in (5, 8, 10, 15)]


def test_the_headline_gives_numerator_and_denominator(hamlet: Material) -> None:
    told = hamlet.summary["response"]
    assert f"({within(told, 10)}/{told['reached']})" in headline(hamlet).zh
    assert f"({within(told, 10)}/{told['reached']})" in headline(hamlet).en


def test_the_span_of_the_run_is_told_in_the_scenario_s_own_time(hamlet: Material) -> None:
    assert f"{hamlet.scenario.start:%Y-%m-%d %H:%M}" in subtitle(hamlet).en
    assert "20 days" in subtitle(hamlet).en


def test_townships_stand_slowest_first_and_those_without_calls_last(
    hamlet: Material, quiet_log: object
) -> None:
    told = column(table_of(sections.by_township(hamlet)), "p50_min")
    times = [math.inf if text == "–" else float(text.rstrip("*")) for text in told]
    known = [time for time in times if time < math.inf]
    assert known == sorted(known, reverse=True)
    assert times[: len(known)] == known
    assert set(column(table_of(sections.by_township(quiet(quiet_log))), "p50_min")) == {"–"}


def test_percentiles_of_few_calls_are_marked(hamlet: Material) -> None:
    reached = dict(zip(hamlet.tables.townships["township"], hamlet.tables.townships["reached"], strict=True))
    table = table_of(sections.by_township(hamlet))
    marks = [text.endswith("*") for text in column(table, "p90_min")]
    few = [0 < reached[row_id.removeprefix("township-")] < sections.FEW for row_id in table.ids]
    assert marks == few


def test_the_pieces_of_a_bar_are_the_whole_of_the_calls(hamlet: Material) -> None:
    bars = [row[-1].bar for row in table_of(sections.by_township(hamlet)).rows]
    assert any(bars)
    assert all(sum(float(share) for share, _ in bar) == pytest.approx(100, abs=0.05) for bar in bars if bar)
    assert {colour for bar in bars for _, colour in bar} <= {
        colour for colour, _ in sections.bar_key().entries
    }


def test_a_call_that_nobody_reached_has_its_own_piece(hamlet: Material) -> None:
    calls = hamlet.tables.calls.assign(response_s=math.nan)
    assert set(sections.bars_of(calls).values()) == {(("100.00", sections.BAR_COLOURS[-1]),)}


@pytest.mark.parametrize("minutes", [0.5, 5.0, 5.1, 8.0, 9.9, 15.0, 29.0, 30.1])
def test_the_colour_of_a_piece_is_that_of_its_time(hamlet: Material, minutes: float) -> None:
    calls = hamlet.tables.calls.head(1).assign(response_s=minutes * 60)
    ((_, colour),) = next(iter(sections.bars_of(calls).values()))
    bound = next((b for b in sections.BOUNDS_MIN if minutes <= b), None)
    words = dict(sections.bar_key().entries)[colour].en
    assert words.endswith(f"–{bound} min") if bound else words == "> 30 min"


def test_only_kinds_that_occurred_are_listed(hamlet: Material, quiet_log: object) -> None:
    listed = column(table_of(sections.by_kind(hamlet)), "kind")
    assert sorted(listed) == sorted({hamlet.kinds[kind].zh for kind in hamlet.tables.calls["kind"]})
    assert table_of(sections.by_kind(quiet(quiet_log))).rows == ()


def test_every_station_that_takes_part_is_listed_once(hamlet: Material) -> None:
    listed = column(table_of(sections.by_station(hamlet, {})), "station")
    taking = [s.name_zh for s in hamlet.scenario.stations if hamlet.scenario.takes_part(s)]
    assert sorted(listed) == sorted(taking)


def test_who_waited_is_told_of_all_calls(hamlet: Material) -> None:
    table = table_of(sections.over_time(hamlet, {}))
    total = hamlet.summary["calls"]["total"]
    assert all(text.endswith(f"/{total})") for text in column(table, "waited_of"))


def test_messages_sent_are_those_delivered_lost_and_in_flight(hamlet: Material) -> None:
    table = table_of(sections.over_time(hamlet, {}), 1)
    numbers = [
        [int(text.replace(",", "")) for text in column(table, key)]
        for key in ("sent", "delivered", "lost", "in_flight")
    ]
    assert all(
        sent == delivered + lost + flying for sent, delivered, lost, flying in zip(*numbers, strict=True)
    )


def test_a_figure_that_was_not_drawn_leaves_no_gap(hamlet: Material) -> None:
    def pictures(images: sections.Images) -> int:
        parts = [part for section in page(hamlet, images, Lang.ZH).sections for part in section.parts]
        return sum(isinstance(part, Picture) for part in parts)

    assert pictures(IMAGES) == len(IMAGES)
    assert pictures({}) == 0


def test_every_figure_that_has_a_say_is_listed_under_its_label_and_the_others_are_counted(
    hamlet: Material,
) -> None:
    parts = basis.basis(hamlet.scenario).parts
    tables = [part.table for part in parts if isinstance(part, Folded)]
    listed = [path for table in tables for path in column(table, "quantity")]
    every = [figure.path for figure in assumptions(hamlet.scenario)]
    used = [path for path in every if is_used(hamlet.scenario, path)]
    assert sorted(listed) == sorted(used)
    assert 0 < len(used) < len(every)
    (told,) = (part.words.en for part in parts if isinstance(part, Text) and part.look == "small")
    assert f"the {len(used)} figures" in told
    assert f"The {len(every) - len(used)} of what is switched off" in told


def test_figures_go_by_the_chain_of_response_as_the_check_lists_them(hamlet: Material) -> None:
    chain = [stage.en for stage in (*CHAIN, OTHER)]
    tables = [part.table for part in basis.basis(hamlet.scenario).parts if isinstance(part, Folded)]
    for table in tables:
        places = [chain.index(row[1].text.en) for row in table.rows]
        assert places == sorted(places)
    assert any(len({row[1].text.en for row in table.rows}) > 3 for table in tables)


def test_labels_of_a_table_add_up_to_its_rows(hamlet: Material) -> None:
    table = table_of(basis.basis(hamlet.scenario))
    assert len(table.rows) == len(row_labels(hamlet.scenario))
    for row in table.rows:
        total, *labels = (int(cell.text.zh or 0) for cell in row[1:])
        assert total == sum(labels)


@pytest.mark.parametrize("days", [0.001, 0.5, 30, 365])
def test_the_command_has_the_length_of_the_run(hamlet: Material, days: float) -> None:
    header = msgspec.structs.replace(hamlet.header, horizon_ms=round(days * DAY_MS))
    words = basis.command(hamlet.scenario, header).split()
    assert round(float(words[words.index("--days") + 1]) * DAY_MS) == header.horizon_ms


def test_the_origin_names_digest_fingerprint_and_version(hamlet: Material) -> None:
    listing = next(
        part
        for part in basis.origin(hamlet.scenario, hamlet.header, "d" * 32).parts
        if isinstance(part, Listing)
    )
    told = " ".join(value.zh for _, value in listing.entries)
    assert "d" * 32 in told
    assert hamlet.header.fingerprint in told
    assert hamlet.header.program in told


def test_where_nobody_was_reached_the_section_says_so_and_draws_nothing(quiet_log: object) -> None:
    found = sections.response(quiet(quiet_log), {"curves": {"zh": "x", "en": "x"}})
    assert [part.words.zh for part in found.parts] == ["警情 0 起，没有一起有车到场：没有响应时间可画。"]
    assert not {"curves", "segments"} & set(drawings(quiet(quiet_log)))
    assert {"map", "workload", "timeline"} <= set(drawings(quiet(quiet_log)))
