"""The Searcher: finds the datasets that a topic is about, by words, meaning and names, and says why."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.library import Library
from corpus.records import Dataset
from index import fusion
from index.cell_growth import EarlierCells
from index.cells import CELLS, CHANGES
from index.coverage import Covering, Evidence
from index.dense import STARTS, VECTORS, DenseIndex
from index.embedding import KNOWN, TEXTS, Built, embed, known_vectors, text_part
from index.encoding import Encoder
from index.evidence import IN_NAME, Reader, Unit, delivered_reader
from index.glosses import glossed, glosses
from index.hits import Hit, Ranking, Why
from index.inheritance import PARTS as READINGS
from index.inheritance import READ_BY, Inheritance, names_of, read_datasets
from index.local_store import LocalStore
from index.meaning import Meaning
from index.model_folder import Progress
from index.model_source import model_fingerprint
from index.snapshot import MODEL, Identity, Snapshot, library_versions
from index.store import NOWHERE, Near, Rows, Scored, Selection, Store
from index.vocabulary import vocabulary_hash

# Names are compared as wholes; the rest of a long question would only blur them.
NAME_CHARACTERS = 120
# So many names are heard in a search, where not all are compared: its other parts find the rest.
HEARD = 32
# So many topics are remembered as they were read.
READ = 64
# Below this a name, and the terms in it, are not what was meant.
NAMED = 0.36
GLOSSES = "glosses.json"
WITH_CELLS = (VECTORS, STARTS, CELLS, CHANGES)
_READING = (
    *("analysis.py", "evidence.py", "glosses.py", "lexical.py", "name_index.py", "names.py", "postings.py"),
    *("cells.py", "dense.py", "grams.py", "search.py", "segments.py", "sounds.py", "vocabulary.py"),
    *("dictionaries.py", "cell_growth.py", "holdings.py", "inheritance.py"),
)
_VERSIONS = ("jieba", "OpenCC", "faiss-cpu", "pypinyin", "ToJyutping", "PyStemmer")

# Datasets by their ids, or by what a search gave; None for all.
Among: TypeAlias = Collection[str] | Selection | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the hits, best first; how far each dataset covers the topic; the topic's units.

    ``margin`` is how far the nearest dataset stands out by meaning: its cosine above the mean of all.
    """

    hits: Ranking
    coverage: Covering
    units: tuple[Unit, ...]
    margin: float = 0.0


def passages(dataset: Dataset) -> list[str]:
    """The texts by whose meaning a dataset is found: its names, and each thing its releases hold."""
    texts = list(names_of(dataset))
    for release in dataset.releases:
        texts += [f"{dataset.name}：{piece}" for piece in release.description.split() if len(piece) > 3]
        texts.append(f"{dataset.name_en}: {release.description_en}" if release.description_en else "")
    return list(dict.fromkeys(text for text in texts if text))


def identity(library: Library, encoder_name: str, dimension: int, cache: Path | None = None) -> Identity:
    """What an index of this library by this model must have been built from."""
    return Identity(
        corpus=library.corpus_hash,
        vocabulary=vocabulary_hash(),
        model=encoder_name,
        model_hash=model_fingerprint(encoder_name, cache) if encoder_name else "",
        dimension=dimension,
        libraries={**library_versions(_VERSIONS), "odplan": _reading_hash()},
    )


@functools.cache
def _reading_hash() -> str:
    # Words, sounds and units are in the snapshot as this code cuts them; other code would cut them otherwise.
    digest = hashlib.sha256()
    for name in _READING:
        digest.update(resources.files("index").joinpath(name).read_bytes())
    return digest.hexdigest()[:16]


def build_snapshot(
    library: Library,
    encoder: Encoder,
    folder: Path,
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
    anew: bool = False,
) -> Built:
    """Reads, encodes and writes the index of a library; what stood in the folder before serves until the end.

    Texts that the index in the folder knows are not encoded again, unless it is to be made ``anew``.
    By a NoEncoder it is an index of words and names alone.
    """
    made_of = identity(library, encoder.name, encoder.dimension, cache)
    found = glosses(library)
    library = glossed(library, found)
    known = {} if anew else known_vectors(Snapshot.leftovers(folder, made_of, KNOWN))
    # Row by row: a store numbers its rows in the order of the ids.
    datasets = sorted(library.datasets, key=lambda dataset: dataset.id)
    told = [passages(dataset) for dataset in datasets]
    told = told if encoder.dimension else [[] for _ in told]
    texts = [text for texts in told for text in texts]
    vectors, built = embed(texts, encoder, known, progress)
    before = {} if anew else Snapshot.leftovers(folder, made_of, READINGS, READ_BY)
    readings = read_datasets(datasets, delivered_reader().document, Inheritance.from_parts(before), progress)
    cells = Snapshot.leftovers(folder, made_of, WITH_CELLS, (*MODEL, *READ_BY)) if len(readings.kept) else {}
    earlier = EarlierCells.from_parts(cells, (VECTORS, STARTS), readings.kept)
    dense = DenseIndex.build(vectors, [len(texts) for texts in told], earlier)
    store = LocalStore.of([dataset.id for dataset in datasets], readings.holdings, readings.names, dense)
    parts = {**store.to_parts(), **readings.to_parts(), TEXTS: text_part(texts), GLOSSES: _json(found)}
    Snapshot.write(folder, parts, made_of)
    return built


