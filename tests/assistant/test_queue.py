"""The queue for answers: what cannot be worked out soon is refused at once, whichever door it came by."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from assistant import metrics
from assistant.errors import Busy
from assistant.queue import Queue

LONG = 30.0


class Held:
    """Work that begins when it is its turn and goes on until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Semaphore(0), threading.Event()

    def __call__(self) -> str:
        self.begun.release()
        assert self.go.wait(LONG)
        return "done"


@pytest.fixture
def held() -> Iterator[Held]:
    work = Held()
    yield work
    work.go.set()


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_what_is_asked_is_answered() -> None:
    assert Queue().answer(lambda: "answer") == "answer"


def test_what_the_work_raises_comes_out() -> None:
    for error in (ZeroDivisionError, TimeoutError):

        def fails(error: type[Exception] = error) -> None:
            raise error

        with pytest.raises(error):
            Queue().answer(fails)


def test_nobody_waits_where_there_is_no_room(held: Held) -> None:
    queue, full = Queue(1, 1), value("odplan_refused_total", why="full")
    jobs = [queue.begin(held)]
    assert held.begun.acquire(timeout=LONG)
    jobs.append(queue.begin(held))
    assert (value("odplan_questions_answering"), value("odplan_questions_waiting")) == (1, 1)
    for _ in range(3):
        with pytest.raises(Busy, match="Too many questions are waiting") as told:
            queue.answer(lambda: "never")
        assert told.value.after == 1.0
    assert value("odplan_refused_total", why="full") == full + 3
    held.go.set()
    assert [job.result(LONG) for job in jobs] == ["done", "done"]
    assert queue.answer(lambda: "again") == "again"
    assert (value("odplan_questions_answering"), value("odplan_questions_waiting")) == (0, 0)


def test_answer_that_takes_too_long_is_given_up(held: Held) -> None:
    queue, slow = Queue(1, 1, 0.02), value("odplan_refused_total", why="slow")
    with pytest.raises(Busy, match="took too long"):
        queue.answer(held)
    begun = threading.Event()
    # Behind it nobody is begun who has gone since.
    with pytest.raises(Busy, match="took too long"):
        queue.answer(begun.set)
    held.go.set()
    assert value("odplan_refused_total", why="slow") == slow + 2
    assert Queue(1, 0).answer(lambda: "next") == "next"
    assert not begun.is_set() and value("odplan_questions_waiting") == 0
