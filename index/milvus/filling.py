"""A library into a Milvus: filled beside what serves, checked, then served in one step; later only what has changed.

A collection is called ``NAME_vSCHEMA_HASH``: its schema, and a hash of what all its entities depend on, which is the
vocabulary, the model and the code that reads. Where these are as before, datasets that are new or have changed are
written and those that are gone removed, in the collection that serves. Entities have keys that follow from the
datasets, so that a filling that was broken off goes on where it ended, and two at once do no harm.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.library import Library
from corpus.locks import held
from corpus.records import Dataset
from index.analysis import Analyser
from index.embedding import Built, embed, text_part
from index.encoding import Encoder
from index.errors import IndexRefused
from index.evidence import Reader
from index.glosses import glossed, glosses
from index.milvus.address import Address
from index.milvus.connection import Connection
from index.milvus.entities import DATASET, RECORD, SCHEMA, Read, digest, entities, record
from index.milvus.expressions import quoted
from index.milvus.remote import Remote
from index.model_folder import Progress
from index.names import named, spoken
from index.search import identity, passages
from index.snapshot import Identity
from index.vocabulary import load_vocabulary

__all__ = ["Filler", "collection_name"]

RECORD_NAME = "odplan"
TOGETHER = 256
"""So many datasets are read, encoded and written together: what a filling holds in memory, and one request."""
SAMPLE = 2_000
"""By so many datasets it is worked out how long one is on average; all, where there are no more."""
REMOVED = 500
"""So many are removed by one request."""
ASIDE = "_b"
"""What a collection's name ends in that is filled anew beside one of the same hash."""
_WAIT = 600

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class _Record:
    """What a collection says of itself: the documents that it was filled from, how many datasets, their mean length."""

    corpus: str
    datasets: int
    average: float


def collection_name(name: str, made_of: Identity) -> str:
    """The collection for an index of this name that is made of these things; which plans are in it does not matter."""
    lasting = [made_of.vocabulary, made_of.model, made_of.model_hash, made_of.dimension, dict(made_of.libraries)]
    text = json.dumps(lasting, ensure_ascii=True, sort_keys=True)
    return f"{name}_v{SCHEMA}_{hashlib.sha256(text.encode('ascii')).hexdigest()[:12]}"


