"""How times and memory grow with the number of datasets: `python -m benchmarks.growth [--sizes 48,1000] [--folder F]`.

Synthetic corpora (`corpora.py`), each built in one process and asked in another, so that memory is its own. The encoder
is replaced by stored vectors (`vectors.py`): its time does not depend on the number of datasets.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from assistant.lexicon import is_filler
from assistant.plans import Plans
from assistant.service import Assistant
from benchmarks.corpora import SIZES, Asked, Parts, questions, synthetic
from benchmarks.record import (
    elsewhere,
    keep,
    memory,
    milliseconds,
    ratio,
    say,
    spread,
    table,
    timed,
)  # fmt: skip
from benchmarks.vectors import StoredVectors, bank
from corpus.library import Library
from index.search import Searcher, build_snapshot, identity, read_library
from index.snapshot import Snapshot

ASKED = 200
TODAY = date(2026, 11, 23)
QUICK = (48, 1_000)
# What a question says to be confined to datasets that are updated every month.
MONTHLY = {"en": "{}, updated monthly", "zh-Hant": "每月更新的{}", "zh-Hans": "每月更新的{}", "yue": "每月更新嘅{}"}
# Names are compared with all others by a plain rapidfuzz call: so many questions are enough, it is slow.
BASELINE = 20
ROWS = {
    "search": "a search, without condition",
    "search_wide": "a search among the monthly (a fifth)",
    "search_narrow": "a search among 48",
    "ask": "a whole question",
    "ask_monthly": "a whole question with a condition",
    "suggest": "a suggestion for a typo",
    "suggest_plain": "`rapidfuzz.process.extract(WRatio)` over the same names",
}


class Watched(StoredVectors):
    """Stored vectors that know how many seconds were spent on those of questions."""

    def __init__(self, parts: Parts, vectors: NDArray[np.float32]) -> None:
        super().__init__(parts, vectors)
        self._spent = 0.0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        start = time.perf_counter()
        try:
            return super().encode_queries(texts)
        finally:
            self._spent += time.perf_counter() - start

    def spent(self) -> float:
        """The seconds up to now."""
        return self._spent


def build(size: int, folder: Path) -> dict[str, Any]:
    """Builds the index of a size anew in a folder: seconds, files in MB, the most memory."""
    library, encoder = synthetic(size), StoredVectors(Parts.drawn(size), bank())
    held, start = memory(), time.perf_counter()
    build_snapshot(library, encoder, folder, anew=True)
    seconds = time.perf_counter() - start
    files = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    peak = next(line for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if "VmHWM" in line)
    return {"build": seconds, "disk": files / 2**20, "before": held["rss"], "peak": int(peak.split()[1]) / 1024}


def ask(size: int, folder: Path) -> dict[str, Any]:
    """Opens the index of a size and asks it: seconds to open, times of questions, memory."""
    library, encoder = synthetic(size), Watched(Parts.drawn(size), bank())
    before, start = memory(), time.perf_counter()
    made_of = identity(library, encoder.name, encoder.dimension)
    snapshot = Snapshot.open(folder, made_of)
    library = read_library(library, snapshot)
    searcher = Searcher(library, encoder, snapshot)
    opened = time.perf_counter() - start
    asked = questions(library, ASKED)
    searcher.search(asked[0].question, searcher.units(asked[0].question, is_filler))
    first = time.perf_counter() - start - opened
    figures: dict[str, Any] = {"open": opened, "first": first, **_searches(library, searcher, encoder, asked)}
    start = time.perf_counter()
    assistant = Assistant(library, searcher)
    assistant.ask(asked[0].question, as_of=TODAY)
    figures |= {"assistant": time.perf_counter() - start, **_answers(assistant, encoder, asked)}
    return {**figures, **_suggestions(library, assistant, asked), "before": before, "memory": memory()}


def _searches(library: Library, searcher: Searcher, encoder: Watched, asked: Sequence[Asked]) -> dict[str, Any]:
    monthly = {d.id for d in library.datasets if any(release.every == "P1M" for release in d.releases)}
    few = {d.id for d in library.datasets[:48]}
    select: Callable[[set[str]], Any] = getattr(searcher, "selection", lambda among: among)
    pools = {"search": None, "search_wide": select(monthly), "search_narrow": select(few)}
    figures: dict[str, Any] = {}
    for name, among in pools.items():

        def search(one: Asked, among: Any = among) -> object:
            return searcher.search(one.question, searcher.units(one.question, is_filler), among=among).hits[:10]

        figures[name] = spread(timed(search, asked, apart=encoder.spent))
    first = [
        searcher.search(one.question, searcher.units(one.question, is_filler)).hits[:1] for one in asked[:BASELINE]
    ]
    right = [_same(library, hits[0].id, one.target) for hits, one in zip(first, asked, strict=False) if hits]
    return {**figures, "right": sum(right) / BASELINE}


def _same(library: Library, found: str, target: str) -> bool:
    """Whether a dataset is the one that was asked for, or bears its name."""
    one, other = library.get(found), library.get(target)
    return one is not None and other is not None and one.name == other.name


def _answers(assistant: Assistant, encoder: Watched, asked: Sequence[Asked]) -> dict[str, Any]:
    figures = {}
    for name, forms in (("ask", {}), ("ask_monthly", MONTHLY)):
        texts = [forms.get(one.lang, "{}").format(one.question) for one in asked]
        figures[name] = spread(timed(lambda text: assistant.ask(text, as_of=TODAY), texts, apart=encoder.spent))
    return figures


def _suggestions(library: Library, assistant: Assistant, asked: Sequence[Asked]) -> dict[str, Any]:
    names = [name for dataset in library.datasets for name in (dataset.name, dataset.name_en)]
    # Those of earlier editions of a plan are not suggested.
    newest = {plan.id for plan in Plans(library).authors}
    asked = [one for one in asked if (target := library.get(one.target)) and target.plan_id in newest]
    own = spread(timed(lambda one: assistant.suggest(one.typo), asked))
    few = [one for one in asked if one.lang != "zh-Hans"][:BASELINE]  # the plain call knows one script only
    plain = timed(lambda one: process.extract(one.typo, names, scorer=fuzz.WRatio, limit=8), few)
    same = 0
    for one in few[: len(plain)]:
        top = process.extract(one.typo, names, scorer=fuzz.WRatio, limit=1)[0][0]
        found = assistant.suggest(one.typo)[:1]
        dataset = library.get(found[0].id) if found else None
        same += dataset is not None and (top in (dataset.name, dataset.name_en) or dataset.id == one.target)
    return {"suggest": own, "suggest_plain": spread(plain), "same_top": same / max(1, len(plain))}


def grown(sizes: Sequence[int], folder: Path, told: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The figures of each size, told after each; a size that fails says why and ends the row of sizes."""
    figures: dict[str, Any] = {}
    for size in sizes:
        say(f"growth: {size:,} datasets")
        place = folder / str(size)
        try:
            built = elsewhere(["benchmarks.growth", "--one", "build", "--sizes", str(size), "--folder", str(place)])
            asked = elsewhere(["benchmarks.growth", "--one", "ask", "--sizes", str(size), "--folder", str(place)])
        except RuntimeError as error:
            say(f"growth ends before {size:,}: {error}")
            break
        finally:
            shutil.rmtree(place, ignore_errors=True)
        figures[str(size)] = {"built": built, "asked": asked}
        told(figures)
    return figures


