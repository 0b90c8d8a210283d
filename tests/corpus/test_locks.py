from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import locks
from corpus.locks import held, owner

HOLD = """
import sys
from pathlib import Path
from corpus.locks import held
with held(Path(sys.argv[1]), 5):
    print("held", flush=True)
    sys.stdin.readline()
"""
Holder = subprocess.Popen[str]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / ".lock"


@pytest.fixture
def holding(lock: Path) -> Iterator[Callable[[], Holder]]:
    """Starts a process that holds the lock until it is written to, or killed."""
    started: list[Holder] = []

    def start() -> Holder:
        command = [sys.executable, "-c", HOLD, str(lock)]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout is not None and started[-1].stdout.readline() == "held\n"
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_who_waits_too_long_is_told_for_whom(
    lock: Path, holding: Callable[[], Holder], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(locks, "MOMENT", 0.05)
    process = holding()
    with pytest.raises(TimeoutError, match=r"longer than 0\.1 seconds") as caught, held(lock, 0.1):
        pytest.fail("two hold one lock")
    named = (
        rf"process {process.pid} on {re.escape(socket.gethostname())} \(since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)"
    )
    assert re.search(named, str(caught.value))
    assert re.search(f"Waiting for {named}, which is changing {re.escape(str(lock.parent))}", caplog.text)


def test_lock_of_a_dead_owner_keeps_nobody_waiting(lock: Path, holding: Callable[[], Holder]) -> None:
    process = holding()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert f"process {process.pid} " in owner(lock)
    begun = time.monotonic()
    with held(lock, 5):
        assert f"process {os.getpid()} " in owner(lock)
    assert time.monotonic() - begun < locks.MOMENT


def test_lock_is_taken_once_its_owner_is_done(
    lock: Path, holding: Callable[[], Holder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "MOMENT", 0.05)
    process = holding()

    def let_go(*_: object) -> None:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()

    # It is let go of while somebody waits, and has been told so.
    monkeypatch.setattr(locks._log, "warning", let_go)
    with held(lock, 5):
        assert process.wait() == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", "\x00\x01", '{"pid": 1}'])
def test_owner_that_cannot_be_read_is_another_process(lock: Path, content: str) -> None:
    lock.write_text(content, encoding="utf-8")
    assert owner(lock) == "another process"
    with held(lock, 1):
        assert f"process {os.getpid()} " in owner(lock)


def test_lock_is_let_go_of_whatever_happens_in_it(lock: Path) -> None:
    with pytest.raises(KeyError), held(lock, 1):
        raise KeyError
    with held(lock, 0.1):
        pass
