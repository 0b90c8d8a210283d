"""Numbers in any writing are numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import arabic_years, chinese_number, number_pattern, read_number, roman_number
from corpus.words import fold


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("三十一", 31),
        ("一百零五", 105),
        ("二百三十", 230),
        ("兩", 2),
        ("两", 2),
        ("二零二四", 2024),
    ],
)
def test_chinese_numerals_are_read(text: str, value: int) -> None:
    assert chinese_number(fold(text)) == value


@pytest.mark.parametrize("text", ["", "十十", "一百一百", "年", "一年"])
def test_other_chinese_words_are_no_numbers(text: str) -> None:
    assert chinese_number(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("i", 1), ("iv", 4), ("viii", 8), ("ix", 9), ("xii", 12), ("", None), ("iix", None), ("c", None)],
)
def test_small_roman_numerals_are_read(text: str, value: int | None) -> None:
    assert roman_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("15", 15), ("fifteen", 15), ("forty-five", 45), ("many", None), ("9" * 9, 999_999_999), ("9" * 10, None)],
)
def test_digits_and_english_words_are_read(text: str, value: int | None) -> None:
    assert read_number(text) == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert read_number(text) is None or isinstance(read_number(text), int)


@given(st.integers(0, 9999))
def test_the_pattern_matches_all_digits_of_a_number(number: int) -> None:
    match = re.match(number_pattern(), str(number))
    assert match and read_number(match.group()) == number


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("二零二五年", "2025年"),
        ("二〇二五至二零二七年", "2025至2027年"),
        ("二零二五", "二零二五"),
        ("一二三四五年", "一二三四五年"),
    ],
)
def test_years_in_chinese_digits_become_arabic_ones_of_the_same_length(text: str, arabic: str) -> None:
    assert arabic_years(text) == arabic and len(arabic) == len(text)


def test_a_row_of_digits_that_nobody_means_is_no_number() -> None:
    assert chinese_number("一" * 5000) is None
