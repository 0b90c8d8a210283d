import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import load_library
from index.analysis import fold
from index.sounds import cantonese, openings, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [("急症室", "急正室"), ("急証室", "急症室"), ("輪候", "輪侯"), ("輪候", "轮后"), ("標準保費", "标准保废")],
)
def test_homophones_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_mandarin_is_told_in_syllables_without_tones() -> None:
    assert sound("急症室") == "ji zheng shi"


def test_cantonese_is_told_in_syllables_without_tones() -> None:
    assert cantonese("急症室") == "gap zing sat"


def test_words_are_heard_in_their_context() -> None:
    # 行 is xing in 行為 and hang in 銀行.
    assert (sound("銀行"), sound("行為")) == ("yin hang", "xing wei")


def test_other_characters_stay_as_they_are() -> None:
    assert sound("A&E 18區").replace(" ", "") == "a&e18qu"
    assert cantonese("18區 (A)") == "18 keoi ( A )" or cantonese("18區 (A)") == "1 8 keoi ( A )"


def test_names_sound_as_the_dictionaries_say() -> None:
    from pypinyin import lazy_pinyin

    for dataset in load_library().datasets:
        for name in (dataset.name, dataset.name_en):
            assert sound(name) == " ".join(lazy_pinyin(fold(name)))


def test_nothing_has_no_sound() -> None:
    assert sound("") == cantonese("") == ""


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=12))
def test_no_text_is_too_odd_to_be_heard(text: str) -> None:
    assert isinstance(sound(text), str) and isinstance(cantonese(text), str)


def test_no_dictionary_is_loaded_before_a_sound_is_asked_for() -> None:
    code = "import sys, index.search; assert not {'pypinyin', 'ToJyutping'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_character_may_begin_a_word_in_more_ways_than_one() -> None:
    assert {"zhong", "chong"} <= set(openings("重"))
    assert openings("急") == ("ji",)
