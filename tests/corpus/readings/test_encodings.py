"""A plan's bytes become text in whichever encoding it was saved, and the encoding is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import bundled_plans
from corpus.readings.encodings import Decoded, decode

TEXT = bundled_plans()[0].read_text(encoding="utf-8")
# Big5 has another character for the middle dot.
BIG5 = TEXT.replace("・", "")
SIMPLIFIED = (
    "地政总署\n2025年度开放数据计划\n"
    "编号\t数据集名称\t一般说明\t发放日期\t更新频率\n1\t地图\t数码地图的资料\t12/2025\t每年\n"
)
ENGLISH = "Department’s datasets – to be released in 2025\nNo.\tDataset Name\tDescription\n"
PLAIN = "Drainage Services Department\nAnnual Open Data Plan 2025\nNo.\tDataset Name\tDescription\n"


def decoded(data: bytes, declared: str = "") -> Decoded:
    found = decode(data, declared)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TEXT, "utf-8", "UTF-8"),
        (TEXT, "utf-8-sig", "UTF-8"),
        (TEXT, "utf-16", "UTF-16"),
        (TEXT, "utf-16-le", "UTF-16"),
        (TEXT, "utf-16-be", "UTF-16"),
        (TEXT, "utf-32", "UTF-32"),
        (TEXT, "gb18030", "GB 18030"),
        (BIG5, "big5hkscs", "Big5-HKSCS"),
        (BIG5 + "邨衞鰂", "big5hkscs", "Big5-HKSCS"),
        (SIMPLIFIED, "utf-8", "UTF-8"),
        (SIMPLIFIED, "utf-16", "UTF-16"),
        (SIMPLIFIED, "utf-16-le", "UTF-16"),
        (SIMPLIFIED, "gb2312", "GB 18030"),
        (ENGLISH, "cp1252", "Windows-1252"),
        (ENGLISH, "utf-16-be", "UTF-16"),
        (PLAIN, "utf-16-le", "UTF-16"),
        (PLAIN, "utf-16-be", "UTF-16"),
        (PLAIN + "Caf\xe9s\xa0in parks", "cp1252", "Windows-1252"),
    ],
)
def test_text_is_decoded_and_its_encoding_told(text: str, encoding: str, name: str) -> None:
    found = decoded(text.encode(encoding))
    assert found.text == text
    assert (found.encoding, found.broken) == (name, 0)


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "name"),
    [
        (BIG5, "big5hkscs", "big5", "Big5-HKSCS"),
        (SIMPLIFIED, "gb2312", "gb2312", "GB 18030"),
        ("甲", "big5hkscs", "Big5", "Big5-HKSCS"),
        (TEXT, "utf-8", "big5", "UTF-8"),
        (TEXT, "gb18030", "utf-8", "GB 18030"),
        (TEXT, "gb18030", "no-such-encoding", "GB 18030"),
        (PLAIN + "\xe9", "latin-1", "iso-8859-1", "Windows-1252"),
    ],
)
def test_a_declared_encoding_counts_unless_the_text_is_utf_8_or_does_not_fit(
    text: str, encoding: str, declared: str, name: str
) -> None:
    found = decoded(text.encode(encoding), declared)
    assert (found.text, found.encoding) == (text, name)


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "UTF-8"), ("big5hkscs", "Big5-HKSCS"), ("utf-16", "UTF-16")])
def test_a_text_that_was_cut_off_is_read_up_to_there(encoding: str, name: str) -> None:
    found = decoded(BIG5.encode(encoding)[:4001] + (b"\x81" if encoding == "big5hkscs" else b""))
    assert found.encoding == name and found.broken >= 1
    assert BIG5.startswith(found.text.rstrip("\ufffd"))


def test_some_nuls_in_a_text_do_not_make_it_a_binary() -> None:
    assert decoded(TEXT.replace("醫務", "醫\0務", 1).encode()).text.count("\0") == 1


@pytest.mark.parametrize(
    "data",
    [
        b"\0\1\2\3",
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xfe\x00",
        bytes(range(256)) * 200,
        b"\0" * 64,
    ],
)
def test_what_is_no_text_is_not_decoded(data: bytes) -> None:
    assert decode(data) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    found = decode(data)
    assert found is None or isinstance(found.text, str)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")))
def test_utf_8_is_always_read_back(text: str) -> None:
    assert decoded(text.encode("utf-8")).text == text
