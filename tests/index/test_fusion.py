import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import fusion
from index.dense import mean
from index.fusion import WEIGHTS
from index.store import NOWHERE, Column, Near, Rows, Scored, Scores
from tests.fakes import by_row

names = st.sampled_from("abcdefgh")
shares = st.dictionaries(names, st.floats(0, 1), max_size=6)
cosines = st.dictionaries(names, st.floats(-1, 1), max_size=6)
parts = st.dictionaries(st.sampled_from(sorted(WEIGHTS)), shares)


def scored(scores: Mapping[str, float]) -> Scored:
    """Scores by one-letter names as rows with scores."""
    names = sorted(scores)
    return Scored(np.array([ord(n) for n in names], dtype=np.int32), np.array([scores[n] for n in names], dtype=float))


def told(found: Scored) -> dict[str, float]:
    return {chr(row): score for row, score in zip(found.rows.tolist(), found.scores.tolist(), strict=True)}


def above_mean(scores: Mapping[str, float]) -> dict[str, float]:
    found = scored(scores)
    return told(fusion.above_mean(Near(found.rows, found.scores, mean(found.scores)) if scores else NOWHERE))


def below_best(scores: Mapping[str, float], *least: float) -> dict[str, float]:
    return told(fusion.below_best(scored(scores), *least))


def fuse(parts: Mapping[str, Mapping[str, float]], weights: Mapping[str, float] = WEIGHTS) -> dict[str, float]:
    return told(fusion.fuse({part: scored(scores) for part, scores in parts.items()}, weights))


def test_scores_above_the_mean_are_stretched_from_nothing_to_one() -> None:
    # The mean is 0.5, the best is 0.4 above it: 0.6 is a quarter of the way, what lies below is nothing.
    assert above_mean({"a": 0.9, "b": 0.6, "c": 0.0}) == pytest.approx({"a": 1.0, "b": 0.25, "c": 0.0})


def test_a_single_score_is_the_best_there_is() -> None:
    assert above_mean({"a": -0.3}) == below_best({"a": 0.2}) == {"a": 1.0}
    alone = scored({"a": 0.2})
    # The mean is of all that could have been near.
    assert [told(fusion.above_mean(Near(alone.rows, alone.scores, mean))) for mean in (0.2, 0.5)] == [{"a": 1.0}] * 2


@given(st.floats(-1, 1), st.integers(2, 60))
def test_equal_scores_tell_nothing_apart(score: float, count: int) -> None:
    assert above_mean({chr(97 + n): score for n in range(count)}) == {}


def test_no_scores_stay_no_scores() -> None:
    assert above_mean({}) == below_best({}) == below_best({}, 0.5) == fuse({}) == {}


@given(cosines)
def test_scores_above_the_mean_keep_their_order_between_nothing_and_one(scores: dict[str, float]) -> None:
    found = above_mean(scores)
    assert all(0 <= score <= 1 for score in found.values())
    assert all(found[a] <= found[b] for a in found for b in found if scores[a] <= scores[b])
    assert not found or max(found.values()) == 1


def test_scores_are_shares_of_the_best() -> None:
    assert below_best({"a": 4.0, "b": 1.0, "c": 0.0}) == {"a": 1.0, "b": 0.25, "c": 0.0}


def test_equal_scores_are_all_the_best() -> None:
    assert below_best({"a": 3.0, "b": 3.0}) == {"a": 1.0, "b": 1.0}


def test_a_best_score_below_the_floor_is_no_full_score() -> None:
    assert below_best({"a": 0.2, "b": 0.1}, 0.4) == {"a": 0.5, "b": 0.25}
    assert below_best({"a": 0.8, "b": 0.2}, 0.4) == {"a": 1.0, "b": 0.25}
    assert fusion.below_best(scored({"a": 0.2, "b": 0.1}), 0.4).best == 0.5


def test_scores_of_nothing_are_no_scores() -> None:
    assert below_best({"a": 0.0, "b": 0.0}) == {}


def test_parts_are_summed_by_their_weights() -> None:
    found = fuse({"x": {"a": 1.0, "b": 0.5}, "y": {"b": 1.0}}, {"x": 0.6, "y": 0.2})
    # b: (0.6 * 0.5 + 0.2 * 1) / 0.8
    assert found == pytest.approx({"a": 0.75, "b": 0.625})


def test_the_weights_of_the_search_make_one_whole() -> None:
    assert math.isclose(sum(WEIGHTS.values()), 1.0)
    everywhere = {part: {"a": 1.0} for part in WEIGHTS}
    assert fuse(everywhere) == pytest.approx({"a": 1.0})


