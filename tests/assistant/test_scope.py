"""What a plan can answer and what it cannot."""

import pytest

from assistant.scope import COVERED, Area, advice_asked, has_subject, outside_area
from index.coverage import Covering
from index.evidence import Unit
from index.vocabulary import load_vocabulary
from tests.fakes import Told, covering, shelf_of


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("what is the weather tomorrow", "weather"),
        ("聽日會唔會落雨", "weather"),
        ("今日空氣質素點樣", "environment"),
        ("空气质量", "environment"),
        ("郊野公園行山徑", "nature"),
        ("illegal structure", "buildings"),
    ],
)
def test_matters_of_other_departments_are_known(text: str, area: str) -> None:
    found = outside_area(text, lambda matter: False)
    assert found is not None and found.id == area
    assert isinstance(found, Area) and bool(found.en) == bool(found.zh)


@pytest.mark.parametrize(
    "text", ["急症室等候時間", "hospital beds", "癌症统计", "which datasets update weekly", "每日", ""]
)
def test_matters_of_the_plan_are_not_outside(text: str) -> None:
    assert outside_area(text, lambda matter: matter.startswith("#")) is None


def test_a_matter_that_some_plan_at_hand_speaks_of_is_not_outside() -> None:
    assert outside_area("bus stops", lambda matter: False) is not None
    assert outside_area("bus stops", lambda matter: "bus" in matter) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what painkiller helps", "advice"),
        ("Should I take antibiotics?", "advice"),
        ("what are the side effects of statins", "advice"),
        ("how long is the wait at A&E", None),
        ("beside effects", None),
        ("", None),
    ],
)
def test_advice_is_told_from_data(text: str, asked: str | None) -> None:
    assert advice_asked(text) == asked


def covered(units: tuple[Unit, ...], share: float) -> Covering:
    return covering(shelf_of("a"), {"a": Told(share, units, units)})


def test_subject_of_the_vocabulary_is_a_subject() -> None:
    subject = min(load_vocabulary().subjects)
    term = Unit("x", ((1.0, (f"#{subject}",)),), 0, True)
    assert has_subject(covered((term,), 0.1)) and has_subject(covered((term,), 0.1), named=True)


def test_most_of_the_words_will_do_unless_a_subject_must_be_named() -> None:
    word = Unit("x", ((1.0, ("x",)),), 0, False)
    assert has_subject(covered((word,), COVERED)) and not has_subject(covered((word,), COVERED), named=True)
    assert not has_subject(covered((word,), COVERED - 0.01))
    assert not has_subject(covering(shelf_of(""), {}))
