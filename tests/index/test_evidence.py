import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Dataset, Release, Source
from index.analysis import Analyser
from index.evidence import (
    BEST_THERE_IS,
    CHARACTER_WEIGHT,
    IN_DESCRIPTION,
    IN_NAME,
    IN_PART,
    NESTED,
    SUBJECT_WEIGHT,
    WIDER,
    Document,
    EvidenceIndex,
    Reader,
    Unit,
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


def word(text: str, *pairs: str, weight: float = 1.0) -> Unit:
    return Unit(text, ((1.0, (text,)), (IN_PART, pairs)), 0, False, weight)


def index(**documents: dict[str, float]) -> EvidenceIndex:
    return EvidenceIndex({name: Document(keys, ()) for name, keys in documents.items()})


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


# How far a dataset speaks of a unit.


def test_a_unit_is_matched_as_surely_as_the_best_place_that_holds_it() -> None:
    holders = index(a={"籌": 1.0}, b={"籌": 0.8}, c={})
    assert holders.matches(word("籌")) == {"a": 1.0, "b": 0.8}


def test_a_part_of_a_word_counts_half_beside_the_whole() -> None:
    holders = index(a={"計算機": 1.0}, b={"計算": 1.0})
    assert holders.matches(word("計算機", "計算", "算機")) == {"a": 1.0, "b": IN_PART}


def test_where_there_are_only_parts_the_best_of_them_is_what_there_is() -> None:
    holders = index(a={"計算": 1.0}, b={"算機": 0.8})
    assert holders.matches(word("計算機", "計算", "算機")) == pytest.approx(
        {"a": BEST_THERE_IS, "b": BEST_THERE_IS * 0.8}
    )


def test_later_tiers_count_only_where_no_dataset_holds_the_first_two() -> None:
    unit = Unit("膝", ((1.0, ("#knee",)), (0.6, ("#joint",)), (0.36, ("#bone",)), (0.5, ("膝",))), 0, True)
    assert index(a={"#knee": 1.0}, b={"#joint": 1.0}, c={"#bone": 1.0}).matches(unit) == {"a": 1.0, "b": 0.6}
    assert index(b={"#joint": 1.0}, c={"#bone": 1.0}, d={"膝": 1.0}).matches(unit) == pytest.approx(
        {"b": BEST_THERE_IS}
    )
    assert index(c={"#bone": 1.0}, d={"膝": 1.0}).matches(unit) == pytest.approx({"c": BEST_THERE_IS})
    assert index(d={"膝": 1.0}).matches(unit) == pytest.approx({"d": BEST_THERE_IS})
    assert index(e={"other": 1.0}).matches(unit) == {}


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
    assert holders.coverage(both, {"a"}) == {"a": holders.coverage(both)["a"]}
    assert holders.coverage(both, set()) == {}


def test_no_units_cover_nothing() -> None:
    assert index(a={"x": 1.0}).coverage([]) == EvidenceIndex({}).coverage([word("x")]) == {}


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
shelves = st.dictionaries(st.sampled_from("abcde"), keys).map(
    lambda shelf: EvidenceIndex({name: Document(held, ()) for name, held in shelf.items()})
)


@given(shelves, asked)
def test_shares_lie_between_nothing_and_one(holders: EvidenceIndex, question: list[Unit]) -> None:
    for coverage in holders.coverage(question).values():
        assert 0 < coverage.share <= 1 + 1e-9
        assert sorted(map(repr, (*coverage.found, *coverage.missing))) == sorted(map(repr, question))
        assert set(coverage.sure) <= set(coverage.found)


@given(shelves, asked)
def test_the_order_of_the_units_makes_no_difference(holders: EvidenceIndex, question: list[Unit]) -> None:
    one, other = holders.coverage(question), holders.coverage(question[::-1])
    assert {name: c.share for name, c in one.items()} == pytest.approx({name: c.share for name, c in other.items()})
    assert list(one) == list(other) == sorted(one)
    assert all(coverage.found == other[name].found[::-1] for name, coverage in one.items())
