"""Templates: the texts that fit them, the words that they need, and the words that they can begin with."""

import re

import pytest

from assistant.templates import Starts, compile_phrase, compiled, needs, starts


@pytest.mark.parametrize(
    ("phrase", "language", "fits", "not_fits"),
    [
        ("a [b] (c|d)", "en", ["a b c", "a c", "a-d", "abd"], ["a", "a b", "b c", "a e"]),
        ("half-year", "en", ["half-year", "half year", "halfyear"], ["half", "year"]),
        ("每[隔](日|天)", "zh", ["每日", "每隔天", "每 隔 天"], ["每", "隔天", "每隔"]),
        ("(部|部分)", "zh", ["部分", "部"], ["分"]),
        ("更新", "zh", ["更新"], ["update"]),
    ],
)
def test_templates_are_written_as_text_with_options_and_choices(
    phrase: str, language: str, fits: list[str], not_fits: list[str]
) -> None:
    pattern = re.compile(f"(?:{compile_phrase(phrase, language)})")
    assert [text for text in fits if not pattern.fullmatch(text)] == []
    assert [text for text in not_fits if pattern.fullmatch(text)] == []


def test_slots_are_groups_with_numbers() -> None:
    (found,) = compiled("{n} (to|or) {n} {unit}", "en").finditer("two or 3 months")
    assert found.groupdict() == {"n_1": "two", "n_2": "3", "unit_1": "months"}


@pytest.mark.parametrize(
    ("template", "language", "groups"),
    [
        ("how often (is|are) it", "en", (("how",), ("often",), ("is", "are"), ("it",))),
        ("[the] year", "en", (("year",),)),
        ("(the|[a] [b]) year", "en", (("year",),)),
        ("每{n}日", "zh", (("每",), ("日",))),
    ],
)
def test_texts_need_one_word_of_each_group(template: str, language: str, groups: tuple[tuple[str, ...], ...]) -> None:
    assert needs(template, language) == groups


@pytest.mark.parametrize(
    ("template", "language", "begins", "joined"),
    [
        ("how often", "en", {"how"}, False),
        ("half-yearly", "en", {"half"}, False),
        ("^and (what|how)", "en", {"and"}, False),
        ("(is|are) it", "en", {"is", "are"}, False),
        ("[the|a] (new|old) one", "en", {"the", "a", "new", "old"}, True),
        ("([the] first|last)", "en", {"the", "first", "last"}, True),
        ("[每]年", "zh", {"每", "年"}, True),
        ("{year}s", "en", {"19", "20"}, False),
        ("[in] {year}", "en", {"in", "19", "20"}, True),
    ],
)
def test_it_is_known_what_templates_begin_with(template: str, language: str, begins: set[str], joined: bool) -> None:
    assert starts(template, language) == Starts(frozenset(begins), joined)


@pytest.mark.parametrize("template", ["{n} weeks", "[{n}] weeks", "(every|{n}) weeks", "[all] [of] [them]"])
def test_what_begins_with_a_number_or_may_be_nothing_can_begin_with_anything(template: str) -> None:
    assert starts(template, "en") is None


def test_years_in_chinese_begin_with_two_digits_or_a_numeral() -> None:
    found = starts("{year}年", "zh")
    assert found is not None
    for year in ("2025", "1997", "25", "02", "二○二五", "一九九七", "二五", "〇二", "零二"):
        (match,) = compiled("{year}年", "zh").finditer(f"{year}年")
        assert match.group() == f"{year}年" and any(year.startswith(first) for first in found.literals)
