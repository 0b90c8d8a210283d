import subprocess
import sys
import threading
from collections.abc import Collection

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.errors import SnapshotDamaged

Entries = list[tuple[str, list[int]]]

# Small whole numbers: their inner products are exact in any order of adding, so ties are true ties.
entries = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.lists(st.integers(-2, 2), min_size=3, max_size=3)))


def index_of(rows: Entries) -> DenseIndex:
    vectors = np.array([vector for _, vector in rows], dtype=np.float32).reshape(-1, 3)
    return DenseIndex.build(vectors, [owner for owner, _ in rows])


def slow_search(rows: Entries, query: list[int], k: int, among: Collection[str] | None) -> list[tuple[str, float]]:
    """Every entry looked at, in the plainest way."""
    best: dict[str, float] = {}
    for owner, vector in rows:
        score = float(sum(a * b for a, b in zip(vector, query, strict=True)))
        if among is None or owner in among:
            best[owner] = max(score, best.get(owner, score))
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:k]


@given(
    entries,
    st.lists(st.integers(-2, 2), min_size=3, max_size=3),
    st.integers(0, 9),
    st.none() | st.sets(st.sampled_from("abcdefghxyz")),
)
def test_a_search_finds_what_looking_at_every_entry_finds(
    rows: Entries, query: list[int], k: int, among: set[str] | None
) -> None:
    found = index_of(rows).search(np.array(query, dtype=np.float32), k, among)
    assert found == slow_search(rows, query, k, among)


def test_an_owner_with_a_hundred_near_entries_does_not_crowd_out_the_next() -> None:
    index = index_of([("a", [2, 0, 0])] * 100 + [("b", [1, 0, 0])])
    assert index.search(np.array([1, 0, 0], dtype=np.float32), 2) == [("a", 2.0), ("b", 1.0)]


def test_equal_scores_stand_in_the_order_of_ids_even_where_k_cuts_through_them() -> None:
    index = index_of([(owner, [1, 0, 0]) for owner in reversed("abcdefghijklmnopqrstuvwxyz")])
    assert [owner for owner, _ in index.search(np.array([1, 0, 0], dtype=np.float32), 2)] == ["a", "b"]


def test_nobody_among_nobody() -> None:
    assert index_of([("a", [1, 0, 0])]).search(np.array([1, 0, 0], dtype=np.float32), 5, ()) == []


def test_threads_may_search_at_once() -> None:
    index = index_of([("a", [1, 0, 0]), ("b", [0, 1, 0])])
    found: list[list[tuple[str, float]]] = []
    query = np.array([1, 0, 0], dtype=np.float32)
    threads = [threading.Thread(target=lambda: found.append(index.search(query, 1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[("a", 1.0)]] * 8


def test_rows_and_owners_must_be_as_many_and_numbers() -> None:
    with pytest.raises(ValueError, match="2 owners"):
        DenseIndex.build(np.zeros((3, 4), dtype=np.float32), ["a", "b"])
    with pytest.raises(ValueError, match="numbers"):
        DenseIndex.build(np.full((1, 4), np.nan, dtype=np.float32), ["a"])


def test_a_vector_of_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        index_of([("a", [1, 0, 0])]).search(np.zeros(4, dtype=np.float32), 1)


def test_what_was_saved_is_what_is_searched() -> None:
    index = index_of([("hhb/D.ii.9", [1, 0, 0]), ("乙", [0, 1, 0]), ("hhb/D.ii.9", [0, 0, 1])])
    again = DenseIndex.from_parts(index.to_parts())
    assert (len(again), again.dimension) == (3, 3)
    query = np.array([0, 1, 2], dtype=np.float32)
    assert again.search(query, 3) == index.search(query, 3) == [("hhb/D.ii.9", 2.0), ("乙", 1.0)]


VECTORS: NDArray[np.float32] = np.eye(2, dtype=np.float32)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"vectors.npy": VECTORS},
        {"vectors.npy": VECTORS, "owners.json": b'["a"]'},
        {"vectors.npy": VECTORS, "owners.json": b'["a", '},
        {"vectors.npy": VECTORS, "owners.json": b'["a", 2]'},
        {"vectors.npy": VECTORS.astype(np.float64), "owners.json": b'["a", "b"]'},
        {"vectors.npy": VECTORS[0], "owners.json": b'["a", "b"]'},
        {"vectors.npy": VECTORS * np.nan, "owners.json": b'["a", "b"]'},
    ],
)
def test_parts_that_do_not_belong_together_are_refused(parts: dict[str, object]) -> None:
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        DenseIndex.from_parts(parts)


def test_importing_and_making_an_index_does_not_import_faiss() -> None:
    code = (
        "import sys, numpy; from index.dense import DenseIndex;"
        "DenseIndex.build(numpy.eye(2), ['a', 'b']); sys.exit('faiss' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
