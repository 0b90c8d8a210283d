from __future__ import annotations

import gc
import os
import platform
import queue
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from assistant.errors import Busy
from assistant.service import Assistant
from assistant.shared import Shared

ROOT = Path(__file__).parents[2]


class Opened:
    """An assistant whose encoder loads, or fails to, over plans that may change."""

    without_meaning = ""

    def __init__(self, failure: Exception | None = None, plans: list[int] | None = None) -> None:
        self.failure = failure
        self.plans = plans or [0]
        self.seen = len(self.plans)
        self.reopen: Callable[[], object] = lambda: None

    @property
    def mark(self) -> tuple[int, ...]:
        return tuple(self.plans)

    @property
    def outdated(self) -> bool:
        return len(self.plans) != self.seen

    def reopened(self) -> Opened:
        fresh = Opened(plans=self.plans)
        self.reopen()
        return fresh

    def warm_up(self) -> None:
        if self.failure:
            raise self.failure


def serving(shared: Shared) -> Opened:
    return cast(Opened, shared.assistant())


def rested() -> None:
    """Waits until no renewal is going on."""
    for thread in threading.enumerate():
        if thread.name == "odplan-renew":
            thread.join()


def test_assistant_is_opened_once_for_all() -> None:
    opened: list[Opened] = []
    together = threading.Barrier(4)

    def open_slowly() -> Assistant:
        opened.append(Opened())
        return cast(Assistant, opened[-1])

    shared = Shared(open_slowly)

    def visit() -> None:
        together.wait()
        shared.assistant()

    people = [threading.Thread(target=visit) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(opened) == 1
    assert shared.ready


def test_crowd_that_waits_for_the_plans_to_open_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODPLAN_AT_ONCE", "2")
    monkeypatch.setenv("ODPLAN_WAITING", "1")
    begun, go_on = threading.Event(), threading.Event()

    def open_slowly() -> Assistant:
        begun.set()
        go_on.wait(30)
        return cast(Assistant, Opened())

    shared = Shared(open_slowly)
    warming = shared.start()
    begun.wait(30)
    refused: queue.Queue[str] = queue.Queue()

    def visit() -> None:
        try:
            shared.assistant()
        except Busy as error:
            refused.put(str(error))

    people = [threading.Thread(target=visit) for _ in range(5)]
    for person in people:
        person.start()
    # The server itself and two visitors wait: the others are told at once.
    assert all("try again" in refused.get(timeout=30) for _ in range(3))
    go_on.set()
    for thread in (warming, *people):
        thread.join()
    assert refused.empty() and shared.ready
    visit()
    assert refused.empty()


def test_encoder_is_loaded_in_the_background() -> None:
    shared = Shared(lambda: cast(Assistant, Opened()))
    assert str(shared.encoder) == "loading"
    shared.start().join()
    assert str(shared.encoder) == "loaded"


def test_what_lasts_is_not_searched_for_garbage() -> None:
    gc.unfreeze()
    try:
        Shared(lambda: cast(Assistant, Opened())).start().join()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_plans_of_before_are_let_go_though_they_were_put_aside() -> None:
    plans = [0]
    opened = [Opened(plans=plans)]
    opened[0].reopen = opened[0].warm_up  # it holds itself: only the collector finds that nobody else does
    gone = weakref.ref(opened[0])
    shared = Shared(lambda: cast(Assistant, opened.pop()))
    try:
        shared.start().join()
        plans.append(1)
        shared.renew()
        assert gone() is None and gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_encoder_that_cannot_be_loaded_is_told_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    shared = Shared(lambda: cast(Assistant, Opened(OSError("no model"))))
    shared.start().join()
    assert str(shared.encoder) == "failed"
    assert shared.ready
    assert "no model" in caplog.text


def test_model_that_cannot_be_used_is_told_until_plans_are_opened_with_it() -> None:
    first = Opened()
    first.without_meaning = "There is no model."
    shared = Shared(lambda: cast(Assistant, first))
    shared.start().join()
    assert str(shared.encoder) == "failed" and serving(shared) is first
    first.plans.append(1)
    serving(shared)
    rested()
    assert str(shared.encoder) == "loaded" and serving(shared) is not first


def test_changed_plans_are_served_without_a_restart_and_without_a_wait() -> None:
    first = Opened()
    shared = Shared(lambda: cast(Assistant, first))
    assert serving(shared) is first
    go_on = threading.Event()
    first.reopen = go_on.wait
    first.plans.append(1)
    # Visitors are served by the one of before until the next is ready, which is opened once for all of them.
    assert [serving(shared) for _ in range(5)] == [first] * 5
    go_on.set()
    rested()
    second = serving(shared)
    assert second is not first and second.seen == 2
    rested()
    assert serving(shared) is second


def test_index_of_changed_plans_is_built_before_they_are_opened() -> None:
    done: list[str] = []
    plans = [0]
    first = Opened(plans=plans)
    first.reopen = lambda: done.append("opened")
    shared = Shared(lambda: cast(Assistant, first), lambda: done.append("built"))
    serving(shared)
    assert done == []
    plans.append(1)
    shared.renew()
    assert done == ["built", "opened"] and serving(shared) is not first


def test_plans_that_change_while_they_are_opened_are_opened_again() -> None:
    first = Opened()
    shared = Shared(lambda: cast(Assistant, first))
    serving(shared)
    first.reopen = lambda: first.plans.append(2)
    first.plans.append(1)
    serving(shared)
    rested()
    assert serving(shared).seen == 2
    rested()
    assert serving(shared).seen == 3


def test_whoever_added_a_plan_can_wait_for_it() -> None:
    first = Opened()
    shared = Shared(lambda: cast(Assistant, first))
    shared.renew()
    assert not shared.ready
    serving(shared)
    first.plans.append(1)
    shared.renew()
    assert serving(shared).seen == 2


def test_plans_that_cannot_be_opened_are_logged_once_and_the_old_ones_serve_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first = Opened()
    tried: list[int] = []

    def fail() -> None:
        tried.append(len(first.plans))
        raise OSError("no room")

    first.reopen = fail
    shared = Shared(lambda: cast(Assistant, first))
    serving(shared)
    first.plans.append(1)
    for _ in range(3):
        assert serving(shared) is first
        rested()
    assert tried == [2] and "no room" in caplog.text
    first.plans.append(2)
    serving(shared)
    rested()
    assert tried == [2, 3] and serving(shared) is first
    assert shared.stuck
    first.plans.append(3)
    assert not shared.stuck


HEAPS = """
import ctypes, sys, threading
from assistant.shared import share_heaps

library = ctypes.CDLL(None)
if sys.argv[2] == "shared":
    share_heaps()
together = threading.Barrier(16)

def hold():
    library.malloc.restype = ctypes.c_void_p
    library.malloc(100)
    together.wait()

threads = [threading.Thread(target=hold) for _ in range(16)]
for thread in threads: thread.start()
for thread in threads: thread.join()
library.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
library.malloc_info(0, told)
library.fclose(told)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has such heaps")
def test_threads_share_a_few_heaps(tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    told = tmp_path / "heaps.xml"
    heaps = {}
    for how, more in (("shared", {}), ("apart", {}), ("as set", {"MALLOC_ARENA_MAX": "1"})):
        words = [sys.executable, "-c", HEAPS, str(told), "apart" if how == "apart" else "shared"]
        subprocess.run(words, env=surroundings | more, check=True, cwd=ROOT)
        heaps[how] = told.read_text(encoding="utf-8").count("<heap nr=")
    assert heaps["shared"] == 2 < heaps["apart"] and heaps["as set"] == 1


FREED = """
import sys
from assistant.shared import put_aside

def held():
    return int(open("/proc/self/statm").read().split()[1]) * 4096

many = [bytes(2_000) for _ in range(50_000)]
last = many[-1]  # what lies behind it cannot be handed back by free alone
del many
before = held()
put_aside()
print(before - held())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_memory_that_is_free_is_handed_back() -> None:
    ran = subprocess.run([sys.executable, "-c", FREED], check=True, cwd=ROOT, capture_output=True, text=True)
    assert int(ran.stdout) > 50_000_000
