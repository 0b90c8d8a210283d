"""A dataset as entities: the same bytes each time, another hash for each change, and nothing that an engine refuses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from corpus.library import Library
from index.analysis import Analyser
from index.evidence import Reader
from index.lexical import BM25_B, BM25_K1
from index.milvus.entities import (
    DATASET,
    LEVELS,
    TEXT,
    Read,
    dataset_of,
    digest,
    dimension,
    entities,
    fitting,
    grams,
    record,
)  # fmt: skip
from index.names import Spoken
from index.search import passages
from index.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def read(library: Library) -> Read:
    vocabulary = load_vocabulary()
    dataset = library.datasets[0]
    document = Reader(Analyser(vocabulary.chinese), vocabulary).document(dataset)
    return Read(dataset, document, (Spoken("急症室", "jizhenshi"),), tuple(passages(dataset)))


def test_first_text_carries_the_dataset_and_the_others_only_their_vectors(read: Read) -> None:
    vectors = np.eye(len(read.texts), 8, dtype=np.float32)
    first, *others = entities(read, vectors, 50.0)
    assert first["kind"] == DATASET and first["key"] == read.dataset.id
    assert [other["kind"] for other in others] == [TEXT] * (len(read.texts) - 1) != []
    assert {dataset_of(each["key"]) for each in others} == {read.dataset.id}
    assert len({each["key"] for each in (first, *others)}) == len(read.texts)
    assert {frozenset(each) for each in others} == {frozenset(first) | {"text"}}
    assert first["plan"] == others[0]["plan"] == read.dataset.plan_id
    assert first["held"] and not others[0]["held"]


def test_dataset_without_texts_has_an_entity_all_the_same(read: Read) -> None:
    bare = replace(read, texts=())
    assert len(entities(bare, np.zeros((0, 4), dtype=np.float32), 1.0)) == 1


def test_words_weigh_what_bm25_gives_but_for_rarity(read: Read) -> None:
    average, counts = 50.0, Counter(read.document.tokens)
    words = entities(read, np.zeros((1, 4), dtype=np.float32), average)[0]["words"]
    norm = BM25_K1 * (1 - BM25_B + BM25_B * len(read.document.tokens) / average)
    assert words == {dimension(token): count / (count + norm) for token, count in counts.items()}


def test_levels_are_all_weights_that_a_place_has(read: Read) -> None:
    assert set(read.document.keys.values()) <= set(LEVELS)


def test_hash_tells_every_change_and_nothing_else(read: Read) -> None:
    changes = [
        replace(read, texts=(*read.texts, "x")),
        replace(read, names=()),
        replace(read, dataset=replace(read.dataset, status="released", formats=("XYZ",))),
        replace(read, document=replace(read.document, tokens=())),
    ]
    assert len({digest(read), *map(digest, changes)}) == len(changes) + 1
    assert digest(replace(read)) == digest(read)


def test_dimensions_are_those_that_engines_take() -> None:
    found = [dimension(word) for word in ("", "医院", "#hospital", "a" * 9_999, "\ud800")]
    assert len(set(found)) == 5 and all(0 < each < 2**32 - 1 for each in found)
    # Collections hold it: another hash needs another SCHEMA.
    assert dimension("医院") == 2249282346


@pytest.mark.parametrize("text", ["x" * 5_000, "醫" * 5_000, "𠮷" * 5_000])
def test_long_text_fits_and_stays_another_than_its_like(text: str) -> None:
    assert len(fitting(text, 4_000).encode()) <= 4_000
    assert fitting(text, 4_000) != fitting(text + "x", 4_000)
    assert fitting("short", 4_000) == "short"


def test_letters_of_a_name_are_taken_in_both_scripts_and_by_sound() -> None:
    assert set(grams(Spoken("急症", "jizhen"))) == {"c急", "c症", "c急症", "sjiz", "sizh", "szhe", "shen"}
    assert set(grams(Spoken("a cat"))) == {"w a", "w c", "wca", "wat"}
    assert grams(Spoken("")) == []


def test_record_is_an_entity_of_all_fields(read: Read) -> None:
    first = entities(read, np.zeros((1, 4), dtype=np.float32), 1.0)[0]
    assert set(record("x", {"a": 1}, 4)) == set(first) | {"text"}
