"""The command of the live exercise: links for every seat, a file to go on with, and what it refuses."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from shutil import which

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.live import host
from sim.live.exercise import Exercise
from sim.live.host import Desk, invite, open_room, own_addresses
from sim.live.journal import JournalError
from sim.scenario.load import load
from sim.terms.errors import SanduanError

COMMAND = "from sim.cli import main; main()"


def invoke(*arguments):
    return CliRunner().invoke(app, ["play", *arguments])


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["no-such"], "no-such"),
        (["hamlet", "--host", "0.0.0.0"], "--lan"),
        (["hamlet", "--tls-cert", "a.pem"], "--tls-key"),
    ],
)
def test_what_cannot_be_played_is_said_in_one_line(arguments, word, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert word in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("wrong", [{"more": ("T9",)}, {"policy": "wild"}])
def test_a_seat_or_policy_that_does_not_exist_is_refused_before_a_file_is_made(wrong, tmp_path):
    with pytest.raises(SanduanError, match=r"T9|wild"):
        open_room(load("hamlet"), tmp_path / "e.db", **wrong)
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_one_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(host, "_NEEDS", ("no_such_package",))
    done = invoke("hamlet")
    assert (done.exit_code, "sanduan[live]" in done.output) == (2, True)


def test_a_file_of_another_scenario_is_not_gone_on_with(tmp_path):
    room = open_room(load("hamlet"), tmp_path / "sub" / "e.db")
    room.exercise.close()
    with pytest.raises(JournalError, match="another scenario"):
        open_room(load("hamlet-cut"), tmp_path / "sub" / "e.db")
    again = open_room(load("hamlet"), tmp_path / "sub" / "e.db")
    assert again.exercise.session.now_ms == 0
    again.exercise.close()


def test_links_of_other_machines_come_with_a_code_to_scan(tmp_path):
    pytest.importorskip("segno", reason="the live exercise needs the extra `live`")
    room = open_room(load("hamlet"), tmp_path / "e.db")
    near, far = [], []
    invite(room, "http://127.0.0.1:8000/", near.append)
    invite(room, "http://192.168.1.5:8000/", far.append)
    assert (len(near), len(far)) == (3, 6)
    assert "▀" in far[1] or "█" in far[1] or "▄" in far[1]
    tokens = re.findall(r"#(\S+)", "".join(near + far))
    assert len(set(tokens)) == 6
    room.exercise.close()


def test_links_hold_an_address_that_others_reach(monkeypatch):
    monkeypatch.setattr(host, "own_addresses", lambda: ["10.1.2.3"])
    assert Desk("127.0.0.1", 8000).base == "http://127.0.0.1:8000/"
    assert Desk("0.0.0.0", 8000).base == "http://10.1.2.3:8000/"
    assert Desk("10.9.9.9", 8443, cert=host.Path("c"), key=host.Path("k")).base == "https://10.9.9.9:8443/"
    assert Desk("0.0.0.0", 8000).names == ["127.0.0.1", "localhost", "10.1.2.3"]


def test_a_machine_without_a_network_has_no_addresses(monkeypatch):
    def fail(*arguments):
        raise OSError("unreachable")

    assert not any(address.startswith("127.") for address in own_addresses())
    monkeypatch.setattr(socket, "gethostbyname_ex", fail)
    monkeypatch.setattr(socket.socket, "connect", fail)
    assert own_addresses() == []


@pytest.mark.parametrize(
    ("options", "host_", "tls"),
    [
        ([], "127.0.0.1", None),
        (["--lan"], "0.0.0.0", None),
        (["--lan", "--host", "192.0.2.7"], "192.0.2.7", None),
        (["--tls-cert", "a.pem", "--tls-key", "b.pem"], "127.0.0.1", "a.pem"),
    ],
)
def test_nobody_else_is_let_in_unless_the_lan_is_and_tls_is_passed_on(
    options, host_, tls, tmp_path, monkeypatch
):
    uvicorn = pytest.importorskip("uvicorn", reason="the live exercise needs the extra `live`")
    asked = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **given: asked.update(given))
    done = invoke("hamlet", "--exercise", str(tmp_path / "e.db"), *options)
    assert done.exit_code == 0, done.output
    assert (asked["host"], asked["ssl_certfile"]) == (host_, tls)
    assert (asked["ssl_keyfile"] is None) == (tls is None)
    assert (asked["ws_max_size"], asked["server_header"]) == (65_536, False)
    assert ("https://" in done.output) == (tls is not None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_command_serves_until_it_is_stopped_and_keeps_the_exercise(tmp_path):
    pytest.importorskip("uvicorn", reason="the live exercise needs the extra `live`")
    pytest.importorskip("starlette", reason="the live exercise needs the extra `live`")
    port, file = free_port(), tmp_path / "e.db"
    line = [sys.executable, "-c", COMMAND, "play", "hamlet", "--port", str(port), "--exercise", str(file)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    child = subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env, encoding="utf-8"
    )
    try:
        said = ""
        while "--exercise" not in said:
            said += child.stdout.readline()
        answer = None
        for _ in range(100):
            try:
                answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        assert answer is not None
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["content-security-policy"]
    finally:
        child.send_signal(signal.SIGINT)
        said += child.communicate(timeout=30)[0]
    assert len(re.findall(rf"http://127\.0\.0\.1:{port}/#\S{{22}}", said)) == 3
    assert "Traceback" not in said
    exercise = Exercise.resume(file)
    assert exercise.session.now_ms == 0
    exercise.close()


@pytest.mark.slow
@pytest.mark.skipif(which("openssl") is None, reason="no openssl: nobody makes a certificate")
def test_over_tls_the_page_comes_by_https_and_not_by_http(tmp_path):
    pytest.importorskip("uvicorn", reason="the live exercise needs the extra `live`")
    cert, key, port = tmp_path / "c.pem", tmp_path / "k.pem", free_port()
    make = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    made = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([*make, *made], check=True, capture_output=True)
    line = [sys.executable, "-c", COMMAND, "play", "hamlet", "--port", str(port)]
    line += ["--exercise", str(tmp_path / "e.db"), "--tls-cert", str(cert), "--tls-key", str(key)]
    child = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        answer = None
        for _ in range(300):
            try:
                trust = ssl.create_default_context(cafile=str(cert))
                answer = urllib.request.urlopen(f"https://127.0.0.1:{port}/", timeout=5, context=trust)
                break
            except OSError:
                time.sleep(0.1)
        assert answer is not None
        assert answer.status == 200
        with pytest.raises(OSError, match=r".*"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5)
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(30)


def test_an_exercise_without_a_name_gets_a_file_of_its_own(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    path = host._new_file(load("hamlet"))
    assert path.parent.name == "runs"
    assert path.name.startswith("hamlet-")