@given(parts, st.sampled_from(sorted(WEIGHTS)))
def test_a_part_that_found_nothing_adds_nothing(found: dict[str, dict[str, float]], silent: str) -> None:
    heard = {part: scores for part, scores in found.items() if part != silent}
    assert fuse({**heard, silent: {}}) == fuse(heard)


def test_the_whole_may_be_more_than_the_parts_that_found_something() -> None:
    found = fusion.fuse({"x": scored({"a": 1.0}), "y": scored({})}, {"x": 0.8, "y": 0.2}, whole=1.0)
    assert told(found) == {"a": 0.8}


@given(parts)
def test_fused_scores_stay_between_the_least_and_the_best_opinion(found: dict[str, dict[str, float]]) -> None:
    for name, score in fuse(found).items():
        opinions = [scores.get(name, 0.0) for scores in found.values() if scores]
        assert min(opinions) - 1e-9 <= score <= max(opinions) + 1e-9


@given(parts)
def test_the_order_of_parts_and_datasets_changes_no_bit(found: dict[str, dict[str, float]]) -> None:
    turned = {part: dict(reversed(found[part].items())) for part in reversed(found)}
    assert list(fuse(turned).items()) == list(fuse(found).items())


columns = st.dictionaries(st.integers(0, 30), st.floats(0.125, 1, width=32), max_size=30)


@given(columns, columns, columns, st.integers(1, 12))
def test_the_best_are_known_without_weighing_all(
    near: dict[int, float], words: dict[int, float], covered: dict[int, float], k: int
) -> None:
    def column(scores: dict[int, float]) -> Column:
        values = np.zeros(31, dtype=np.float32)
        values[list(scores)] = list(scores.values())
        return Column(values)

    few = Scored(np.array(sorted(near), dtype=np.int32), np.array([near[row] for row in sorted(near)]))
    found = fusion.fuse({"meaning": few, "words": column(words), "coverage": fusion.below_best(column(covered), 0.35)})
    best = sorted(zip((-found.scores).tolist(), found.rows.tolist(), strict=True))[:k]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fusion, "ALL", 0)  # as if they were many
        head = found.head(k)
    assert sorted(zip((-head.scores).tolist(), head.rows.tolist(), strict=True))[:k] == best
    for row in range(31):
        assert by_row(found).get(row, 0) == found.at(np.array([row], dtype=np.int32))[0]


class Watched(Column):
    """A column that remembers which rows it was asked for."""

    def __init__(self, *values: float) -> None:
        super().__init__(np.array(values, dtype=np.float32))
        self.asked: list[list[int]] = []

    def at(self, rows: Rows) -> Scores:
        self.asked.append(rows.tolist())
        return super().at(rows)


@pytest.mark.parametrize(
    ("k", "asked", "head"),
    [
        # Row 1 alone is better than all that the first cut leaves out can be.
        (1, [[0, 1, 2]], [1]),
        # Row 3 is second, by scores in both columns that the first cut leaves out.
        (2, [[0, 1, 2], [0, 1, 2, 3]], [1, 2, 3]),
        (4, [[0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]], [0, 1, 2, 3]),
        (5, [[0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]], [0, 1, 2, 3, 4, 5]),
    ],
)
def test_of_many_rows_no_more_are_weighed_than_the_best_need(
    k: int, asked: list[list[int]], head: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fusion, "ALL", 0)
    words = Watched(0.5, 0.0, 0.1, 0.325, 0.12, 0.05)
    coverage = Watched(0.0, 0.5, 0.375, 0.325, 0.0, 0.0)
    found = fusion.fuse({"words": words, "coverage": coverage}).head(k)
    assert (words.asked, found.rows.tolist()) == (asked, head)


@pytest.mark.parametrize("few", [True, False])
def test_shares_of_the_best_say_the_same_whichever_way_they_are_asked(few: bool) -> None:
    values = [0.0, 3.0, 0.0, 1.5, 0.75]
    rows = np.array([1, 3, 4], dtype=np.int32)
    found = fusion.below_best(Scored(rows, np.array(values)[rows]) if few else Column(np.array(values, np.float32)))
    assert by_row(found) == {1: 1.0, 3: 0.5, 4: 0.25}
    assert found.at(np.arange(5, dtype=np.int32)).tolist() == [0.0, 1.0, 0.0, 0.5, 0.25]
    assert [found.above(least).tolist() for least in (0.25, 0.5, 0.75, 1.0)] == [[1, 3, 4], [1, 3], [1], [1]]
    assert (found.best, len(found), found.few) == (1.0, 3, few)


def test_a_row_that_a_part_found_scores_and_any_other_has_no_score() -> None:
    found = fusion.fuse({"words": scored({"a": 0.0, "b": 0.5}), "name": scored({"b": 0.5})})
    assert [by_row(found).get(ord(name)) for name in "abc"] == [0.0, 0.5, None]
