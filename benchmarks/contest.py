"""odplan and its peers on the same work in one run: `python -m benchmarks.contest --python PEERS_PYTHON [--size N]`.

Twice: on the plan at hand with real vectors and labelled questions, which tells of quality, and on a synthetic corpus
with stored vectors, which tells of speed, building and memory. The encoder's time is in nobody's figures.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jieba
import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import LANGUAGES, Parts, questions, synthetic
from benchmarks.record import elsewhere, keep, milliseconds, ratio, say, spread
from benchmarks.scoring import ndcg
from benchmarks.tables import table
from benchmarks.vectors import StoredVectors, bank
from corpus.library import Library, load_library
from corpus.records import Dataset
from index.analysis import fold, fold_all
from index.encoding import open_encoder

PEERS: Mapping[str, str] = {
    "words": "bm25s + jieba",
    "trigrams": "SQLite FTS5, trigrams",
    "meaning": "FAISS, flat",
    "ranks": "bm25s + FAISS, reciprocal ranks",
    "txtai_hybrid": "txtai, hybrid",
    "langchain_ensemble": "LangChain, ensemble",
    "milvus_lite": "Milvus Lite, hybrid",
}
OWN: Mapping[str, str] = {"search": "**odplan**, the search", "ask": "**odplan**, the whole answer"}
SIZE, QUICK_SIZE, ASKED = 100_000, 1_000, 200
# A peer has so many seconds to be built and asked.
LIMIT = 900
SETS = Path(__file__).with_name("questions")


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is relevant to it, by id and grade; nothing where only its time counts."""

    text: str
    lang: str
    relevant: Mapping[str, int]


def labelled() -> list[Question]:
    """The topical questions of all sets."""
    lines = [
        json.loads(line)
        for path in sorted(SETS.glob("*/topical.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [Question(line["question"], line["lang"], line["relevant"]) for line in lines]


def text_of(dataset: Dataset) -> str:
    """The one text that a peer is given of a dataset."""
    told = (dataset.name, dataset.name_en, dataset.description, dataset.description_en)
    return "\n".join(text for text in told if text)


def words_of(folded: str) -> list[str]:
    """The words of a folded text by jieba, without spaces and punctuation."""
    return [word for word in jieba.lcut(folded) if any(character.isalnum() for character in word)]


def fill(
    folder: Path,
    library: Library,
    asked: Sequence[Question],
    passages: Callable[[Sequence[str]], NDArray[np.float32]],
    queries: Callable[[Sequence[str]], NDArray[np.float32]],
) -> None:
    """Lays down what every peer is built of and asked; texts are folded, so that no peer stumbles over the script."""
    folded = fold_all(text_of(dataset).replace("\n", " ") for dataset in library.datasets)
    documents = (
        {"id": d.id, "text": text, "words": words_of(text)} for d, text in zip(library.datasets, folded, strict=True)
    )
    _lines(folder / "documents.jsonl", documents)
    told = [fold(one.text) for one in asked]
    _lines(folder / "questions.jsonl", ({"text": text, "words": words_of(text)} for text in told))
    np.save(folder / "vectors.npy", passages([text_of(dataset) for dataset in library.datasets]))
    np.save(folder / "questions.npy", queries([one.text for one in asked]))


def _lines(path: Path, rows: Iterable[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def contest(folder: Path, python: str, asked: Sequence[Question]) -> dict[str, Any]:
    """What each peer took and earned on a folder; a peer that fails says why and is left out."""
    jieba.setLogLevel(60)
    figures = {}
    for peer, name in PEERS.items():
        say(f"  {name}")
        try:
            told = elsewhere(["benchmarks.peers.running", peer, str(folder)], python, LIMIT)
        except RuntimeError as error:
            say(f"  {name} is left out: {error}")
            continue
        figures[peer] = figure(told, asked)
    return figures


def figure(told: Mapping[str, Any], asked: Sequence[Question]) -> dict[str, Any]:
    """Times, memory and, where questions are labelled, nDCG@10 over all of them and by language."""
    earned = {
        lang: [
            ndcg(one.relevant, [name.rsplit("/", 1)[-1] for name in found])
            for one, found in zip(asked, told["found"], strict=False)
            if one.relevant and lang in ("all", one.lang)
        ]
        for lang in ("all", *LANGUAGES)
    }
    quality = {lang: statistics.mean(values) for lang, values in earned.items() if values}
    memory = told["memory"] - told["before"]
    return {**spread(told["seconds"]), "build": told["build"], "memory": memory, "quality": quality}


def synthetic_folder(folder: Path, size: int) -> list[Question]:
    """Fills a folder with a synthetic corpus and questions on it."""
    library, stored = synthetic(size), StoredVectors(Parts.drawn(size), bank())
    asked = [Question(one.question, one.lang, {}) for one in questions(library, ASKED)]
    # The first line of a document is its name, by which stored vectors know it.
    fill(folder, library, asked, lambda texts: stored.encode_passages([_first(text) for text in texts]),
         stored.encode_queries)  # fmt: skip
    return asked


def _first(text: str) -> str:
    return text.partition("\n")[0]


def contest_table(figures: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Quality on the plan at hand beside speed at a size; ratios to odplan's search."""
    plan, large = figures["plan"], figures["large"]
    base = large.get("search", {}).get("median", 0.0)
    rows = []
    for key, name in names.items():
        quality, speed = plan.get(key, {}).get("quality", {}), large.get(key)
        cells = [f"{quality[lang]:.3f}" if lang in quality else "-" for lang in ("all", *LANGUAGES)]
        if speed:
            times = [milliseconds(speed["median"]), milliseconds(speed["p99"]), ratio(speed["median"], base)]
            cells += [*times, f"{speed['build']:.0f}", f"{speed['memory']:.0f}"]
        else:
            cells += ["-"] * 5
        rows.append([name, *cells])
    head = ("", "nDCG@10", *LANGUAGES, "median, ms", "p99, ms", "times odplan's search", "build, s", "memory, MB")
    return table(head, rows)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers")
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--keep", action="store_true", help="keep the figures under results/")
    given = parser.parse_args(words)
    figures: dict[str, Any] = {"size": given.size}
    with tempfile.TemporaryDirectory() as plan, tempfile.TemporaryDirectory() as large:
        say("contest: the plan at hand")
        asked, encoder = labelled(), open_encoder()
        fill(Path(plan), load_library(), asked, encoder.encode_passages, encoder.encode_queries)
        figures["plan"] = {**_own(0), **contest(Path(plan), given.python, asked)}
        say(f"contest: {given.size:,} datasets")
        asked = synthetic_folder(Path(large), given.size)
        figures["large"] = {**_own(given.size), **contest(Path(large), given.python, asked)}
    if given.keep:
        keep("contest", figures)
    print(contest_table(figures, {**OWN, **PEERS}))


def _own(size: int) -> dict[str, Any]:
    say("  odplan")
    try:
        return elsewhere(["benchmarks.own", str(size)])
    except RuntimeError as error:
        say(f"  odplan is left out: {error}")
        return {}


if __name__ == "__main__":
    main(sys.argv[1:])
