"""Slips of typing are found in all three kinds of plans; usual typing is left alone."""

from collections.abc import Callable

import pytest

from corpus.records import Dataset, Plan, Reading, Release, Source
from corpus.typography import brackets, hidden_characters, other_script, punctuation, spaces

Rule = Callable[[Reading], object]


def plan(*rows: str, language: str = "zh-Hant") -> Reading:
    """A plan with these names and descriptions, apart by a bar."""
    cells = [[*row.split("|"), ""][:2] for row in rows]
    datasets = tuple(
        Dataset(
            f"td/D.ii.{n}",
            "D",
            False,
            None,
            None,
            name,
            "released",
            (),
            (Release(text, "2022-01", "", None),),
            Source("p", n),
        )
        for n, (name, text) in enumerate(cells, 1)
    )
    return Reading(Plan("td", "運輸署", "2025", language, "", "p"), datasets)


def rules(rule: Rule, reading: Reading) -> list[str]:
    return [slip.rule for slip in rule(reading)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("急症室 等候時間", True),
        ("急症室等候时间|数据 ，按月", True),
        ("Waiting time|By hospital , by month", True),
        ("持牌中心名單 - 治療牌照|第一句。 第二句", False),
        ("名單|按醫院劃分的人次 按診所劃分的人次 格式: JSON 及 XLSX", False),
        ("18 區 A 類名單|每日 (於高峰期間)", False),
        ("Ratio 1 : 2|Figures", False),
    ],
)
def test_stray_spaces_are_found(row: str, found: bool) -> None:
    assert bool(rules(spaces, plan(row))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("名單(甲", ["brackets-open"]),
        ("名單甲)", ["brackets-open"]),
        ("「名單", ["brackets-open"]),
        ("名單「甲)", ["brackets-open"]),
        ("名單（甲)", ["brackets-mixed"]),
        ("List (A（b）)", []),
        ("名單（甲）(乙)「丙」", []),
        ("1) 名單 2) 目錄；a) 甲", []),
        ("包括：一）名單；二）目錄", []),
        ("(1) first (2) second", []),
        ("", []),
    ],
)
def test_brackets_that_do_not_pair_are_found(text: str, found: list[str]) -> None:
    assert rules(brackets, plan(f"名|{text}")) == found


def test_two_widths_of_a_mark_are_told_once_with_the_rows_of_the_rarer() -> None:
    (slip,) = punctuation(plan("甲|名稱，地址，電話", "乙|名稱,地址", "丙|另外, 地址"))
    assert slip.filling["mark"] == "," and slip.filling["rows"] == ("D.ii.2", "D.ii.3") and slip.place == "D.ii.2"


@pytest.mark.parametrize(
    "rows", [["甲(乙)丙|子,丑", "丁(戊)己|寅,卯"], ["甲|子，丑,000", "A, B|1,000"], ["甲|格式: JSON，XML"]]
)
def test_one_width_of_a_mark_is_fine(rows: list[str]) -> None:
    assert rules(punctuation, plan(*rows)) == []


@pytest.mark.parametrize(
    ("language", "row", "found"),
    [
        ("zh-Hant", "急症室等候时間", ["时"]),
        ("zh-Hans", "急症室等候時間", ["時"]),
        ("zh-Hant", "急症室等候時間", []),
        ("zh-Hans", "急症室等候时间", []),
        ("en", "Waiting 时间", []),
    ],
)
def test_characters_of_the_other_script_are_found(language: str, row: str, found: list[str]) -> None:
    slips = list(other_script(plan(row, language=language)))
    assert [character for slip in slips for character in slip.filling["characters"]][: len(found)] == found
    assert bool(slips) is bool(found)


def test_characters_that_nobody_sees_are_named_and_not_shown() -> None:
    (slip,) = hidden_characters(plan("名\u202e單", "目錄"))
    assert slip.filling["characters"] == ("U+202E",) and "\u202e" not in str(slip.filling["text"])
