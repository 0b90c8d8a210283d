"""No pattern takes longer than in proportion to its text, whatever that text is: no cell and no question hangs odplan.

Every call of ``re`` in the sources is looked at, and each pattern pumped up by its own repeats.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest

from assistant import wording
from assistant.question import MAX_CHARACTERS
from assistant.spelling import GRAMMAR
from corpus import consistency, dates, frequencies, kinship, titles
from corpus.findings import rules
from corpus.words import alternation, forms
from index import glosses
from tests.pumping import slow
from tests.test_architecture import Module, product

SIZE = 8000
LIMIT = 0.04
CALLS = {f"re.{name}" for name in ("search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer")} | {
    "re.compile"
}
AT_ONCE = {"match", "fullmatch"}
"""What looks at the beginning of a text alone."""
HELD_WHOLE = {"corpus/completeness.py:_understood", "assistant/remarks.py:_remarks", "index/glosses.py:_pattern"}
"""Patterns in lists, which are held against whole texts."""

# Modules that are not opened here: they import what need not be installed, or draw a page by being imported.
ELSEWHERE = {"index.sentence_model", "index.milvus.filling", "streamlit_app"}
# What is put together where it is used, by file and function: how to have it, or () where its texts are our own.
MADE: dict[str, Callable[[], Iterable[object]]] = {
    "corpus/consistency.py:_patterns": lambda: [consistency._patterns(("急症", "emergency"))],
    "corpus/completeness.py:_understood": lambda: map(re.compile, rules()["readings"].values()),
    "corpus/headings.py:_kind_of_sets": lambda: [
        re.compile(rf"(?P<no>非(?:地理)?|non[- ]?)?{alternation(forms('headings', 'spatial', 'sets'))}")
    ],
    "corpus/titles.py:_unknown_name": lambda: [
        re.compile(rf"{alternation(titles._title_words())}|20\d\d(?: ?[-/] ?\d\d(?!\d))?|[-/()年至]")
    ],
    "corpus/tables.py:_item": lambda: [re.compile(r"d(?:2)?-?(?:ii-)?(?=\d+\Z)")],
    "corpus/frequencies.py:_compiled": lambda: map(frequencies._compiled, frequencies._rules()),
    "corpus/kinship.py:_known": lambda: [kinship._known(0), kinship._known(1)],
    "corpus/dates.py:_pattern": lambda: [dates._pattern(True), dates._pattern(False)],
    "index/glosses.py:_pattern": lambda: [glosses._patterns("en"), glosses._patterns("zh")],
    "index/cutting.py:__init__": lambda: [re.compile("(<s>|</s>|<mask>)")],
    "index/milvus/filling.py:_others": lambda: (),
    "assistant/lexicon.py:_mentioned": lambda: [re.compile("(?<![A-Za-z0-9])ha(?![A-Za-z0-9])")],
    "assistant/templates.py:compiled": lambda: (),  # below, with texts as long as questions are
}


@dataclass(frozen=True)
class Use:
    """A pattern, where it stands, and whether it looks at the beginning of a text alone."""

    where: str
    pattern: re.Pattern[Any]
    begins: bool = False


def opened(module: Module) -> ModuleType:
    return importlib.import_module(module.name)


def within(value: object) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from within(each)


def calls(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.Call]]:
    """The calls of ``re``, each with the innermost function that it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS:
            yield function, node
        inner = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield from calls(node, inner)


def written(node: ast.expr, module: ModuleType) -> str | bytes | None:
    """What an expression says of constants alone; None where it says more."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str | bytes) else None
    if isinstance(node, ast.Name):
        held = vars(module).get(node.id)
        return held if isinstance(held, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [written(part.value if isinstance(part, ast.FormattedValue) else part, module) for part in node.values]
        return "".join(map(str, parts)) if None not in parts else None
    return None


def begins(text: str, name: str) -> bool:
    """Whether a module uses what it calls so for the beginning of texts alone."""
    used = set(re.findall(rf"\b{re.escape(name)}(?:\(\))?\.(\w+)\(", text))
    return bool(used) and used <= AT_ONCE


@functools.cache
def uses() -> tuple[tuple[Use, ...], tuple[str, ...]]:
    """Every pattern of the product; and where patterns are that cannot be had."""
    found: dict[tuple[Any, ...], Use] = {}
    missing: list[str] = []
    for module in product():
        if module.name in ELSEWHERE or "re" not in module.text:
            continue
        inside = list(calls(module.tree))
        if inside:
            for use in _of(module, opened(module), inside, missing):
                found.setdefault((use.pattern.pattern, use.pattern.flags, use.begins), use)
    return tuple(found.values()), tuple(missing)


def _of(module: Module, real: ModuleType, inside: list[tuple[str, ast.Call]], missing: list[str]) -> Iterator[Use]:
    for name, value in list(vars(real).items()):
        if not isinstance(value, ModuleType):
            yield from (Use(f"{module.path}:{name}", each, begins(module.text, name)) for each in within(value))
    for function, call in inside:
        place = f"{module.path}:{function}"
        text = written(call.args[0], real)
        cached = getattr(real, function, None)
        if not function:
            continue
        if text is not None and isinstance(call.func, ast.Attribute):
            yield Use(place, re.compile(text), call.func.attr in AT_ONCE)
        elif isinstance(cached, functools._lru_cache_wrapper) and not inspect.signature(cached).parameters:
            whole = place in HELD_WHOLE or begins(module.text, function)
            yield from (Use(place, each, whole) for each in within(cached()))
        elif place in MADE:
            yield from (Use(place, each, place in HELD_WHOLE) for made in MADE[place]() for each in within(made))
        else:
            missing.append(f"{place} line {call.lineno}")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Modules of the page say, when they are imported, that there is no page."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_every_pattern_of_the_sources_is_looked_at() -> None:
    found, missing = uses()
    assert missing == ()
    assert len(found) > 150


def test_no_pattern_takes_longer_than_in_proportion_to_its_text() -> None:
    told = {use.where: text for use in uses()[0] if (text := slow(use.pattern, SIZE, LIMIT, begins=use.begins))}
    assert {where: f"{text[:30]!r} and so on, {len(text)} characters" for where, text in told.items()} == {}


@pytest.mark.parametrize("bad", [r"\s+$", r"(?:a|aa)+b", r"(?:及/或|及|/|或)+x", r"a*a*b", r"(a+)+\Z"])
def test_patterns_that_take_longer_are_found(bad: str) -> None:
    assert slow(re.compile(bad), SIZE, LIMIT, begins=False)


def test_wordings_take_no_longer_for_any_question() -> None:
    """Two thousand patterns without repeats of their own: on the longest questions that are read."""
    texts = [unit * (MAX_CHARACTERS // len(unit)) for unit in ("-", "a-", "1", "五", "每 ", "how many ", "不", "、和")]
    for rule in wording.grammar(*GRAMMAR).rules:
        began = time.thread_time()
        for text in texts:
            for _ in rule.matches(text):
                pass
        assert time.thread_time() - began < 1, rule.template
