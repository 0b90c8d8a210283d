"""The web process: told what is wrong with its port, and ended by Ctrl-C as by any other wish."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from assistant import server
from assistant.errors import AssistantError

STARTED_WITHIN = 90.0
ENDED_WITHIN = 30.0
# So many connections at once; dealt out by chance to two, each gets so many but once in a hundred million times.
BURST, EVENLY = 64, 10


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def free_port() -> int:
    with taken_port() as port:
        return port


def test_free_port_is_no_matter() -> None:
    server.check_port("127.0.0.1", free_port())


def test_taken_port_is_told_with_what_to_do() -> None:
    with taken_port() as port, pytest.raises(AssistantError, match=rf"Port {port} on 127\.0\.0\.1.*--port"):
        server.check_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.host.invalid"])
def test_address_that_is_not_this_machines_is_told(host: str) -> None:
    with pytest.raises(AssistantError, match="cannot be used"):
        server.check_port(host, free_port())


def test_missing_page_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "PAGE", tmp_path / "streamlit_app.py")
    with pytest.raises(AssistantError, match="is missing"):
        server.serve_page("127.0.0.1", free_port())


def answers(port: int, path: str = "/healthz") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def odplan_serve(log: Path, *options: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A server as a person starts it, in a group of its own, and its port."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "odplan"), "serve", "--port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=log.parent, stdout=output, stderr=output, start_new_session=True)
    try:
        deadline = time.monotonic() + STARTED_WITHIN
        while not answers(port, "/api/v1/ready"):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        yield port, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/{path}", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, dict(answer.headers.items()), answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers.items()), refused.read()


def raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(65_536), b""))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not deal connections out")
def test_connections_are_dealt_out_to_the_doors_of_all_workers() -> None:
    with server._Door.at("127.0.0.1", free_port()) as kept, ExitStack() as held:
        # As a worker is handed it.
        opened, where = kept.__reduce__()
        doors = [held.enter_context(opened(*where)) for _ in range(2)]
        assert {door.getsockname() for door in doors} == {kept.getsockname()}
        for door in doors:
            door.listen(BURST)
            door.settimeout(1)
        for _ in range(BURST):
            held.enter_context(socket.create_connection(kept.getsockname(), timeout=5))
        for door in doors:
            for _ in range(EVENLY):
                held.enter_context(door.accept()[0])


def test_a_door_at_a_port_that_another_program_listens_on_is_refused() -> None:
    with taken_port() as port, pytest.raises(OSError, match="in use"):
        server._Door.at("127.0.0.1", port)


def open_files(port: int) -> dict[str, int]:
    """How many files and connections each worker has open; the labels tell workers apart where there are several."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as figures:
        told = re.findall(r"^process_open_fds(\S*) ([\d.]+)", figures.read().decode(), re.MULTILINE)
    return {worker: int(float(count)) for worker, count in told}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_api_alone_answers_with_each_worker_and_ends_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setenv("ODPLAN_RATE", "500/day")
    monkeypatch.setenv("TMPDIR", str(folders := tmp_path / "folders"))
    folders.mkdir()
    log = tmp_path / "log"
    with odplan_serve(log, "--api-only", "--workers", str(workers)) as (port, process):
        told = {get(port, "suggest?q=cancr&limit=1")[2] for _ in range(8)}
        assert len(told) == 1 and b"D.ii.5" in told.pop()
        status, headers, _ = get(port, "plans", **{"X-Forwarded-For": "198.51.100.1"})
        # Whichever worker answered, the client has one share.
        assert status == 200 and "server" not in headers and headers["ratelimit"].startswith('"default";r=491;')
        assert get(port, "plans", **{"If-None-Match": headers["etag"]})[0] == 304
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=30) as figures:
            counted = figures.read().decode()
        # Whichever worker tells, it tells of all.
        assert "odplan_suggestions_total 8.0" in counted and "odplan_datasets 48.0" in counted
        assert len(re.findall(r"^process_open_fds", counted, re.MULTILINE)) == workers and "cancr" not in counted
        before = open_files(port)
        with ExitStack() as held:
            for _ in range(BURST):
                held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            # No worker takes all connections of a burst, to keep them while the other has nothing to do.
            most = time.monotonic() + ENDED_WITHIN
            while min(count - before[worker] for worker, count in open_files(port).items()) < EVENLY:
                assert time.monotonic() < most, (before, open_files(port))
                time.sleep(0.1)
        assert get(port, "ask")[0] == 400 and get(port, "nothing")[0] == 404
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/widget.js", timeout=30) as script:
            assert script.headers["content-type"].startswith("text/javascript") and b"open-data-search" in script.read()
        head = f"Host: localhost:{port}\r\nConnection: close\r\n\r\n".encode()
        # Bytes that a well-behaved client never sends.
        for path in (b"datasets/../../etc/passwd", b"datasets/%00", b"datasets/%F0%A0%AE%B7", b"datasets/%ED%A0%80"):
            assert raw(port, b"GET /api/v1/" + path + b" HTTP/1.1\r\n" + head).startswith(b"HTTP/1.1 404"), path
        assert raw(port, b"GET /api/v1/ask?q=\xe6\x80\xa5 HTTP/1.1\r\n" + head).startswith(b"HTTP/1.1 ")
        assert raw(port, b"GET / HTTP/1.1\r\nHost : bad\r\n\r\n").startswith(b"HTTP/1.1 400")
        # A client that leaves before it has its answer takes nobody's place.
        for _ in range(50):
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.sendall(b"GET /api/v1/ask?q=weekly HTTP/1.1\r\n" + head)
        assert get(port, "ask?q=weekly")[0] == 200
        # Ctrl-C reaches the whole group.
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(ENDED_WITHIN) == 0
    assert list(folders.iterdir()) == []
    said = log.read_text(encoding="utf-8")
    assert f"http://localhost:{port}/api/v1/docs" in said and ("2 workers" in said) is (workers == 2)
    assert "Traceback" not in said and "resource_tracker" not in said and "weekly" not in said
    noted = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {200, 304, 400, 404} <= {entry["status"] for entry in noted}


@pytest.mark.slow
def test_ctrl_c_ends_the_server_quietly(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    command = [str(Path(sys.executable).parent / "odplan"), "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + STARTED_WITHIN
        while not answers(port):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(ENDED_WITHIN) == 0
    finally:
        process.kill()
        process.wait()
    said = log.read_text(encoding="utf-8")
    assert f"http://localhost:{port}" in said
    assert "Traceback" not in said and "Aborted" not in said
