from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import clean
from index.highlights import highlights


def marked(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in highlights(text, words)]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Cancer statistics", "cancer", ["Cancer statistics"]),
        ("Number of vaccinations", "vaccination", ["vaccinations"]),
        ("急症室等候時間", "急症室", ["急症室"]),
        ("急症室等候时间", "急症室等候時間", ["急症室等候时间"]),
        ("急症室等候時間", "A&E", ["急症室"]),
        ("Accident and Emergency Waiting Time", "急症室", ["Accident and Emergency"]),
        ("流感疫苗接種", "vaccination", ["疫苗接種"]),
        ("Cancer statistics", "can", []),
        ("Cancer statistics", "weather", []),
        ("Cancer statistics", "", []),
    ],
)
def test_words_and_what_means_the_same_are_found(text: str, word: str, found: list[str]) -> None:
    assert marked(text, word) == found


def test_places_that_touch_are_one() -> None:
    assert marked("急症室等候時間", "急症", "急症室", "等候時間") == ["急症室等候時間"]


def test_nothing_is_looked_for() -> None:
    assert highlights("Cancer statistics", ()) == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=4))
def test_places_are_in_order_and_within_the_text(text: str, words: list[str]) -> None:
    spans = highlights(clean(text), words)
    ends = [place for span in spans for place in span]
    assert ends == sorted(set(ends))
    assert not ends or (ends[0] >= 0 and ends[-1] <= len(clean(text)))
