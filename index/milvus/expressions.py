"""Restrictions as Milvus writes filters."""

from __future__ import annotations

from collections.abc import Iterable

from index.milvus.entities import literal
from index.restriction import FACTS, Both, Either, Not, Restriction, Test

__all__ = ["NOWHERE", "expression", "joined", "quoted"]

NOWHERE = 'dataset in [""]'
"""A filter that nothing passes."""

_COMPARED = {"below": "<", "up to": "<=", "above": ">", "from": ">="}


def expression(restriction: Restriction) -> str:
    """The filter that says the same of the facts of an entity; "" where it says nothing."""
    if isinstance(restriction, Test):
        return _tested(restriction)
    if isinstance(restriction, Not):
        inner = expression(restriction.part)
        return f"not ({inner})" if inner else NOWHERE
    if isinstance(restriction, Both):
        return joined(map(expression, restriction.parts))
    return _either(restriction)


def joined(filters: Iterable[str]) -> str:
    """A filter that says all of some filters."""
    kept = [each for each in filters if each]
    return kept[0] if len(kept) == 1 else " and ".join(f"({each})" for each in kept)


def quoted(text: str) -> str:
    """A text as a filter holds it: nothing in it ends the text."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _either(restriction: Either) -> str:
    filters = [expression(part) for part in restriction.parts]
    if not filters:
        return NOWHERE
    return "" if "" in filters else " or ".join(f"({each})" for each in filters)


def _tested(test: Test) -> str:
    if test.operator in _COMPARED:
        return f"{test.fact} {_COMPARED[test.operator]} {test.values[0]!r}"
    if test.operator == "count":
        return f"array_length({test.fact}) == {test.values[0]}"
    if test.operator == "holds":
        likes = [f"{test.fact} like {quoted('%' + literal(test.fact, str(value)) + '%')}" for value in test.values]
        return " or ".join(likes) or NOWHERE
    values = ", ".join(_value(test.fact, value) for value in test.values)
    if not values:
        return NOWHERE if test.operator != "all of" else ""
    if FACTS[test.fact] == "text":
        return f"{test.fact} in [{values}]"
    return f"{'array_contains_all' if test.operator == 'all of' else 'array_contains_any'}({test.fact}, [{values}])"


def _value(fact: str, value: object) -> str:
    return quoted(literal(fact, str(value))) if FACTS[fact].startswith("text") else str(value)
