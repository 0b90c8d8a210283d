from hypothesis import given
from hypothesis import strategies as st

from index.hits import Hit, rank

hits = st.lists(st.builds(Hit, st.text("abc", max_size=2), st.sampled_from([0.0, 0.5, 0.5000001, 1.0])), max_size=8)


def test_the_best_stands_first() -> None:
    assert [hit.id for hit in rank([Hit("a", 0.2), Hit("b", 0.9), Hit("c", 0.5)])] == ["b", "c", "a"]


def test_equal_scores_stand_in_the_order_of_their_ids() -> None:
    assert [hit.id for hit in rank([Hit("c", 1.0), Hit("a", 1.0), Hit("b", 1.0)])] == ["a", "b", "c"]


def test_nothing_ranked_is_nothing() -> None:
    assert rank([]) == []


def test_a_hit_keeps_its_reasons() -> None:
    assert rank(iter([Hit("a", 1.0, ("急症室", "name"))])) == [Hit("a", 1.0, ("急症室", "name"))]


@given(hits)
def test_ranking_does_not_depend_on_the_order_before(found: list[Hit]) -> None:
    assert rank(reversed(found)) == rank(found) == rank(rank(found))
