"""What the figures are held to: each target with its bound, what was measured, and whether that is within it. Pure."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.tables import table

Results = Mapping[str, Mapping[str, Any]]
"""The figures of each benchmark by its name, as kept under results/."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target, its bound as a person says it, what was measured (None where it was not), and whether it is met."""

    target: str
    bound: str
    measured: float | None
    met: bool


def _under(most: float) -> Callable[[float], bool]:
    return lambda value: value <= most


def verdicts(results: Results) -> list[Verdict]:
    """All targets in the order of the page; what was not measured is not met."""
    found = []
    for target, bound, fits, measure in _targets():
        try:
            value: float | None = measure(results)
        except (KeyError, IndexError, ZeroDivisionError):
            value = None
        found.append(Verdict(target, bound, value, value is not None and fits(value)))
    return found


Target = tuple[str, str, Callable[[float], bool], Callable[[Results], float]]


def _targets() -> Iterator[Target]:
    yield "a question that needs the encoder / encoding it", "<= 1.2", _under(1.2), lambda r: _stage(r, "with")
    yield "a question that needs none / encoding one", "<= 0.1", _under(0.1), lambda r: _stage(r, "without")
    yield "a suggestion / rapidfuzz WRatio, 100,000", "<= 0.1", _under(0.1), _suggestion
    yield "opening / building an index, 100,000", "<= 0.1", _under(0.1), _opening
    yield "a search among 100,000, ms", "<= 3", _under(3.0), lambda r: _asked(r, 100_000, "search")
    yield "a search among 1,000,000, ms", "<= 12", _under(12.0), lambda r: _asked(r, 1_000_000, "search")
    yield "twice the datasets: times the search (worst step)", "< 2", lambda value: value < 2.0, doubling
    yield "txtai's hybrid / odplan's search, 100,000", ">= 4", lambda value: value >= 4.0, _lead
    yield "memory at 1,000,000 datasets, MB", "<= 6000", _under(6000.0), lambda r: _memory(r, 1_000_000)
    yield "`odplan ask` cold / importing sentence-transformers", "<= 0.5", _under(0.5), lambda r: _start(r, "cataract")
    yield "`odplan ask` cold, no encoder needed / the same", "<= 0.15", _under(0.15), lambda r: _start(r, "weekly")
    yield "errors under load, API alone", "0", _under(0.0), lambda r: _load(r, lambda one: float(one["errors"]))
    yield "memory of the page's server under load, MB", "<= 500", _under(500.0), _page
    yield "memory at the end of the load / warm", "<= 1.02", _under(1.02), lambda r: _load(r, _level)


def _stage(results: Results, which: str) -> float:
    stages = results["stages"]
    whole = stages[f"{which} the encoder"]["whole"]["median"]
    return float(whole / stages["with the encoder"]["encoding"]["median"])


def _asked(results: Results, size: int, key: str) -> float:
    return float(results["growth"][str(size)]["asked"][key]["median"])


def _suggestion(results: Results) -> float:
    return _asked(results, 100_000, "suggest") / _asked(results, 100_000, "suggest_plain")


def _opening(results: Results) -> float:
    size = results["growth"]["100000"]
    return float(size["asked"]["open"] / size["built"]["build"])


def _memory(results: Results, size: int) -> float:
    return float(results["growth"][str(size)]["asked"]["memory"]["rss"])


def _lead(results: Results) -> float:
    if results["contest"]["size"] != 100_000:
        raise KeyError("contest")
    large = results["contest"]["large"]
    return float(large["txtai_hybrid"]["median"] / large["search"]["median"])


def _start(results: Results, word: str) -> float:
    starts = results["starts"]
    named = [seconds for name, seconds in starts.items() if word in name]
    return float(named[0] / next(iter(starts.values())))


def _level(server: Mapping[str, Any]) -> float:
    return float(server["end"] / server["warm"])


def _page(results: Results) -> float:
    return float(list(results["load"]["servers"].values())[-1]["warm"])


def _load(results: Results, what: Callable[[Mapping[str, Any]], float]) -> float:
    return float(what(next(iter(results["load"]["servers"].values()))))


def doubling(results: Results) -> float:
    """By how much a search takes longer when the datasets are twice as many, at the worst step between sizes."""
    sizes = sorted(map(int, results["growth"]))
    steps = []
    for less, more in itertools.pairwise(sizes):
        times = _asked(results, more, "search") / _asked(results, less, "search")
        steps.append(times ** (1 / math.log2(more / less)))
    if not steps:
        raise KeyError("growth")
    return max(steps)


def targets_table(found: Sequence[Verdict]) -> str:
    """A row for each target."""
    rows = [
        (one.target, one.bound, "not measured" if one.measured is None else f"{one.measured:.3g}", _word(one))
        for one in found
    ]
    return table(("target", "bound", "measured", ""), rows)


def _word(one: Verdict) -> str:
    return "" if one.measured is None else "met" if one.met else "**missed**"
