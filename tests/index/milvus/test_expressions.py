"""Restrictions as filters: each says to Milvus what it says of facts, whatever stands in the texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.library import Library
from index.milvus.expressions import NOWHERE, expression, joined, quoted
from index.milvus.searching import MilvusSearcher
from index.restriction import ALL, Both, Either, Not, Restriction, Test, facts

SPATIAL = Test("spatial", "in", ("true",))


@pytest.mark.parametrize(
    ("restriction", "written"),
    [
        (ALL, ""),
        (Either(), NOWHERE),
        (Not(ALL), NOWHERE),
        (Either((SPATIAL, ALL)), ""),
        (SPATIAL, 'spatial in ["true"]'),
        (Not(SPATIAL), 'not (spatial in ["true"])'),
        (Both((SPATIAL, Test("dates", "above", (1,)))), '(spatial in ["true"]) and (dates > 1)'),
        (Either((SPATIAL, Test("opens", "from", (2,)))), '(spatial in ["true"]) or (opens >= 2)'),
        (Test("formats", "any of", ("CSV", "XML")), 'array_contains_any(formats, ["CSV", "XML"])'),
        (Test("formats", "all of", ("CSV",)), 'array_contains_all(formats, ["CSV"])'),
        (Test("formats", "count", (0,)), "array_length(formats) == 0"),
        (Test("months", "any of", (24300, 24301)), "array_contains_any(months, [24300, 24301])"),
        (Test("section", "in", ()), NOWHERE),
    ],
)
def test_restriction_is_written_as_a_filter(restriction: Restriction, written: str) -> None:
    assert expression(restriction) == written


def test_text_cannot_end_the_text_that_holds_it() -> None:
    assert quoted('a" or true or "') == '"a\\" or true or \\""'
    assert quoted("\\") == '"\\\\"'


def test_filters_are_joined_by_and() -> None:
    assert joined(["", "a == 1", ""]) == "a == 1"
    assert joined(["a == 1", "b == 2 or c == 3"]) == "(a == 1) and (b == 2 or c == 3)"
    assert joined([]) == ""


@pytest.mark.parametrize(
    "restriction",
    [
        ALL,
        Either(),
        SPATIAL,
        Not(SPATIAL),
        Both((Not(SPATIAL), Test("section", "in", ("D",)))),
        Test("organisation", "in", ('醫院管理局" or section in ["D', "x")),
        Not(Test("organisation", "in", ("\\", '"', "' or 1 == 1", "醫院管理局"))),
        Test("folded", "holds", ("急症",)),
        Test("folded", "holds", ("waiting", "疫苗")),
        Test("folded", "holds", ("%",)),
        Test("folded", "holds", ("_",)),
        Test("folded", "holds", ('"', "\\")),
        Test("every", "any of", ("P1W", "as-needed")),
        Test("formats", "all of", ("CSV", "JSON")),
        Test("first_month", "up to", (24300,)),
        Test("shortest", "below", (20160.0,)),
        Test("longest", "from", (0,)),
    ],
)
def test_filter_lets_pass_what_the_restriction_does(
    restriction: Restriction, over_milvus: MilvusSearcher, library: Library
) -> None:
    expected = sorted(d.id for d in library.datasets if restriction.holds(facts(d)))
    assert over_milvus.listed(restriction) == expected


def test_name_with_signs_of_the_filter_language_is_known_by_them(library: Library) -> None:
    odd = replace(library.datasets[0], name='100% _a_ "b" \\c')
    assert Test("folded", "holds", ("0% _a_ ",)).holds(facts(odd))
    assert not Test("folded", "holds", ("0%_a",)).holds(facts(odd))
