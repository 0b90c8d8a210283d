"""Postings: what was put in is what is told, and what does not belong together is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SnapshotDamaged
from index.evidence import Document
from index.postings import Postings

keys = st.dictionaries(st.sampled_from(["急症室", "#wait", "wait", "\ud800", ""]), st.sampled_from([0.48, 0.8, 1.0]))


@given(st.lists(keys))
def test_each_key_tells_its_rows_with_their_weights(shelf: list[dict[str, float]]) -> None:
    built = Postings.build(Document(held, ()) for held in shelf)
    for postings in (built, Postings.from_parts(built.to_parts())):
        for key in ("急症室", "#wait", "wait", "\ud800", "", "unheard of"):
            found = postings.of(key)
            told = dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))
            assert told == {row: held[key] for row, held in enumerate(shelf) if key in held}
            assert found.rows.tolist() == sorted(told)


def test_a_key_that_is_no_token_scores_nothing() -> None:
    postings = Postings.build([Document({"a": 1.0, "b": 0.6}, ("a", "a")), Document({"a": 1.0}, ("a",))])
    assert len(postings.bm25(["b"], 2)) == 0 and postings.of("b").rows.tolist() == [0]
    assert postings.bm25(["a", "b"], 2).rows.tolist() == [0, 1]


def test_a_token_that_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="must be keys too"):
        Postings.build([Document({}, ("a",))])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: parts.pop("keys.npy"),
        lambda parts: parts.update({"key-rows.npy": parts["key-rows.npy"][:-1]}),
        lambda parts: parts.update({"key-rows.npy": parts["key-rows.npy"].astype(np.int64)}),
        lambda parts: parts.update({"key-starts.npy": parts["key-starts.npy"][1:]}),
        lambda parts: parts.update({"keys.npy": parts["keys.npy"][1:]}),
        lambda parts: parts.update({"key-words.npy": b"text"}),
    ],
)
def test_parts_that_do_not_belong_together_are_refused(spoil: Callable[[dict[str, Any]], object]) -> None:
    parts: dict[str, Any] = dict(Postings.build([Document({"a": 1.0, "b": 0.6}, ("a",))]).to_parts())
    spoil(parts)
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        Postings.from_parts(parts)
