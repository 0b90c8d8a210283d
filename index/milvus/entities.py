"""A dataset as Milvus keeps it: an entity for each of its texts, the first of which carries all else.

Words and names are sparse vectors, whose dimensions are hashes: two words share one with a chance of one in four
billion. The scores that a search by them gives are what the local store computes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.records import Dataset
from index.analysis import is_han
from index.evidence import IN_DESCRIPTION, IN_NAME, NESTED, Document
from index.lexical import BM25_B, BM25_K1
from index.names import Spoken
from index.restriction import FACTS, Fact, facts

__all__ = [
    "DATASET", "LEVELS", "LONGEST_KEY", "LONGEST_TEXT", "LOTS", "RECORD", "SCHEMA", "TEXT", "Entity", "Read", "Sparse",
    "dataset_of", "digest", "dimension", "entities", "fitting", "grams", "literal", "marked", "record",
]  # fmt: skip

SCHEMA = 2
"""To be raised when fields get another meaning: a collection of another schema is left alone and a new one filled."""

DATASET, TEXT, RECORD = 0, 1, 2
"""What an entity is: the first text of a dataset with all else of it, a further text, or a record about all."""

LEVELS = tuple(sorted({weight * share for weight in (IN_NAME, IN_DESCRIPTION) for share in (1.0, NESTED)}))
"""The weights of places that may hold a key."""

LOTS = 1 << 30
"""Lots are drawn below this: a dataset's is a hash of its id, so that any share of all is a fair sample."""

LONGEST_TEXT, LONGEST_KEY, MOST_KEYS, LONGEST_NAMES = 4_000, 200, 4_000, 60_000
SEARCHED = ("folded",)
"""The facts of which any stretch may be asked for, by characters that may stand for others."""
_EMPTY = 0
# For private use: no plan is written with them.
_QUOTED = {ord('"'): 0xE022, ord("\\"): 0xE05C}
_STANDING = _QUOTED | {ord("%"): 0xE025, ord("_"): 0xE05F}

Entity: TypeAlias = dict[str, Any]
Sparse: TypeAlias = dict[int, float]


@dataclass(frozen=True, slots=True)
class Read:
    """A dataset that was read: what it is found by, its names as they are compared, its texts."""

    dataset: Dataset
    document: Document
    names: tuple[Spoken, ...]
    texts: tuple[str, ...]


def dimension(what: str) -> int:
    """The dimension of a word, a key or a group of letters, from 1 on: 0 is nobody's."""
    return (
        int.from_bytes(hashlib.blake2b(what.encode("utf-8", "surrogatepass"), digest_size=4).digest()) % 0xFFFFFFF0 + 1
    )


def dataset_of(key: str) -> str:
    """The dataset's id of an entity's key."""
    return key.partition("\t")[0]


