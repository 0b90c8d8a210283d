"""A plan's bytes become text in whichever encoding it was saved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import bundled_plans
from corpus.readings.encodings import decode

TEXT = bundled_plans()[0].read_text(encoding="utf-8")
SIMPLIFIED = (
    "地政总署\n2025年度开放数据计划\n"
    "编号\t数据集名称\t一般说明\t发放日期\t更新频率\n1\t地图\t数码地图的资料\t12/2025\t每年\n"
)
ENGLISH = "Department’s datasets – to be released in 2025\nNo.\tDataset Name\tDescription\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_bundled_plan_is_decoded(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_simplified_text_is_decoded(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


def test_the_encoding_of_older_hong_kong_programs_is_decoded() -> None:
    text = TEXT.replace("・", "")
    assert decode(text.encode("big5hkscs")) == text


def test_english_with_curly_quotes_is_decoded() -> None:
    assert decode(ENGLISH.encode("cp1252")) == ENGLISH


@pytest.mark.parametrize("data", [b"\0\1\2\3", bytes(range(256)), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\x00"])
def test_what_is_no_text_is_not_decoded(data: bytes) -> None:
    assert decode(data) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_text_without_nul_or_none(data: bytes) -> None:
    text = decode(data)
    assert text is None or "\0" not in text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_is_always_read_back(text: str) -> None:
    assert decode(text.encode("utf-8")) == text