def read(library: Library, reader: Reader, dense: DenseIndex) -> LocalStore:
    """The store of a library as a reader reads it, with the vectors of its texts."""
    datasets = sorted(library.datasets, key=lambda dataset: dataset.id)
    readings = read_datasets(datasets, reader.document)
    return LocalStore.of([dataset.id for dataset in datasets], readings.holdings, readings.names, dense)


def read_library(library: Library, snapshot: Snapshot) -> Library:
    """The library with the names in the other language that its index was made with."""
    return glossed(library, json.loads(snapshot.text(GLOSSES)))


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


class Searcher:
    """Searches one library by its store. Opening it loads no encoder; only a search by meaning does.

    One that is not ``patient`` leaves meaning out while the encoder is still being loaded elsewhere; where it is
    ``off`` for a reason, or turns out to be, searches go on by words and names.
    """

    def __init__(
        self,
        library: Library,
        encoder: Encoder,
        store: Store | Snapshot,
        *,
        patient: bool = True,
        reader: Reader | None = None,
        off: str = "",
    ) -> None:
        self.library = library
        self.patient = patient
        self.encoder = encoder
        self.meaning = Meaning(encoder, patient=patient, off=off)
        self.reader = reader or delivered_reader()
        self.store: Store = LocalStore.from_parts(store.parts) if isinstance(store, Snapshot) else store
        self._evidence = Evidence(self.store)
        # Of one question the same words are looked at for several ends.
        self._read = functools.lru_cache(READ)(lambda topic, ignore: tuple(self.reader.units(topic, ignore)))

    def units(self, topic: str, ignore: Callable[[str], bool]) -> tuple[Unit, ...]:
        """The terms and words of a topic that mean something."""
        return self._read(topic, ignore)

    def selection(self, among: Among) -> Selection | None:
        """The rows of some datasets, ids that are not at hand passed over; None for all."""
        if among is None or isinstance(among, Selection):
            return among
        rows = sorted({row for name in among if (row := self.store.row(name)) is not None})
        return Selection(np.array(rows, dtype=np.int32), self.store.size)

    def chosen(self, mask: NDArray[np.bool_]) -> Selection:
        """The rows of those datasets of the library, in its order, for which the mask says so."""
        return Selection(np.flatnonzero(mask[self._places]).astype(np.int32), self.store.size)

    @functools.cached_property
    def _places(self) -> NDArray[np.intp]:
        """For each row the place of its dataset in the library."""
        ids = [dataset.id for dataset in self.library.datasets]
        return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp)

    def coverage(self, units: Sequence[Unit], among: Among = None) -> Covering:
        """How far each dataset speaks of the units; no encoder is asked."""
        return self._evidence.coverage(units, self.selection(among))

    def in_names(self, key: str) -> bool:
        """Whether some dataset is on a matter by its very name: on a word, or on a term as "#term"."""
        return self._evidence.names(key, IN_NAME)

    def names(self, text: str, k: int = 10, among: Among = None) -> list[Hit]:
        """The datasets whose names are like the text; no encoder is asked."""
        selected = self.selection(among)
        alike = self.store.names(text[:NAME_CHARACTERS], None, selected)
        covered = self._evidence.coverage(self.reader.named_terms(text), selected).shares
        # A name in other words ("VHIS" for 自願醫保) is found by its terms, a misspelt one by its letters.
        found = fusion.fuse({"name": alike, "terms": covered}, {"name": 0.8, "terms": 0.2}, whole=1.0)
        # Terms alone reach nobody that far: those whose names are alike are all there are.
        named = Scored(alike.rows, found.at(alike.rows)).reaching(NAMED)
        return list(Ranking(self.store, named)[: max(k, 0)])

    def search(self, topic: str, units: Sequence[Unit], *, among: Among = None, meaning: bool = True) -> Found:
        """The datasets that a topic is about, best first; without ``meaning`` by words and names alone."""
        selected = self.selection(among)
        covered = self._evidence.coverage(units, selected)
        near = self.near(topic, selected) if meaning else NOWHERE
        parts = self.parts(topic, covered, near, selected)
        ranking = Ranking(self.store, fusion.fuse(parts), _why(covered, parts))
        return Found(ranking, covered, tuple(units), near.margin)

    def near(self, topic: str, among: Selection | None = None) -> Near:
        """The datasets near to a topic by meaning; none where meaning is left out."""
        vector = self.meaning.vector(topic)
        return NOWHERE if vector is None else self.store.nearest(vector, None, among)

    def parts(self, topic: str, covered: Covering, near: Near, among: Selection | None = None) -> dict[str, Scored]:
        """What is said of datasets by meaning, by coverage, by words and by names, each from 0 to 1."""
        terms = ["#" + term for term in sorted(self.reader.terms(topic))]
        tokens = self.reader.analyser.query_tokens(topic) + terms if covered.asked else []
        return {
            "meaning": fusion.above_mean(near),
            "coverage": fusion.below_best(covered.shares, fusion.FAIR),
            "words": fusion.below_best(self.store.words(tokens, None, among)),
            "name": self.store.names(topic[:NAME_CHARACTERS], HEARD, among),
        }


def _why(covered: Covering, parts: Mapping[str, Scored]) -> Why:
    """What tells, for rows, the words and parts that found each."""

    def why(rows: Rows) -> list[tuple[str, ...]]:
        named, meant = parts["name"].at(rows) >= 0.8, parts["meaning"].at(rows) >= 0.5
        told = zip(covered.words(rows), named.tolist(), meant.tolist(), strict=True)
        return [tuple(dict.fromkeys((*words, *["name"] * name, *["meaning"] * means))) for words, name, means in told]

    return why
