"""Rows with scores, and selections of rows."""

from __future__ import annotations

import numpy as np

from index.store import NOTHING, NOWHERE, Near, Scored, Selection
from tests.fakes import by_row

FOUND = Scored(np.array([2, 5, 9], dtype=np.int32), np.array([0.5, 0.0, 1.0]))


def test_a_row_has_its_score_or_none() -> None:
    rows = np.array([0, 2, 5, 8, 9, 10], dtype=np.int32)
    assert [by_row(FOUND).get(row) for row in rows.tolist()] == [None, 0.5, 0.0, None, 1.0, None]
    assert FOUND.at(rows).tolist() == [0.0, 0.5, 0.0, 0.0, 1.0, 0.0]
    assert NOTHING.at(rows[:1]).tolist() == [0.0] and len(NOTHING) == 0


def test_only_what_scores_is_reached() -> None:
    assert FOUND.reaching().rows.tolist() == [2, 9] and FOUND.reaching(0.6).rows.tolist() == [9]


def test_a_selection_keeps_its_rows() -> None:
    selection = Selection(np.array([0, 9], dtype=np.int32), 10)
    assert FOUND.among(selection).rows.tolist() == [9] and FOUND.among(None) is FOUND
    assert len(selection) == 2 and selection.mask.tolist() == [True] + [False] * 8 + [True]


def test_the_margin_is_how_far_the_nearest_stands_above_the_mean() -> None:
    assert Near(FOUND.rows, FOUND.scores, 0.25).margin == 0.75 and NOWHERE.margin == 0.0
