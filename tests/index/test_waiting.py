from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from index.waiting import WaitingTexts


class Gate:
    """A run that stands still until it is let go, and notes what it was given."""

    def __init__(self) -> None:
        self.runs: list[list[str]] = []
        self.entered = threading.Semaphore(0)
        self.open = threading.Event()

    def __call__(self, texts: list[str]) -> NDArray[np.float32]:
        self.runs.append(texts)
        self.entered.release()
        assert self.open.wait(30)
        if "bad" in texts:
            raise ValueError("bad")
        return np.array([[float(text)] for text in texts], dtype=np.float32)


def gathered(waiting: WaitingTexts, count: int) -> bool:
    """Whether so many texts wait; looked at again and again until it is so."""
    while len(waiting._waiting) < count:
        threading.Event().wait(0.001)
    return True


def test_those_who_come_during_a_run_are_run_together_next() -> None:
    gate = Gate()
    waiting = WaitingTexts(gate, 4)
    with ThreadPoolExecutor(16) as pool:
        first = pool.submit(waiting.vectors, ["0"])
        gate.entered.acquire()
        others = [pool.submit(waiting.vectors, [str(number), str(number + 1)]) for number in (1, 2, 4, 5)]
        assert gathered(waiting, 6)
        gate.open.set()
        assert float(first.result()[0][0]) == 0
        for number, future in zip((1, 2, 4, 5), others, strict=True):
            assert [float(vector[0]) for vector in future.result()] == [number, number + 1]
    assert gate.runs[0] == ["0"] and [len(run) for run in gate.runs[1:]] == [4, 2]
    assert sorted(text for run in gate.runs for text in run) == list("0123456")


def test_failed_run_fails_for_those_in_it_and_for_nobody_else() -> None:
    gate = Gate()
    waiting = WaitingTexts(gate, 2)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(waiting.vectors, ["1"])
        gate.entered.acquire()
        bad = pool.submit(waiting.vectors, ["bad"])
        assert gathered(waiting, 1)
        same = pool.submit(waiting.vectors, ["bad", "2"])
        assert gathered(waiting, 2)
        good = pool.submit(waiting.vectors, ["3"])
        assert gathered(waiting, 3)
        gate.open.set()
        assert float(first.result()[0][0]) == 1 and float(good.result()[0][0]) == 3
        for future in (bad, same):
            with pytest.raises(ValueError, match="bad"):
                future.result()
    assert float(waiting.vectors(["7"])[0][0]) == 7


def test_no_texts_are_no_run() -> None:
    gate = Gate()
    assert WaitingTexts(gate, 2).vectors([]) == [] and gate.runs == []


def test_many_texts_of_one_caller_take_several_runs() -> None:
    gate = Gate()
    gate.open.set()
    vectors = WaitingTexts(gate, 3).vectors([str(number) for number in range(8)])
    assert [float(vector[0]) for vector in vectors] == list(range(8))
    assert [len(run) for run in gate.runs] == [3, 3, 2]
