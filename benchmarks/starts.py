"""From nothing to an answer: `python -m benchmarks.starts`, against importing sentence-transformers alone."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.latency import COLD_RUNS, cold
from benchmarks.record import keep, ratio, say
from benchmarks.tables import table


def starts_table(figures: Mapping[str, Any]) -> str:
    """Seconds and ratio to the first."""
    whole = next(iter(figures.values()))
    rows = [(name, f"{seconds:.2f}", ratio(seconds, whole)) for name, seconds in figures.items()]
    return table((f"cold start, median of {COLD_RUNS}", "seconds", "ratio"), rows)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true", help="keep the figures under results/")
    given = parser.parse_args(words)
    say(f"starts: each command {COLD_RUNS} times, in turn")
    figures = cold()
    if given.keep:
        keep("starts", figures)
    print(starts_table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
