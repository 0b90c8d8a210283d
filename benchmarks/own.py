"""odplan in the contest with its peers: `python -m benchmarks.own SIZE`, 0 for the plan at hand with real vectors.

Prints one line of JSON, the figures of the search alone and of the whole answer.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import is_filler
from assistant.service import Assistant
from benchmarks.contest import ASKED, Question, figure, labelled
from benchmarks.corpora import Parts, questions, synthetic
from benchmarks.peers import DEPTH
from benchmarks.record import LONGEST, memory, timed
from benchmarks.vectors import StoredVectors, bank
from corpus.library import Library, load_library
from index.encoding import Encoder, open_encoder
from index.model_folder import Progress
from index.search import Searcher, build_snapshot, identity, read_library
from index.snapshot import Snapshot

TODAY = date(2026, 11, 23)


class Apart:
    """An encoder that knows how many seconds it has spent on questions."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dimension, self.seconds = encoder.name, encoder.dimension, 0.0

    @property
    def ready(self) -> bool:
        return self._encoder.ready

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        start = time.perf_counter()
        try:
            return self._encoder.encode_queries(texts)
        finally:
            self.seconds += time.perf_counter() - start

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        return self._encoder.encode_passages(texts, progress)

    def spent(self) -> float:
        """The seconds up to now."""
        return self.seconds


def measured(library: Library, encoder: Apart, asked: Sequence[Question], folder: Path) -> dict[str, Any]:
    """Builds, opens and asks; memory is that of what was opened, not of building."""
    start = time.perf_counter()
    build_snapshot(library, encoder, folder)
    built = time.perf_counter() - start
    before = memory()["rss"]
    snapshot = Snapshot.open(folder, identity(library, encoder.name, encoder.dimension))
    searcher = Searcher(read_library(library, snapshot), encoder, snapshot)
    assistant = Assistant(searcher.library, searcher)
    assistant.ask(asked[0].text, as_of=TODAY)

    def search(one: Question) -> list[str]:
        units = searcher.units(one.text, is_filler)
        return [hit.id for hit in searcher.search(one.text, units).hits[:DEPTH]]

    def ask(one: Question) -> list[str]:
        return [match.id for match in assistant.ask(one.text, as_of=TODAY).matches[:DEPTH]]

    figures = {}
    for name, way in (("search", search), ("ask", ask)):
        told = _told(way, asked, encoder)
        figures[name] = figure({**told, "build": built, "before": before, "memory": memory()["rss"]}, asked)
    return figures


def _told(way: Callable[[Question], list[str]], asked: Sequence[Question], encoder: Apart) -> dict[str, Any]:
    found: list[list[str]] = []
    # Labelled questions are all asked, however long it takes: their mean would be another's otherwise.
    longest = math.inf if asked[0].relevant else LONGEST
    seconds = timed(lambda one: found.append(way(one)), asked, longest, apart=encoder.spent)
    return {"seconds": seconds, "found": found}


def main(size: int) -> None:
    if size:
        library = synthetic(size)
        encoder = Apart(StoredVectors(Parts.drawn(size), bank()))
        asked = [Question(one.question, one.lang, {}) for one in questions(library, ASKED)]
    else:
        library, encoder, asked = load_library(), Apart(open_encoder()), labelled()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measured(library, encoder, asked, Path(folder))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
