"""What the words around a topic hint at: how many are wanted, and who it is that asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.hints import how_many, introduction
from index.analysis import fold


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the three newest datasets", 3),
        ("newest two datasets", 2),
        ("which 4 datasets are oldest", 4),
        ("最早發放嗰兩個數據集", 2),
        ("最新的三個數據集", 3),
        ("最迟发放的五项数据集", 5),
        ("the newest dataset", 1),
        ("the second newest dataset", 1),
        ("最新的數據集", 1),
        ("", 1),
    ],
)
def test_number_that_is_wanted_is_read(text: str, number: int) -> None:
    assert how_many(fold(text)) == number


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I run a small shop, could you tell me which datasets are weekly", "which datasets are weekly"),
        ("I am a nurse at a hospital. Which datasets are planned?", "which datasets are planned?"),
        ("我係一間中學嘅老師，想請問有咩每年更新嘅數據集", "有咩每年更新嘅数据集"),
        ("我是大学的研究员。哪些数据集有CSV", "哪些数据集有csv"),
        ("which datasets are weekly", "which datasets are weekly"),
        ("I am a student", "i am a student"),
        ("", ""),
    ],
)
def test_introduction_ends_where_something_is_asked(text: str, asked: str) -> None:
    folded = fold(text)
    assert folded[introduction(folded)[1] :].strip() == asked


@given(st.text("ia m我係，.請問想the two最新個數據 ", max_size=40))
def test_introduction_lies_within_any_text(text: str) -> None:
    folded = fold(text)
    start, end = introduction(folded)
    assert 0 <= start <= end <= len(folded) and how_many(folded) >= 1
