import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import hits as hits_module
from index.hits import Hit, Ranking, Why, rank
from tests.fakes import shelf_of

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


IDS = "abcdefgh"
SHELF = shelf_of(IDS)
REASONS: Why = lambda rows: [(str(row),) for row in rows.tolist()]  # noqa: E731
scores = st.dictionaries(st.sampled_from(IDS), st.sampled_from([0.25, 0.5, 0.75, 1.0]))


@pytest.mark.parametrize("head", [1, 3, 128])
@given(scores, st.sets(st.sampled_from(IDS)))
def test_a_ranking_is_the_hits_put_in_order(head: int, found: dict[str, float], among: set[str]) -> None:
    expected = rank(Hit(name, score, (str(IDS.index(name)),)) for name, score in found.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits_module, "HEAD", head)
        for look in (list, lambda ranking: [ranking[n] for n in range(len(ranking))], lambda ranking: ranking[:]):
            assert list(look(Ranking(SHELF, SHELF.scored(found), REASONS))) == expected
        ranking = Ranking(SHELF, SHELF.scored(found), REASONS)
        assert ranking[:2] == tuple(expected[:2]) and ranking[1:] == tuple(expected[1:]) and ranking == expected
        assert ranking.get([*sorted(found), "unknown"]) == {hit.id: hit for hit in expected}
    rows = np.array(sorted(IDS.index(name) for name in among), dtype=np.int32)
    assert ranking.ids(rows) == [hit.id for hit in expected if hit.id in among]
