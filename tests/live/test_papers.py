"""Reports, replay page and log are had from the page by those who see everything; the clock goes on."""

import io
import zipfile

import pytest
from exercises import CENTRE, district

from sim.live.exercise import Exercise
from sim.live.host import Desk
from sim.live.papers import PAPERS, copied, write_paper
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.live.session import Refused
from sim.record.seat_facts import SeatChanged

pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
HOUR = 3_600_000


@pytest.fixture
def room(tmp_path):
    exercise = Exercise.begin(tmp_path / "e.db", district())
    made = Room(exercise, seats_of(district()))
    made.do("facilitator", {"kind": "step", "ms": HOUR})
    made.exercise.do("centre", SeatChanged(CENTRE, True))
    yield made
    made.exercise.close()


def test_a_copy_of_the_file_goes_as_far_as_the_exercise_and_the_exercise_goes_on(room, tmp_path):
    (tmp_path / "copy").mkdir()
    file = copied(room, tmp_path / "copy")
    room.do("facilitator", {"kind": "step", "ms": HOUR})
    other = Exercise.resume(file)
    assert other.session.now_ms == HOUR
    assert [entry.act for entry in other.journal.entries()] == [SeatChanged(CENTRE, True)]
    other.close()
    assert room.exercise.session.now_ms == 2 * HOUR


def test_other_branches_come_along_and_what_broke_is_not_written(room, tmp_path):
    room.do("facilitator", {"kind": "rewind", "t": 0})
    (tmp_path / "copy").mkdir()
    copied(room, tmp_path / "copy")
    assert sorted(path.name for path in (tmp_path / "copy").glob("*.db")) == ["e.db", "e~1.db"]
    room.fault = "broken"
    with pytest.raises(Refused):
        copied(room, tmp_path / "copy")
    room.fault = ""


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_each_paper_is_written_in_both_languages(room, tmp_path, name):
    (tmp_path / "copy").mkdir()
    file = copied(room, tmp_path / "copy")
    sizes = []
    for lang in ("zh", "en"):
        write_paper(file, tmp_path / name, lang)
        data = (tmp_path / name).read_bytes()
        sizes.append(data)
        if name.endswith("docx"):
            assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
        else:
            assert b"<html" in data.lower()
    assert sizes[0] != sizes[1]


@pytest.fixture
def browsers(tmp_path):
    pytest.importorskip("httpx", reason="no httpx: nobody asks the server")
    from functools import partial

    from starlette.testclient import TestClient

    from sim.live.host import open_room
    from sim.live.server import Server

    server = Server(
        partial(open_room, district(), tmp_path / "e.db"), [*Desk("127.0.0.1", 0).names, "testserver"]
    )

    def come_in(seat):
        client = TestClient(server.app)
        token = server.call(server.room.link, seat)
        head = {"origin": "http://testserver", "host": "testserver"}
        assert client.post("/api/enter", json={"token": token}, headers=head).status_code == 200
        return client

    yield server, come_in
    server.close()


def test_facilitators_and_evaluators_have_them_and_nobody_else(browsers):
    server, come_in = browsers
    server.call(server.room.do, "facilitator", {"kind": "step", "ms": HOUR})
    answer = come_in("evaluator").get("/api/report.html?lang=en")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith("''e-report.html")
    assert "<html" in answer.text.lower()
    refused = come_in("centre").get("/api/report.docx")
    assert refused.status_code == 403
    assert server.call(server.room.exercise.journal.refused)[-1][1] == "centre"


def test_the_log_is_there_once_the_exercise_has_ended(browsers):
    server, come_in = browsers
    lead = come_in("facilitator")
    assert lead.get("/api/run.sdlog").status_code == 409
    for _ in range(2):
        server.call(server.room.do, "facilitator", {"kind": "step", "ms": 24 * HOUR})
    for _ in range(200):
        server.call(server.room.tick, 0.1)
        if (answer := lead.get("/api/run.sdlog")).status_code == 200:
            break
        import time

        time.sleep(0.05)
    assert len(answer.content) > 100


def test_why_the_log_could_not_be_written_is_answered(browsers, tmp_path):
    server, come_in = browsers
    (tmp_path / ".e.part").write_text("in the way")
    for _ in range(2):
        server.call(server.room.do, "facilitator", {"kind": "step", "ms": 24 * HOUR})
    server.call(server.room.tick, 0.1)
    server.call(server.room.aside.close)
    server.call(server.room.tick, 0.1)
    answer = come_in("facilitator").get("/api/run.sdlog")
    assert (answer.status_code, "FileExistsError" in answer.text) == (409, True)


def test_who_has_no_seat_has_nothing(browsers):
    from starlette.testclient import TestClient

    server, _ = browsers
    assert TestClient(server.app).get("/api/replay.html").status_code == 403
