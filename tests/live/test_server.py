"""The server: one link lets one browser in once, nobody else is let in, and every seat is shown its own."""

import asyncio
import itertools
import json
import re
import statistics
import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest
from exercises import CENTRE, district

pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
pytest.importorskip("httpx", reason="its tests need httpx")

from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from sim.live import server as module
from sim.live.guard import HEADERS, Doorkeeper
from sim.live.host import open_room
from sim.live.server import MOST_BYTES, PAGES, Guest, Server
from sim.terms.errors import SanduanError
from sim.words.book import book_script

BASE = "http://127.0.0.1:8000"
HERE = {"origin": BASE}
SOCKET = "ws://127.0.0.1:8000/ws"
WRONG = [b"", b"{}", b"[]", b'{"token": 7}', b'{"token": "no"}', b"[" * 900, b"x" * 5000]


@pytest.fixture
def server(tmp_path):
    held = Server(partial(open_room, district(), tmp_path / "e.db"), ["127.0.0.1"], tick_s=0.02)
    yield held
    held.close()


@pytest.fixture
def client(server):
    with TestClient(server.app, base_url=BASE) as found:
        yield found


def token(server, seat="centre"):
    return server.call(server.room.link, seat)


def enter(client, secret, headers=HERE):
    return client.post("/api/enter", content=json.dumps({"token": secret}), headers=headers)


def refused(server):
    return server.call(server.room.exercise.journal.refused)


class Talk:
    """A browser at a seat."""

    def __init__(self, socket):
        self.socket, self.next = socket, 1

    def ask(self, **body):
        """Ask for something and return the answer; what is shown meanwhile is passed over."""
        self.next += 1
        self.socket.send_text(json.dumps({**body, "id": self.next}))
        return self.until(lambda message: message.get("id") == self.next)

    def until(self, wanted):
        """Return the first message that is wanted."""
        for _ in range(400):
            message = json.loads(self.socket.receive_text())
            if wanted(message):
                return message
        raise AssertionError("it was never shown")

    def view(self, wanted=lambda view: True):
        return self.until(lambda message: message["kind"] == "view" and wanted(message))


@contextmanager
def seated(server, client, seat):
    """Come in to a seat by a new link."""
    assert enter(client, token(server, seat)).json() == {"seat": seat}
    with client.websocket_connect(SOCKET, headers=HERE) as socket:
        yield Talk(socket)


# --- coming in


def test_a_link_lets_one_browser_in_once(server, client):
    secret = token(server)
    answer = enter(client, secret)
    assert (answer.status_code, answer.json()) == (200, {"seat": "centre"})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert secret not in cookie
    assert enter(client, secret).status_code == 403
    assert len(secret) >= 22  # 128 bits


@pytest.mark.parametrize("content", WRONG)
def test_a_wrong_link_is_refused_and_written_down(server, client, content):
    assert client.post("/api/enter", content=content, headers=HERE).status_code == 403
    assert refused(server)[-1][1:] == ("?", "enter from testclient", "wrong or used link")


@pytest.mark.parametrize("origin", [{}, *({"origin": o} for o in ("http://elsewhere", "null", "http://["))])
def test_a_link_is_not_taken_from_a_page_of_somebody_else(server, client, origin):
    secret = token(server)
    assert enter(client, secret, origin).status_code == 403
    assert enter(client, secret).status_code == 200


def test_a_link_to_a_seat_that_is_no_more_is_refused(server, client):
    secret = token(server)
    del server.room.seats["centre"]
    assert enter(client, secret).status_code == 403


def test_over_tls_the_cookie_is_for_tls_alone(tmp_path):
    held = Server(partial(open_room, district(), tmp_path / "e.db"), ["127.0.0.1"], secure=True)
    with TestClient(held.app, base_url=BASE) as client:
        assert "secure" in enter(client, token(held)).headers["set-cookie"].lower()
    held.close()


def test_who_comes_with_wrong_links_waits_longer_and_longer_and_is_forgiven():
    now = [0.0]
    door = Doorkeeper(lambda: now[0])
    waits = []
    for _ in range(12):
        waits.append(door.wait_s("a"))
        door.wrong("a")
    assert waits[:3] == [0.0] * 3
    assert waits[3:] == sorted(waits[3:])
    assert waits[-1] == 5.0
    assert door.wait_s("b") == 0.0
    now[0] = 61.0
    assert door.wait_s("a") == 0.0
    for number in range(1500):
        door.wrong(str(number))
    assert len(door._wrong) == 1000


def test_without_a_seat_nothing_is_shown(client):
    assert client.get("/api/atlas").status_code == 403
    with client.websocket_connect(SOCKET, headers=HERE) as socket, pytest.raises(WebSocketDisconnect) as shut:
        socket.receive_text()
    assert shut.value.code == 4401


