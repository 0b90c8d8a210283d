"""Numbers of lists are shown in the form that their documents ask for."""

from __future__ import annotations

import pytest

from corpus.readings.typography import raised, written


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (4, "upperLetter", "D"),
        (28, "lowerLetter", "bb"),
        (3, "A", "C"),
        (4, "lower-roman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (3, "chineseCounting", "三"),
        (10, "taiwaneseCountingThousand", "十"),
        (21, "cjk-ideographic", "二十一"),
        (2, "ideographTraditional", "乙"),
        (2, "decimalEnclosedCircle", "②"),
        (12, "ideographDigital", "一二"),
        (5, "no such form", "5"),
        (0, "upperRoman", "0"),
        (10**9, "upperRoman", "1000000000"),
    ],
)
def test_numbers_are_written_in_their_form(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


@pytest.mark.parametrize(("text", "mark"), [("1", "¹"), ("12", "¹²"), ("a", "[a]"), ("th", "th"), ("*", "*"), ("", "")])
def test_raised_marks_stay_marks(text: str, mark: str) -> None:
    assert raised(text) == mark
