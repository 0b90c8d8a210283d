"""Conditions by name: checked, refused in one sentence that says what will do, and written back in one form."""

from __future__ import annotations

import pytest

from assistant.choices import Choices
from assistant.conditions import Condition
from assistant.errors import FilterWrong
from assistant.filters import MOST_VALUES, NAMES, Filters, given
from assistant.lexicon import Lexicon
from corpus.library import load_library

LEXICON = Lexicon([], {"醫院管理局": ("醫院管理局", "Hospital Authority"), "衞生署": ("Department of Health",)})
PLAN = "hhb-2024-2026"


@pytest.fixture(scope="module")
def choices() -> Choices:
    return Choices(load_library(), LEXICON)


@pytest.mark.parametrize(
    ("values", "condition"),
    [
        ({"every": ["P1W", "real-time"]}, Condition("every", ("P1W", "real-time"))),
        ({"every": ["as-needed", "once", "PT15M", "once"]}, Condition("every", ("as-needed", "once", "PT15M"))),
        ({"spatial": ["true"]}, Condition("spatial", ("true",))),
        ({"spatial": ["false"]}, Condition("spatial", ("false",))),
        ({"status": ["planned"]}, Condition("status", ("planned",))),
        ({"format": ["csv", "GeoJSON"]}, Condition("format", ("CSV", "GEOJSON"))),
        ({"format": ["None"]}, Condition("format", mode="none-stated")),
        ({"format": ["csv", "none"]}, Condition("format", ("CSV", "none"))),
        ({"section": ["a", "D"]}, Condition("section", ("A", "D"))),
        ({"organisation": ["hospital authority"]}, Condition("organisation", ("醫院管理局",))),
        ({"organisation": ["HA", "医管局"]}, Condition("organisation", ("醫院管理局",))),
        ({"organisation": ["HA", "none"]}, Condition("organisation", ("醫院管理局", "none"))),
        ({"category": ["衛生"]}, Condition("category", ("衛生",))),
        ({"category": ["卫生"]}, Condition("category", ("衛生",))),
        ({"category": ["health"]}, Condition("category", ("衛生",))),
        ({"plan": [PLAN.upper()]}, Condition("plan", (PLAN,))),
        ({"since": ["2024-01"]}, Condition("date", ranges=(("2024-01", None),))),
        ({"until": ["2024-12"]}, Condition("date", ranges=((None, "2024-12"),))),
        ({"since": ["2024-01"], "until": ["2024-12"]}, Condition("date", ranges=(("2024-01", "2024-12"),))),
        ({"year": ["2025"]}, Condition("date", ranges=(("2025-01", "2025-12"),))),
        (
            {"year": ["2019", "2025"]},
            Condition("date", ranges=(("2019-01", "2019-12"), ("2025-01", "2025-12"))),
        ),
        ({"year": ["2025"], "since": ["2025-06"]}, Condition("date", ranges=(("2025-06", "2025-12"),))),
        ({"year": ["2025"], "until": ["2025-06"]}, Condition("date", ranges=(("2025-01", "2025-06"),))),
    ],
)
def test_values_become_conditions(values: dict[str, list[str]], condition: Condition, choices: Choices) -> None:
    assert Filters.read(values, choices).conditions == (condition,)


