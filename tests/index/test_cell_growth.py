"""Cells that are brought up to date hold what cells made anew by the same centres hold, until too much has changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.library import load_library
from index.cell_growth import SHARE, EarlierCells
from index.cells import CELLS, CHANGES, Cells
from index.dense import FLAT, STARTS, VECTORS, DenseIndex
from index.search import build_snapshot, passages
from tests.fakes import FakeEncoder

COUNT, DIMENSION = 5_000, 16
FEW = 40
Vectors = NDArray[np.float32]
_DRAWN = np.random.default_rng(1).standard_normal((2 * COUNT, DIMENSION)).astype(np.float32)
ALL = _DRAWN / np.linalg.norm(_DRAWN, axis=1, keepdims=True)
ROWS = np.arange(COUNT)
SOME = np.setdiff1d(ROWS, ROWS[7 :: COUNT // FEW])


def vectors(rows: NDArray[np.int64]) -> Vectors:
    return np.ascontiguousarray(ALL.reshape(COUNT, 2, DIMENSION)[rows].reshape(-1, DIMENSION))


def earlier(folder: Path, index: DenseIndex, of: NDArray[np.int64], now: NDArray[np.int64]) -> EarlierCells:
    """The index as a snapshot's parts would have it; the rows are numbers of ``ROWS``."""
    parts = dict(index.to_parts())
    cells = parts[CELLS]
    assert isinstance(cells, Cells)
    cells.write(folder / "cells")
    moved = np.where(np.isin(of, now), np.searchsorted(now, of), -1).astype(np.int32)
    found = EarlierCells.from_parts({**parts, CELLS: folder / "cells"}, (VECTORS, STARTS), moved)
    assert found is not None
    return found


def starts(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.arange(0, 2 * len(rows) + 1, 2)


def stored(cells: Cells, path: Path) -> bytes:
    cells.write(path)
    return path.read_bytes()


def stored_parts(folder: Path) -> dict[str, bytes]:
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    return {Path(name).stem: (next(folder.glob(f"{Path(name).stem}.*"))).read_bytes() for name in files}


def test_what_was_taken_away_and_put_back_leaves_the_same_bytes(tmp_path: Path) -> None:
    whole = DenseIndex.build(ALL, [2] * COUNT)
    less = earlier(tmp_path, whole, ROWS, SOME).grown(vectors(SOME), starts(SOME))
    before = (tmp_path / "cells").read_bytes()
    assert less is not None and less.changes.tolist() == [2 * COUNT, 2 * (COUNT - len(SOME))]
    fewer = DenseIndex(vectors(SOME), starts(SOME), less)
    again = earlier(tmp_path, fewer, SOME, ROWS).grown(ALL, starts(ROWS))
    assert again is not None and again.changes.tolist() == [2 * COUNT, 4 * (COUNT - len(SOME))]
    assert stored(again, tmp_path / "again") == before


def test_new_entries_are_found_and_old_ones_are_gone(tmp_path: Path) -> None:
    now = ROWS[FEW:]
    made = DenseIndex.build(vectors(ROWS[:-FEW]), [2] * (COUNT - FEW))
    dense = DenseIndex.build(vectors(now), [2] * len(now), earlier(tmp_path, made, ROWS[:-FEW], now))
    assert len(vectors(now)) > FLAT
    told = dense.to_parts()[CHANGES]
    assert isinstance(told, np.ndarray) and told.tolist() == [2 * (COUNT - FEW), 4 * FEW]
    for row in (0, 1_000, len(now) - FEW, len(now) - 1):
        for vector in vectors(now)[2 * row : 2 * row + 2]:
            found = dense.search(vector, 1)
            assert found.rows[np.argmax(found.scores)] == row
            assert found.rows.max() < len(now)


def test_cells_are_made_anew_where_too_much_has_changed(tmp_path: Path) -> None:
    whole = DenseIndex.build(ALL, [2] * COUNT)
    now = ROWS[int(COUNT * SHARE) + 1 :]
    before = earlier(tmp_path, whole, ROWS, now)
    assert before.grown(vectors(now), starts(now)) is None
    anew = DenseIndex.build(vectors(now), [2] * len(now), before).to_parts()[CHANGES]
    assert isinstance(anew, np.ndarray) and anew.tolist() == [2 * len(now), 0]


def test_cells_are_made_anew_where_a_kept_row_has_other_vectors(tmp_path: Path) -> None:
    before = earlier(tmp_path, DenseIndex.build(ALL, [2] * COUNT), ROWS, ROWS)
    assert before.grown(ALL, starts(ROWS)) is not None
    other = ALL.copy()
    other[17] = -other[17]
    assert before.grown(other, starts(ROWS)) is None
    shifted = starts(ROWS).copy()
    shifted[5] += 1
    assert before.grown(ALL, shifted) is None


@pytest.mark.parametrize("missing", [VECTORS, STARTS, CELLS, CHANGES])
def test_parts_that_do_not_belong_together_hold_no_cells(tmp_path: Path, missing: str) -> None:
    parts = {**DenseIndex.build(ALL, [2] * COUNT).to_parts(), CELLS: tmp_path}
    moved = np.arange(COUNT, dtype=np.int32)
    assert EarlierCells.from_parts(parts, (VECTORS, STARTS), moved) is not None
    assert EarlierCells.from_parts(parts, (VECTORS, STARTS), moved[1:]) is None
    assert EarlierCells.from_parts({k: p for k, p in parts.items() if k != missing}, (VECTORS, STARTS), moved) is None


def test_only_the_cells_of_an_index_tell_how_it_came_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.model_fingerprint", lambda model, cache: "0")
    monkeypatch.setattr("index.dense.FLAT", 50)
    monkeypatch.setattr("index.cells.PER_CELL", 16)
    whole, encoder = load_library(), FakeEncoder()
    less = replace(whole, datasets=whole.datasets[1:], corpus_hash="less")
    build_snapshot(less, encoder, tmp_path / "grown")
    build_snapshot(whole, encoder, tmp_path / "grown")
    build_snapshot(whole, encoder, tmp_path / "anew")
    grown, anew = (stored_parts(tmp_path / name) for name in ("grown", "anew"))
    assert grown.keys() == anew.keys()
    assert {name for name, data in grown.items() if anew[name] != data} == {"cells", "cell-changes"}
    changes = np.load(next((tmp_path / "grown").glob("cell-changes.*")))
    assert changes[1] == len(passages(whole.datasets[0])) and changes.sum() == sum(
        len(passages(dataset)) for dataset in whole.datasets
    )
