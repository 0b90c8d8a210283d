"""Numbers and years, read back from how people write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.numerals import NUMBER_EN, NUMBER_ZH, YEAR_ZH, parse_number, parse_year

DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """Numbers up to 999 as a schoolbook writes them: 二十, 一百零五, 三百二十."""
    written, gap = "", False
    for unit, name in ((100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap else "") + DIGITS[digit] + name
        gap = bool(written) and not digit
    return written.removeprefix("一") if 10 <= number < 20 else written


@given(st.integers(1, 999))
def test_chinese_numerals_come_back_as_the_number(number: int) -> None:
    assert parse_number(in_chinese(number)) == number


@given(st.integers(0, 999))
def test_digits_come_back_as_the_number(number: int) -> None:
    assert parse_number(f" {number} ") == number


@given(st.integers(1, 99))
def test_chinese_numerals_are_found_whole(number: int) -> None:
    assert re.fullmatch(NUMBER_ZH, in_chinese(number))


@given(st.integers(1900, 2099))
def test_years_in_numerals_and_in_digits_are_the_same_year(year: int) -> None:
    numerals = "".join(DIGITS[int(digit)] for digit in str(year))
    assert parse_year(str(year)) == parse_year(numerals) == parse_year(numerals.replace("零", "〇")) == year


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("a", 1), ("one", 1), ("twelve", 12), ("twenty-four", 24), ("half a", 0.5), ("other", 2), ("2.5", 2.5),
        ("半", 0.5), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("一百二十", 120), ("九零", 90),
    ],
)  # fmt: skip
def test_words_for_numbers_are_read(written: str, number: float) -> None:
    assert parse_number(written) == number


COUNTED = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
]  # fmt: skip
TENS = {"eighteen": 18, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90, "hundred": 100}
PLACES = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
LOOSE = {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "half": 0.5, "half a": 0.5, "twenty four": 24}


def test_every_english_word_for_a_number_is_that_number() -> None:
    words = {word: place for place, word in enumerate(COUNTED, 1)} | TENS | PLACES | LOOSE
    assert {word: parse_number(word) for word in words} == words
    assert {word for word in words if not re.fullmatch(NUMBER_EN, word)} == set()


@pytest.mark.parametrize("written", ["", "零", "many"])
def test_what_is_no_number_counts_as_one(written: str) -> None:
    assert parse_number(written) == 1


@pytest.mark.parametrize(
    ("written", "year"), [("19", 2019), ("09", 2009), ("99", 2099), ("二六", 2026), ("零九", 2009)]
)
def test_two_figures_are_a_year_of_this_century(written: str, year: int) -> None:
    assert parse_year(written) == year


def test_two_figures_are_a_year_only_before_the_word_year() -> None:
    assert re.match(YEAR_ZH, "19年") and not re.match(YEAR_ZH, "19個")
    assert re.match(YEAR_ZH, "二六年") and not re.match(YEAR_ZH, "二六個")


def test_longer_english_number_is_tried_before_its_beginning() -> None:
    found = re.match(NUMBER_EN, "twenty-four")
    assert found and found.group() == "twenty-four"
