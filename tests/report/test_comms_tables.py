"""What a survey prints and writes holds what was found, in both languages, and nothing else."""

import csv
import io
import json
from dataclasses import replace

import pytest
from found import LONG, RS1, hamlet, post, survey
from rich.console import Console

from sim.record.survey import QUICK, Autonomy, Contact, Failing, Named
from sim.report.comms import print_survey, write_survey
from sim.report.comms.told import by_kind, heading, means_of
from sim.report.comms.words import CONTACTS, FAILING, LEVELS, MEANS, SIGNS, WORDS
from sim.report.comms.write import summary, tables
from sim.report.words import Lang
from sim.terms.enums import Degradation, Party


def printed(found, lang="zh", width=100):
    sink = io.StringIO()
    print_survey(hamlet(), found, Console(file=sink, width=width, force_terminal=False), lang)
    return sink.getvalue()


def line_of(text, word):
    """Return the first line with a word, in its columns."""
    return next(line.split() for line in text.splitlines() if word in line)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("survey")
    return folder, write_survey(hamlet(), survey(), folder, "en")


def read(folder, name):
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- words


def test_every_state_level_and_failure_has_its_words_and_states_their_own_signs():
    assert set(CONTACTS) == set(SIGNS) == set(Contact)
    assert len(set(SIGNS.values())) == len(Contact)
    assert set(LEVELS) == set(Degradation)
    assert set(FAILING) == set(Failing)
    assert set(MEANS) == set(QUICK)


def test_no_words_are_missing_in_a_language():
    for words in (*WORDS.values(), *CONTACTS.values(), *LEVELS.values(), *FAILING.values(), *MEANS.values()):
        assert words.zh
        assert words.en
        assert words.en.isascii() or "≥" in words.en


# --- heading


def test_the_heading_tells_the_time_and_counts_who_is_heard():
    head = heading(hamlet(), survey(), Lang.EN)
    assert head.title == "Hamlet, networks lost  12.5 h after the start (2025-01-01 12:30)"
    assert head.told == (
        "townships heard 2/3",
        "by radio 1",
        "villages heard 5/9",
        "people who get through to 119: 55.6%",
    )


def test_a_district_without_villages_has_no_share():
    assert heading(hamlet(), replace(survey(), villages=()), Lang.ZH).told[-1].endswith("–")


def test_means_for_which_nobody_has_a_terminal_are_left_out_unless_nobody_has_any():
    bare = replace(survey(), posts=(post(Party.TOWNSHIP, RS1, Contact.NO_WAY),))
    assert means_of(bare) == [0]
    none = replace(survey(), posts=(post(Party.TOWNSHIP, RS1),), villages=())
    assert means_of(none) == list(range(len(QUICK)))


def test_posts_are_parted_by_kind_and_none_is_lost():
    parts = by_kind(survey())
    assert [len(part) for part in parts] == [3, 1, 1]


# --- on the screen


def test_each_township_is_printed_with_its_signs_its_villages_and_its_mains():
    signs = ["−", "–", "×", "–", "×", "–", "–", "–", "–", "–"]
    assert line_of(printed(survey()), "石坪镇") == ["石坪镇", *signs, "0/3", "停"]
    assert line_of(printed(survey(), "en"), "Yunding")[-2:] == ["1/2", "on"]


def test_the_first_township_shows_every_sign_in_the_order_of_the_means():
    line = "".join(line_of(printed(survey()), "横塘镇"))
    shown = [sign for sign in line if sign in SIGNS.values()]
    assert shown == [SIGNS[state] for state in Contact if SIGNS[state]]


def test_signs_are_explained():
    last = printed(survey()).splitlines()[-1]
    assert all(sign in last and CONTACTS[state].zh in last for state, sign in SIGNS.items() if sign)


def test_failures_that_lose_nothing_are_not_printed_and_those_of_radio_have_a_table_of_their_own():
    text = printed(survey(), "en")
    assert "F01" not in text
    lost = ["1,200", "5", "3", "2", "1,100", "1"]
    assert line_of(text, "T1 Hengtang") == ["mains", "later", "T1", "Hengtang", *lost]
    radio = text[text.index("lose it") :]
    assert "T1 Hengtang" not in radio
    assert line_of(radio, "RS1") == ["site", "RS1", "Dongfeng", "pass", "site", "–", "–", "–", "–", "–", "3"]


def test_where_no_failure_silences_anybody_that_is_said():
    calm = replace(survey(), failures=survey().failures[2:])
    assert WORDS["none_lost"].zh in printed(calm)


def test_the_cells_that_last_the_shortest_are_printed_the_shortest_first():
    text = printed(survey())
    shown = [f"C{i:02d}" for i in range(12) if f"C{i:02d} " in text]
    assert shown == [f"C{i:02d}" for i in range(2, 12)]
    assert text.index("C11 ") < text.index("C02 ")
    assert "(12/14)" in text


def test_what_has_no_power_is_down_and_what_never_dies_has_a_dash():
    text = printed(survey(), "en")
    assert line_of(text, "HUB1")[-2:] == ["off", "down"]
    terminals = text[text.index("terminals") :]
    assert line_of(terminals, "Shiping") == ["Shiping", "off", "down", "–"]


