"""People play in real browsers: no errors, nothing from elsewhere, and what they order happens."""

import socket
import sqlite3
import subprocess
import sys

import pytest
from browsers import CHROMIUM, FLAGS, Player, served
from exercises import hamlet

from sim.live.debrief import write_exercise_report
from sim.live.exercise import Exercise
from sim.live.msel.sheet import write_xlsx
from sim.run import run_again
from sim.scenario.load import load
from sim.terms.units import HOUR_MS

pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
pytest.importorskip("uvicorn", reason="the live exercise needs the extra `live`")
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: nobody drives a browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: there is no browser to play in")


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


def come_in(browser, server, base, seat, size=(1366, 768)):
    player = Player(browser, base, server.call(server.room.link, seat), size)
    player.page.set_default_timeout(15_000)
    player.page.wait_for_selector(".leaflet-container canvas")
    return player


def wait_until(page, words):
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)


def test_two_people_and_a_facilitator_play_together(browser, tmp_path):
    with served(hamlet(), tmp_path / "e.db") as (server, base):
        lead, eoc, centre = (come_in(browser, server, base, s) for s in ("facilitator", "eoc", "centre"))
        for player in (eoc, centre):
            player.page.click("#seating button")
            wait_until(player.page, "本席决策")
        for _ in range(4):  # the slide of the third hour has been told
            lead.page.click("[data-key=s60]")
        eoc.page.wait_for_selector("[data-damage='0']")
        wait_until(eoc.page, "滑坡塌方")
        wait_until(lead.page, "D1 04:00:00")
        eoc.page.click("[data-key=w0]")
        eoc.page.check("dialog input[name=team] >> nth=0")
        eoc.page.click("dialog button[type=submit]")
        wait_until(eoc.page, "已下令: 派工")
        centre.page.click("[data-key=u0]")
        centre.page.select_option("dialog select", index=2)
        centre.page.keyboard.press("Enter")
        centre.page.click("dialog button[type=submit]")
        wait_until(centre.page, "已下令: 移防")
        eoc.page.click("[data-key=tell]")
        eoc.page.fill("dialog textarea", "<b>请报告</b>路况")
        eoc.page.click("dialog button[type=submit]")
        lead.page.click("[data-key=s1]")
        wait_until(centre.page, "“<b>请报告</b>路况”")
        lead.page.click("[data-key=look-eoc]")
        wait_until(lead.page, "“<b>请报告</b>路况”")
        lead.page.click("[data-key=run]")
        wait_until(centre.page, "推演中")
        lead.page.click("[data-key=run]")
        wait_until(centre.page, "已暂停")
        centre.page.click("#lang")
        wait_until(centre.page, "as reported to this post")
        for player in (lead, eoc, centre):
            assert (player.errors, player.foreign) == ([], [])
            player.context.close()
    exercise = Exercise.resume(tmp_path / "e.db")
    assert [entry.seat for entry in exercise.journal.entries()] == ["eoc", "centre", "eoc", "centre", "eoc"]
    log = exercise.session.finish()
    assert run_again(log).digest == log.digest
    exercise.close()


def press(page, key, again=1, by="Enter"):
    """Press a button as somebody does who has no mouse: it can be reached, and the key does it."""
    for _ in range(again):
        page.focus(f"[data-key={key}]")
        page.keyboard.press(by)


def choose(page, name, keys):
    """Choose in a dialog with the keys alone."""
    page.locator(f"dialog [name={name}]").first.focus()
    for key in keys:
        page.keyboard.press(key)


