"""Laws of what the report says of communications: in both languages, and only where messages could fail."""

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table as Printed
from silences import scenario, silent
from stories import logged

from sim.metric.traffic import ORDERS
from sim.record.log import Log
from sim.report import bearers, terminal
from sim.report.bearer_words import COMMS_WORDS
from sim.report.material import Material
from sim.report.page import page
from sim.report.parts import Folded, Heading, Part, Picture, Section, Table, Text
from sim.report.words import WORDS, Lang, term
from sim.terms.enums import BearerKind, Party, WordWay
from sim.terms.ids import Band

IMAGES = {"contact": {"zh": "data:,a", "en": "data:,b"}}


def section_of(material: Material) -> Section:
    (found,) = bearers.communications(material, IMAGES)
    return found


def under(section: Section, heading: str) -> list[Part]:
    """Return the parts below a heading."""
    titles = [part.words if isinstance(part, Heading) else None for part in section.parts]
    first = titles.index(WORDS[heading]) + 1
    rest = [i for i, title in enumerate(titles) if title is not None and i >= first]
    return list(section.parts)[first : rest[0] if rest else None]


def rows(part: Part) -> list[list[str]]:
    """Return the cells of a table in English."""
    table = part.table if isinstance(part, Folded) else part
    assert isinstance(table, Table)
    return [[cell.text.en for cell in row] for row in table.rows]


def empty() -> Material:
    """Return a run of nothing, in which messages could have failed."""
    return Material.of(logged([], scenario()))


# --- when it is told --------------------------------------------------------------------------------------


def test_nothing_is_said_where_messages_were_ideal(hamlet: Material) -> None:
    assert bearers.communications(hamlet, IMAGES) == []
    assert terminal.comms(hamlet) == []
    titles = [section.title for section in page(hamlet, IMAGES, Lang.ZH).sections]
    assert WORDS["section_comms"] not in titles


def test_communications_have_a_section_where_messages_could_fail(by_hand: Material) -> None:
    titles = [section.title for section in page(by_hand, IMAGES, Lang.ZH).sections]
    assert titles.count(WORDS["section_comms"]) == 1
    assert any(isinstance(part, Picture) for part in section_of(by_hand).parts)


def test_every_row_has_a_cell_for_every_column(silenced: Material, by_hand: Material) -> None:
    for material in (silenced, by_hand, empty()):
        for part in section_of(material).parts:
            table = part.table if isinstance(part, Folded) else part
            if isinstance(table, Table):
                assert all(len(row) == len(table.columns) for row in table.rows)


# --- what it says -----------------------------------------------------------------------------------------


def test_the_first_sentences_say_who_was_blind_what_was_lost_and_who_waited(by_hand: Material) -> None:
    told = bearers.headline(by_hand)
    assert "Of 8 posts 2 " in told.en
    assert "7.2 h in all, at most 3.8 h" in told.en
    assert "2 orders never arrived" in told.en
    assert "2 of 3 arrivals waited" in told.en
    assert "stations took 1 calls" in told.en
    assert re.findall(r"[\d.,]+\d|\d", told.zh) != []
    assert sorted(re.findall(r"\d+\.\d+", told.zh)) == sorted(re.findall(r"\d+\.\d+", told.en))


def test_every_bearer_that_took_a_message_has_a_row(by_hand: Material) -> None:
    table = rows(under(section_of(by_hand), "by_bearer")[0])
    assert [row[0] for row in table] == [
        term(kind).en
        for kind in BearerKind
        if kind.value in {"voice", "fixed", "cellular", "radio370", "tiantong", "beidou", "courier"}
    ]
    assert next(row for row in table if row[0] == "courier")[1:6] == ["5", "4", "0", "0", "1"]
    assert next(row for row in table if row[0] == "cellular")[6:] == ["–", "–", "–"]


def test_reasons_are_told_in_words(by_hand: Material) -> None:
    part = next(part for part in section_of(by_hand).parts if isinstance(part, Folded))
    assert ["lost (given up)", "receiver on the move", "1"] in rows(part)
    assert ["tiantong", "satellite beam busy", "1"] in rows(part)
    assert bearers.reason("eaten by a goat").en == "eaten by a goat"


def test_who_was_blind_stands_longest_first(by_hand: Material) -> None:
    table = rows(under(section_of(by_hand), "who_blind")[0])
    assert [row[1:6] for row in table] == [
        ["station", "2", "4.8", "80.6%", "3.8"],
        ["township", "1", "2.4", "40.3%", "2.4"],
    ]
    assert table[0][6] == "01-01 00:20"


