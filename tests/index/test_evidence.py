from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Dataset, Release, Source
from index.analysis import Analyser
from index.evidence import (
    CHARACTER_WEIGHT,
    IN_DESCRIPTION,
    IN_NAME,
    IN_PART,
    NESTED,
    SUBJECT_WEIGHT,
    WIDER,
    Reader,
)
from index.vocabulary import Vocabulary

TERMS: list[dict[str, Any]] = [
    {"id": "emergency", "en": ["emergency department"], "zh": ["急症室"], "broader": ["hospital"]},
    {"id": "hospital", "en": ["hospital"], "zh": ["醫院"], "broader": ["institution"]},
    {"id": "institution", "en": ["institution"], "zh": ["機構"]},
    {"id": "waiting", "en": ["waiting time", "wait"], "zh": ["等候時間", "輪候"]},
    {"id": "centre", "en": ["health centre"], "zh": ["康健中心"]},
    {"id": "express", "en": ["health centre express"], "zh": ["康健站"]},
    {"id": "knee", "en": ["knee replacement"], "zh": ["換膝"]},
    {"id": "hip", "en": ["hip replacement"], "zh": ["換髖"]},
]
VOCABULARY = Vocabulary(TERMS, ["emergency", "knee"])
READER = Reader(Analyser(VOCABULARY.chinese), VOCABULARY)


def dataset(name: str, description: str = "", *, name_en: str = "", description_en: str = "") -> Dataset:
    return Dataset(
        id="p/D.ii.1",
        section="D",
        spatial=False,
        organisation=None,
        category=None,
        name=name,
        status="released",
        formats=(),
        releases=(Release(description, None, "", None, description_en),),
        source=Source("p.txt", line=1),
        name_en=name_en,
    )


def units(text: str, *ignored: str) -> list[tuple[str, bool]]:
    return [(unit.text, unit.is_term) for unit in READER.units(text, lambda word: word in ignored)]


# What a dataset is found by.


def test_terms_of_a_text_come_with_all_that_are_wider() -> None:
    assert READER.terms("急症室的等候時間") == {"emergency", "hospital", "institution", "waiting"}


def test_a_name_counts_more_than_a_description() -> None:
    keys = READER.document(dataset("輪候", "醫院輪候")).keys
    assert (keys["#waiting"], keys["#hospital"], keys["轮候"]) == (IN_NAME, IN_DESCRIPTION, IN_NAME)
    assert keys["医院"] == IN_DESCRIPTION


def test_either_language_will_do() -> None:
    keys = READER.document(dataset("名單", name_en="Waiting Time", description_en="By hospital")).keys
    assert (keys["#waiting"], keys["wait"], keys["#hospital"]) == (IN_NAME, IN_NAME, IN_DESCRIPTION)


def test_a_term_inside_a_longer_one_counts_less() -> None:
    keys = READER.document(dataset("Health Centre Express")).keys
    assert (keys["#express"], keys["#centre"]) == (IN_NAME, NESTED)


def test_a_name_is_said_twice_to_the_ranking_by_words() -> None:
    tokens = READER.document(dataset("輪候", "醫院")).tokens
    assert (tokens.count("#waiting"), tokens.count("轮候"), tokens.count("#hospital")) == (2, 2, 1)


def test_the_same_dataset_gives_the_same_document() -> None:
    assert READER.document(dataset("急症室輪候", "醫院")) == READER.document(dataset("急症室輪候", "醫院"))


# What a question names.


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("急症室等候時間", [("急症室", True), ("等候時間", True)]),
        ("急症室嘅地址", [("急症室", True), ("嘅", False), ("地址", False)]),
        ("Waiting times and addresses", [("Waiting times", True), ("and", False), ("addresses", False)]),
        ("急正室地址", [("急正室", True), ("地址", False)]),  # heard
        ("數據libraries數據", [("數據", False), ("libraries", False), ("數據", False)]),
        ("knee and hip replacement", [("knee", True), ("and", False), ("hip replacement", True)]),
        ("", []),
        ("？！", []),
    ],
)
def test_a_question_falls_into_terms_and_words(question: str, named: list[tuple[str, bool]]) -> None:
    assert units(question) == named


def test_words_that_mean_nothing_are_left_out() -> None:
    assert units("the address of the hospital", "the", "of") == [("address", False), ("hospital", True)]


def test_terms_are_never_left_out() -> None:
    assert READER.units("急症室", lambda word: True)[0].text == "急症室"


def test_units_stand_in_the_order_of_the_question() -> None:
    starts = [unit.start for unit in READER.units("地址 急症室 電話 hospital fax")]
    assert starts == sorted(starts) == [0, 3, 7, 10, 19]


def test_a_term_is_looked_for_by_itself_then_wider_and_by_its_words() -> None:
    (unit,) = READER.units("急症室")
    assert unit.keys == (
        (1.0, ("#emergency",)),
        (WIDER, ("#hospital",)),
        (WIDER * WIDER, ("#institution",)),
        (IN_PART, ("急症室",)),
    )


def test_a_word_is_looked_for_by_itself_then_by_its_pairs() -> None:
    (unit,) = READER.units("計算機")
    assert unit.keys == ((1.0, ("计算机",)), (IN_PART, ("计算", "算机")))


@pytest.mark.parametrize(
    ("text", "weight"), [("急症室", SUBJECT_WEIGHT), ("輪候", 1.0), ("地址", 1.0), ("籌", CHARACTER_WEIGHT)]
)
def test_a_subject_weighs_more_and_a_character_less(text: str, weight: float) -> None:
    assert [unit.weight for unit in READER.units(text)] == [weight]


@given(
    st.text(max_size=20)
    | st.text(st.sampled_from("急症室等候時間康健中心站地址 knee and hip replacement籌正"), max_size=25)
)
def test_no_question_is_too_odd(question: str) -> None:
    found = READER.units(question)
    assert all(unit.text for unit in found)
    assert [unit.start for unit in found] == sorted(unit.start for unit in found)