def test_from_startex_to_the_word_report_two_people_need_no_mouse(browser, tmp_path):
    docx = pytest.importorskip("docx", reason="Word reports need the extra `office`")
    scenario = load("hamlet-slide", ("horizon.value=0.5",))
    with served(scenario, tmp_path / "e.db") as (server, base):
        lead, eoc, centre = (come_in(browser, server, base, s) for s in ("facilitator", "eoc", "centre"))
        for player in (eoc, centre):
            press(player.page, "seat")
            wait_until(player.page, "本席决策")
        press(lead.page, "s60", 4)
        wait_until(lead.page, "D1 04:00:00")
        eoc.page.wait_for_selector("[data-damage='0']")
        press(eoc.page, "w0")
        choose(eoc.page, "team", ["Space", "Enter"])
        wait_until(eoc.page, "已下令: 派工")
        press(centre.page, "u0")
        choose(centre.page, "what", ["End", "Tab", "Tab", "Enter"])
        wait_until(centre.page, "已下令: 移防")
        press(centre.page, "tell")
        centre.page.keyboard.press("Tab")
        centre.page.keyboard.type("请报告路况")
        centre.page.keyboard.press("Tab")
        centre.page.focus("dialog button[type=submit]")
        centre.page.keyboard.press("Enter")
        press(lead.page, "aside-evaluate")
        choose(lead.page, "text", ["A", "Enter"])
        wait_until(lead.page, "已记录")
        lead.page.keyboard.press("Escape")
        wait_until(eoc.page, "已暂停")
        for hour in range(5, 13):
            press(lead.page, "s60")
            wait_until(lead.page, f"D1 {hour:02}:00:00")
        for player in (lead, eoc, centre):
            wait_until(player.page, "推演结束")
            assert (player.errors, player.foreign) == ([], [])
            player.context.close()
    written = write_exercise_report(tmp_path / "e.db", tmp_path / "r.docx", "word", None, "zh")
    document = docx.Document(written)
    cells = [cell.text for table in document.tables for cell in table._cells]
    said = "\n".join([*cells, *(each.text for each in document.paragraphs)])
    assert "移防" in said
    assert "请报告路况" in said


NAMED = "[...document.querySelectorAll('button, select, input')].every(e => e.innerText || e.ariaLabel)"
TOWNS = "[...document.querySelectorAll('.leaflet-tooltip.town')].filter(e => !e.hidden).length"
FITS = "(d => [d.scrollWidth, d.scrollHeight, d.lang])(document.documentElement)"
SCREENS = [(lang, size) for lang in ("zh", "en") for size in ((1366, 768), (1920, 1080))]


def test_every_screen_fits_in_both_languages(browser, tmp_path):
    with served(hamlet(), tmp_path / "e.db") as (server, base):
        for seat in server.room.seats:
            player = come_in(browser, server, base, seat)
            for lang, (width, height) in SCREENS:
                if lang == "en" and width == 1366:
                    player.page.click("#lang")
                player.page.set_viewport_size({"width": width, "height": height})
                wait_until(player.page, "力量板" if lang == "zh" else "Forces")
                found = player.page.evaluate(FITS)
                assert found == [width, height, "zh-CN" if lang == "zh" else "en"], seat
                assert player.page.evaluate(NAMED)
                assert player.page.evaluate(TOWNS) > 0, "no town is named on the map"
            assert (player.errors, player.foreign) == ([], [])
            player.context.close()


def test_a_browser_comes_back_by_itself_and_a_used_link_is_said_to_be_used(browser, tmp_path):
    with served(hamlet(), tmp_path / "e.db") as (server, base):
        secret = server.call(server.room.link, "centre")
        first = Player(browser, base, secret)
        first.page.wait_for_selector(".leaflet-container")
        assert "#" not in first.page.url
        first.page.reload()
        first.page.wait_for_selector(".leaflet-container")
        second = Player(browser, base, secret)
        wait_until(second.page, "链接无效或已使用")
        assert second.page.locator(".leaflet-container").count() == 0
        first.context.close()
        second.context.close()
    db = sqlite3.connect(tmp_path / "e.db")
    assert db.execute("select count(*) from audit").fetchone() == (1,)
    db.close()


def start(port, file):
    """Start the command as a user does, and return it with the first line that holds a link of the centre."""
    line = [sys.executable, "-u", "-c", "from sim.cli import main; main()", "play", "hamlet-slide"]
    line += ["--port", str(port), "--exercise", str(file)]
    child = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    links = []
    while len(links) < 4:
        said = child.stdout.readline().strip()
        assert said or child.poll() is None
        links += [said] if "#" in said else []
    return child, links


