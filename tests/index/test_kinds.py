"""Kinds of rows say of each row what its grades say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import kinds
from index.kinds import Grades, Kinds, Shares
from index.store import Graded, Scored, Selection
from tests.fakes import by_row

SIZE = 6
LEVELS = np.array([0.5, 0.8, 1.0])
held = st.dictionaries(st.integers(0, SIZE - 1), st.integers(0, 2), min_size=1)
parts = st.lists(st.lists(st.tuples(st.sampled_from([0.6, 1.0]), held), max_size=3), max_size=4)


def graded(places: dict[int, int]) -> Graded:
    rows = np.array(sorted(places), dtype=np.int32)
    return Graded(rows, np.array([places[row] for row in rows.tolist()], dtype=np.uint8), LEVELS)


def grades(lists: list[tuple[float, dict[int, int]]]) -> Grades:
    return Grades([(weight, graded(places)) for weight, places in lists])


def plainly(lists: list[tuple[float, dict[int, int]]], row: int) -> float:
    return max((weight * LEVELS[places[row]] for weight, places in lists if row in places), default=0.0)


@given(st.lists(st.tuples(st.sampled_from([0.6, 1.0]), held), max_size=3))
def test_a_row_has_the_highest_of_its_scores(lists: list[tuple[float, dict[int, int]]]) -> None:
    found = grades(lists)
    assert found.values[found.column(SIZE, None)].tolist() == [plainly(lists, row) for row in range(SIZE)]
    told = found.scored(SIZE)
    assert dict(zip(told.rows.tolist(), told.scores.tolist(), strict=True)) == {
        row: plainly(lists, row) for row in range(SIZE) if plainly(lists, row)
    }
    assert found.best == max(plainly(lists, row) for row in range(SIZE))


def test_scores_without_levels_are_graded_too() -> None:
    found = Grades([(0.5, Scored(np.array([1, 4], dtype=np.int32), np.array([0.3, 0.9])))])
    assert found.values[found.column(SIZE, None)].tolist() == [0, 0.5 * 0.3, 0, 0, 0.5 * 0.9, 0]


@pytest.mark.parametrize("most", [1, 1 << 12])
@pytest.mark.parametrize("sparse", [1, 10**6])
@pytest.mark.parametrize("compared", [0, 8])
@given(parts, st.sets(st.integers(0, SIZE - 1)))
def test_kinds_hold_what_each_row_holds(
    compared: int, most: int, sparse: int, given_parts: list[list[tuple[float, dict[int, int]]]], some: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "MOST", most)
        patch.setattr(kinds, "SPARSE", sparse)
        asked = [grades(lists) for lists in given_parts]
        rows = kinds.domain(asked, SIZE)
        columns = [part.column(SIZE, rows) if len(part.lists) > 1 else None for part in asked]
        whole = Kinds.of(asked, columns, SIZE, rows)
    among = Selection(np.array(sorted(some), dtype=np.int32), SIZE)
    for found, members in ((whole, set(range(SIZE))), (whole.among(among), some)):
        for row in members:
            kind = int(found.at(np.array([row], dtype=np.int32))[0])
            graded = [part.values[codes[kind]] for part, codes in zip(asked, found.codes, strict=True)]
            assert graded == [plainly(lists, row) for lists in given_parts]
        values = [part.values[codes] for part, codes in zip(asked, found.codes, strict=True)]
        shares = Shares(found, sum(values, np.zeros(len(found))))
        sums = {row: sum(plainly(lists, row) for lists in given_parts) for row in sorted(members)}
        sums = {row: total for row, total in sums.items() if total}
        scored = by_row(shares)
        assert scored == pytest.approx(sums)
        assert len(shares) == len(sums) and shares.best == pytest.approx(max(sums.values(), default=0.0))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(kinds, "COMPARED", compared)
            assert shares.above(1.0).tolist() == [row for row, total in sums.items() if scored.get(row, 0) >= 1.0]
