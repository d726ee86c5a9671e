"""Every dialog fits the smallest screen, keeps the focus, says what is wrong; papers come from the page."""

import json
from contextlib import contextmanager

import pytest
from browsers import CHROMIUM, FLAGS, Player, served
from exercises import hamlet
from test_in_a_browser import DIALOGS, come_in, press, wait_until

from sim.scenario.load import load
from sim.terms.units import HOUR_MS

pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: nobody drives a browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: there is no browser to play in")

OFF = """() => {
  const dialog = document.querySelector('dialog[open]'), found = [];
  const last = [...dialog.querySelectorAll('button')].pop().getBoundingClientRect();
  if (last.bottom > innerHeight || last.right > innerWidth) found.push('a button is off the screen');
  if (dialog.scrollHeight > dialog.clientHeight + 1) found.push('the dialog scrolls');
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide');
  if (!dialog.contains(document.activeElement)) found.push('the focus is elsewhere');
  if (/undefined|NaN|\\[object/.test(document.body.innerText)) found.push('something has no words');
  return found;
}"""
CUT = """() => [...document.querySelectorAll('main *, header *, dialog[open] *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length &&
  !e.matches('select, option, textarea') && getComputedStyle(e).display !== 'inline' &&
  e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"""
ON_MAP = [".leaflet-control-scale", ".legend i.closed", ".legend i.hospital"]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@contextmanager
def playing(browser, tmp_path, *seats):
    """A hamlet after four hours, with people at some seats, who decide at the centre and the district."""
    with served(hamlet(), tmp_path / "e.db", ("PT1",)) as (server, base):
        players = {seat: come_in(browser, server, base, seat) for seat in seats}
        for seat in {"eoc", "centre"} & players.keys():
            press(players[seat].page, "seat")
            wait_until(players[seat].page, "本席决策")
        server.call(server.room.do, "facilitator", {"kind": "step", "ms": 4 * HOUR_MS})
        for player in players.values():
            wait_until(player.page, "D1 04:00:00")
        yield server, players
        for player in players.values():
            assert (player.errors, player.foreign) == ([], [])
            player.context.close()


def opened(page, key):
    press(page, key)
    page.wait_for_selector("dialog[open]")


@pytest.mark.slow
def test_every_dialog_fits_the_smallest_screen_in_both_languages(browser, tmp_path):
    with playing(browser, tmp_path, *DIALOGS) as (_, players):
        for seat, dialogs in DIALOGS.items():
            page = players[seat].page
            for lang in ("zh", "en"):
                if lang == "en":
                    page.click("#lang")
                assert all(page.locator(part).count() == 1 for part in ON_MAP), seat
                assert page.evaluate(CUT) == [], seat
                for key in dialogs:
                    opened(page, key)
                    assert page.evaluate(OFF) == [], (seat, lang, key)
                    assert page.evaluate(CUT) == [], (seat, lang, key)
                    if key != "msel":  # a new line of the script is made from the script
                        page.evaluate("document.getElementById('dialog').close()")


def test_a_dialog_gives_the_focus_back_and_says_that_nothing_was_chosen(browser, tmp_path):
    with playing(browser, tmp_path, "eoc") as (server, players):
        page = players["eoc"].page
        opened(page, "w0")
        page.focus("dialog button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open] [role=alert]:not([hidden])")
        assert len(server.call(server.room.exercise.journal.entries)) == 1  # the seat was taken
        step = {"kind": "step", "ms": HOUR_MS}
        server.call(server.room.do, "facilitator", step)  # the button is drawn anew
        wait_until(page, "D1 05:00:00")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.dataset.key") == "w0"


def test_what_is_said_while_a_dialog_is_open_stands_in_it(browser, tmp_path):
    with playing(browser, tmp_path, "facilitator") as (_, players):
        page = players["facilitator"].page
        opened(page, "aside-evaluate")
        page.fill("dialog form:nth-of-type(1) [name=text]", "反应快")
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open] #note.shown")
        page.keyboard.press("Escape")
        assert page.locator("body > #note").count() == 1
        wait_until(page, "已记录")


