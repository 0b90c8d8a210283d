"""Wrapped lines grow together as they were written."""

from __future__ import annotations

import pytest

from corpus.readings.pdf_wrapping import Line, Wrapping, lines_of
from tests.corpus.readings.pdf_printing import line, words

KNOWN = line("x the information of transport co-ordinates and coordination machine-readable x")
WRAPPING = Wrapping([KNOWN])


def joined(*texts: str, width: float = 0) -> str:
    return WRAPPING.join([line(text, 0, 12 * n) for n, text in enumerate(texts)], width)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("醫院管理局轄下", "診所的名稱"), "醫院管理局轄下診所的名稱"),
        (("医院管理局辖下", "诊所的名称"), "医院管理局辖下诊所的名称"),
        (("names of the", "clinics"), "names of the clinics"),
        (("格式：JSON", "及 XLSX"), "格式：JSON及 XLSX"),
        (("12/", "2024"), "12/2024"),
        (("12/20", "24"), "12/2024"),
        (("2025年", "12月"), "2025年12月"),
        (("December", "2025"), "December 2025"),
        (("infor-", "mation"), "information"),
        (("infor\u00ad", "mation"), "information"),
        (("infor", "mation"), "information"),
        (("CSV, GEOJ", "SON"), "CSV, GEOJSON"),
        (("CSV", "JSON"), "CSV JSON"),
        (("non-", "spatial"), "non-spatial"),
        (("co-", "ordinates"), "co-ordinates"),
        (("2023-", "2025年"), "2023-2025年"),
        (("see https://data.gov.hk/en/", "dataset for more"), "see https://data.gov.hk/en/dataset for more"),
        (("see https://data.gov.hk", "For more"), "see https://data.gov.hk For more"),
    ],
)
def test_lines_are_joined_as_their_language_asks(lines: tuple[str, ...], text: str) -> None:
    assert joined(*lines) == text


def test_a_line_ended_on_purpose_leaves_a_space() -> None:
    assert joined("服務量", "格式：JSON", width=200) == "服務量 格式：JSON"
    assert joined("服務量服務量服務量服", "務量", width=100) == "服務量服務量服務量服務量"


def test_a_word_that_would_not_have_fitted_was_wrapped() -> None:
    assert joined("服務量服務量", "https說明", width=80) == "服務量服務量https說明"


def test_programs_that_hyphenate_are_known_by_it() -> None:
    cut = [line(f"some {word}-") for word in ("admin", "trans", "regis", "depart", "inspec", "facil", "vehic", "sched")]
    assert Wrapping(cut).link("the occu-", "pation", False) == "the occupation"
    assert WRAPPING.link("the self-", "serviced", False) == "the self-serviced"


def test_spaced_out_headings_close_up() -> None:
    assert line("醫 務 衞 生 局").text == "醫務衞生局"
    assert line("甲 乙").text == "甲 乙"


def test_raised_marks_stay_in_their_line() -> None:
    name, mark = words("名稱", 0, 20), words("1", 20, 16, 6)
    assert [one.text for one in lines_of([*name, *mark, *words("說明", 0, 32)])] == ["名稱1", "說明"]


def test_lines_know_their_place() -> None:
    one = Line(tuple(words("名稱 abc", 5, 100)))
    assert (one.x0, one.x1, one.base, one.size, one.text) == (5, 45, 100, 10, "名稱 abc")
    assert one.top < one.middle < one.bottom
