import math
from collections.abc import Mapping, Sequence

import bm25s
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.evidence import Document
from index.lexical import BM25_B, BM25_K1
from index.postings import Postings

tokens = st.lists(st.sampled_from(["急症室", "#waiting", "wait", "time", "18", "籌"]), max_size=8)
documents = st.dictionaries(st.text("abc", min_size=1, max_size=2), tokens, max_size=6)
DOCUMENTS: dict[str, list[str]] = {"b": ["wait", "time"], "a": ["wait", "time"], "c": ["time"], "d": ["bed"], "e": []}


def search(documents: Mapping[str, Sequence[str]], question: Sequence[str]) -> dict[str, float]:
    """The documents that share a token with a question, in the order of their ids, with their scores."""
    ids = sorted(documents)
    held = (Document(dict.fromkeys(documents[name], 1.0), tuple(documents[name])) for name in ids)
    found = Postings.build(held).bm25(question, len(ids))
    return dict(zip((ids[row] for row in found.rows), found.scores.tolist(), strict=True))


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
    assert search(documents, question) == pytest.approx(expected, rel=1e-5)


@given(documents, tokens)
def test_scores_are_those_of_bm25s_to_the_last_bit(documents: dict[str, list[str]], question: list[str]) -> None:
    numbers = {token: n for n, token in enumerate(sorted({t for ts in documents.values() for t in ts}))}
    known = [numbers[token] for token in question if token in numbers]
    assume(known)
    peer = bm25s.BM25(k1=BM25_K1, b=BM25_B, method="lucene")
    rows = [[numbers[token] for token in documents[name]] for name in sorted(documents)]
    peer.index(bm25s.tokenization.Tokenized(rows, dict(numbers)), show_progress=False)
    scores = dict(zip(sorted(documents), peer.get_scores_from_ids(known).tolist(), strict=True))
    assert search(documents, question) == {name: score for name, score in scores.items() if score > 0}


@given(documents, tokens)
def test_a_document_without_a_word_of_the_question_is_not_found(
    documents: dict[str, list[str]], question: list[str]
) -> None:
    found = search(documents, question)
    assert set(found) == {name for name, words in documents.items() if set(words) & set(question)}


@given(documents, tokens)
def test_the_order_in_which_documents_come_changes_nothing(
    documents: dict[str, list[str]], question: list[str]
) -> None:
    assert search(dict(reversed(documents.items())), question) == search(documents, question)


def test_a_rare_word_says_more_than_a_common_one() -> None:
    found = search(DOCUMENTS, ["bed", "time"])
    assert max(found, key=found.__getitem__) == "d"


@pytest.mark.parametrize("question", [[], ["unheard of"], [""]])
def test_a_question_of_no_known_word_finds_nothing(question: list[str]) -> None:
    assert search(DOCUMENTS, question) == {}


@pytest.mark.parametrize("documents", [{}, {"a": []}, {"a": [], "b": []}])
def test_an_index_of_nothing_finds_nothing(documents: dict[str, list[str]]) -> None:
    assert search(documents, ["wait"]) == {}