@pytest.mark.parametrize(
    ("values", "parameter", "wrong", "instead"),
    [
        ({"every": ["P1W", "weekly"]}, "every", "'weekly'", "P1W"),
        ({"every": [""]}, "every", "''", "real-time"),
        ({"status": ["Planned"]}, "status", "'Planned'", "planned or released"),
        ({"spatial": ["yes"]}, "spatial", "'yes'", "true or false"),
        ({"format": [""]}, "format", "''", "CSV"),
        ({"section": ["A", "E"]}, "section", "'E'", "A, B, C or D"),
        ({"organisation": ["Airport Authority"]}, "organisation", "'Airport Authority'", "醫院管理局"),
        ({"category": ["水務"]}, "category", "'水務'", "衛生"),
        ({"plan": ["hhb-2024"]}, "plan", "'hhb-2024'", PLAN),
        ({"since": ["2024"]}, "since", "'2024'", "2024-12"),
        ({"until": ["2024-13"]}, "until", "'2024-13'", "2024-12"),
        ({"since": ["2024-1"]}, "since", "'2024-1'", "2024-12"),
        ({"since": ["2024-01", "2025-01"]}, "since", "2 times", "one"),
        ({"year": ["25"]}, "year", "'25'", "2025"),
        ({"year": ["２０２５年"]}, "year", "'2025年'", "2025"),
        ({"sort": ["size"]}, "sort", "'size'", "relevance, name"),
        ({"page": ["0"]}, "page", "'0'", "from 1"),
        ({"page": ["-1"]}, "page", "'-1'", "from 1"),
        ({"size": ["101"]}, "size", "'101'", "1 to 100"),
        ({"text": ["x" * 501]}, "text", "501", "500"),
        ({"organisation": ["x" * 201]}, "organisation", "201", "200"),
        ({"year": ["2025"] * (MOST_VALUES + 1)}, "year", "41", "40"),
        ({"weekly": ["true"]}, "weekly", "'weekly'", "status, year, every"),
    ],
)
def test_values_that_will_not_do_are_named_with_what_will(
    values: dict[str, list[str]], parameter: str, wrong: str, instead: str, choices: Choices
) -> None:
    with pytest.raises(FilterWrong) as refusal:
        Filters.read(values, choices)
    said = str(refusal.value)
    assert refusal.value.parameter == parameter
    assert parameter in said and wrong in said and instead in said
    assert said.endswith(".") and "\n" not in said and len(said) < 300


def test_nothing_given_is_no_condition_and_all_given_stand_side_by_side(choices: Choices) -> None:
    nothing = Filters.read({}, choices)
    assert nothing == Filters() and nothing.conditions == () and nothing.pairs() == []
    assert (nothing.text, nothing.sort, nothing.page, nothing.size) == ("", "relevance", 1, 20)
    every = Filters.read(
        {
            "every": ["P1D"], "spatial": ["true"], "status": ["released"], "format": ["CSV"], "section": ["C"],
            "organisation": ["HA"], "since": ["2020-01"], "plan": [PLAN], "category": ["Health"],
        },
        choices,
    )  # fmt: skip
    fields = ["status", "every", "format", "section", "spatial", "organisation", "category", "plan", "date"]
    assert [c.field for c in every.conditions] == fields


def test_both_of_two_alternatives_are_no_condition(choices: Choices) -> None:
    both = Filters.read({"spatial": ["true", "false"]}, choices)
    assert both.conditions == () and both.chosen("spatial") == ("true", "false")


def test_filters_are_written_back_in_one_form_and_read_again_as_the_same(choices: Choices) -> None:
    values = {
        "size": ["20"], "sort": ["-date"], "organisation": ["HA", "医管局"], "category": ["health"], "page": ["3"],
        "format": ["csv"], "year": ["2025"], "since": ["2025-02"], "text": [" cancer "],
    }  # fmt: skip
    filters = Filters.read(values, choices)
    assert filters.pairs() == [
        ("text", "cancer"), ("year", "2025"), ("format", "CSV"), ("organisation", "醫院管理局"), ("category", "衛生"),
        ("since", "2025-02"), ("sort", "-date"), ("page", "3"),
    ]  # fmt: skip
    assert Filters.read(given(filters.pairs()), choices) == filters


def test_a_value_is_added_and_taken_away_and_the_list_starts_at_its_first_page(choices: Choices) -> None:
    filters = Filters.read({"every": ["P1W"], "page": ["2"]}, choices)
    assert filters.toggled("every", "P3M") == [("every", "P1W"), ("every", "P3M")]
    assert filters.toggled("every", "P1W") == []
    assert filters.toggled("spatial", "true") == [("every", "P1W"), ("spatial", "true")]
    assert filters.pairs({"page": ["4"]}) == [("every", "P1W"), ("page", "4")]
    assert filters.pairs({"sort": ["name"]}) == [("every", "P1W"), ("sort", "name")]


def test_of_an_address_only_filters_are_taken() -> None:
    address = [("view", "browse"), ("lang", "en"), ("every", "P1W"), ("every", "P3M"), ("text", " "), ("q", "x")]
    assert given(address) == {"every": ["P1W", "P3M"]}
    assert "q" not in NAMES
