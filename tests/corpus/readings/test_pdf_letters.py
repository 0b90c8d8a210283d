"""What is printed is found where it stands, once, and as the characters that are meant."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.readings.pdf_letters import letters_of, turn_of, turned, words_of


def char(text: str, x: float = 50, y: float = 100, size: float = 10, matrix: tuple[float, ...] = (1, 0, 0, 1)) -> Any:
    """A character as the library describes it, its baseline ``y`` points above the foot of a page 1000 high."""
    box = {"x0": x, "x1": x + size, "y0": y, "y1": y + size, "top": 1000 - y - size, "bottom": 1000 - y}
    return {"text": text, "matrix": (*matrix, x, y), **box}


def texts(*chars: Any) -> list[str]:
    return [letter.text for letter in letters_of(chars, 0, 600, 1000)]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⽉", "月"),
        ("⺠", "民"),
        ("ﬁ", "fi"),
        ("\uf90a", "金"),
        ("（", "（"),
        ("\u200b", None),
        ("é", "é"),
        ("⻚", "页"),
    ],
)
def test_characters_are_those_that_are_meant(printed: str, meant: str | None) -> None:
    assert texts(char(printed)) == ([meant] if meant else [])


def test_text_printed_twice_for_boldness_counts_once() -> None:
    assert texts(char("月"), char("月", 50.4), char("月", 60)) == ["月", "月"]


def test_stamps_across_the_page_are_left_out() -> None:
    askew = char("稿", 40, 90, 20, (0.7, 0.7, -0.7, 0.7))
    large = char("草", 40, 95, 60)
    assert texts(char("月"), char("日", 60), askew, large) == ["月", "日"]


def test_a_large_title_is_no_stamp() -> None:
    assert texts(char("題", 50, 300, 40), char("月"), char("日", 60)) == ["題", "月", "日"]


@pytest.mark.parametrize(
    ("matrix", "turn"), [((1, 0, 0, 1), 0), ((0, 1, -1, 0), 1), ((-1, 0, 0, -1), 2), ((0, -1, 1, 0), 3)]
)
def test_the_turn_of_a_page_is_that_of_its_text(matrix: tuple[float, ...], turn: int) -> None:
    assert (
        turn_of([char("月", matrix=matrix), char("日", matrix=matrix), char("稿", matrix=(0.7, 0.7, -0.7, 0.7))])
        == turn
    )


@pytest.mark.parametrize("turn", range(4))
def test_turning_four_times_leads_back(turn: int) -> None:
    box, wide, high = (10.0, 20.0, 30.0, 60.0), 600.0, 1000.0
    for _ in range(4):
        box, wide, high = turned(box, turn, wide, high), *((high, wide) if turn % 2 else (wide, high))
    assert box == (10.0, 20.0, 30.0, 60.0)


def test_words_part_at_gaps_and_at_rules() -> None:
    letters = letters_of([char(c, 50 + 10 * n) for n, c in enumerate("甲乙丙")] + [char("丁", 100)], 0, 600, 1000)
    assert [word.text for word in words_of(letters)] == ["甲乙丙", "丁"]
    rule = (70.0, 0.0, 70.0, 1000.0)
    assert [word.text for word in words_of(letters, [rule])] == ["甲乙", "丙", "丁"]


def test_a_word_too_long_for_its_cell_stays_whole() -> None:
    letters = letters_of([char(c, 50 + 10 * n) for n, c in enumerate("abc")], 0, 600, 1000)
    assert [word.text for word in words_of(letters, [(70.0, 0.0, 70.0, 1000.0)])] == ["abc"]
