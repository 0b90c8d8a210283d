"""The store on this machine: built, saved and opened, it tells the same."""

from __future__ import annotations

import numpy as np

from index.dense import DenseIndex
from index.evidence import Document
from index.local_store import LocalStore
from index.names import named
from index.store import Selection, Store

DOCUMENTS = {"b": Document({"x": 1.0}, ("x",)), "a": Document({"x": 0.8, "y": 1.0}, ("x", "y", "y"))}
DENSE = DenseIndex.build(np.eye(3, dtype=np.float32), [2, 1])
BUILT = LocalStore.build(DOCUMENTS, named({"b": ["Cancer"], "a": ["癌症"]}), DENSE)


def told(store: Store, among: Selection | None = None) -> list[tuple[list[int], list[float]]]:
    found = (
        store.postings("x"),
        store.words(["x", "y"], None, among),
        store.names("cancer", None, among),
        store.nearest(np.array([1, 0, 2], dtype=np.float32), None, among),
    )
    return [(each.rows.tolist(), each.scores.tolist()) for each in found]


def test_rows_are_numbered_in_the_order_of_the_ids() -> None:
    assert BUILT.size == 2 and BUILT.ids([1, 0]) == ["b", "a"]
    assert (BUILT.row("a"), BUILT.row("b"), BUILT.row("c")) == (0, 1, None)
    assert BUILT.postings("x").scores.tolist() == [0.8, 1.0]
    assert BUILT.nearest(np.array([1, 0, 2], dtype=np.float32)).scores.tolist() == [1.0, 2.0]


def test_what_was_saved_tells_the_same() -> None:
    assert told(LocalStore.from_parts(BUILT.to_parts())) == told(BUILT)


def test_only_the_selected_are_told_with_unchanged_scores() -> None:
    only = Selection(np.array([1], dtype=np.int32), 2)
    for all_of, some in zip(told(BUILT)[1:], told(BUILT, only)[1:], strict=True):
        assert some == ([1], [all_of[1][all_of[0].index(1)]])
    nobody = Selection(np.zeros(0, dtype=np.int32), 2)
    assert told(BUILT, nobody)[1:] == [([], [])] * 3