def test_orders_that_never_arrived_are_told_one_by_one(by_hand: Material) -> None:
    table = rows(under(section_of(by_hand), "orders_lost")[0])
    assert [row[1] for row in table] == ["move up", "deploy communications"]
    assert [row[4] for row in table] == ["receiver on the move", "under way at the end"]
    assert [row[3] for row in table] == ["–", "–"]
    assert table[1][2] == by_hand.scenario.comms_teams[0].name_en


def test_an_order_about_a_call_tells_its_number(by_hand: Material) -> None:
    frame = by_hand.tables.undelivered.assign(call=[4.0, 5.0])
    changed = replace(by_hand, tables=replace(by_hand.tables, undelivered=frame))
    assert [row[3] for row in rows(under(section_of(changed), "orders_lost")[0])] == ["4", "5"]


@pytest.mark.parametrize("order", ORDERS)
def test_whatever_order_does_not_arrive_is_named(order: type, by_hand: Material) -> None:
    tag = order.__struct_config__.tag  # type: ignore[attr-defined]
    frame = by_hand.tables.undelivered.assign(order=tag)
    changed = replace(by_hand, tables=replace(by_hand.tables, undelivered=frame))
    named = {row[1] for row in rows(under(section_of(changed), "orders_lost")[0])}
    assert named == {WORDS[f"order_{tag}"].en}


def test_calls_are_told_by_the_way_on_which_word_of_them_came(by_hand: Material) -> None:
    table = rows(under(section_of(by_hand), "how_word_came")[0])
    assert table == [
        ["phone", "1", "0.1", "0.1", "1", "28.6"],
        ["walked", "1", "14.0", "14.0", "1", "28.1"],
        ["courier", "1", "33.1", "33.1", "1", "58.2"],
        ["unheard", "1", "–", "–", "0", "–"],
    ]


def test_stations_on_their_own_are_named(by_hand: Material) -> None:
    told = bearers.local(by_hand)
    assert by_hand.scenario.stations[0].name_zh in told.zh
    assert "1 of their units arrived" in told.en
    assert WORDS["nobody"].en in bearers.local(empty()).en


def test_what_was_out_is_told_with_its_name(by_hand: Material, silenced: Material) -> None:
    table = rows(under(section_of(by_hand), "what_was_out")[0])
    assert [row[1] for row in table] == ["radio site down", "telecom site down", "mains off", "fibre cut"]
    assert table[3][0] == "CORE–CELL"
    assert table[0][2:] == ["1", "3.2", "52.8%", "0.1"]
    names = [row[0] for row in rows(under(section_of(silenced), "what_was_out")[0])]
    assert "Dongfeng pass site" in names
    assert "Hengtang core exchange–Shiping hub" in names


def test_a_site_that_was_only_alone_is_told_so(by_hand: Material) -> None:
    frame = by_hand.tables.sites.assign(spells=0)
    changed = replace(by_hand, tables=replace(by_hand.tables, sites=frame))
    assert rows(under(section_of(changed), "what_was_out")[0])[0][1] == "radio site alone"


def test_teams_tell_when_they_were_on_the_air(by_hand: Material) -> None:
    row = rows(under(section_of(by_hand), "teams_sent")[0])[0]
    assert row[0] == by_hand.scenario.comms_teams[0].name_en
    assert row[3:] == ["01-01 01:56", "01-01 02:30", "01-01 02:45"]


def test_the_digest_of_calls_stands_in_the_section(by_hand: Material) -> None:
    texts = [part.words.en for part in section_of(by_hand).parts if isinstance(part, Text)]
    assert any(by_hand.summary["demand_digest"] in text for text in texts)


@pytest.mark.parametrize("title", ["who_blind", "orders_lost", "teams_sent"])
def test_where_there_is_nothing_words_say_so(title: str) -> None:
    part = under(section_of(empty()), title)[0]
    assert isinstance(part, Text)
    assert part.words in {WORDS[key] for key in ("none_blind", "none_lost", "none_sent")}
    assert WORDS["nobody"].en in bearers.headline(empty()).en


def test_messages_of_the_whole_network_stay_where_they_were(by_hand: Material) -> None:
    over_time = next(
        section for section in page(by_hand, {}, Lang.EN).sections if section.title == WORDS["section_time"]
    )
    assert [row[0] for row in rows(under(over_time, "messages")[0])] == ["pace"]


# --- names and words ---------------------------------------------------------------------------------------