def test_a_fault_is_said_to_everybody_with_what_to_do_and_the_clock_waits(browser, tmp_path):
    with playing(browser, tmp_path, "facilitator", "eoc") as (server, players):
        server.call(server.room.fail, RuntimeError("no such node"))
        for player in players.values():
            player.page.wait_for_selector("#fault:not([hidden])")
            wait_until(player.page, "须由导调回退到此前的时刻")
        lead = players["facilitator"].page
        assert all(lead.locator(f"[data-key={key}]").is_disabled() for key in ("run", "s1", "next"))
        lead.on("dialog", lambda asked: asked.accept())
        press(lead, "rewind")
        lead.wait_for_selector("#fault[hidden]", state="attached")
        assert lead.locator("[data-key=run]").is_enabled()


def test_many_posts_are_looked_at_by_a_list_and_the_bar_leaves_the_map_its_place(browser, tmp_path):
    more = ("T1", "T2", "T3", "S1", "S2", "NB1", "PT1")
    with served(hamlet(), tmp_path / "e.db", more) as (server, base):
        lead = come_in(browser, server, base, "facilitator")
        lead.page.select_option("[data-key=look-at]", "T2")
        wait_until(lead.page, "据收到的报告")
        assert lead.page.evaluate("document.getElementById('map').clientHeight") > 250
        lead.page.click("[data-key=truth]")
        wait_until(lead.page, "态势图（真值）")
        assert (lead.errors, lead.foreign) == ([], [])
        lead.context.close()


def saved(page, tmp_path, press_it):
    with page.expect_download(timeout=120_000) as coming:
        press_it()
    target = tmp_path / coming.value.suggested_filename
    coming.value.save_as(target)
    return target


@pytest.mark.slow
def test_what_a_facilitator_downloads_at_the_end_opens(browser, tmp_path):
    docx = pytest.importorskip("docx", reason="Word reports need the extra `office`")
    with served(load("hamlet-slide", ("horizon.value=0.25",)), tmp_path / "e.db") as (server, base):
        lead = come_in(browser, server, base, "facilitator")
        page = lead.page
        page.set_default_timeout(90_000)  # processes of their own write the log and the papers
        assert page.locator("[data-key='paper-run.sdlog']").count() == 0, "there is no log before the end"
        server.call(server.room.do, "facilitator", {"kind": "step", "ms": 6 * HOUR_MS})
        wait_until(page, "推演结束")
        names = ("report.docx", "report.html", "replay.html", "run.sdlog")
        found = {
            name: saved(page, tmp_path, lambda name=name: page.click(f"[data-key='paper-{name}']"))
            for name in names
        }
        forces = saved(page, tmp_path, lambda: page.click("a[href='/api/forces.geojson']"))
        assert json.loads(forces.read_text(encoding="utf-8"))["type"] == "FeatureCollection"
        assert "评估报告" in docx.Document(found["report.docx"]).paragraphs[0].text
        assert found["run.sdlog"].stat().st_size > 1000
        assert (lead.errors, lead.foreign) == ([], [])
        lead.context.close()
    for name in ("report.html", "replay.html"):
        alone = browser.new_context(offline=True).new_page()
        wrong, asked = [], []
        alone.on("pageerror", lambda error, wrong=wrong: wrong.append(str(error)))
        alone.on("request", lambda request, asked=asked: asked.append(request.url))
        alone.goto(found[name].as_uri())
        assert (wrong, [url for url in asked if not url.startswith(("file:", "data:"))]) == ([], [])
        alone.context.close()


def test_a_browser_whose_server_is_gone_says_that_it_waits(browser, tmp_path):
    with served(hamlet(), tmp_path / "e.db") as (server, base):
        player = Player(browser, base, server.call(server.room.link, "centre"))
        player.page.wait_for_selector(".leaflet-container canvas")
    player.page.wait_for_selector("#state.lost", timeout=15_000)
    wait_until(player.page, "连接中断")
    player.context.close()