def fitting(text: str, longest: int) -> str:
    """A text that is no longer than so many bytes: one that is ends in a hash of what is left out."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) <= longest:
        return text
    return data[: longest - 40].decode("utf-8", "ignore") + "~" + hashlib.sha256(data).hexdigest()[:32]


def literal(fact: str, text: str) -> str:
    """The text of a fact as it is kept and asked for: what a filter would have to escape stands as another character.

    Milvus Lite reads what is escaped in some filters, and in others not.
    """
    return fitting(text.translate(_STANDING if fact in SEARCHED else _QUOTED), LONGEST_TEXT)


def marked(key: str, level: float) -> str:
    """A key and the weight of its best place as one text."""
    return f"{level:.2f} {fitting(key, LONGEST_KEY)}"


def digest(read: Read) -> str:
    """A hash of all that an entity is made of, but for its vectors: where it is the same nothing has changed."""
    parts = [
        SCHEMA,
        facts(read.dataset),
        sorted(read.document.keys.items()),
        read.document.tokens,
        read.names,
        read.texts,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()[:32]


def entities(read: Read, vectors: NDArray[np.float32], average: float) -> list[Entity]:
    """The entities of a dataset with the vectors of its texts; ``average`` is how many tokens a dataset has."""
    common = {name: _stored(name, fact) for name, fact in facts(read.dataset).items()}
    common["lot"] = _lot(read.dataset.id)
    spent = [*vectors] or [np.zeros(vectors.shape[1], dtype=np.float32)]
    first = {
        "key": read.dataset.id,
        "kind": DATASET,
        "digest": digest(read),
        "held": [marked(key, level) for key, level in sorted(read.document.keys.items(), key=_heaviest)][:MOST_KEYS],
        "evidence": _evidence(read.document.keys) or {_EMPTY: 1e-6},
        "words": _words(read.document.tokens, average) or {_EMPTY: 1e-6},
        "grams": _unit(Counter(gram for name in read.names for gram in set(grams(name)))) or {_EMPTY: 1e-6},
        "content": _names(read.names),
    }
    found = [{**common, **first, "vector": spent[0].tolist()}]
    for number, vector in enumerate(spent[1:], 1):
        further = {"key": f"{read.dataset.id}\t{number}", "kind": TEXT, "vector": vector.tolist()}
        found.append({**common, **_bare(), **further})
    return found


def record(name: str, content: Mapping[str, object], width: int) -> Entity:
    """An entity that is no dataset's but says something of all."""
    plain: Entity = {name: "" if kind == "text" else 0 if kind == "number" else [] for name, kind in FACTS.items()}
    given = {"key": f"\t{name}", "kind": RECORD, "lot": LOTS, "content": dict(content)}
    return {**plain, **_bare(), **given, "vector": [1.0] + [0.0] * (width - 1)}


def grams(name: Spoken) -> list[str]:
    """The groups of letters of a name: single Chinese characters and pairs, pairs within words, threes of sounds."""
    written = name.written
    if is_han(written):
        found = ["c" + written[n : n + width] for width in (1, 2) for n in range(len(written) - width + 1)]
    else:
        found = ["w" + f" {word}"[n : n + 2] for word in written.split() for n in range(len(word))]
    for sound in {name.pinyin, name.jyutping} - {""}:
        found += ["s" + sound[n : n + 3] for n in range(max(1, len(sound) - 2))]
    return found


def _bare() -> Entity:
    """What a further text has nothing of."""
    nothing = {_EMPTY: 1e-6}
    return {
        "digest": "",
        "text": "",
        "held": [],
        "evidence": nothing,
        "words": nothing,
        "grams": nothing,
        "content": {},
    }


def _stored(name: str, fact: Fact) -> object:
    kind = FACTS[name]
    if kind == "texts" and isinstance(fact, tuple):
        return [literal(name, str(each)) for each in fact]
    if kind == "numbers" and isinstance(fact, tuple):
        return list(fact)
    return literal(name, str(fact)) if kind == "text" else fact


def _heaviest(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]


def _evidence(keys: Mapping[str, float]) -> Sparse:
    found: Sparse = {}
    for key, level in keys.items():
        found[dimension(key)] = max(level, found.get(dimension(key), 0.0))
    return found


def _words(tokens: Sequence[str], average: float) -> Sparse:
    """What BM25 gives a dataset for each token, but for the token's rarity (index/lexical.py)."""
    norm = BM25_K1 * ((1 - BM25_B) + BM25_B * len(tokens) / average) if average else 1.0
    return {dimension(token): count / (norm + count) for token, count in Counter(tokens).items()}


def _unit(counts: Mapping[str, int]) -> Sparse:
    """Counts as a vector of length 1, so that a long name is not like everything."""
    length = sum(count * count for count in counts.values()) ** 0.5
    return {dimension(gram): count / length for gram, count in counts.items()}


def _names(names: Iterable[Spoken]) -> dict[str, object]:
    """The names as a search compares them, as many as an entity has room for."""
    kept: list[list[str]] = []
    room = LONGEST_NAMES
    for name in names:
        room -= sum(len(part.encode("utf-8", "surrogatepass")) for part in name) + 20
        if room >= 0:
            kept.append([*name])
    return {"names": kept}


def _lot(dataset_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(dataset_id.encode("utf-8"), digest_size=4).digest()) % LOTS
