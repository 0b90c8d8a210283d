"""What is taken over from an index says the same as what is read anew; only what is new is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.library import load_library
from corpus.records import Dataset
from index.dense import DenseIndex
from index.evidence import Document, delivered_reader
from index.inheritance import MARKS, PARTS, READ_BY, Inheritance, Readings, read_datasets
from index.local_store import LocalStore
from index.search import build_snapshot, identity
from index.snapshot import Part, Snapshot
from tests.fakes import FakeEncoder

LIBRARY = load_library()
DATASETS = tuple(sorted(LIBRARY.datasets, key=lambda dataset: dataset.id))
READER = delivered_reader()


class Watched:
    """Reads datasets, and keeps their ids."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, dataset: Dataset) -> Document:
        self.read.append(dataset.id)
        return READER.document(dataset)


def parts(datasets: Sequence[Dataset], readings: Readings) -> dict[str, Part]:
    dense = DenseIndex.build(np.zeros((0, 1), dtype=np.float32), [0] * len(datasets))
    store = LocalStore.of([dataset.id for dataset in datasets], readings.holdings, readings.names, dense)
    return {**store.to_parts(), **readings.to_parts()}


def same(one: dict[str, Part], other: dict[str, Part]) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(np.asarray(one[name]), np.asarray(other[name])) and _kind(one[name]) == _kind(other[name])
        for name in one
    )


def _kind(part: Part) -> object:
    return np.asarray(part).dtype


def renamed(dataset: Dataset) -> Dataset:
    return replace(dataset, name=dataset.name + "（新）")


CHANGES = {
    "nothing": (DATASETS, DATASETS),
    "one added": (DATASETS[:20] + DATASETS[21:], DATASETS),
    "one removed": (DATASETS, DATASETS[:20] + DATASETS[21:]),
    "the first and the last removed": (DATASETS, DATASETS[1:-1]),
    "one renamed": (DATASETS, (*DATASETS[:7], renamed(DATASETS[7]), *DATASETS[8:])),
    "others": (DATASETS[::2], DATASETS[1::2]),
    "half and half": (DATASETS[:30], DATASETS[15:]),
    "all removed": (DATASETS, ()),
    "the first ones": ((), DATASETS),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_taken_over_says_the_same_as_what_is_read_anew(change: str) -> None:
    before, after = CHANGES[change]
    past = Inheritance.from_parts(parts(before, read_datasets(before, READER.document)))
    watched = Watched()
    brought = parts(after, read_datasets(after, watched, past))
    assert same(brought, parts(after, read_datasets(after, READER.document)))
    assert watched.read == [dataset.id for dataset in after if dataset not in before]


def test_progress_is_told() -> None:
    told: list[tuple[float, str]] = []
    read_datasets(DATASETS[:3], READER.document, None, lambda share, text: told.append((share, text)))
    assert told == [(0.0, "reading words: 0 of 3 datasets")]


@pytest.mark.parametrize("name", PARTS)
def test_parts_that_do_not_belong_together_hold_nothing(name: str) -> None:
    whole = parts(DATASETS[:5], read_datasets(DATASETS[:5], READER.document))
    assert Inheritance.from_parts(whole) is not None
    assert Inheritance.from_parts({key: part for key, part in whole.items() if key != name}) is None
    if name == MARKS:
        assert Inheritance.from_parts({**whole, MARKS: np.zeros((4, 16), np.uint8)}) is None


@pytest.mark.parametrize("made_by", ["vocabulary", "libraries", ""])
def test_what_other_code_or_words_read_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_by: str
) -> None:
    monkeypatch.setattr("index.search.model_fingerprint", lambda model, cache: "0")
    encoder = FakeEncoder()
    build_snapshot(LIBRARY, encoder, tmp_path)
    manifest = tmp_path / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["identity"].update({made_by: "other"} if made_by else {})
    manifest.write_text(json.dumps(content), encoding="utf-8")
    # Another model is no reason to read words again.
    made_of = identity(LIBRARY, "another model", 7)
    found = Inheritance.from_parts(Snapshot.leftovers(tmp_path, made_of, PARTS, READ_BY))
    assert (found is None) == bool(made_by)
