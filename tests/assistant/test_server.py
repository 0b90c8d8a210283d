"""The web process: told what is wrong with its port, and ended by Ctrl-C as by any other wish."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant import server
from assistant.errors import AssistantError

STARTED_WITHIN = 90.0
ENDED_WITHIN = 30.0


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


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


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