@pytest.mark.slow
def test_after_a_kill_browsers_come_back_by_themselves_and_nothing_is_lost(browser, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child, links = start(port, tmp_path / "e.db")
    base, _, secret = links[2].partition("#")
    player = Player(browser, base, secret)
    player.page.set_default_timeout(60_000)
    wait_until(player.page, "策略代席")
    player.page.click("#seating button")
    wait_until(player.page, "本席决策")
    child.kill()
    child.wait()
    wait_until(player.page, "连接中断")
    child, _ = start(port, tmp_path / "e.db")
    wait_until(player.page, "已暂停")
    wait_until(player.page, "本席决策")
    player.page.click("#seating button")
    wait_until(player.page, "策略代席")
    child.kill()
    child.wait()
    exercise = Exercise.resume(tmp_path / "e.db")
    assert [entry.act.taken for entry in exercise.journal.entries()] == [True, False]
    exercise.close()


ROWS = [
    {"id": "I1", "time": "T+30", "recipient": "centre", "text": "桥面出现裂缝", "due": "30"},
    {"id": "I2", "recipient": "eoc", "text": "手动注入"},
]


def test_a_script_is_brought_in_checked_and_played_with_the_keyboard_alone(browser, tmp_path):
    pytest.importorskip("openpyxl", reason="workbooks need the extra `office`")
    good, bad = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    good.write_bytes(write_xlsx(ROWS))
    bad.write_bytes(write_xlsx([{**ROWS[0], "time": "25:99"}]))
    with served(hamlet(), tmp_path / "e.db") as (server, base):
        lead = come_in(browser, server, base, "facilitator")
        page = lead.page
        page.focus("[data-key=msel]")
        page.keyboard.press("Enter")
        page.set_input_files("#msel-file", str(bad))
        wait_until(page, "B3")
        page.set_input_files("#msel-file", str(good))
        page.focus("[data-key=msel-use]")
        page.keyboard.press("Enter")
        page.focus("[data-key=p-I2]")
        page.keyboard.press("Space")
        wait_until(page, "已下达 D1 00:00:00")
        page.keyboard.press("Escape")
        page.focus("[data-key=next-line]")
        page.keyboard.press("Enter")
        wait_until(page, "D1 00:30:00")
        assert (lead.errors, lead.foreign) == ([], [])
        lead.context.close()


DIALOGS = {
    "facilitator": (
        "msel",
        "msel-new",
        "aside-whatif",
        "aside-branches",
        "aside-evaluate",
        "seats",
        "tell",
    ),
    "eoc": ("tell", "w0", "c0"),
    "centre": ("tell", "u0"),
    "PT1": ("tell",),
}


def findings(axe, page):
    page.mouse.move(1, 1)
    found = axe.Axe().run(page).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.slow
def test_no_screen_and_no_dialog_has_serious_findings_of_accessibility(browser, tmp_path):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe comes with the extra `browser`"
    )
    with served(hamlet(), tmp_path / "e.db", ("PT1",)) as (server, base):
        players = {seat: come_in(browser, server, base, seat) for seat in DIALOGS}
        for seat in ("eoc", "centre"):
            press(players[seat].page, "seat")
            wait_until(players[seat].page, "本席决策")
        server.call(server.room.do, "facilitator", {"kind": "step", "ms": 4 * HOUR_MS})
        players["eoc"].page.wait_for_selector("[data-damage='0']")
        for seat, dialogs in DIALOGS.items():
            page = players[seat].page
            assert findings(axe, page) == [], seat
            for key in dialogs:
                if key != "msel-new":
                    page.evaluate("document.getElementById('dialog').close()")
                press(page, key)
                page.wait_for_selector("dialog[open]")
                assert findings(axe, page) == [], (seat, key)
            assert (players[seat].errors, players[seat].foreign) == ([], [])
            players[seat].context.close()
