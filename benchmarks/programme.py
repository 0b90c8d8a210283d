"""All benchmarks of speed in a sensible order: `python -m benchmarks.programme [--quick]`, which `make bench` runs.

Each is a program of its own, so that none inherits another's memory and caches; a line says which is running. Figures
are kept under results/, and the tables of docs/performance.md are written from what is kept. ``--quick`` tries
everything on little, keeps nothing and writes nothing; ``--write`` only writes the page from what is kept.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.contest import OWN, PEERS, QUICK_SIZE, contest_table
from benchmarks.growth import QUICK, growth_table
from benchmarks.load import load_table
from benchmarks.record import PAGE, RESULTS, ROOT, keep, kept, publish, say, taken_on
from benchmarks.stages import stages_table
from benchmarks.starts import starts_table
from benchmarks.targets import targets_table, verdicts

PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
TABLES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "encoder": lambda figures: str(figures["printed"]),
    "stages": stages_table,
    "starts": starts_table,
    "growth": growth_table,
    "contest": lambda figures: contest_table(figures, {**OWN, **PEERS}),
    "load": load_table,
}
PRINTING = "encoder"
"""The one that prints its table and keeps nothing itself."""
QUICKLY: Mapping[str, tuple[str, ...]] = {
    "stages": ("--quick",),
    "growth": ("--sizes", ",".join(map(str, QUICK))),
    "contest": ("--size", str(QUICK_SIZE)),
    "load": ("--seconds", "10"),
}


def steps(python: Path, sizes: str, seconds: str, *, quick: bool = False) -> list[tuple[str, list[str]]]:
    """Each benchmark with the words that start it, in the order of the page; quickly, all but the encoder's."""
    fully = {"growth": ("--sizes", sizes), "load": ("--seconds", seconds)}
    found = []
    for name in TABLES:
        words = ["-m", f"benchmarks.{name}"]
        if name != PRINTING:
            words += QUICKLY.get(name, ()) if quick else (*fully.get(name, ()), "--keep")
        elif quick:
            continue
        if name == "contest":
            words += ["--python", str(python if python.exists() else sys.executable)]
        found.append((name, words))
    return found


def run(wanted: Sequence[tuple[str, list[str]]]) -> list[str]:
    """Runs the steps, each with its table printed; the names of those that failed."""
    failed = []
    for number, (name, words) in enumerate(wanted, 1):
        say(f"[{number}/{len(wanted)}] {name}")
        print(f"\n## {name}\n", flush=True)
        start = time.perf_counter()
        ran = subprocess.run([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        print(ran.stdout, flush=True)
        if ran.returncode:
            failed.append(name)
        elif name == PRINTING:
            keep(name, {"printed": ran.stdout[ran.stdout.index("|") :].rstrip()})
        say(f"[{number}/{len(wanted)}] {name}: {time.perf_counter() - start:.0f} s")
    return failed


def tables(folder: Path = RESULTS) -> dict[str, str]:
    """The page's tables out of what is kept, each with what it was taken on; those never taken say so."""
    found, results = {}, {}
    for name, made in TABLES.items():
        content = kept(name, folder)
        if content is None:
            found[name] = "Not taken yet."
            continue
        results[name] = content["figures"]
        found[name] = made(content["figures"]) + "\n\n" + taken_on(content)
    return {"targets": targets_table(verdicts(results)), **found}


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of everything; keeps and writes nothing")
    parser.add_argument("--write", action="store_true", help="only write the page from what is kept")
    parser.add_argument("--python", type=Path, default=PEERS_PYTHON, help="the Python that has the peers")
    parser.add_argument("--sizes", default="48,1000,10000,100000,1000000")
    parser.add_argument("--seconds", default="300", help="how long each server is under load")
    given = parser.parse_args(words)
    failed = [] if given.write else run(steps(given.python, given.sizes, given.seconds, quick=given.quick))
    if not given.quick:
        publish(tables(), PAGE)
        say(f"wrote {PAGE.relative_to(ROOT)}")
    for name in failed:
        say(f"failed: {name}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
