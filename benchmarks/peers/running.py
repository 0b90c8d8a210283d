"""Runs one peer on a folder that `benchmarks.contest` has filled: `python -m benchmarks.peers.running PEER FOLDER`.

Prints one line of JSON: seconds to build, seconds of each question, the ids found, memory before and after in MB.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers import Corpus, Query
from benchmarks.record import memory

SECONDS = 30.0
LEAST = 20
SHORT = 100


def run(peer: str, folder: Path) -> dict[str, Any]:
    """What the peer of this module took and found."""
    documents = [json.loads(line) for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    vectors, meant = np.load(folder / "vectors.npy"), np.load(folder / "questions.npy")
    ids, texts, words = ([document[key] for document in documents] for key in ("id", "text", "words"))
    engine = importlib.import_module(f"benchmarks.peers.{peer}").Peer()
    before, start = memory(), time.perf_counter()
    engine.build(Corpus(ids, texts, words, folder), vectors)
    built = time.perf_counter() - start
    taken, found = [], []
    # A short plan's questions are labelled, and are all asked.
    ends = time.perf_counter() + SECONDS if len(ids) > SHORT else float("inf")
    for one, vector in zip(asked, meant, strict=True):
        query = Query(one["text"], one["words"])
        start = time.perf_counter()
        found.append(engine.ask(query, vector))
        taken.append(time.perf_counter() - start)
        if len(taken) >= LEAST and time.perf_counter() > ends:
            break
    return {"build": built, "seconds": taken, "found": found, "before": before["rss"], "memory": memory()["rss"]}


if __name__ == "__main__":
    told = run(sys.argv[1], Path(sys.argv[2]))
    print(json.dumps(told), flush=True)
    # Some peers leave threads and servers behind that would not end by themselves.
    os._exit(0)
