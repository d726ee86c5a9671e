"""In a real browser the alternate is told that it stands by, takes command, and is told that it leads."""

import pytest
from browsers import CHROMIUM, FLAGS, Player, served
from lost_centres import SECOND, lost_centre
from worlds import scenario

from sim.record.response import CommandNotice

pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
pytest.importorskip("uvicorn", reason="the live exercise needs the extra `live`")
sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: nobody drives a browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: there is no browser to play in")


def wait_until(page, words):
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)


def come_in(browser, server, base, seat):
    player = Player(browser, base, server.call(server.room.link, seat), (1366, 768))
    player.page.set_default_timeout(15_000)
    player.page.wait_for_selector(".leaflet-container canvas")
    return player


def test_the_alternate_takes_command_on_its_page_once_the_first_is_silent(tmp_path):
    of = scenario(lost_centre(all=True))
    with sync_api.sync_playwright() as play, served(of, tmp_path / "e.db") as (server, base):
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        lead, first, second = (come_in(browser, server, base, s) for s in ("facilitator", "eoc", "EOC2"))
        second.page.click("#seating button")
        wait_until(second.page, "第一中心在指挥")
        assert second.page.locator("[data-key=level], [data-key=take-command]").count() == 0
        for _ in range(5):
            lead.page.click("[data-key=s60]")
        wait_until(first.page, "本中心已失效")
        second.page.focus("[data-key=take-command]")
        second.page.keyboard.press("Enter")
        second.page.focus("dialog button[type=submit]")
        second.page.keyboard.press("Enter")
        wait_until(second.page, "本席在指挥")
        second.page.click("#lang")
        wait_until(second.page, "This post leads")
        assert second.page.locator("[data-key=level]").count() == 1
        given = server.call(server.room.exercise.journal.entries)[-1].act
        assert (given.address, given.order) == (SECOND, CommandNotice(SECOND))
        assert not [
            each.errors + each.foreign for each in (lead, first, second) if each.errors + each.foreign
        ]
        browser.close()
