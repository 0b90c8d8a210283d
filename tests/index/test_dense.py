import subprocess
import sys
import threading
from collections.abc import Collection

import faiss  # noqa: F401 - so that no single case waits for it
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.dense import DenseIndex, mean
from index.errors import SnapshotDamaged
from index.store import Selection

Entries = list[tuple[str, list[int]]]
OWNERS = "abcdefgh"

# Small whole numbers: their inner products are exact in any order of adding, so ties are true ties.
entries = st.lists(st.tuples(st.sampled_from(OWNERS), st.lists(st.integers(-2, 2), min_size=3, max_size=3)))


def index_of(rows: Entries) -> DenseIndex:
    owned = {owner: [vector for other, vector in rows if other == owner] for owner in OWNERS}
    vectors = np.array([vector for owner in OWNERS for vector in owned[owner]], dtype=np.float32).reshape(-1, 3)
    return DenseIndex.build(vectors, [len(owned[owner]) for owner in OWNERS])


def search(index: DenseIndex, query: list[int], among: Collection[str] | None = None) -> dict[str, float]:
    rows = np.array(sorted(OWNERS.index(owner) for owner in among or () if owner in OWNERS), dtype=np.int32)
    selection = None if among is None else Selection(rows, len(OWNERS))
    found = index.search(np.array(query, dtype=np.float32), None, selection)
    assert found.rows.tolist() == sorted(found.rows.tolist())
    return {OWNERS[row]: score for row, score in zip(found.rows, found.scores.tolist(), strict=True)}


def slow_search(rows: Entries, query: list[int], among: Collection[str] | None) -> dict[str, float]:
    """Every entry looked at, in the plainest way."""
    best: dict[str, float] = {}
    for owner, vector in rows:
        score = float(sum(a * b for a, b in zip(vector, query, strict=True)))
        if among is None or owner in among:
            best[owner] = max(score, best.get(owner, score))
    return best


@given(
    entries,
    st.lists(st.integers(-2, 2), min_size=3, max_size=3),
    st.none() | st.sets(st.sampled_from("abcdefghxyz")),
)
def test_a_search_finds_what_looking_at_every_entry_finds(
    rows: Entries, query: list[int], among: set[str] | None
) -> None:
    assert search(index_of(rows), query, among) == slow_search(rows, query, among)


def test_an_owner_is_as_near_as_the_nearest_of_its_hundred_entries() -> None:
    index = index_of([("a", [2, 0, 0])] * 100 + [("b", [1, 0, 0])])
    assert search(index, [1, 0, 0]) == {"a": 2.0, "b": 1.0}


def test_the_mean_is_that_of_all_who_were_asked_about() -> None:
    index = index_of([("a", [2, 0, 0]), ("a", [0, 0, 0]), ("b", [1, 0, 0]), ("c", [0, 1, 0])])
    query = np.array([1, 0, 0], dtype=np.float32)
    assert (index.search(query).mean, index.search(query).margin) == (1.0, 1.0)
    chosen = Selection(np.array([1, 2], dtype=np.int32), len(OWNERS))
    assert index.search(query, None, chosen).mean == 0.5
    assert index_of([]).search(query).margin == 0.0


def test_the_mean_of_equal_scores_is_no_less_than_they() -> None:
    assert mean(np.full(49, 0.1)) >= 0.1


def test_nobody_among_nobody() -> None:
    assert search(index_of([("a", [1, 0, 0])]), [1, 0, 0], ()) == {}


def test_threads_may_search_at_once() -> None:
    index = index_of([("a", [1, 0, 0]), ("b", [0, 1, 0])])
    found: list[dict[str, float]] = []
    threads = [threading.Thread(target=lambda: found.append(search(index, [1, 0, 0]))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"a": 1.0, "b": 0.0}] * 8


def test_rows_and_vectors_must_be_as_many_and_numbers() -> None:
    with pytest.raises(ValueError, match="2 texts"):
        DenseIndex.build(np.zeros((3, 4), dtype=np.float32), [1, 1])
    with pytest.raises(ValueError, match="numbers"):
        DenseIndex.build(np.full((1, 4), np.nan, dtype=np.float32), [1])


def test_a_vector_of_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        index_of([("a", [1, 0, 0])]).search(np.zeros(4, dtype=np.float32))


def test_what_was_saved_is_what_is_searched() -> None:
    index = index_of([("g", [1, 0, 0]), ("b", [0, 1, 0]), ("g", [0, 0, 1])])
    again = DenseIndex.from_parts(index.to_parts())
    assert (len(again), again.dimension) == (3, 3)
    assert search(again, [0, 1, 2]) == search(index, [0, 1, 2]) == {"g": 2.0, "b": 1.0}


VECTORS: NDArray[np.float32] = np.eye(2, dtype=np.float32)
STARTS = np.array([0, 1, 2])


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"vectors.npy": VECTORS},
        {"vectors.npy": VECTORS, "vector-starts.npy": STARTS[:2]},
        {"vectors.npy": VECTORS, "vector-starts.npy": b"[0, 1, 2]"},
        {"vectors.npy": VECTORS.astype(np.float64), "vector-starts.npy": STARTS},
        {"vectors.npy": VECTORS[0], "vector-starts.npy": STARTS},
    ],
)
def test_parts_that_do_not_belong_together_are_refused(parts: dict[str, object]) -> None:
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        DenseIndex.from_parts(parts)


def test_importing_and_making_an_index_does_not_import_faiss() -> None:
    code = (
        "import sys, numpy; from index.dense import DenseIndex;"
        "DenseIndex.build(numpy.eye(2), [1, 1]); sys.exit('faiss' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
