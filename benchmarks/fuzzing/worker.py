"""One target, fuzzed in a process of its own: ``python -m benchmarks.fuzzing.worker TARGET RUNS SEED FOLDER``.

libFuzzer chooses what to change by the branches of odplan that an input reaches. An error that is not meant for people
does not end the run: its input is kept, once for each place in the sources, and so is one that takes too long.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corpus", "index", "assistant"]):
    from benchmarks.fuzzing import seeds
    from benchmarks.fuzzing.files import MEANT
    from benchmarks.fuzzing.mutation import Bending
    from benchmarks.fuzzing.targets import TARGETS, Target

MOST_SECONDS = 2.0
"""Of this process's own time, for one input."""
HANGING = 120
"""Seconds after which libFuzzer ends it all."""
MOST_MEMORY = 3000
AS_BYTES = 0.25
"""How many of the texts are bent as bytes."""


class Watch:
    """Reads inputs and keeps those that must not be: the first of each kind, named for it."""

    def __init__(self, read: Callable[[bytes], object], folder: Path) -> None:
        self._read, self._folder = read, folder
        self._kept: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Reads one input."""
        began = time.process_time()
        try:
            self._read(data)
        except MEANT:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we are looking for
            self._keep(_place(error), data, traceback.format_exc())
        spent = time.process_time() - began
        if spent > MOST_SECONDS:
            self._keep("slow", data, f"{spent:.1f} seconds")

    def _keep(self, kind: str, data: bytes, told: str) -> None:
        if kind not in self._kept:
            self._kept.add(kind)
            name = hashlib.sha256(kind.encode()).hexdigest()[:12] if kind != "slow" else kind
            (self._folder / f"{name}.input").write_bytes(data)
            (self._folder / f"{name}.txt").write_text(f"{kind}\n{told}", encoding="utf-8", errors="backslashreplace")


def _place(error: Exception) -> str:
    """What was raised, and where in our sources."""
    frames = traceback.extract_tb(error.__traceback__)
    # Of a recursion the end is anywhere.
    last = frames[min(len(frames) - 1, 3)] if isinstance(error, RecursionError) else frames[-1]
    ours = [frame for frame in frames if "site-packages" not in frame.filename]
    near = ours[-1] if not isinstance(error, RecursionError) and ours else last
    return f"{type(error).__name__} at {Path(near.filename).name}:{near.lineno}"


def _bending(target: Target) -> Callable[[bytes, int, int], bytes]:
    bending = Bending(seeds.words())

    def bent(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < AS_BYTES:
            return bytes(atheris.Mutate(data, most))
        return bending.bend(data, most, chance)

    return bent


def main(name: str, runs: str, seed: str, folder: str) -> None:
    target, found = TARGETS[name], Path(folder)
    start = found / "corpus"
    start.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (start / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data[: target.most])
    options = [
        f"-runs={runs}", f"-seed={seed}", f"-max_len={target.most}", f"-timeout={HANGING}", "-print_final_stats=1",
        f"-rss_limit_mb={MOST_MEMORY}", "-len_control=0", f"-artifact_prefix={found}/", "-reload=0",
    ]  # fmt: skip
    bent = {"custom_mutator": _bending(target)} if target.bent else {}
    atheris.Setup(["fuzzing", *options, str(start)], Watch(target.make(), found), **bent)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:5])