def test_a_page_of_somebody_else_cannot_talk(server, client):
    enter(client, token(server))
    for headers in ({}, {"origin": "http://elsewhere:8000"}):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET, headers=headers) as socket:
            socket.receive_text()
    assert refused(server)[-1][1:] == ("?", "socket", "foreign origin")


def test_another_host_name_is_not_answered(server):
    with TestClient(server.app, base_url="http://evil.example:8000") as client:
        assert client.get("/").status_code == 400
        headers = {"origin": "http://evil.example:8000"}  # its own page, under a name that leads here
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect("ws://evil.example:8000/ws", headers=headers) as socket,
        ):
            socket.receive_text()


def test_the_server_lets_those_wait_who_come_with_wrong_links(server, monkeypatch):
    waits = []

    async def sleep(wait_s):
        waits.append(wait_s)

    server._tick_s = 3600  # time stands still
    with TestClient(server.app, base_url=BASE) as client:
        client.get("/")
        monkeypatch.setattr(module.asyncio, "sleep", sleep)
        for _ in range(6):
            enter(client, "wrong")
        assert enter(client, token(server)).status_code == 200
        monkeypatch.undo()
    assert waits == [0.0, 0.0, 0.0, 0.25, 0.5, 1.0, 2.0]


# --- pages


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/lib/leaflet/leaflet.js", "/nothing", "/api/atlas"])
def test_every_answer_forbids_what_is_not_from_here(client, path):
    answer = client.get(path)
    assert {key: answer.headers[key] for key in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_the_font_and_the_map_come_from_this_machine(client):
    assert client.get("/lib/font.ttf").headers["cache-control"] == "max-age=86400"
    assert client.get("/lib/leaflet/leaflet.css").status_code == 200


@pytest.mark.parametrize("path", ["/static/../server.py", "/static/%2e%2e/server.py", "/lib/leaflet/../../x"])
def test_no_other_file_is_given_out(client, path):
    assert client.get(path).status_code == 404


def test_pages_take_their_chinese_from_the_catalogue(client):
    found = client.get("/static/book.js")
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("text/javascript")
    assert found.text == book_script("\n".join(path.read_text("utf-8") for path in PAGES.glob("*.js")))


MARKUP = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
ELSEWHERE = re.compile(r"https?://(?!www\.w3\.org/2000/svg)")


@pytest.mark.parametrize("page", sorted(PAGES.iterdir()), ids=lambda page: page.name)
def test_no_page_makes_markup_of_data_or_asks_elsewhere(page):
    text = page.read_text(encoding="utf-8")
    assert [word for word in MARKUP if word in text] == []
    assert ELSEWHERE.search(text) is None
    assert "style=" not in text


def test_without_leaflet_one_is_told_what_to_install(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    for found in (lambda name: None, missing):
        monkeypatch.setattr(module, "find_spec", found)
        with pytest.raises(SanduanError, match="live"):
            module.leaflet_folder()


# --- talk


def test_a_seat_is_told_what_it_is_and_shown_its_picture(server, client):
    with seated(server, client, "centre") as talk:
        hello = talk.until(lambda message: message["kind"] == "hello")
        assert (hello["seat"], hello["address"]) == ("centre", CENTRE)
        view = talk.view()
        assert view["truth"] is None
        assert view["picture"]["manned"] is False
        assert client.get("/api/atlas").json()["name"] == "line"


def test_the_world_is_looked_at_by_its_own_thread_alone(server, client, monkeypatch):
    threads = []
    for name in ("hello", "frame", "tick", "do"):
        plain = getattr(server.room, name)

        def noted(*args, plain=plain):
            threads.append(threading.current_thread().name)
            return plain(*args)

        monkeypatch.setattr(server.room, name, noted)
    with seated(server, client, "centre") as talk:
        talk.until(lambda message: message["kind"] == "hello")
        talk.view()
        talk.ask(kind="take")
    assert {name.partition("_")[0] for name in threads} == {"room"}


def test_time_keeps_its_beat_however_long_showing_takes(server, client, monkeypatch):
    beats = []
    monkeypatch.setattr(server.room, "tick", lambda wall_s: beats.append(time.monotonic()))
    monkeypatch.setattr(server.room, "settle", lambda: time.sleep(0.01))
    with seated(server, client, "centre"):
        while len(beats) < 20:
            server.room.version += 1
            time.sleep(0.01)
    assert statistics.median(b - a for a, b in itertools.pairwise(beats)) < 1.4 * 0.02


def test_an_order_is_acknowledged_once_it_is_on_the_disk_and_shown(server, client):
    with seated(server, client, "centre") as talk:
        assert talk.ask(kind="take")["ok"]
        server.call(server.room.exercise.session.advance, 60_000)
        answer = talk.ask(kind="order", form={"kind": "moveup", "unit": 0, "station": 1})
        assert (answer["ok"], answer["value"]) == (True, 2)
        assert len(server.call(server.room.exercise.journal.entries)) == 2
        view = talk.view(lambda view: view["picture"]["units"][0]["order"] is not None)
        assert view["picture"]["units"][0]["order"]["k"] == "moveup"


def test_what_is_refused_is_answered_with_the_reason(server, client):
    with seated(server, client, "eoc") as talk:
        answer = talk.ask(kind="step", ms=1)
        assert not answer["ok"]
        assert "seat" in answer["error"]
    assert refused(server)[-1][1] == "eoc"


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "7", '{"kind": {}}', "[" * 5000])
def test_nonsense_is_answered_and_does_no_harm(server, client, text):
    with seated(server, client, "centre") as talk:
        talk.socket.send_text(text)
        assert not talk.until(lambda message: message["kind"] == "answer")["ok"]
        assert talk.ask(kind="take")["ok"]


