"""Holdings: joined from parts they are what they are when read at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SnapshotDamaged
from index.evidence import Document
from index.holdings import COUNTS, Holdings
from index.postings import Postings

held = st.dictionaries(st.sampled_from(["急症室", "#wait", "wait", "\ud800", ""]), st.sampled_from([0.48, 0.8, 1.0]))
documents = held.flatmap(
    lambda keys: st.lists(st.sampled_from(sorted(keys or {""})), max_size=5 if keys else 0).map(
        lambda tokens: Document(keys, tuple(tokens))
    )
)


def told(holdings: Holdings) -> list[Any]:
    columns = (holdings.numbers, holdings.rows, holdings.places, holdings.weights, holdings.counts, holdings.lengths)
    return [list(holdings.keys), holdings.starts.tolist(), *((c.tolist(), c.dtype) for c in columns)]


@given(st.lists(st.tuples(documents, st.booleans())))
def test_holdings_joined_are_those_read_at_once(shelf: list[tuple[Document, bool]]) -> None:
    parts = []
    for side in (True, False):
        rows = np.array([row for row, (_, there) in enumerate(shelf) if there is side], dtype=np.int32)
        parts.append(Holdings.of(shelf[row][0] for row in rows.tolist()).moved(rows, len(shelf)))
    assert told(parts[0].joined(parts[1])) == told(Holdings.of(document for document, _ in shelf))


@given(st.lists(st.tuples(documents, st.booleans())))
def test_what_is_taken_away_leaves_no_trace(shelf: list[tuple[Document, bool]]) -> None:
    left = [document for document, stays in shelf if stays]
    places = np.cumsum([stays for _, stays in shelf]) - 1 if shelf else np.zeros(0)
    rows = np.array([int(places[n]) if stays else -1 for n, (_, stays) in enumerate(shelf)], dtype=np.int32)
    assert told(Holdings.of(document for document, _ in shelf).moved(rows, len(left))) == told(Holdings.of(left))


@given(st.lists(documents))
def test_what_was_saved_tells_the_same(shelf: list[Document]) -> None:
    holdings = Holdings.of(shelf)
    parts = {**Postings.made_of(holdings).to_parts(), **holdings.to_parts()}
    assert told(Holdings.from_parts(parts)) == told(holdings)
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        Holdings.from_parts({**parts, COUNTS: np.zeros(len(holdings.rows) + 1, dtype=np.int32)})
