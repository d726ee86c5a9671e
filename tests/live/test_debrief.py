"""The report and the replay of an exercise: everything in them is in the file, and nothing is fetched."""

import base64
import gzip
import io
import json
import re
from shutil import which

import pytest
from docx import Document
from exercises import CENTRE, EOC, district, hamlet
from typer.testing import CliRunner

from sim.cli import app
from sim.live.debrief import _line_came, _sent, asked, chosen, gathered, time_of
from sim.live.exercise import Exercise
from sim.live.host import open_room
from sim.live.journal import Journal, JournalError
from sim.live.msel.script import Script
from sim.live.msel.watch import Watch
from sim.live.tape import Track, page, tape, write_tape
from sim.metric.exercise import Sent
from sim.record.seat_facts import SeatChanged
from sim.report.exercise.page import page as report_page
from sim.report.exercise.write import exercise_report
from sim.report.words import Lang
from sim.terms.errors import BadInput
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.world import World


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Hold a short exercise: a late decision, an inject, notes of evaluators, a bookmark, a branch."""
    path = tmp_path_factory.mktemp("x") / "e.db"
    room = open_room(district(), path)
    room.do("centre", {"kind": "take"})
    room.do("facilitator", {"kind": "step", "ms": HOUR_MS})
    room.do("centre", {"kind": "order", "form": {"kind": "dispatch", "unit": 0, "call": 0}})
    room.do("facilitator", {"kind": "tell", "from": 0, "to": CENTRE, "text": "桥断了"})
    room.do("facilitator", {"kind": "mark", "name": "首次断路"})
    room.do("evaluator", {"kind": "observe", "text": "核实及时", "mark": "good", "t": 30 * MINUTE_MS})
    room.do("evaluator", {"kind": "observe", "text": "口径不一"})
    rating = {"template": "cn-tabletop", "criterion": "reports"}
    room.do("evaluator", {"kind": "rate", **rating, "rating": "D", "text": "先前"})
    room.do("evaluator", {"kind": "rate", **rating, "rating": "B", "text": "续报偏慢"})
    room.do("evaluator", {"kind": "find", "text": "未试通卫星电话", "owner": "通信组", "due": "2026-01-31"})
    room.do("facilitator", {"kind": "step", "ms": 3 * HOUR_MS})
    room.do("centre", {"kind": "back"})
    room.settle()
    room.aside.notes.add(0, "facilitator", "outlook", _outlook())
    room.aside.close()
    room.exercise.close()
    return path


def _outlook():
    row = {"key": "first_unit_min", "zh": "等首车", "en": "wait", "unit": "min", "less": True}
    rows = [row | {"played": 30.0, "doctrine": 10.0, "n": 4, "band": [5.0, 6.0, 9.0, 12.0, 15.0]}]
    return {"t": 0, "reached": HOUR_MS, "until": 2 * HOUR_MS, "reps": 4, "rows": rows, "over": True}


@pytest.fixture(scope="module")
def debrief(file):
    return gathered(file, chosen(None, "zh"))


def test_what_was_done_is_told_by_time_with_what_came_of_it(debrief):
    kinds = [each.kind for each in debrief.done]
    assert sorted(kinds) == sorted(["seat", "observation", "order", "inject", "mark", "observation", "seat"])
    assert [each.t_ms for each in debrief.done] == sorted(each.t_ms for each in debrief.done)
    order = next(each for each in debrief.done if each.kind == "order")
    assert "警情" in order.words.zh
    assert order.what_came.zh


def test_lines_of_a_script_are_told_in_words_with_what_came_of_them(tmp_path):
    of, what = hamlet("hamlet-silent"), "倒杆断线"
    line = of.power_lines[0].id
    rows = [
        {"id": "A", "time": "T+5", "recipient": "centre", "text": "桥有裂缝", "effect": f"pole:{line}:2"},
        {"id": "B", "recipient": "eoc", "text": "请核实"},
    ]
    room = open_room(of, tmp_path / "s.db")
    room.bring_in(Script.of(of, rows))
    room.do("facilitator", {"kind": "step", "ms": 10 * MINUTE_MS})
    room.do("facilitator", {"kind": "msel", "do": "play", "line": "B"})
    room.settle()
    room.exercise.close()
    made = gathered(tmp_path / "s.db", chosen(None, "zh"))
    struck, told, by_hand = made.done
    assert {each.kind for each in made.done} == {"inject"}
    assert [made.seat(each.seat).en for each in made.done] == ["Script", "Script", "Facilitator"]
    assert (what in struck.words.zh, "pole" in struck.words.en, struck.what_came.zh) == (True, True, "")
    assert ("桥有裂缝" in told.words.zh, told.what_came.en) == (True, "2 s, fixed line")
    assert by_hand.what_came.zh == "途中"


def test_the_maps_of_a_report_show_the_hazards_of_the_exercise(tmp_path):
    room = open_room(hamlet("hamlet-quake"), tmp_path / "q.db")
    room.do("facilitator", {"kind": "step", "ms": 10 * MINUTE_MS})
    room.settle()
    room.exercise.close()
    hazards = gathered(tmp_path / "q.db", chosen(None, "zh")).material.hazards
    before, after = (hazards(t_ms, (107.9, 29.9, 108.0, 30.0)) for t_ms in (HOUR_MS, 4 * HOUR_MS))
    assert (before.fields, before.epicentres) == ((), ())
    assert [field.kind.value for field in after.fields] == ["earthquake"]
    assert after.epicentres[0].magnitude == 7


def test_an_order_that_went_by_no_message_takes_no_other_order_of_its_time_for_its_own():
    given = [
        Sent(HOUR_MS, 5, "work", True),
        Sent(HOUR_MS, 6, "work", True),
        Sent(2 * HOUR_MS, 5, "work", True),
    ]
    assert _sent(given, HOUR_MS, "level") is None
    assert [_sent(given, HOUR_MS, "work").to for _ in range(2)] == [5, 6]
    assert _sent(given, HOUR_MS, "work") is None
    assert [each.t_ms for each in given] == [2 * HOUR_MS]


def test_a_line_that_is_lost_did_not_arrive():
    watch = Watch()
    watch.failed.add("A")
    assert _line_came("A", watch).en == "did not arrive"


def test_the_last_rating_of_a_criterion_counts_and_the_log_suggests_others(debrief):
    criteria = {each.id: each for each in debrief.template.criteria}
    given, suggested = debrief.graded(criteria["reports"])
    assert (given.id, suggested) == ("B", None)
    assert debrief.ratings["reports"] == ("B", "续报偏慢")
    late = debrief.graded(criteria["decision"])
    assert (late[0], late[1].id) == (None, "D")
    points, rests_on, people = debrief.points
    assert (0 < points < 100, people, rests_on > 1) == (True, 1, True)


def test_people_stand_beside_policies_with_the_same_luck(debrief):
    rows = {row["key"]: row for row in debrief.doctrine}
    assert rows["calls"]["played"] == rows["calls"]["doctrine"]
    assert rows["first_unit_min"]["played"] > rows["first_unit_min"]["doctrine"]


def test_to_gather_changes_nothing_in_the_file(file, debrief):
    again = gathered(file, chosen("hseep", "zh"))
    assert again.material.digest == debrief.material.digest
    assert again.template.id == "hseep"


@pytest.mark.parametrize("lang", list(Lang))
def test_the_word_report_holds_findings_grades_and_the_east_asian_font(debrief, lang):
    paper = Document(io.BytesIO(exercise_report(debrief, "word", lang.value)))
    text = "\n".join(p.text for p in paper.paragraphs)
    grid = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "未试通卫星电话" in grid
    assert "续报偏慢" in grid
    assert ("问题清单" if lang is Lang.ZH else "Findings") in text
    assert len(paper.inline_shapes) == 2
    fonts = paper.styles["Normal"].element.rPr.rFonts
    assert "YaHei" in "".join(fonts.attrib.values())


def test_the_page_of_the_report_needs_nothing_from_elsewhere(debrief):
    text = exercise_report(debrief, "html", "en").decode()
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"?(?:https?:)?//", text)
    assert "<script" not in text


def test_an_exercise_without_notes_says_that_there_are_none(tmp_path):
    room = open_room(district(), tmp_path / "n.db")
    room.do("facilitator", {"kind": "step", "ms": MINUTE_MS})
    room.settle()
    room.exercise.close()
    made = gathered(tmp_path / "n.db", chosen(None, "en"))
    sections = {section.title.en: section for section in report_page(made, {}, Lang.EN).sections}
    assert sections["Findings and corrective actions"].parts[0].words.en == "None was noted."
    assert sections["Observations"].parts[0].words.en == "None was noted."
    assert "What if" not in sections
    assert made.template.id == "hseep"


# --- times and templates that somebody types


@pytest.mark.parametrize(
    ("text", "ms"),
    [("1:30", 90 * MINUTE_MS), ("+0:00:05", 5000), ("首次断路", HOUR_MS), ("36:00", 36 * HOUR_MS)],
)
def test_a_time_is_hours_and_minutes_or_a_bookmark(file, text, ms):
    assert time_of(file, text) == ms


@pytest.mark.parametrize("text", ["noon", "1:x", ""])
def test_another_time_is_refused_with_what_there_is(file, text):
    with pytest.raises(BadInput, match="首次断路"):
        time_of(file, text)


def test_a_question_lies_within_the_exercise(file):
    assert asked(file, None, True).t_ms == 4 * HOUR_MS
    assert asked(file, HOUR_MS, False).until_ms == 4 * HOUR_MS
    for t_ms, to_end in ((5 * HOUR_MS, True), (None, False)):
        with pytest.raises(BadInput):
            asked(file, t_ms, to_end)
    with pytest.raises(BadInput, match="file of an exercise"):
        asked(file.with_name("none.db"), None, True)
    with pytest.raises(BadInput, match="template"):
        chosen("nowhere", "zh")


# --- the replay


@pytest.fixture(scope="module")
def played(file):
    return tape(file)


def test_a_replay_page_says_what_the_report_does_of_who_did_what(played, debrief):
    words = [(each.t_ms, debrief.seat(each.seat).zh, each.kind, each.words.en) for each in debrief.done]
    assert [(d["t"], d["seat"]["zh"], d["kind"], d["words"]["en"]) for d in played["done"]] == words
    assert (played["reached"], played["file"]) == (debrief.reached_ms, debrief.file)
    addresses = [place.address for place in debrief.places if place.address is not None]
    assert [seat["address"] for seat in played["seats"]] == addresses


def test_for_a_replay_page_the_exercise_is_played_once(file, monkeypatch):
    made, init = [], World.__init__
    monkeypatch.setattr(World, "__init__", lambda self, *a, **k: made.append(a[2]) or init(self, *a, **k))
    tape(file)
    assert len(made) == 1


def small(path):
    """Begin an exercise that is cut off after an act and before any screen was shown it; return its file."""
    exercise = Exercise.begin(path, district())
    exercise.session.advance(HOUR_MS)
    exercise.settle()
    exercise.session.advance(2 * HOUR_MS)
    exercise.do("centre", SeatChanged(CENTRE, True))
    exercise.close()
    return path


def test_what_was_done_after_the_last_look_of_a_screen_is_on_the_replay_page(tmp_path):
    found = tape(small(tmp_path / "k.db"))
    assert [(each["t"], each["kind"]) for each in found["done"]] == [(2 * HOUR_MS, "seat")]
    assert found["reached"] == 2 * HOUR_MS


def test_a_replay_that_is_not_what_was_seen_makes_no_page(tmp_path):
    path = small(tmp_path / "w.db")
    journal = Journal(path)
    journal.db.execute("update reached set digest = 'another'")
    journal.close()
    with pytest.raises(JournalError, match="not what was seen"):
        write_tape(path, tmp_path / "w.html", "zh")
    assert not (tmp_path / "w.html").exists()
    tidied = Journal(path)  # let go of, whatever was wrong
    tidied.close()


def test_no_page_is_made_of_a_file_that_is_not_there(tmp_path):
    with pytest.raises(JournalError, match="no exercise"):
        tape(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def at(changes, t_ms):
    state = {}
    for t, changed in changes:
        if t <= t_ms:
            state |= changed
    return {key: value for key, value in state.items() if value is not None}


def test_a_track_holds_what_changed_and_what_is_gone():
    track = Track()
    track.see(0, {"a": 1, "b": 2})
    track.see(5, {"a": 1, "b": 2})
    track.see(7, {"b": 3})
    assert track.changes == [(0, {"a": 1, "b": 2}), (7, {"a": None, "b": 3})]


def test_truth_comes_before_picture(played):
    truth, centre = played["tracks"]["truth"], played["tracks"][str(CENTRE)]
    first = [next(t for t, changed in track if "i0" in changed) for track in (truth, centre)]
    assert first[0] <= first[1]
    assert at(centre, HOUR_MS).keys() >= {"u0", "i0"}


def test_a_seat_is_shown_nothing_of_the_truth(played):
    for address in (CENTRE, EOC):
        keys = {key[0] for _, changed in played["tracks"][str(address)] for key in changed}
        assert keys <= set("utcri")


def test_messages_are_those_of_seats_with_bearer_and_delay(played):
    seats = {seat["address"] for seat in played["seats"]}
    assert played["messages"]
    for sent_ms, came_ms, lost_ms, sender, receiver, _, body in played["messages"]:
        assert {sender, receiver} & seats
        assert came_ms is None or came_ms >= sent_ms
        assert came_ms is None or lost_ms is None
        assert body


def test_the_page_holds_everything_and_allows_only_its_own_script(played):
    text = page(played, "zh")
    packed = re.search(r'id="data">([^<]+)<', text)[1]
    assert json.loads(gzip.decompress(base64.b64decode(packed))) == json.loads(json.dumps(played))
    assert "default-src 'none'" in text
    assert "unsafe" not in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    assert page(played, "zh") == text


@pytest.mark.skipif(which("chromium") is None, reason="no chromium on this machine")
def test_the_page_plays_in_a_browser_and_asks_for_nothing(played, tmp_path):
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from browsers import CHROMIUM, FLAGS

    path = tmp_path / "replay.html"
    path.write_text(page(played, "en"), encoding="utf-8")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        sheet, errors, asked_for = browser.new_page(), [], []
        sheet.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        sheet.on("pageerror", lambda error: errors.append(str(error)))
        sheet.on("request", lambda request: asked_for.append(request.url))
        sheet.goto(path.as_uri())
        sheet.wait_for_selector("body[data-ready]")
        sheet.click("#play")
        sheet.wait_for_function("Number(document.getElementById('time').value) > 0")
        browser.close()
    assert (errors, asked_for) == ([], [path.as_uri()])


# --- commands


def command(*words):
    return CliRunner().invoke(app, ["exercise", *map(str, words)])


@pytest.mark.parametrize(("form", "name"), [("word", "r.docx"), ("html", "r.html")])
def test_the_report_is_written_as_what_is_asked_for(file, tmp_path, form, name):
    done = command("report", file, "--as", form, "--out", tmp_path / name, "--template", "hseep")
    assert (done.exit_code, (tmp_path / name).stat().st_size > 10_000) == (0, True), done.output


def test_the_replay_is_written_once(file, tmp_path):
    done = command("replay", file, "--out", tmp_path / "p.html", "--lang", "en")
    assert (done.exit_code, (tmp_path / "p.html").exists()) == (0, True)
    again = command("replay", file, "--out", tmp_path / "p.html")
    assert (again.exit_code, "does not exist yet" in again.output) == (2, True)


def test_the_commands_on_branches(file, tmp_path):
    done = command("branch", file, "--at", "首次断路", "--out", tmp_path / "b.db")
    assert (done.exit_code, "+1:00:00" in done.output) == (0, True), done.output
    done = command("branches", tmp_path / "b.db")
    assert (done.exit_code, "b.db" in done.output) == (0, True)
    sound = command("branch", file)
    assert (sound.exit_code, "no law" in sound.output) == (2, True)
    done = command("log", file)
    assert (done.exit_code, "not reached" in done.output) == (2, True)


def test_what_if_prints_played_policies_and_band(file):
    done = command("whatif", file, "--at", "0:30", "--reps", 1, "--until", "now", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert "n = 1" in done.output
    assert "played" in done.output
    refused = command("whatif", file, "--until", "never")
    assert refused.exit_code == 2
