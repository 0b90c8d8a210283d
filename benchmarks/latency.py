"""How long answers take: with and without the encoder, understanding alone, and from a cold start."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.encoding import Encoder
from index.model_folder import Progress

COLD_RUNS = 5
COLD = {
    "`import sentence_transformers`": ("python", "-c", "import sentence_transformers"),
    '`odplan ask "which datasets update weekly"`': ("odplan", "ask", "which datasets update weekly"),
    '`odplan ask "the wait for a cataract operation"`': ("odplan", "ask", "the wait for a cataract operation"),
    "`odplan suggest 急証室`": ("odplan", "suggest", "急証室"),
}

P = ParamSpec("P")
R = TypeVar("R")


class WatchedEncoder:
    """An encoder that notes what it was asked, so that one knows which questions needed it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: set[str] = set()
        self.fresh = self.stale = 0

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def ready(self) -> bool:
        return self._encoder.ready

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        known = self._known.issuperset(texts)
        self.stale, self.fresh = self.stale + known, self.fresh + (not known)
        self._known.update(texts)
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        return self._encoder.encode_passages(texts, progress)


class Stopwatch:
    """Times of questions in seconds, those apart for which the encoder worked."""

    def __init__(self, encoder: WatchedEncoder) -> None:
        self._encoder = encoder
        self.encoded: list[float] = []
        self.plain: list[float] = []
        self.understood: list[float] = []

    def ask(self, ask: Callable[[], R]) -> R:
        """What ``ask`` returns, timed; not counted where the encoder only remembered a text asked before."""
        self._encoder.fresh = self._encoder.stale = 0
        start = time.perf_counter()
        answer = ask()
        seconds = time.perf_counter() - start
        if self._encoder.fresh:
            self.encoded.append(seconds)
        elif not self._encoder.stale:
            self.plain.append(seconds)
        return answer

    def reading(self, read: Callable[P, R]) -> Callable[P, R]:
        """``read``, timed at each call."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            start = time.perf_counter()
            try:
                return read(*args, **kwargs)
            finally:
                self.understood.append(time.perf_counter() - start)

        return timed


def p99(seconds: Sequence[float]) -> float:
    """The time within which 99 of 100 stay."""
    return float(np.percentile(seconds, 99))


def cold() -> dict[str, float]:
    """The median seconds of each command of COLD from nothing; they take turns, so that a busy spell hits all."""
    taken: dict[str, list[float]] = {name: [] for name in COLD}
    # As a person would start them: Python keeps what it has compiled.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(COLD_RUNS):
        for name, (program, *words) in COLD.items():
            command = sys.executable if program == "python" else str(Path(sys.executable).with_name(program))
            start = time.perf_counter()
            subprocess.run([command, *words], check=True, stdout=subprocess.DEVNULL, env=surroundings)
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def machine() -> str:
    """What the figures were taken on, and how busy it was: a load above the cores makes every time longer."""
    cores, load = os.cpu_count(), os.getloadavg()[1]
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{cores} cores with a load of {load:.1f}, {system}"
