"""Names in arrays: kept with their rows, and only the selected are told."""

from __future__ import annotations

import numpy as np
import pytest

from index.errors import SnapshotDamaged
from index.name_index import NameIndex
from index.names import Name, named, spoken
from index.store import Selection
from tests.fakes import by_row

NAMES = {"cancer": ["癌症統計數字", "Cancer Statistics"], "wait": ["急症室等候時間", "Waiting Time"], "nameless": []}
ROWS = {name: row for row, name in enumerate(sorted(NAMES))}
INDEX = NameIndex.build((ROWS[name.id], spoken(name)) for name in reversed(named(NAMES)))


def found(text: str, *among: str) -> list[int]:
    selection = Selection(np.array(sorted(ROWS[name] for name in among), dtype=np.int32), len(ROWS)) if among else None
    return INDEX.search(text, None, selection).rows.tolist()


def test_a_row_is_told_once_by_the_best_of_its_names() -> None:
    assert found("cancer statistics") == [ROWS["cancer"]]
    for name in NAMES["cancer"]:
        assert by_row(INDEX.search(name))[ROWS["cancer"]] == 1.0


def test_only_the_selected_are_told() -> None:
    assert found("時間", "wait", "nameless") == [ROWS["wait"]] and found("時間", "cancer") == []
    assert len(INDEX.search("時間", None, Selection(np.zeros(0, dtype=np.int32), len(ROWS)))) == 0


def test_what_was_saved_is_what_is_searched() -> None:
    again = NameIndex.from_parts(INDEX.to_parts())
    assert len(again) == len(INDEX) == 4
    for text in ("癌证", "waitng", "aizheng", "", "龘"):
        one, other = again.search(text), INDEX.search(text)
        assert (one.rows.tolist(), one.scores.tolist()) == (other.rows.tolist(), other.scores.tolist())


@pytest.mark.parametrize("part", ["name-rows.npy", "name-pinyin-ends.npy"])
def test_parts_that_do_not_belong_together_are_refused(part: str) -> None:
    parts = INDEX.to_parts()
    with pytest.raises(SnapshotDamaged, match="odplan build"):
        NameIndex.from_parts({**parts, part: parts[part][:-1]})


def test_no_names_are_like_nothing() -> None:
    nameless = [(0, spoken(Name("a", "")))]
    assert len(NameIndex.build([]).search("癌症")) == len(NameIndex.build(nameless).search("癌症")) == 0