class Filler:
    """Brings the index of a library up to date, and opens it."""

    def __init__(self, library: Library, encoder: Encoder, address: Address, cache: Path) -> None:
        self.connection = Connection(address)
        self.library = glossed(library, glosses(library))
        self._encoder = encoder
        self._cache = cache
        self._made_of = identity(library, encoder.name, encoder.dimension, cache)
        self._target = collection_name(address.collection, self._made_of)

    def opened(self, progress: Progress | None = None) -> Remote:
        """The index, brought up to date first where it is not; IndexAway where nobody answers."""
        if not self._is_current():
            self.fill(progress)
        found = self._record(self.connection.address.collection)
        return Remote(self.connection, found.datasets if found else 0)

    def fill(self, progress: Progress | None = None, *, anew: bool = False) -> Built | None:
        """Brings the index up to date; None where there was nothing to do.

        What is made ``anew`` is filled beside what serves, and takes nothing over from it.
        """
        self._cache.mkdir(parents=True, exist_ok=True)
        # Of several processes on a machine one fills; the others find it done.
        with held(self._cache / "milvus.lock", _WAIT):
            return None if self._is_current() and not anew else self._filled(progress, anew=anew)

    def _filled(self, progress: Progress | None, *, anew: bool) -> Built:
        serving = self.connection.serving()
        target = self._target + ASIDE if anew and serving == self._target else self._target
        self._make(target, anew=anew)
        reads = _Reads(self.library, meaning=self._encoder.dimension > 0)
        known = {} if anew else self._vectors(serving, target)
        before = self._record(target)
        average = before.average if before else reads.average
        built = self._written(target, reads, average, known, progress)
        self.connection.settle(target)
        self._check(target)
        said = {"corpus": self._made_of.corpus, "datasets": len(self.library.datasets), "average": average}
        self.connection.upsert(target, [record(RECORD_NAME, {**said, "model": self._model}, self._width)])
        self.connection.settle(target)
        self.connection.serve(target)
        self._tidy(target)
        return built

    @property
    def _width(self) -> int:
        """How long vectors are; without a model there is none, and an engine wants some all the same."""
        return self._encoder.dimension or 2

    @property
    def _model(self) -> list[str]:
        """What vectors depend on: those of another model are not taken over."""
        by = json.loads(text_part([]))["by"]
        return [self._made_of.model, self._made_of.model_hash, json.dumps(by, sort_keys=True)]

    def _is_current(self) -> bool:
        serving = self.connection.serving()
        if serving is None or serving.removesuffix(ASIDE) != self._target:
            return False
        self.connection.load(serving)
        found = self._record(serving)
        return found is not None and found.corpus == self._made_of.corpus

    def _content(self, collection: str) -> Mapping[str, Any] | None:
        held = self.connection.get(collection, [f"\t{RECORD_NAME}"], ["content"])
        return held[0]["content"] if held else None

    def _record(self, collection: str) -> _Record | None:
        said = self._content(collection)
        return _Record(str(said["corpus"]), int(said["datasets"]), float(said["average"])) if said else None

    def _make(self, target: str, *, anew: bool) -> None:
        held = self.connection.collections()
        if anew and target in held:
            self.connection.drop(target)
        if anew or target not in held:
            self.connection.create(target, self._width)
        self.connection.load(target)

    def _vectors(self, serving: str | None, target: str) -> dict[str, NDArray[np.float32]]:
        """The vectors of the collection that served, by the hashes of their texts; none if another model made them."""
        if serving is None or serving == target:
            return {}
        self.connection.load(serving)
        said = self._content(serving)
        if said is None or said.get("model") != self._model:
            return {}
        rows = self.connection.every(serving, f"kind < {RECORD}", ["text", "vector"])
        return {str(row["text"]): np.array(row["vector"], dtype=np.float32) for row in rows}

    def _written(
        self,
        target: str,
        reads: _Reads,
        average: float,
        known: Mapping[str, NDArray[np.float32]],
        progress: Progress | None,
    ) -> Built:
        """Writes what is new or has changed, then removes what is gone."""
        rows = self.connection.every(target, f"kind == {DATASET}", ["key", "digest"])
        held = {str(row["key"]): str(row["digest"]) for row in rows}
        wanted = {dataset.id for dataset in self.library.datasets}
        built = Built(0, 0)
        done = 0
        for batch in _batches(reads, TOGETHER):
            done += len(batch)
            changed = [read for read in batch if held.get(read.dataset.id) != digest(read)]
            self._remove(target, [read.dataset.id for read in changed if read.dataset.id in held])
            found = self._upserted(target, changed, average, known)
            built = Built(built.embedded + found.embedded, built.kept + found.kept)
            if progress:
                progress(done / len(reads), "filling the index")
        self._remove(target, sorted(held.keys() - wanted))
        return built

    def _upserted(
        self, target: str, reads: Sequence[Read], average: float, known: Mapping[str, NDArray[np.float32]]
    ) -> Built:
        texts = [text for read in reads for text in read.texts]
        if not reads:
            return Built(0, 0)
        vectors, built = embed(texts, self._encoder, known)
        keys = json.loads(text_part(texts))["texts"]
        rows, start = [], 0
        for read in reads:
            end = start + len(read.texts)
            made = entities(
                read, vectors[start:end] if read.texts else np.zeros((0, self._width), dtype=np.float32), average
            )
            rows += [{**row, "text": key} for row, key in zip(made, keys[start:end] or [""], strict=True)]
            start = end
        for batch in _batches(rows, TOGETHER):
            self.connection.upsert(target, batch)
        return built

    def _remove(self, target: str, ids: Sequence[str]) -> None:
        for batch in _batches(ids, REMOVED):
            self.connection.delete(target, f"dataset in [{', '.join(map(quoted, batch))}]")

    def _check(self, target: str) -> None:
        """IndexRefused where the collection does not hold just the datasets of the library."""
        wanted, held = len(self.library.datasets), self.connection.count(target, f"kind == {DATASET}")
        if held != wanted:
            raise IndexRefused(
                f"The index at {self.connection.address} holds {held} datasets of {wanted} after it was filled, "
                "and what served before serves on: run `odplan build` again."
            )

    def _tidy(self, serving: str) -> None:
        """Removes the collections that served before, and those whose filling was given up."""
        ours = re.compile(re.escape(self.connection.address.collection) + r"_v\d+_[0-9a-f]{12}(_b)?")
        for name in self.connection.collections():
            if ours.fullmatch(name) and name != serving:
                self.connection.drop(name)


class _Reads:
    """The datasets of a library as they are read, one after the other; of many only a sample is kept."""

    def __init__(self, library: Library, *, meaning: bool) -> None:
        self._meaning = meaning
        self._datasets = sorted(library.datasets, key=lambda dataset: dataset.id)
        vocabulary = load_vocabulary()
        self._reader = Reader(Analyser(vocabulary.chinese), vocabulary)
        sample = self._datasets[:: len(self._datasets) // SAMPLE + 1]
        self._sample = {dataset.id: self._read(dataset) for dataset in sample}

    def __len__(self) -> int:
        return len(self._datasets)

    def __iter__(self) -> Iterator[Read]:
        for dataset in self._datasets:
            yield self._sample.get(dataset.id) or self._read(dataset)

    def _read(self, dataset: Dataset) -> Read:
        names = dict.fromkeys(name for name in (dataset.name, dataset.name_en, dataset.name_zh) if name)
        sounded = tuple(spoken(name) for name in named({dataset.id: list(names)}))
        texts = tuple(passages(dataset)) if self._meaning else ()
        return Read(dataset, self._reader.document(dataset), sounded, texts)

    @property
    def average(self) -> float:
        """How many tokens a dataset has on average, by the sample."""
        return float(np.mean([len(read.document.tokens) for read in self._sample.values()])) if self._sample else 0.0


def _batches(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    batch: list[Thing] = []
    for thing in things:
        batch.append(thing)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