def test_coverage_is_printed_with_the_level_of_sites_and_without_one_for_networks():
    text = printed(survey(), "en")
    cover = text[text.index("coverage") :]
    shares = ["50%", "75%", "50%", "40%"] * 2
    assert line_of(cover, "network") == ["network", *shares]
    assert line_of(cover, "Dongfeng") == ["Dongfeng", "pass", "site", "single", "site", *shares]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_wider_than_the_screen(lang):
    from rich.cells import cell_len

    for width in (80, 100, 200):
        assert max(cell_len(line) for line in printed(survey(), lang, width).splitlines()) <= width


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_eighty_columns_names_are_cut_and_numbers_never(lang):
    narrow, wide = (printed(survey(), lang, width) for width in (80, 100))
    for number in ("1,200", "1,100", "0/3", "14.0", "75%"):
        assert narrow.count(number) == wide.count(number)


def test_a_district_without_stations_and_posts_has_no_tables_of_them():
    only = replace(survey(), posts=survey().posts[:3])
    assert WORDS["others"].zh not in printed(only)
    assert LONG.zh not in printed(only)


# --- on the disk


def test_the_tables_hold_every_row(written):
    folder, _ = written
    found = survey()
    assert len(read(folder, "contacts")) == len(found.posts) * len(QUICK)
    for name, rows in (
        ("villages", found.villages),
        ("failures", found.failures),
        ("autonomy", found.autonomy),
        ("coverage", found.coverage),
        ("radio_margins", found.links),
        ("sites", found.sites),
        ("telecom", found.telecom),
        ("fibre", found.fibres),
    ):
        assert len(read(folder, name)) == len(rows)


def test_a_row_of_contacts_tells_state_and_reason(written):
    rows = {(row["id"], row["bearer"]): row for row in read(written[0], "contacts")}
    assert (rows["T2", "fixed"]["state"], rows["T2", "fixed"]["reason"]) == ("no_power", "no_power")
    assert (rows["T3", "fixed"]["state"], rows["T3", "fixed"]["reason"]) == ("up", "")
    assert rows["EOC1", "fixed"]["kind"] == "eoc"


def test_failures_are_numbered_by_rank_and_names_stand_in_both_languages(written):
    rows = read(written[0], "failures")
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert (rows[1]["what"], rows[1]["id"], rows[1]["name_zh"], rows[1]["name_en"]) == ("site", *RS1)
    assert rows[1]["radio_posts"] == "3"


def test_villages_tell_means_and_mains(written):
    rows = {row["id"]: row for row in read(written[0], "villages")}
    assert (rows["T1"]["villages_by_fixed"], rows["T1"]["mains"]) == ("4", "True")
    assert rows["T2"]["mains"] == "False"


def test_the_summary_names_the_scenario_the_time_and_the_counts(written):
    told = json.loads((written[0] / "summary.json").read_text(encoding="utf-8"))
    assert told == json.loads(json.dumps(summary(hamlet(), survey())))
    assert (told["scenario"], told["fingerprint"]) == ("hamlet-silent", hamlet().fingerprint)
    assert (told["at_h"], told["seed"], told["rep"]) == (12.5, 3, 4)
    assert told["posts"] == {"eoc": 1, "station": 1, "township": 3}
    assert told["posts_heard"] == {"eoc": 1, "station": 0, "township": 2}
    assert (told["villages_heard"], told["people"], told["callers"]) == (5, 900, 500)


def test_everything_written_is_named_and_is_there(written):
    folder, made = written
    assert sorted(made) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert {path.name for path in made if path.suffix == ".png"} == {"map.png", "matrix.png", "coverage.png"}


def test_a_survey_without_sites_keeps_the_heads_of_its_tables_and_has_no_coverage_maps(tmp_path):
    bare = replace(survey(), sites=(), links=(), telecom=(), fibres=(), autonomy=(), coverage=())
    made = write_survey(hamlet(), bare, tmp_path)
    assert "coverage.png" not in {path.name for path in made}
    head = (tmp_path / "tables" / "sites.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == ["id,name_zh,name_en,kind,lon,lat,level,backhaul"]
    for name, table in tables(survey()).items():
        assert list(table.columns) == list(tables(bare)[name].columns)


# --- loads of the power network


def fed(name, source, on_mains, live, hours):
    return Autonomy(
        "hospital", Named(name, f"{name}医院", f"{name} ward"), "T1", "", on_mains, live, hours, source
    )


def test_loads_are_printed_with_what_they_run_on_those_in_the_dark_first():
    rows = [fed("L1", "mains", True, True, 24.0), fed("L2", "generator", False, True, 2.5)]
    rows.append(fed("L3", "dark", False, False, 0.0))
    text = printed(replace(survey(), autonomy=(*survey().autonomy, *rows)), "en")
    _, _, after = text.partition("autonomy of loads")
    order = [line.split()[0] for line in after.splitlines() if "ward" in line]
    assert order == ["L3", "L2", "L1"]
    assert line_of(after, "L2")[-3:] == ["off", "generator", "2.5"]
    assert line_of(after, "L3")[-3:] == ["off", "dark", "down"]
    assert "发电机" in line_of(printed(replace(survey(), autonomy=tuple(rows))), "L2")


def test_a_survey_without_such_loads_has_no_table_of_them():
    assert "autonomy of loads" not in printed(survey(), "en")


def test_only_those_loads_are_printed_that_last_the_shortest():
    rows = tuple(fed(f"L{i:02d}", "mains", True, True, 40.0 - i) for i in range(15))
    text = printed(replace(survey(), autonomy=rows), "en")
    assert "(10/15)" in text
    assert "L14" in text
    assert "L04" not in text
