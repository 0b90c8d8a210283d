"""Questions to a collection: what is asked, how often, and what is told of more than a window holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from index.milvus.connection import Connection
from index.milvus.remote import Chosen, Probe, Remote
from index.search import Searcher
from tests.fakes import FakeEncoder


class Counting(Connection):
    """A connection that notes which fields were searched."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection.address)
        self.asked: list[tuple[str, int]] = []

    def search(
        self, collection: str, field: str, queries: Sequence[Any], **given: Any
    ) -> list[list[tuple[str, float]]]:
        self.asked.append((field, len(queries)))
        return super().search(collection, field, queries, **given)


@pytest.fixture
def counting(remote: Remote) -> Counting:
    return Counting(remote.connection)


VECTOR = FakeEncoder().encode_queries(["醫院"])[0]


def test_question_takes_four_searches_and_its_keys_one(counting: Counting) -> None:
    asking = Remote(counting, 48)
    answers = asking.answers(Probe(("#hospital", "医院"), ("医院", "的"), "醫院", VECTOR))
    assert sorted(counting.asked) == [("evidence", 3), ("vector", 1), ("words", 1)]
    assert set(answers.held) == {"#hospital", "医院"}


def test_keys_are_asked_for_once(counting: Counting) -> None:
    asking = Remote(counting, 48)
    first = asking.held(["医院", "#hospital"])
    assert asking.held(["#hospital", "医院"]) == first
    asking.held(["疫苗", "医院"])
    assert counting.asked == [("evidence", 2), ("evidence", 1)]


def test_holders_are_those_of_the_index_on_this_machine(remote: Remote, searcher: Searcher) -> None:
    for key, held in remote.held(["医院", "#hospital", "vaccin", "的", "no such key"]).items():
        local = searcher.store.postings(key)
        names = searcher.store.ids(local.rows.tolist())
        assert held == dict(zip(names, local.scores.tolist(), strict=True))


def test_words_are_scored_as_on_this_machine(remote: Remote, searcher: Searcher) -> None:
    tokens = ("医院", "#hospital", "数据", "医院", "waiting")
    local = searcher.store.words(tokens, None, None)
    names = searcher.store.ids(local.rows.tolist())
    told = remote.answers(Probe(tokens=tokens)).words
    assert told == pytest.approx(dict(zip(names, local.scores.tolist(), strict=True)), rel=1e-5)


def test_narrow_window_tells_the_nearest_and_the_mean_of_a_sample(remote: Remote) -> None:
    wide, narrow = remote, Remote(remote.connection, remote.total, nearest=5)
    every, few = wide.answers(Probe(vector=VECTOR)), narrow.answers(Probe(vector=VECTOR))
    best = sorted(every.near, key=lambda name: (-every.near[name], name))
    assert set(few.near) == set(best[: len(few.near)]) and 1 <= len(few.near) <= 5
    # Of 48 datasets the sample is all of them.
    assert few.mean == pytest.approx(every.mean, abs=1e-6)
    assert every.mean == pytest.approx(float(np.mean(list(every.near.values()))), abs=1e-6)


def test_nothing_but_keys_is_asked_among_nothing(counting: Counting) -> None:
    answers = Remote(counting, 48).answers(Probe(("医院",), ("医院",), "醫院", VECTOR), Chosen("", frozenset()))
    assert counting.asked == [("evidence", 1)]
    assert answers.chosen == frozenset() and not answers.near
