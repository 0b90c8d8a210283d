"""Which datasets belong to a topic, and which one is named."""

from __future__ import annotations

from assistant.topics import LEAST, MOST, NEARLY, TWIN, TWINS, belonging, covers_all, listed, missing_units, named
from index.evidence import Unit
from index.hits import Ranking
from index.search import Found
from tests.fakes import Told, covering, shelf_of

WAIT, HOSPITAL, PENGUIN = (Unit(text, (), n, True) for n, text in enumerate(("wait", "hospital", "penguin")))


def covered(share: float, *units: Unit, sure: tuple[Unit, ...] | None = None) -> Told:
    return Told(share, units, units if sure is None else sure)


def found(coverage: dict[str, Told], *units: Unit, scores: dict[str, float] | None = None) -> Found:
    """What a search found: ranked as written, unless scores are given."""
    scores = scores or {name: 1.0 - n / 100 for n, name in enumerate(coverage)}
    shelf = shelf_of(coverage.keys() | scores.keys())
    return Found(Ranking(shelf, shelf.scored(scores)), covering(shelf, coverage), units)


def test_those_belong_that_cover_nearly_as_much_as_the_best() -> None:
    shares = {"a": 0.9, "b": 0.9 * NEARLY, "c": 0.9 * NEARLY - 0.01, "d": 0.0}
    assert belonging(found({name: covered(share) for name, share in shares.items()})) == ["a", "b"]


def test_none_belongs_where_even_the_best_covers_little() -> None:
    assert belonging(found({"a": covered(LEAST - 0.01)})) == []
    assert belonging(found({})) == []
    assert belonging(found({"a": covered(LEAST)})) == ["a"]


def test_too_many_that_nearly_fit_are_cut_to_the_named_ones() -> None:
    many = {f"d{n:02}": covered(0.5) for n in range(MOST + 1)}
    scores = {name: 1.0 if n < 2 else 0.1 for n, name in enumerate(many)}
    assert belonging(found(many, scores=scores)) == ["d00", "d01"]
    few = dict(list(many.items())[:MOST])
    assert belonging(found(few)) == list(few)


def test_best_is_named_with_its_twins_and_no_more_than_three() -> None:
    assert named(found({}, scores={"a": 1.0, "b": TWIN, "c": TWIN - 0.01})) == ["a", "b"]
    assert len(named(found({}, scores={name: 1.0 for name in "abcdef"}))) == TWINS
    assert named(found({})) == []


def test_listed_are_those_that_speak_of_every_unit_that_any_speaks_of() -> None:
    coverage = {"a": covered(0.9, WAIT, HOSPITAL), "b": covered(0.5, WAIT), "c": covered(0.9, WAIT, HOSPITAL)}
    assert listed(found(coverage, WAIT, HOSPITAL, PENGUIN)) == ["a", "c"]


def test_listed_are_the_nearest_where_none_surely_speaks_of_all() -> None:
    coverage = {"a": covered(0.9, WAIT, HOSPITAL, sure=(WAIT,)), "b": covered(0.2, HOSPITAL, sure=(HOSPITAL,))}
    assert listed(found(coverage, WAIT, HOSPITAL)) == ["a"]


def test_listed_need_no_hit() -> None:
    coverage = {"b": covered(0.9, WAIT), "a": covered(0.9, WAIT)}
    assert listed(found(coverage, WAIT, scores={"x": 1.0})) == ["a", "b"]


def test_all_is_covered_by_one_dataset_or_not() -> None:
    one = {"a": covered(0.9, WAIT, HOSPITAL)}
    apart = {"a": covered(0.9, WAIT), "b": covered(0.9, HOSPITAL)}
    assert covers_all(found(one, WAIT, HOSPITAL))
    assert not covers_all(found(apart, WAIT, HOSPITAL))


def test_units_that_no_dataset_speaks_of_are_missing() -> None:
    coverage = {"a": covered(0.9, WAIT), "b": covered(0.5, HOSPITAL)}
    shelf = shelf_of(coverage)
    assert missing_units(covering(shelf, coverage), (WAIT, PENGUIN, HOSPITAL)) == [PENGUIN]
    assert missing_units(covering(shelf, {}), (WAIT,)) == [WAIT]
