"""The Searcher: finds the datasets that a topic is about, by words, meaning and names, and says why."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

from corpus.library import Library
from corpus.records import Dataset
from index import fusion
from index.analysis import Analyser
from index.dense import DenseIndex
from index.embedding import KNOWN, TEXTS, Built, embed, known_vectors, text_part
from index.encoding import Encoder
from index.evidence import Coverage, Document, EvidenceIndex, Reader, Unit
from index.glosses import glossed, glosses
from index.hits import Hit, rank
from index.lexical import LexicalIndex
from index.model_folder import Progress
from index.model_source import model_fingerprint
from index.names import Name, NameIndex, named
from index.snapshot import Identity, Snapshot, library_versions
from index.vocabulary import load_vocabulary, vocabulary_hash

# Names are compared as wholes; the rest of a long question would only blur them.
NAME_CHARACTERS = 120
GLOSSES = "glosses.json"
_READING = ("analysis.py", "evidence.py", "glosses.py", "names.py", "search.py", "sounds.py", "vocabulary.py")
_VERSIONS = ("jieba", "OpenCC", "faiss-cpu", "bm25s", "pypinyin", "ToJyutping", "snowballstemmer")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the hits, best first; how far each dataset covers the topic; the topic's units."""

    hits: tuple[Hit, ...]
    coverage: dict[str, Coverage]
    units: tuple[Unit, ...]
    cosine: dict[str, float]


def passages(dataset: Dataset) -> list[str]:
    """The texts by whose meaning a dataset is found: its names, and each thing its releases hold."""
    texts = list(_names(dataset))
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
        model_hash=model_fingerprint(encoder_name, cache),
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
    """
    made_of = identity(library, encoder.name, encoder.dimension, cache)
    found = glosses(library)
    library = glossed(library, found)
    known = {} if anew else known_vectors(Snapshot.leftovers(folder, made_of, KNOWN))
    entries = [(dataset.id, text) for dataset in library.datasets for text in passages(dataset)]
    texts = [text for _, text in entries]
    vectors, built = embed(texts, encoder, known, progress)
    parts = DenseIndex.build(vectors, [owner for owner, _ in entries]).to_parts()
    Snapshot.write(folder, {**parts, TEXTS: text_part(texts), **_words(library), GLOSSES: _json(found)}, made_of)
    return built


def _words(library: Library) -> dict[str, bytes]:
    """What is searched by words and by names."""
    reader = Reader(Analyser(load_vocabulary().chinese), load_vocabulary())
    documents = {dataset.id: asdict(reader.document(dataset)) for dataset in library.datasets}
    names = [asdict(name) for name in named({d.id: list(_names(d)) for d in library.datasets})]
    return {"documents.json": _json(documents), "names.json": _json(names)}


def _names(dataset: Dataset) -> Iterable[str]:
    """The names that a dataset goes by, each once."""
    return dict.fromkeys(name for name in (dataset.name, dataset.name_en, dataset.name_zh) if name)


def read_library(library: Library, snapshot: Snapshot) -> Library:
    """The library with the names in the other language that its index was made with."""
    return glossed(library, json.loads(bytes(snapshot.parts[GLOSSES])))


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


class Searcher:
    """Searches one library. Opening it loads no encoder; only a search by meaning does.

    One that is not ``patient`` leaves meaning out while the encoder is still being loaded elsewhere.
    """

    def __init__(self, library: Library, encoder: Encoder, snapshot: Snapshot, *, patient: bool = True) -> None:
        self.library = library
        self.patient = patient
        self.encoder = encoder
        vocabulary = load_vocabulary()
        self.reader = Reader(Analyser(vocabulary.chinese), vocabulary)
        documents = {
            name: Document(content["keys"], tuple(content["tokens"]))
            for name, content in json.loads(bytes(snapshot.parts["documents.json"])).items()
        }
        self._evidence = EvidenceIndex(documents)
        self._tokens = {name: document.tokens for name, document in documents.items()}
        self._names = NameIndex([Name(**name) for name in json.loads(bytes(snapshot.parts["names.json"]))])
        self._dense = DenseIndex.from_parts(snapshot.parts)

    @functools.cached_property
    def _lexical(self) -> LexicalIndex:
        return LexicalIndex(self._tokens)

    def units(self, topic: str, ignore: Callable[[str], bool]) -> tuple[Unit, ...]:
        """The terms and words of a topic that mean something."""
        return tuple(self.reader.units(topic, ignore))

    def coverage(self, units: Sequence[Unit], among: Collection[str] | None = None) -> dict[str, Coverage]:
        """How far each dataset speaks of the units; no encoder is asked."""
        return self._evidence.coverage(units, among)

    def in_names(self, key: str) -> bool:
        """Whether some dataset is on a matter by its very name: on a word, or on a term as "#term"."""
        return self._evidence.names(key)

    def names(self, text: str, k: int = 10, among: Collection[str] | None = None) -> list[Hit]:
        """The datasets whose names are like the text; no encoder is asked."""
        hits = {hit.id: hit.score for hit in self._names.search(text[:NAME_CHARACTERS], among)}
        covered = self.coverage(self.reader.named_terms(text), among)
        # A name in other words ("VHIS" for 自願醫保) is found by its terms, a misspelt one by its letters.
        found = {name: 0.8 * hits.get(name, 0.0) + 0.2 * c.share for name, c in covered.items()}
        found |= {name: 0.8 * score for name, score in hits.items() if name not in found}
        return rank(Hit(name, score) for name, score in found.items() if score >= 0.36)[:k]

    def search(
        self, topic: str, units: Sequence[Unit], *, among: Collection[str] | None = None, meaning: bool = True
    ) -> Found:
        """The datasets that a topic is about, best first; without ``meaning`` by words and names alone."""
        covered = self.coverage(units, among)
        terms = ["#" + term for term in sorted(self.reader.terms(topic))]
        tokens = self.reader.analyser.query_tokens(topic) + terms if units else []
        cosine = self._cosine(topic, among) if meaning and (self.patient or self.encoder.ready) else {}
        parts = {
            "meaning": fusion.above_mean(cosine),
            "coverage": fusion.below_best({name: found.share for name, found in covered.items()}, fusion.FAIR),
            "words": fusion.below_best({hit.id: hit.score for hit in self._lexical.search(tokens, among)}),
            "name": {hit.id: hit.score for hit in self._names.search(topic[:NAME_CHARACTERS], among)},
        }
        fused = fusion.fuse(parts)
        found = (Hit(name, score, _why(covered.get(name), parts, name)) for name, score in fused.items() if score > 0)
        return Found(tuple(rank(found)), covered, tuple(units), cosine)

    def _cosine(self, topic: str, among: Collection[str] | None) -> dict[str, float]:
        vector = self.encoder.encode_queries([topic])[0]
        return dict(self._dense.search(vector, len(self.library.datasets), among))


def _why(coverage: Coverage | None, parts: dict[str, dict[str, float]], name: str) -> tuple[str, ...]:
    words = [unit.text for unit in coverage.found] if coverage else []
    if parts["name"].get(name, 0.0) >= 0.8:
        words.append("name")
    if parts["meaning"].get(name, 0.0) >= 0.5:
        words.append("meaning")
    return tuple(dict.fromkeys(words))
