"""English typing slips are mended; names, Chinese and proper words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spelling import is_common, mend

NAMES = frozenset({"cataract", "hospital", "premium", "vhis"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wich datset updat wekly", "which dataset updat weekly"),
        ("quaterly", "quarterly"),
        ("fortnightley", "fortnightly"),
        ("monthy updates", "monthly updates"),
        ("annualy updatd", "annually updated"),
        ("relased in 2019", "released in 2019"),
        ("upcomming and overdu", "upcoming and overdue"),
        ("updte frequncy", "update frequency"),
        ("WEKLY", "weekly"),
        ("hosptial cataracct", "hospital cataract"),
        ("wekly每星期", "weekly每星期"),
    ],
)
def test_slips_are_mended(typed: str, meant: str) -> None:
    assert mend(typed, NAMES) == meant


@pytest.mark.parametrize(
    "text",
    [
        "which datasets update weekly", "Hospital Authority", "VHIS premium", "penguin", "organisation colour centre",
        "xlsx csv geojson", "Mong Kok", "asdfgh qwerty", "don't", "wat", "急症室", "2025", "", "cataracts",
    ],
)  # fmt: skip
def test_words_that_are_words_are_left_alone(text: str) -> None:
    assert mend(text, NAMES) == text


def test_name_of_the_plan_is_no_slip() -> None:
    assert mend("wekley premiums", frozenset({"wekley"})) == "wekley premiums"


@given(st.text(max_size=60))
def test_only_latin_words_are_touched(text: str) -> None:
    mended = mend(text, NAMES)
    kept = [char for char in text if not (char.isascii() and char.isalpha())]
    assert [char for char in mended if not (char.isascii() and char.isalpha())] == kept


def test_common_words_name_no_topic() -> None:
    assert [word for word in ("the", "according", "drop", "cataract", "xyzzy") if is_common(word)] == [
        "the",
        "according",
        "drop",
    ]