def test_bytes_end_the_talk_and_nothing_else(server, client):
    with seated(server, client, "centre") as talk:
        talk.socket.send_bytes(b"\x00")
    with seated(server, client, "centre") as talk:
        assert talk.ask(kind="take")["ok"]


def test_a_facilitator_looks_at_the_truth_and_at_every_picture(server, client):
    with seated(server, client, "facilitator") as talk:
        assert talk.view()["picture"] is None
        talk.ask(kind="look", seat="eoc")
        assert talk.view(lambda view: view["look"] == "eoc")["picture"] is not None
        talk.ask(kind="look", seat="nobody")
        view = talk.view(lambda view: view["look"] is None)
        assert {seat["name"]: seat["present"] for seat in view["seats"]}["facilitator"] == 1


def test_the_clock_goes_on_by_itself_and_everybody_is_shown(server, client):
    with seated(server, client, "facilitator") as talk:
        talk.ask(kind="speed", speed=600)
        talk.ask(kind="clock", running=True)
        view = talk.view(lambda view: view["t"] > 20_000)
        talk.ask(kind="clock", running=False)
        shown = server.call(server.room.exercise.journal.reached)[0]
    assert shown >= view["t"]


def test_what_breaks_a_request_pauses_the_exercise_and_is_said(server, client, monkeypatch):
    def fail(*args):
        raise OSError("no space left")

    with seated(server, client, "centre") as talk:
        monkeypatch.setattr(server.room.exercise.journal, "append", fail)
        assert talk.ask(kind="take")["error"] == "no space left"
        assert talk.view(lambda view: view["fault"])["fault"] == "OSError: no space left"


def test_a_browser_that_reads_too_slowly_is_shown_the_newest():
    guest = Guest("centre")
    for number in range(9):
        guest.show(str(number))
    assert (guest.frames.get_nowait(), guest.frames.empty()) == ("8", True)
    assert MOST_BYTES == 65_536


class SlowSocket:
    """A browser that asks at once and takes what it is sent one piece at a time."""

    def __init__(self, asked):
        self.asked, self.sent = [json.dumps({"kind": "eta", "id": number}) for number in asked], []

    async def receive_text(self):
        if not self.asked:
            raise WebSocketDisconnect
        return self.asked.pop(0)

    async def send_text(self, text):
        await asyncio.sleep(0.05)
        self.sent.append(json.loads(text))


def test_a_browser_that_reads_too_slowly_misses_views_and_no_answer(server, client):
    socket = SlowSocket(range(8))
    with pytest.raises(WebSocketDisconnect):
        client.portal.call(server._serve, socket, Guest("centre"))
    assert [each["id"] for each in socket.sent if each["kind"] == "answer"] == list(range(8))
    assert any(each["kind"] == "view" for each in socket.sent)
    assert (server.guests, server.room.present["centre"]) == ([], 0)


def test_a_browser_is_told_its_seat_before_it_is_shown_anything(server, client, monkeypatch):
    frame = server.room.frame

    def slowly(*who):
        time.sleep(0.05)
        server.room.version += 1  # somebody is always being shown something
        return frame(*who)

    monkeypatch.setattr(server.room, "frame", slowly)
    with seated(server, client, "centre") as first, seated(server, client, "centre") as second:
        assert [talk.until(bool)["kind"] for talk in (first, second)] == ["hello", "hello"]


def test_who_was_in_is_in_again_after_a_restart_and_printed_links_are_void(tmp_path):
    path = tmp_path / "e.db"
    held = Server(partial(open_room, district(), path), ["127.0.0.1"])
    secret = token(held, "eoc")
    with TestClient(held.app, base_url=BASE) as client:
        enter(client, token(held))
        cookies = dict(client.cookies)
    held.close()
    again = Server(partial(open_room, district(), path), ["127.0.0.1"])
    with TestClient(again.app, base_url=BASE, cookies=cookies) as client:
        assert client.get("/api/atlas").status_code == 200
        assert enter(client, secret).status_code == 403
    again.close()
