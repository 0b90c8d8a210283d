"""Fuzzes the readers and prints a row for each: ``python -m benchmarks.fuzzing [TARGET|all] [RUNS] [SEED]``.

RUNS are all targets' inputs together where ``all`` is asked for, each target having its share. What is found lies under
``build/fuzzing/TARGET``: each input beside a text that says what came of it. Exit status 1 where anything was found.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.fuzzing.targets import TARGETS

FOUND = Path("build/fuzzing")
RUNS = 1_000_000
_EXECUTED = re.compile(r"number_of_executed_units: (\d+)")
_REACHED = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")


def fuzzed(name: str, runs: int, seed: int) -> list[str]:
    """A row on one target: inputs, seconds, branches reached, inputs that reached new ones, findings."""
    folder, began = FOUND / name, time.perf_counter()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "benchmarks.fuzzing.worker", name, str(runs), str(seed), str(folder)]
    with tempfile.TemporaryDirectory() as place:
        own = {"ODPLAN_LIBRARY": f"{place}/library", "TMPDIR": place, "PYTHONHASHSEED": "0"}
        with (folder / "log").open("w+", encoding="utf-8", errors="replace") as log:
            done = subprocess.run(command, stdout=log, stderr=log, env=os.environ | own, check=False)
            log.seek(0)
            said = log.read()
    inputs, reached = _EXECUTED.findall(said), _REACHED.findall(said)
    found = len([*folder.glob("*.input"), *folder.glob("crash-*"), *folder.glob("timeout-*"), *folder.glob("oom-*")])
    ended = "" if done.returncode == 0 else f" (ended with {done.returncode})"
    branches, _, kept = reached[-1] if reached else ("0", "0", "0")
    seconds = f"{time.perf_counter() - began:.0f}"
    return [name, inputs[-1] if inputs else "0", seconds, branches, kept, f"{found}{ended}"]


def main(name: str = "all", runs: int = RUNS, seed: int = 1) -> int:
    shares = {each: target.share for each, target in TARGETS.items() if name in ("all", each)}
    print("| target | inputs | seconds | branches | kept | findings |", "| --- " * 6 + "|", sep="\n")
    found = 0
    for each, share in shares.items():
        row = fuzzed(each, round(runs * share / sum(shares.values())), seed)
        found += row[-1] != "0"
        print(f"| {' | '.join(row)} |", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2], *map(int, sys.argv[2:4])))
