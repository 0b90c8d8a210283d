import math
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import BM25_B, BM25_K1, LexicalIndex

tokens = st.lists(st.sampled_from(["急症室", "#waiting", "wait", "time", "18", "籌"]), max_size=8)
documents = st.dictionaries(st.text("abc", min_size=1, max_size=2), tokens, max_size=6)
DOCUMENTS = {"b": ["wait", "time"], "a": ["wait", "time"], "c": ["time"], "d": ["bed"], "e": []}


def textbook(documents: Mapping[str, Sequence[str]], question: Sequence[str]) -> dict[str, float]:
    """BM25 as Robertson and Zaragoza (2009) write it, with Lucene's idf; slow and plain."""
    average = sum(map(len, documents.values())) / len(documents)
    scores = {}
    for name, words in documents.items():
        score = 0.0
        for word in question:
            holders = sum(word in other for other in documents.values())
            idf = math.log(1 + (len(documents) - holders + 0.5) / (holders + 0.5))
            length = 1 - BM25_B + BM25_B * len(words) / average if average else 1.0
            score += idf * words.count(word) / (words.count(word) + BM25_K1 * length)
        scores[name] = score
    return scores


@given(documents, tokens)
def test_scores_are_those_of_the_textbook(documents: dict[str, list[str]], question: list[str]) -> None:
    expected = {name: score for name, score in textbook(documents, question).items() if score > 0} if documents else {}
    found = {hit.id: hit.score for hit in LexicalIndex(documents).search(question)}
    assert found == pytest.approx(expected, rel=1e-5)


@given(documents, tokens)
def test_a_document_without_a_word_of_the_question_is_not_found(
    documents: dict[str, list[str]], question: list[str]
) -> None:
    found = {hit.id for hit in LexicalIndex(documents).search(question)}
    assert found == {name for name, words in documents.items() if set(words) & set(question)}


@given(documents, tokens)
def test_the_order_in_which_documents_come_changes_nothing(
    documents: dict[str, list[str]], question: list[str]
) -> None:
    turned = dict(reversed(documents.items()))
    assert LexicalIndex(turned).search(question) == LexicalIndex(documents).search(question)


def test_ties_stand_in_the_order_of_their_ids() -> None:
    hits = LexicalIndex(DOCUMENTS).search(["wait"])
    assert [hit.id for hit in hits] == ["a", "b"] and hits[0].score == hits[1].score


def test_a_rare_word_says_more_than_a_common_one() -> None:
    assert LexicalIndex(DOCUMENTS).search(["bed", "time"])[0].id == "d"


@pytest.mark.parametrize("question", [[], ["unheard of"], [""]])
def test_a_question_of_no_known_word_finds_nothing(question: list[str]) -> None:
    assert LexicalIndex(DOCUMENTS).search(question) == []


@pytest.mark.parametrize("documents", [{}, {"a": []}, {"a": [], "b": []}])
def test_an_index_of_nothing_finds_nothing(documents: dict[str, list[str]]) -> None:
    assert LexicalIndex(documents).search(["wait"]) == []


def test_only_the_allowed_are_found_with_unchanged_scores() -> None:
    index = LexicalIndex(DOCUMENTS)
    assert index.search(["time"], {"c", "d", "unknown"}) == [hit for hit in index.search(["time"]) if hit.id == "c"]
    assert index.search(["time"], set()) == []
