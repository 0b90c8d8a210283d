"""How far datasets speak of a question: worked out by hand, and against a walk over all of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import kinds
from index.coverage import BEST_THERE_IS, SURE, Covering, Evidence
from index.dense import DenseIndex
from index.evidence import IN_PART, Document, Unit
from index.local_store import LocalStore
from index.store import Selection


def evidence(shelf: Mapping[str, Mapping[str, float]]) -> Evidence:
    """What datasets speak of that hold these keys."""
    nothing = DenseIndex.build(np.zeros((0, 2), dtype=np.float32), [0] * len(shelf))
    return Evidence(LocalStore.build({name: Document(keys, ()) for name, keys in shelf.items()}, (), nothing))


def index(**documents: dict[str, float]) -> Evidence:
    return evidence(documents)


def matches(holders: Evidence, unit: Unit) -> dict[str, float]:
    found = holders.matches(unit)
    return dict(zip(holders.store.ids(found.rows.tolist()), found.scores.tolist(), strict=True))


def only(holders: Evidence, *names: str) -> Selection:
    rows = sorted(row for name in names if (row := holders.store.row(name)) is not None)
    return Selection(np.array(rows, dtype=np.int32), holders.store.size)


def word(text: str, *pairs: str, weight: float = 1.0) -> Unit:
    return Unit(text, ((1.0, (text,)), (IN_PART, pairs)), 0, False, weight)


# How far a dataset speaks of a unit.


def test_a_unit_is_matched_as_surely_as_the_best_place_that_holds_it() -> None:
    holders = index(a={"籌": 1.0}, b={"籌": 0.8}, c={})
    assert matches(holders, word("籌")) == {"a": 1.0, "b": 0.8}


def test_a_part_of_a_word_counts_half_beside_the_whole() -> None:
    holders = index(a={"計算機": 1.0}, b={"計算": 1.0})
    assert matches(holders, word("計算機", "計算", "算機")) == {"a": 1.0, "b": IN_PART}


def test_where_there_are_only_parts_the_best_of_them_is_what_there_is() -> None:
    holders = index(a={"計算": 1.0}, b={"算機": 0.8})
    assert matches(holders, word("計算機", "計算", "算機")) == pytest.approx(
        {"a": BEST_THERE_IS, "b": BEST_THERE_IS * 0.8}
    )


def test_later_tiers_count_only_where_no_dataset_holds_the_first_two() -> None:
    unit = Unit("膝", ((1.0, ("#knee",)), (0.6, ("#joint",)), (0.36, ("#bone",)), (0.5, ("膝",))), 0, True)
    assert matches(index(a={"#knee": 1.0}, b={"#joint": 1.0}, c={"#bone": 1.0}), unit) == {"a": 1.0, "b": 0.6}
    assert matches(index(b={"#joint": 1.0}, c={"#bone": 1.0}, d={"膝": 1.0}), unit) == pytest.approx(
        {"b": BEST_THERE_IS}
    )
    assert matches(index(c={"#bone": 1.0}, d={"膝": 1.0}), unit) == pytest.approx({"c": BEST_THERE_IS})
    assert matches(index(d={"膝": 1.0}), unit) == pytest.approx({"d": BEST_THERE_IS})
    assert matches(index(e={"other": 1.0}), unit) == {}


# Rarity and coverage, worked out by hand.


def test_rarity_is_the_textbooks() -> None:
    four = index(a={}, b={}, c={}, d={})
    assert four.rarity(1) == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert four.rarity(0) > four.rarity(1) > four.rarity(4) > 0


def test_coverage_is_the_weighted_share_of_the_units() -> None:
    holders = index(a={"急症室": 1.0, "等候": 0.8}, b={"等候": 1.0}, c={"病床": 1.0}, d={})
    emergency, waiting = word("急症室"), word("等候")
    rare, common = math.log(1 + 3.5 / 1.5), math.log(1 + 2.5 / 2.5)  # held by one of four, and by two
    found = holders.coverage([emergency, waiting])
    assert found.keys() == {"a", "b"}
    assert found["a"].share == pytest.approx((rare + common * 0.8) / (rare + common))
    assert found["b"].share == pytest.approx(common / (rare + common))
    assert (found["b"].found, found["b"].missing) == ((waiting,), (emergency,))


def test_the_weight_of_a_unit_multiplies_its_rarity() -> None:
    holders = index(a={"x": 1.0}, b={"y": 1.0})
    found = holders.coverage([word("x", weight=1.5), word("y", weight=0.5)])
    assert (found["a"].share, found["b"].share) == pytest.approx((0.75, 0.25))  # both are as rare


def test_a_word_that_no_dataset_holds_is_missing_from_all_and_lowers_them() -> None:
    holders = index(a={"x": 1.0}, b={"y": 1.0})
    known, unknown = word("x"), word("kindergarten")
    found = holders.coverage([known, unknown])["a"]
    assert found.missing == (unknown,)
    assert found.share == pytest.approx(holders.rarity(1) / (holders.rarity(1) + holders.rarity(0)))


def test_holders_that_are_not_sure_do_not_make_a_unit_common() -> None:
    unit = Unit("膝", ((1.0, ("#knee",)), (0.6, ("#joint",))), 0, True)
    holders = index(a={"#knee": 1.0, "z": 1.0}, b={"#joint": 1.0}, c={"#joint": 1.0})
    found = holders.coverage([unit, word("z")])
    # Both units count as held by one: b has 0.6 of the first and nothing of the second.
    assert found["b"].share == pytest.approx(0.3)
    assert (found["b"].found, found["b"].sure, found["a"].sure) == ((unit,), (), (unit, word("z")))


def test_only_the_allowed_are_told_and_rarity_stays_that_of_all() -> None:
    holders = index(a={"x": 1.0}, b={"x": 1.0, "y": 1.0}, c={"y": 1.0})
    both = [word("x"), word("y")]
    assert holders.coverage(both, only(holders, "a")) == {"a": holders.coverage(both)["a"]}
    assert holders.coverage(both, only(holders)) == {}


def test_no_units_cover_nothing() -> None:
    assert index(a={"x": 1.0}).coverage([]) == evidence({}).coverage([word("x")]) == {}


keys = st.dictionaries(st.sampled_from("uvwxyz"), st.sampled_from([0.48, 0.6, 0.8, 1.0]))
tiers = st.lists(
    st.tuples(st.sampled_from([1.0, 0.6, 0.5, 0.36]), st.lists(st.sampled_from("uvwxyz")).map(tuple)), min_size=1
)
asked = st.lists(
    st.builds(
        Unit,
        st.text("ab", min_size=1),
        tiers.map(tuple),
        st.integers(0, 9),
        st.booleans(),
        st.sampled_from([0.4, 1.0, 1.5]),
    ),
    max_size=5,
)
shelves = st.dictionaries(st.sampled_from("abcde"), keys).map(evidence)


@given(shelves, asked)
def test_shares_lie_between_nothing_and_one(holders: Evidence, question: list[Unit]) -> None:
    for told in holders.coverage(question).values():
        assert 0 < told.share <= 1 + 1e-9
        assert sorted(map(repr, (*told.found, *told.missing))) == sorted(map(repr, question))
        assert set(told.sure) <= set(told.found)


@given(shelves, asked)
def test_the_order_of_the_units_makes_no_difference(holders: Evidence, question: list[Unit]) -> None:
    one, other = holders.coverage(question), holders.coverage(question[::-1])
    assert {name: c.share for name, c in one.items()} == pytest.approx({name: c.share for name, c in other.items()})
    assert list(one) == list(other) == sorted(one)
    assert all(coverage.found == other[name].found[::-1] for name, coverage in one.items())


def walked(shelf: Mapping[str, Mapping[str, float]], question: Sequence[Unit]) -> dict[str, float]:
    """The shares, dataset by dataset, in the plainest way."""
    found, weights = [], []
    for unit in question:
        values: dict[str, float] = {}
        for tier, (weight, keys) in enumerate(unit.keys):
            if tier > 1 and values:
                break
            for key in keys:
                for name, held in shelf.items():
                    if key in held:
                        values[name] = max(values.get(name, 0.0), weight * held[key])
        best = max(values.values(), default=1.0)
        if best < BEST_THERE_IS:
            values = {name: value * BEST_THERE_IS / best for name, value in values.items()}
        holders = sum(value >= SURE for value in values.values()) or len(values)
        weights.append(unit.weight * math.log(1 + (len(shelf) - holders + 0.5) / (holders + 0.5)))
        found.append(values)
    names = sorted({name for values in found for name in values})
    total = sum(weights) or 1.0
    return {n: sum(w * v.get(n, 0.0) for w, v in zip(weights, found, strict=True)) / total for n in names}


@pytest.mark.parametrize("dense", [1, 10**6])
@given(st.dictionaries(st.sampled_from("abcde"), keys), asked)
def test_columns_say_what_a_walk_over_all_datasets_says(
    dense: int, shelf: dict[str, dict[str, float]], question: list[Unit]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "SPARSE", dense)
        found = evidence(shelf).coverage(question)
    assert {name: told.share for name, told in found.items()} == walked(shelf, question)


def test_it_is_asked_as_a_whole() -> None:
    holders = index(a={"x": 1.0}, b={"x": 1.0, "y": 0.6}, c={"z": 1.0})
    x, y, w = word("x"), word("y"), word("w")
    found: Covering = holders.coverage([x, y, w])
    assert found.spoken == (x, y) and found.asked == (x, y, w) and found.any_sure
    assert found.ids(found.sure_of([x])) == ["a", "b"] and found.ids(found.sure_of([x, w])) == []
    assert found.best == found["b"].share and found.ids(found.reaching(found.best)) == ["b"]
    assert "c" not in found and found.get("unknown") is None
    nothing = holders.coverage([w])
    assert (nothing.best, nothing.any_sure, nothing.spoken) == (0.0, False, ())
