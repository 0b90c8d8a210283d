"""Cells find what looking at every entry finds, nearly always; a condition never leaves too few."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.cells import CELLS, Cells
from index.dense import FLAT, NARROW, DenseIndex
from index.errors import SnapshotDamaged
from index.store import Selection

COUNT, DIMENSION = 5_000, 16
Vectors = NDArray[np.float32]


def units(rows: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = units(2 * COUNT, 1)
DENSE = DenseIndex.build(VECTORS, [2] * COUNT)
STARTS = np.arange(0, 2 * COUNT + 1, 2)
QUERIES = units(20, 2)


def best(query: Vectors, among: Selection | None) -> list[int]:
    products = (VECTORS @ query).reshape(COUNT, 2).max(axis=1)
    rows = np.arange(COUNT) if among is None else among.rows
    return [int(rows[n]) for n in np.argsort(-products[rows], kind="stable")[:10]]


def selection(step: int) -> Selection:
    return Selection(np.arange(0, COUNT, step, dtype=np.int32), COUNT)


@pytest.mark.parametrize("among", [None, selection(2), selection(7), selection(1000)])
def test_the_ten_nearest_are_found(among: Selection | None) -> None:
    assert len(VECTORS) > FLAT
    shared = 0
    for query in QUERIES:
        found = DENSE.search(query, 10, among)
        order = np.lexsort((found.rows, -found.scores))[:10]
        wanted = best(query, among)
        assert among is None or set(found.rows.tolist()) <= set(among.rows.tolist())
        assert len(found) >= len(wanted)
        shared += len(set(found.rows[order].tolist()) & set(wanted))
        exact = (VECTORS @ query).reshape(COUNT, 2).max(axis=1)
        assert found.scores == pytest.approx(exact[found.rows], abs=1e-6)
    assert shared >= 0.97 * sum(len(best(query, among)) for query in QUERIES)


def test_a_narrow_selection_is_looked_at_whole() -> None:
    narrow = selection(COUNT // 20)
    assert len(narrow) <= NARROW
    assert DENSE.search(QUERIES[0], 1, narrow).rows.tolist() == narrow.rows.tolist()
    assert len(DENSE.search(QUERIES[0], 1, Selection(narrow.rows[:0], COUNT))) == 0


def test_the_usual_nearness_is_near_the_mean_of_all() -> None:
    for among in (None, selection(2), selection(4)):
        for query in QUERIES:
            products = (VECTORS @ query).reshape(COUNT, 2).max(axis=1)
            exact = float(products.mean() if among is None else products[among.rows].mean())
            assert DENSE.search(query, 10, among).mean == pytest.approx(exact, abs=0.06)


def test_the_same_vectors_give_the_same_cells_and_a_file_gives_them_back(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Cells.build(VECTORS, STARTS).write(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    again = DenseIndex.from_parts({**DENSE.to_parts(), CELLS: tmp_path / "one"})
    for query in QUERIES:
        one, other = again.search(query, 10), DENSE.search(query, 10)
        assert (one.rows.tolist(), one.scores.tolist(), one.mean) == (
            other.rows.tolist(),
            other.scores.tolist(),
            other.mean,
        )


@pytest.mark.parametrize("part", [None, b"cells", "text"])
def test_cells_that_are_missing_or_damaged_are_refused(tmp_path: Path, part: object) -> None:
    if part == "text":
        part = tmp_path / "cells"
        part.write_bytes(b"no cells")
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        Cells.open(part)
