"""Text is compared in one form, whatever script, width or case it is written in."""

from __future__ import annotations

import tomllib
import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.words import WORDING, alternation, find_word, fold, folded, forms, nfkc, squeeze, without_brackets, wording

FILES = sorted(path.stem for path in WORDING.glob("*.toml"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("數據集", "数据集"),
        ("每週", "每周"),
        ("發佈", "發布"),
        ("衞生署", "衛生署"),
        ("ＣＳＶ", "csv"),
        ("A – B", "A - B"),
        ("a\u3000b", "A b"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_keeps_every_place_of_the_compatibility_form(text: str) -> None:
    assert len(fold(text)) == len(nfkc(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_white_space_goes_when_squeezed() -> None:
    assert squeeze("General  Description") == "generaldescription"


@pytest.mark.parametrize(
    ("text", "bare"),
    [("日期 (月/年)", "日期"), ("每日（於高峰期間）", "每日"), ("(每年)", "(每年)"), ("", ""), ("a [b] c", "a c")],
)
def test_brackets_go_unless_nothing_is_left(text: str, bare: str) -> None:
    assert without_brackets(text) == bare


def test_a_latin_word_is_found_whole_only() -> None:
    assert find_word("geojson", ["json"]) is None
    assert find_word("geojson json", ["json"]) == (8, "json")
    assert find_word("datasets", ["dataset"]) is None
    assert find_word("datasets", ["dataset"], stems=True) == (0, "dataset")


def test_of_two_words_at_one_place_the_longer_is_found() -> None:
    assert find_word("once every year", ["once", "once every"]) == (0, "once every")


def test_an_alternation_tries_longer_words_first() -> None:
    import re

    match = re.match(alternation(["数据", "数据集", "data", "dataset"]), "数据集")
    assert match and match.group() == "数据集"


@pytest.mark.parametrize("name", FILES)
def test_wording_files_are_in_normal_form_without_repeated_words(name: str) -> None:
    text = (WORDING / f"{name}.toml").read_text(encoding="utf-8")
    if name != "plain":
        assert unicodedata.normalize("NFC", text) == text
    assert wording(name) == tomllib.loads(text)


@pytest.mark.parametrize("name", [name for name in FILES if name != "characters"])
def test_every_simplified_spelling_of_the_wording_folds_to_the_traditional_one(name: str) -> None:
    to_simplified = opencc.OpenCC("t2s")
    for line in (WORDING / f"{name}.toml").read_text(encoding="utf-8").splitlines():
        assert fold(to_simplified.convert(line)) == fold(line)


def test_both_spellings_of_a_character_stand_at_the_same_place() -> None:
    characters = wording("characters")
    lengths = [list(map(len, characters[key].split())) for key in ("traditional", "simplified")]
    assert lengths[0] == lengths[1]


def test_forms_of_a_table_hold_the_words_of_all_its_lists() -> None:
    assert set(forms("headings", "spatial", "no")) < set(forms("headings", "spatial"))
    assert forms("numerals", "english") == folded(wording("numerals")["english"])