def growth_table(figures: Mapping[str, Any]) -> str:
    """Median and p99 by size, each with its ratio to the size before."""
    sizes = list(figures)
    rows = []
    for key, told in ROWS.items():
        found = [figures[size]["asked"].get(key) for size in sizes]
        if any(found):
            rows.append([told, *_cells([one["median"] for one in found], [one["p99"] for one in found])])
    opening = [1000 * figures[size]["asked"]["open"] for size in sizes]
    building = [1000 * figures[size]["built"]["build"] for size in sizes]
    rows.append(["building the index", *_cells(building)])
    rows.append(["opening it", *_cells(opening)])
    rows.append(["opening / building", *(ratio(a, b) for a, b in zip(opening, building, strict=True))])
    for key, told in (("rss", "memory in all, MB"), ("own", "of it no file's, MB")):
        rows.append([told, *(f"{figures[size]['asked']['memory'][key]:.0f}" for size in sizes)])
    rows.append(["of it the records', MB", *(f"{figures[size]['asked']['before']['rss']:.0f}" for size in sizes)])
    rows.append(["right dataset first", *(f"{figures[size]['asked']['right']:.2f}" for size in sizes)])
    rows.append(["same or better first suggestion", *(f"{figures[size]['asked']['same_top']:.2f}" for size in sizes)])
    return table(("median ms (p99) [times the size before]", *(f"{int(size):,}" for size in sizes)), rows)


def _cells(medians: Sequence[float], p99s: Sequence[float] = ()) -> list[str]:
    cells = []
    for n, median in enumerate(medians):
        tail = f" ({milliseconds(p99s[n])})" if p99s else ""
        cells.append(milliseconds(median) + tail + (f" [{ratio(median, medians[n - 1])}]" if n else ""))
    return cells


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--one", choices=("build", "ask"))
    parser.add_argument("--keep", action="store_true", help="keep the figures under results/")
    given = parser.parse_args(words)
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.one:
        print(json.dumps({"build": build, "ask": ask}[given.one](sizes[0], given.folder)))
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        # Kept after each size: what was measured in hours shall not be lost with the largest.
        figures = grown(sizes, Path(folder), partial(keep, "growth") if given.keep else lambda figures: None)
    print(growth_table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
