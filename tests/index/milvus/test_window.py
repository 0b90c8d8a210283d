"""A window: the answers of an engine as rows in the order of their ids."""

from __future__ import annotations

import numpy as np

from index.coverage import Evidence
from index.evidence import Unit
from index.milvus.window import Answers, RemoteEvidence, Window
from index.store import NOTHING, NOWHERE

ANSWERS = Answers(
    1_000, {"a": {"p/2": 1.0, "p/10": 0.8}, "b": {}}, {"p/3": 2.5}, {"p/1": 0.7}, {"p/2": 0.9, "p/1": 0.8}, 0.25,
    frozenset({"p/1", "p/2", "p/9"}),
)  # fmt: skip


def test_rows_stand_in_the_order_of_ids() -> None:
    window = Window(ANSWERS)
    assert window.ids(range(window.size)) == ["p/1", "p/10", "p/2", "p/3"]
    assert [window.row(name) for name in ("p/1", "p/3", "p/9", "")] == [0, 3, None, None]
    held = window.postings("a")
    assert (held.rows.tolist(), held.scores.tolist()) == ([1, 2], [0.8, 1.0])


def test_what_was_not_answered_is_nothing() -> None:
    window = Window(ANSWERS)
    assert window.postings("b") is NOTHING and window.postings("c") is NOTHING
    assert Window(Answers(5)).near is NOWHERE
    assert Window(Answers(5)).size == 0


def test_selection_holds_what_the_question_is_kept_to() -> None:
    selection = Window(ANSWERS).selection
    assert selection is not None and sorted(selection.rows.tolist()) == [0, 2]
    assert Window(Answers(5)).selection is None


def test_nearness_keeps_its_mean() -> None:
    near = Window(ANSWERS).nearest(np.zeros(3, dtype=np.float32))
    assert near.mean == 0.25 and near.rows.tolist() == [0, 2]


def test_rarity_is_that_among_all_datasets() -> None:
    window = Window(ANSWERS)
    assert RemoteEvidence(window).rarity(2) > Evidence(window).rarity(2)
    units = [Unit("a", ((1.0, ("a",)),), 0, False), Unit("b", ((1.0, ("b",)),), 2, False)]
    covering = RemoteEvidence(window).coverage(units)
    assert 0 < covering["p/2"].share < 0.5 and covering["p/2"].missing == (units[1],)
