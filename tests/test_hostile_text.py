"""Whatever stands in a plan, a cell or a question: it is read, or refused in words, and soon.

The readers are those that ``benchmarks.fuzzing`` gives a million other texts to.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzzing import documents, texts
from benchmarks.fuzzing.files import MEANT, manifests, stored
from benchmarks.fuzzing.mutation import bytes_of, text_of
from benchmarks.fuzzing.targets import TARGETS, Read
from tests.corpus.small_plans import small_plan
from tests.hostile import HOSTILE

# Twice the time where each line is watched, as coverage does.
SECONDS = 2.0 if sys.gettrace() is None else 4.0
READERS: dict[str, Callable[[], Read]] = {
    "cells": lambda: texts.single_cells,
    "dates": lambda: texts.release_dates,
    "frequencies": lambda: texts.how_often,
    "numerals": lambda: texts.numbers,
    "headings": lambda: texts.opening_lines,
    "titles": lambda: texts.plan_titles,
    "words": lambda: texts.prepared_words,
    "analyser": texts.analyser,
    "plan": lambda: documents.plan,
    "csv": lambda: documents.delimited,
    "html": lambda: documents.page,
    "catalogue": lambda: documents.catalogue,
    "any file": lambda: documents.anything,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(("name", "result", "plan")), inner),
    max_leaves=12,
)


def soon(read: Read, data: bytes) -> None:
    """Read it, or hear why not, in time."""
    began = time.thread_time()
    with suppress(*MEANT):
        read(data)
    assert time.thread_time() - began < SECONDS


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_gets_by_with_hostile_text(reader: str) -> None:
    read = READERS[reader]()
    for text in HOSTILE.values():
        soon(read, bytes_of(text))


@pytest.mark.parametrize("kind", HOSTILE)
def test_plan_with_hostile_text_in_any_cell_is_read_and_checked(kind: str) -> None:
    text = HOSTILE[kind].encode("utf-8", "replace").decode().replace("\n", " ").replace("\t", " ")
    for cell in ("路", "1", "01/2024", "每年", "運輸署"):
        soon(documents.plan, small_plan(rows=("路|每年",)).replace(cell, text, 1).encode())


@pytest.mark.parametrize("kind", HOSTILE)
def test_catalogue_with_hostile_text_is_read(kind: str) -> None:
    entry = {"name": HOSTILE[kind] or "x", "title": HOSTILE[kind], "notes": HOSTILE[kind], "resources": []}
    soon(documents.catalogue, json.dumps({"success": True, "result": entry}).encode())


@given(JSON, st.binary(max_size=40))
@settings(max_examples=50)
def test_any_json_is_a_reading_a_manifest_or_told_to_be_none(value: object, more: bytes) -> None:
    read = manifests()
    for data in (json.dumps(value).encode(), json.dumps(value).encode() + more, more):
        stored(data)
        soon(read, data)
        soon(documents.catalogue, data)


def test_what_is_nested_too_deeply_is_told() -> None:
    for data in (b"[" * 100_000, b'{"a":' * 100_000, b"9" * 100_000):
        stored(data)
        soon(manifests(), data)
        soon(documents.catalogue, data)


@given(st.binary(max_size=60))
def test_bytes_are_text_and_the_same_bytes_again(data: bytes) -> None:
    assert text_of(bytes_of(text_of(data))) == text_of(data)


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"pdf", "question", "names", "conversation", "api"}))
def test_what_the_fuzzer_starts_from_is_read(name: str) -> None:
    read, seeds = TARGETS[name].make(), TARGETS[name].seeds()
    assert seeds
    for data in (*seeds[:5], *seeds[-5:]):
        soon(read, data[: TARGETS[name].most])
