"""Conditions as programs give them: checked, and refused in one sentence that says what will do."""

from typing import Any

import pytest

from assistant.conditions import Condition
from assistant.errors import SettingWrong
from assistant.filters import read_filters
from assistant.lexicon import Lexicon

LEXICON = Lexicon([], {"醫院管理局": ("醫院管理局", "Hospital Authority"), "衞生署": ("Department of Health",)})


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        ({"every": ["P1W", "real-time"]}, Condition("every", ("P1W", "real-time"))),
        ({"every": ["as-needed", "once", "PT15M"]}, Condition("every", ("as-needed", "once", "PT15M"))),
        ({"spatial": True}, Condition("spatial", ("true",))),
        ({"spatial": False}, Condition("spatial", ("false",))),
        ({"status": "planned"}, Condition("status", ("planned",))),
        ({"formats": ["csv", "GeoJSON"]}, Condition("format", ("CSV", "GEOJSON"))),
        ({"sections": ["a", "D"]}, Condition("section", ("A", "D"))),
        ({"organisation": "hospital authority"}, Condition("organisation", ("醫院管理局",))),
        ({"organisation": "HA"}, Condition("organisation", ("醫院管理局",))),
        ({"organisation": "医管局"}, Condition("organisation", ("醫院管理局",))),
        ({"since": "2024-01"}, Condition("date", ranges=(("2024-01", None),))),
        ({"until": "2024-12"}, Condition("date", ranges=((None, "2024-12"),))),
        ({"since": "2024-01", "until": "2024-12"}, Condition("date", ranges=(("2024-01", "2024-12"),))),
    ],
)
def test_values_become_conditions(given: dict[str, Any], condition: Condition) -> None:
    assert read_filters(LEXICON, **given) == (condition,)


@pytest.mark.parametrize(
    ("given", "wrong", "instead"),
    [
        ({"every": ["P1W", "weekly"]}, "'weekly'", "P1W"),
        ({"every": [""]}, "''", "real-time"),
        ({"status": "Planned"}, "'Planned'", "planned or released"),
        ({"sections": ["A", "E"]}, "'E'", "A, B, C or D"),
        ({"organisation": "Airport Authority"}, "'Airport Authority'", "醫院管理局"),
        ({"since": "2024"}, "'2024'", "2024-12"),
        ({"until": "2024-13"}, "'2024-13'", "2024-12"),
        ({"since": "2024-1"}, "'2024-1'", "2024-12"),
    ],
)
def test_values_that_will_not_do_are_named_with_what_will(given: dict[str, Any], wrong: str, instead: str) -> None:
    with pytest.raises(SettingWrong) as refusal:
        read_filters(LEXICON, **given)
    assert wrong in str(refusal.value) and instead in str(refusal.value)


def test_nothing_given_is_no_condition_and_all_given_stand_side_by_side() -> None:
    assert read_filters(LEXICON) == ()
    every = read_filters(
        LEXICON,
        every=["P1D"],
        spatial=True,
        status="released",
        formats=["CSV"],
        sections=["C"],
        organisation="HA",
        since="2020-01",
    )
    assert [c.field for c in every] == ["every", "spatial", "status", "format", "section", "organisation", "date"]
