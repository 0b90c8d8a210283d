"""Numbers and years as people write them: digits, English words, Chinese numerals."""

from __future__ import annotations

import re

from corpus.numerals import chinese_number

_EN = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "eighteen": 18, "twenty": 20, "twenty-four": 24, "twenty four": 24, "thirty": 30, "forty-five": 45,
    "sixty": 60, "ninety": 90, "hundred": 100, "couple of": 2, "a couple of": 2, "other": 2, "second": 2, "half a": 0.5,
    "half": 0.5, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10,
}  # fmt: skip
NUMBER_EN = r"\d{1,3}(?:\.\d)?|" + "|".join(sorted((re.escape(w) for w in _EN), key=lambda w: (-len(w), w)))
NUMBER_ZH = r"\d{1,3}|[零〇一二两三四五六七八九十百]{1,4}|半"
YEAR_EN = r"(?:19|20)\d\d"
YEAR_ZH = r"(?:19|20)\d\d|[012]\d(?=年)|[一二][零〇○九][零〇○一二三四五六七八九]{2}|[零〇○一二三四五六七八九]{2}(?=年)"

# What years written so begin with.
YEAR_STARTS = {"en": ("19", "20"), "zh": tuple("012一二三四五六七八九零〇○")}


def parse_number(text: str) -> float:
    """The number that digits, an English word or Chinese numerals stand for; 1.0 where none is read."""
    text = text.strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if text in _EN:
        return float(_EN[text])
    if text == "半":
        return 0.5
    return float(chinese_number(text) or 1)


def parse_year(text: str) -> int:
    """The year that four digits or Chinese numerals name; two numerals are a year of this century."""
    year = int(text) if text.isdigit() else chinese_number(text) or 0
    return year if year > 99 else 2000 + year