def test_everybody_who_communicates_has_a_name(silenced: Material) -> None:
    scenario = silenced.scenario
    for kind, table in (
        (Party.TOWNSHIP, scenario.townships),
        (Party.STATION, scenario.stations),
        (Party.UNIT, scenario.units),
        (Party.VILLAGE, scenario.villages),
        (Party.COMMS_TEAM, scenario.comms_teams),
        (Party.CREW, scenario.teams),
    ):
        assert all(silenced.parties[kind.value, row.id].zh == row.name_zh for row in table)
    assert all(silenced.parties[post.kind.value, post.id].zh == post.name_zh for post in scenario.posts)
    assert silenced.parties["dispatch_centre", "dispatch_centre"] == term(Party.DISPATCH_CENTRE)
    assert len(Band) == 15  # a band more is a table more, or a name by number as that of a site commander


def test_every_reason_that_the_runs_know_has_words(silenced: Material, by_hand: Material) -> None:
    for material in (silenced, by_hand):
        reasons = set(material.tables.failures["reason"]) | set(material.tables.undelivered["end"])
        assert {f"reason_{reason}" for reason in reasons} <= set(COMMS_WORDS)


def test_no_word_stands_twice() -> None:
    assert set(COMMS_WORDS) <= set(WORDS)
    assert all(WORDS[key] == words for key, words in COMMS_WORDS.items())


# --- in the page -------------------------------------------------------------------------------------------


def test_the_page_shows_communications_in_both_languages(silent_report: Path) -> None:
    text = (silent_report / "report.html").read_text(encoding="utf-8")
    body = re.sub(r"data:[a-z/+]+;base64,[A-Za-z0-9+/=]+", "", text)
    assert ">通信<" in body
    assert ">Communications<" in body
    for line in re.findall(r'<span class="en" lang="en">([^<]*)</span>', body):
        assert not re.search("[\u4e00-\u9fff]", line), line
    assert "nan" not in re.findall(r">([^<>]*)<", body)


def test_the_figure_is_written_and_told(silent_report: Path, silenced: Material) -> None:
    assert {path.name for path in (silent_report / "figures").glob("contact.*")} == {
        "contact.png",
        "contact.svg",
    }
    assert {path.stem for path in (silent_report / "tables").glob("*.csv")} >= {"posts", "sites", "word"}


# --- in the terminal ---------------------------------------------------------------------------------------


def printed(material: Material) -> str:
    sink = StringIO()
    console = Console(file=sink, width=200)
    for told in terminal.comms(material):
        console.print(told, highlight=False)
    return sink.getvalue()


def test_the_terminal_tells_bearers_ways_and_contact(by_hand: Material) -> None:
    text = printed(by_hand)
    for words in ("徒步或乘车传信 courier", "专人传信 courier", "电话直报 phone"):
        assert words in text
    assert "失联 blind: 2/8" in text
    assert "orders never arrived 2" in text
    assert "66.7% (2/3)" in text
    assert "taken by stations 1, 自派到场 arrived 1" in text
    assert term(WordWay.RELAYED).en not in text


def test_the_terminal_names_a_bearer_it_does_not_know(by_hand: Material) -> None:
    frame = by_hand.tables.messages.assign(bearer=lambda table: table["bearer"].replace("courier", "pigeon"))
    changed = replace(by_hand, tables=replace(by_hand.tables, messages=frame))
    assert "pigeon" in printed(changed)
    assert "pigeon" in [row[0] for row in rows(under(section_of(changed), "by_bearer")[0])]


def test_the_terminal_prints_the_digest_of_calls_where_messages_could_fail(
    silent_log: Log, hamlet_log: Log, silenced: Material
) -> None:
    texts = []
    for log in (silent_log, hamlet_log):
        sink = StringIO()
        terminal.print_summary(log, Console(file=sink, width=100))
        texts.append(sink.getvalue())
    assert f"demand digest  {silenced.summary['demand_digest']}" in texts[0]
    assert "demand digest" not in texts[1]
    assert "communications" not in texts[1]


def test_what_the_terminal_prints_fits_its_width(silenced: Material) -> None:
    from rich.cells import cell_len

    sink = StringIO()
    console = Console(file=sink, width=terminal.WIDTH)
    for told in terminal.comms(silenced):
        if not isinstance(told, Printed):
            assert all(cell_len(line) <= terminal.WIDTH for line in told.splitlines())
        console.print(told)
    assert "…" not in sink.getvalue()


def test_a_run_of_nothing_is_told_without_numbers_that_do_not_exist() -> None:
    assert "nan" not in printed(empty())
    assert "sent 0" in printed(empty())
    assert silent().rows()
