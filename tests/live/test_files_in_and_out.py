"""Files at the server: who may have what, a dry run changes nothing, and what is too large is not read."""

import io
import json
import threading
import zipfile
from functools import partial

import pytest
from exercises import hamlet

pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
pytest.importorskip("httpx", reason="its tests need httpx")
pytest.importorskip("openpyxl", reason="workbooks need the extra `office`")

from starlette.testclient import TestClient
from typer.testing import CliRunner

from sim.cli import app
from sim.live import files
from sim.live.host import open_room
from sim.live.interop.cap import Alert, write
from sim.live.msel.sheet import write_csv, write_xlsx
from sim.live.msel.upload import MOST_BYTES, BadUpload, script_of
from sim.live.server import Server
from sim.record.people import WarningIssued
from sim.terms.errors import BadInput

BASE = "http://127.0.0.1:8000"
HERE = {"origin": BASE}
ROWS = [{"id": "A", "time": "T+5", "recipient": "centre", "text": "桥有裂缝"}]
BAD = [{"id": "A", "time": "never", "recipient": "centre", "text": "x"}]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "e.db"
    held = Server(partial(open_room, hamlet(), path), ["127.0.0.1"], tick_s=0.02)
    yield held
    held.close()


@pytest.fixture
def at(server):
    """Return a browser at a seat."""
    opened = []

    def come(seat):
        client = TestClient(server.app, base_url=BASE)
        opened.append(client)
        client.__enter__()
        if seat:
            token = server.call(server.room.link, seat)
            client.post("/api/enter", content=json.dumps({"token": token}), headers=HERE)
        return client

    yield come
    for client in opened:
        client.__exit__(None, None, None)


def bring(client, data, name="a.xlsx", use="", headers=HERE):
    return client.post(f"/api/msel?name={name}{use}", content=data, headers=headers)


def test_a_dry_run_changes_nothing_and_what_is_used_goes_out_again(server, at):
    lead = at("facilitator")
    dry = bring(lead, write_xlsx(ROWS)).json()
    assert (len(dry["rows"]), dry["faults"], dry["used"]) == (1, [], False)
    assert server.room.script.rows == []
    assert bring(lead, write_xlsx(ROWS), use="&use=1").json()["used"]
    assert server.room.script.lines["A"].text == "桥有裂缝"
    assert "桥有裂缝" in lead.get("/api/msel.csv").content.decode("utf-8-sig")
    again = bring(lead, lead.get("/api/msel.xlsx").content).json()
    assert [{k: v for k, v in row.items() if v} for row in again["rows"]] == ROWS


def test_faults_come_with_their_cells_and_nothing_is_used(server, at):
    before = list(server.room.script.rows)
    found = bring(at("facilitator"), write_csv(BAD), "a.csv", "&use=1").json()
    assert ([fault["cell"] for fault in found["faults"]], found["used"]) == (["B2"], False)
    assert server.room.script.rows == before


def test_a_workbook_is_read_beside_the_clock(at, monkeypatch):
    threads = []

    def read(*given):
        threads.append(threading.current_thread().name)
        return script_of(*given)

    monkeypatch.setattr(files, "script_of", read)
    assert bring(at("facilitator"), write_csv(ROWS), "a.csv").json()["faults"] == []
    assert [name.startswith("room") for name in threads] == [False]


def test_an_alert_becomes_a_further_line(server, at):
    sent = server.room.exercise.session.scenario.start
    alert = Alert("500102" + "0" * 8 + "_20250701083000_1", "a@b", sent, "暴雨", "Severe", "橙色预警", "某镇")
    bring(at("facilitator"), write(alert), "w.xml", "&use=1")
    assert server.room.script.rows[-1]["title"] == "橙色预警"
    assert bring(at("facilitator"), b"<a/>", "w.xml").status_code == 422


def test_what_is_too_large_or_no_script_is_refused_and_written_down(server, at):
    lead = at("facilitator")
    assert bring(lead, b"x" * (MOST_BYTES + 1)).status_code == 413
    assert bring(lead, b"hello").status_code == 422
    large, none = server.call(server.room.exercise.journal.refused)[-2:]
    assert ("5 MB" in large[3], "Excel" in none[3]) == (True, True)


@pytest.mark.parametrize(("seat", "headers"), [("centre", HERE), ("", HERE), ("facilitator", {})])
def test_only_facilitators_bring_scripts_in_from_the_page_of_the_exercise(at, seat, headers):
    assert bring(at(seat), write_xlsx(ROWS), headers=headers).status_code == 403


def test_a_post_has_its_own_map_and_neither_script_nor_warnings(server, at):
    centre = at("centre")
    assert json.loads(centre.get("/api/places.geojson").content)["type"] == "FeatureCollection"
    assert centre.get("/api/forces.geojson").headers["content-disposition"].endswith("''e-forces.geojson")
    assert [centre.get(f"/api/{name}").status_code for name in ("msel.xlsx", "warnings.zip")] == [403, 403]
    assert at("").get("/api/places.geojson").status_code == 403
    refused = [(seat, what) for _, seat, what, _ in server.call(server.room.exercise.journal.refused)[-3:]]
    asked = ("/api/msel.xlsx", "/api/warnings.zip", "/api/places.geojson")
    assert refused == [("centre", asked[0]), ("centre", asked[1]), ("?", asked[2])]


def test_warnings_are_had_once_there_are_any(server, at):
    watch = at("evaluator")
    assert watch.get("/api/warnings.zip").status_code == 409
    log = server.room.exercise.session.log
    server.call(log.add, server.room.exercise.session.now_ms, WarningIssued(0, "red", 0, True))
    assert len(zipfile.ZipFile(io.BytesIO(watch.get("/api/warnings.zip").content)).namelist()) == 1


# --- the command


def test_a_script_is_checked_from_the_command_line(tmp_path):
    good, bad = tmp_path / "a.xlsx", tmp_path / "b.csv"
    good.write_bytes(write_xlsx(ROWS))
    bad.write_bytes(write_csv(BAD))
    done = CliRunner().invoke(app, ["msel", "check", str(good), "hamlet-slide"])
    assert (done.exit_code, "T+0:05:00" in done.stdout) == (0, True)
    assert CliRunner().invoke(app, ["msel", "check", str(bad), "hamlet-slide"]).exit_code == 2


@pytest.mark.parametrize("name", ["new.xlsx", "new.csv"])
def test_an_empty_script_is_written_to_be_filled_in(tmp_path, name):
    out = tmp_path / name
    assert CliRunner().invoke(app, ["msel", "template", str(out), "--scenario", "hamlet"]).exit_code == 0
    done = CliRunner().invoke(app, ["msel", "check", str(out), "hamlet"])
    assert (done.exit_code, "0 " in done.stdout) == (0, True)


def test_an_exercise_begins_with_the_script_of_a_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(write_csv(ROWS))
    room = open_room(hamlet(), tmp_path / "e.db", msel=path)
    assert list(room.script.lines) == ["A"]
    room.exercise.close()
    path.write_bytes(write_csv(BAD))
    with pytest.raises(BadInput, match="B2"):
        open_room(hamlet(), tmp_path / "e.db", msel=path)
    path.write_bytes(b"\xff\xff")
    with pytest.raises(BadUpload):
        open_room(hamlet(), tmp_path / "e.db", msel=path)
