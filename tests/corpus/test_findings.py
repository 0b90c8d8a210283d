"""Findings have words in three languages, with the same rules and placeholders, each in its own script."""

import re
import string

import opencc
import pytest

from corpus.findings import LANGUAGES, Slip, rules, severity_of, slip, word, words
from corpus.records import Dataset, Release, Source

OTHERS = LANGUAGES[1:]
SOURCE = Source("plan.txt", 7)
DATASET = Dataset(
    "td-2025/D.i.3", "D", True, None, None, "泊車位", "released", ("CSV",), (Release("", None, "", None),), SOURCE
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_rules_and_placeholders(language: str) -> None:
    assert list(words(language)) == list(words("en"))
    for rule, said in words("en").items():
        for part in ("message", "suggestion"):
            assert placeholders(words(language)[rule][part]) == placeholders(said[part]), (language, rule)


def test_every_rule_has_a_severity_and_every_severity_a_rule() -> None:
    listed = [rule for group in rules()["severity"].values() for rule in group]
    assert sorted(listed) == sorted(rule for rule in words("en") if not rule.startswith("severity-"))
    assert {severity_of(rule) for rule in listed} == {"error", "warning", "note"}


def test_simplified_words_are_the_traditional_ones_in_the_other_script() -> None:
    convert = opencc.OpenCC("t2s").convert
    for rule, said in words("zh-Hans").items():
        assert {part: convert(text) for part, text in words("zh-Hant")[rule].items()} == said


def test_english_words_hold_no_chinese() -> None:
    assert not re.search("[\u3400-\u9fff]", str(words("en")))


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "“泊車位” is planned for 2024-01, which is before 2025-01-01."),
        ("zh-Hant", "「泊車位」計劃於2024-01發放，但該日期早於2025-01-01。"),
        ("zh-Hans", "「泊車位」计划于2024-01发放，但该日期早于2025-01-01。"),
    ],
)
def test_a_slip_is_said_in_the_language_asked_for(language: str, message: str) -> None:
    found = word(slip("date-past", DATASET, date="2024-01", day="2025-01-01"), language)
    assert (found.message, found.severity, found.place) == (message, "warning", "D.i.3")


def test_several_words_are_quoted_one_by_one_and_places_are_not() -> None:
    found = slip("frequency-words", DATASET, words=("每周", "每星期"), usual="每周", rows=("D.i.3", "D.i.4"))
    assert "「每周」、「每星期」" in word(found, "zh-Hant").message
    assert word(found, "en").suggestion.endswith("otherwise written in D.i.3, D.i.4.")


def test_what_is_quoted_is_cut_short_and_braces_in_it_are_text() -> None:
    found = word(slip("spaces", DATASET, text="{name}" + "長" * 200), "zh-Hant")
    assert "{name}" in found.message and len(found.message) < 100


def test_json_holds_the_place_as_far_as_it_is_known() -> None:
    shown = word(slip("name-missing", DATASET), "en").to_json()
    assert list(shown) == ["rule", "severity", "place", "document", "line", "message", "suggestion"]
    paged = word(Slip("table-empty", Source("plan.pdf", page=2, table=3), "A.i", {"table": "A.i"}), "en").to_json()
    assert paged["page"] == 2 and paged["table"] == 3 and "line" not in paged


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        severity_of("nothing")
