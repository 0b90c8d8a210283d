from collections.abc import Sequence

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from corpus.library import Library
from index.hits import Hit, rank
from index.likeness import SOUND
from index.name_index import NameIndex
from index.names import FLOOR, Name, named, plain, spoken

NAMES = {
    "emergency": ["按醫院劃分的急症室等候時間", "Accident and Emergency Waiting Time by Hospital"],
    "specialist": ["專科門診新症輪候時間", "Waiting Time for New Case Booking at Specialist Outpatient Clinics"],
    "quota": [
        "18區普通科門診診所診症名額(籌額)概覽",
        "Consultation Quotas at General Outpatient Clinics in the 18 Districts",
    ],
    "cancer": ["癌症統計數字", "Cancer Statistics"],
    "premium": ["自願醫保計劃認可產品的標準保費", "Standard Premiums of Certified Plans"],
    "licence": ["生殖科技持牌中心-治療牌照的名單", "List of Licensed Centres - Treatment Licence"],
}


class Shelf:
    """Names with their datasets' ids, as a searcher ranks them."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.ids = sorted({name.id for name in names})
        self.index = NameIndex.build((self.ids.index(name.id), spoken(name)) for name in names)

    def search(self, text: str) -> list[Hit]:
        found = self.index.search(text)
        return rank(Hit(self.ids[row], score) for row, score in zip(found.rows, found.scores.tolist(), strict=True))


INDEX = Shelf(named(NAMES))
CHINESE = "按醫院劃分的急症室等候時間專科門診新輪癌統計數字區"
chinese = st.text(st.sampled_from(CHINESE), min_size=1, max_size=12)
texts = st.text(st.characters(exclude_categories=()), max_size=15) | st.text(
    st.sampled_from(CHINESE + "cancer 一二十18十八１(籌)-\u200b\ud800"), max_size=15
)


def best(text: str) -> str:
    hits = INDEX.search(text)
    return hits[0].id if hits else ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # as it is, in either script, in full width
        ("癌症統計數字", "cancer"),
        ("癌症统计数字", "cancer"),
        ("ｃａｎｃｅｒ　ｓｔａｔｉｓｔｉｃｓ", "cancer"),
        # homophones, and characters that look alike
        ("急証室", "emergency"),
        ("急正室等后时间", "emergency"),
        ("輪侯時間", "specialist"),
        ("標準保废", "premium"),
        # a slip: one character wrong, missing, twice, turned round
        ("癌證統計數字", "cancer"),
        ("癌症统字", "cancer"),
        ("急急症室等候時間", "emergency"),
        ("症急室等候時間", "emergency"),
        # numerals
        ("十八區", "quota"),
        ("18区", "quota"),
        ("１８區", "quota"),
        ("一八區普通科", "quota"),
        # fragments
        ("籌", "quota"),
        ("18", "quota"),
        ("保費", "premium"),
        ("室等候", "emergency"),
        ("治療牌照", "licence"),
        # sounds in Latin letters
        ("aizheng", "cancer"),
        ("ai zheng", "cancer"),
        ("jizhengshi", "emergency"),
        ("ngaamzing", "cancer"),
        ("gap zing sat", "emergency"),
        ("18keoi", "quota"),
        # English: slips, half-typed words, other forms of a word
        ("cancr statistics", "cancer"),
        ("canecr", "cancer"),
        ("standrad premum", "premium"),
        ("cancer stat", "cancer"),
        ("emergency waitng", "emergency"),
        ("certified plan", "premium"),
        ("consul", "quota"),
        ("treatment licences", "licence"),
    ],
)
def test_a_name_half_remembered_is_found(typed: str, meant: str) -> None:
    assert best(typed) == meant


def test_one_character_in_several_forms_is_one() -> None:
    index = Shelf(named({"taiwan": ["臺灣衞生數據"], "other": ["香港交通"]}))
    for typed in ("台灣衛生", "臺灣衞生", "台湾卫生"):
        assert [hit.id for hit in index.search(typed)] == ["taiwan"]


@pytest.mark.parametrize("typed", ["", " ", "。", "\u200b", "xyzzy", "龘龘", "zzzz qqqq", "😀"])
def test_what_is_like_no_name_finds_nothing(typed: str) -> None:
    assert INDEX.search(typed) == []


def test_a_homophone_is_found_but_with_less_than_what_is_written() -> None:
    index = Shelf(named({"heard": ["等后時間"], "written": ["等候時間"]}))
    assert [(hit.id, hit.score) for hit in index.search("等候時間")] == [("written", 1.0), ("heard", SOUND)]


def test_letters_too_few_for_a_word_are_not_heard() -> None:
    assert INDEX.search("ai") == []


def test_the_name_itself_scores_one() -> None:
    for dataset, forms in NAMES.items():
        assert [INDEX.search(form)[0] for form in forms] == [Hit(dataset, 1.0)] * 2


def test_all_of_a_longer_name_but_its_end_is_found_below_the_name_itself() -> None:
    index = Shelf(named({"short": ["急症室等候時間"], "long": ["按醫院劃分的急症室等候時間"]}))
    assert [hit.id for hit in index.search("急症室等候時間")] == ["short", "long"]
    assert [hit.id for hit in index.search("按醫院劃分的急症室等候時間")] == ["long", "short"]


def test_equal_names_stand_in_the_order_of_their_ids() -> None:
    index = Shelf(named({"b": ["癌症統計數字"], "a": ["癌症統計數字"]}))
    assert [hit.id for hit in index.search("癌症")] == ["a", "b"]


def test_names_may_come_without_sounds() -> None:
    index = Shelf(named({"cancer": ["癌症統計數字"]}, sounds=False))
    assert index.search("aizheng") == []
    assert [hit.id for hit in index.search("癌症")] == ["cancer"]


def test_an_index_of_no_names_finds_nothing() -> None:
    assert Shelf([]).search("癌症") == []
    assert Shelf([Name("empty", "")]).search("癌症") == []


def test_names_are_told_with_both_sounds() -> None:
    assert named({"b": ["Cancer"], "a": ["18區癌症"]}) == [
        Name("a", "18區癌症", "18 qu ai zheng", "1 8 keoi ngaam zing"),
        Name("b", "Cancer"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("十八區", "18区"),
        ("二十區", "20区"),
        ("三十一日", "31日"),
        ("二〇二五年", "2025年"),
        ("二零二五年", "2025年"),
        ("一九九七", "1997"),
        ("十十", "十十"),  # no number
        ("一站式", "一站式"),  # a single numeral is as often a word
        ("診所、醫院 / 機構 (總數)", "诊所医院机构总数"),
        ("「地區康健站」", "地区康健站"),
        ("A&E  Waiting - Time", "a&e waiting time"),
        ("COVID 疫苗 dose", "covid疫苗dose"),
    ],
)
def test_names_are_compared_without_what_writers_vary(text: str, told: str) -> None:
    assert plain(text) == told


@given(texts)
@example("十" * 5)
@example("二十一〇")
def test_scores_lie_between_the_floor_and_one(typed: str) -> None:
    hits = INDEX.search(typed)
    assert all(FLOOR <= hit.score <= 1 + 1e-9 for hit in hits)
    assert hits == INDEX.search(typed)
    assert len({hit.id for hit in hits}) == len(hits)


@given(texts)
def test_the_order_in_which_names_come_changes_nothing(typed: str) -> None:
    names = named(NAMES)
    assert Shelf(names[::-1]).search(typed) == INDEX.search(typed)


@given(chinese, chinese, chinese)
@example("室", "室", "等候時間按醫院劃分的專科門診")
def test_what_only_sounds_so_never_stands_above_what_is_written_so(asked: str, before: str, after: str) -> None:
    assume(plain(asked) in plain(before + asked + after))
    alike = Name("a", "龘", named({"": [asked]})[0].pinyin)  # nothing in common but the whole sound
    written = Name("b", before + asked + after)
    assert Shelf([alike, written]).search(asked)[0].id == "b"


PREFIXES = (2, 3, 5, 8, 13, 21, 34)


def test_a_chinese_name_is_first_from_its_second_character_on(library: Library) -> None:
    names = {dataset.id: plain(dataset.name) for dataset in library.datasets}
    index = Shelf(named({dataset.id: [dataset.name, dataset.name_en] for dataset in library.datasets}))
    typed = {name[:size] for name in names.values() for size in PREFIXES}
    assert sorted(text for text in typed if text not in names[index.search(text)[0].id]) == []


def test_an_english_name_is_among_the_first_from_its_second_letter_on(library: Library) -> None:
    names = {dataset.id: plain(dataset.name_en) for dataset in library.datasets}
    index = Shelf(named({dataset.id: [dataset.name, dataset.name_en] for dataset in library.datasets}))
    typed = {name[:size].strip() for name in names.values() for size in PREFIXES}
    missed = [text for text in typed if not any(text in names[hit.id] for hit in index.search(text)[:4])]
    assert sorted(missed) == []
