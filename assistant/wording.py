"""Wordings as data: small templates, turned into patterns that find what a question says and where.

A template is text with ``[optional]`` parts, ``(one|or another)`` and ``{slots}`` whose fillers are data too
(``grammar/slots.toml``). English words may be joined by spaces or hyphens and end at word bounds;
Chinese has no spaces and is compared in Simplified characters. There is no repetition in a template,
so that the patterns take time in proportion to the text.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from assistant.literals import Literals
from assistant.numerals import NUMBER_EN, NUMBER_ZH, YEAR_EN, YEAR_ZH
from index.analysis import fold

# A brace that opens no slot is a character like any other: "${jndi".
_PIECES = re.compile(r"\{(\w+)\}|([\[\]()|])|( +)|((?:[^{}\[\]()| ]|\{(?!\w+\}))+)")
# All of a row or nothing: joins stand side by side where a part is left out, and would else try every way to share
# out a long row of hyphens.
_JOIN = r"(?:(?<![\s\-])[\s\-]++)?"
# A Latin word or number must not be cut out of a longer one; a Chinese character may touch either.
_BEFORE = r"(?:(?<![a-z0-9])|(?=[^\x00-\x7f]))"
_AFTER = r"(?:(?![a-z0-9])|(?<=[^\x00-\x7f]))"
_COMPUTED = {
    "n": {"en": NUMBER_EN, "zh": NUMBER_ZH},
    "k": {"en": NUMBER_EN, "zh": NUMBER_ZH},
    "year": {"en": YEAR_EN, "zh": YEAR_ZH},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of something that can be said: what it means (``tag``, ``value``) and how it is said.

    ``needs`` are literals of which the text must hold one of each group: looking for them is far cheaper than
    compiling and running two thousand patterns, so a pattern is compiled when a text first may hold it.
    """

    tag: str
    value: str
    template: str
    language: str
    weight: int
    needs: tuple[tuple[str, ...], ...]

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """The places where the text says it."""
        return _compiled(self.template, self.language).finditer(folded)


class Grammar:
    """Rules in their order, and the few of them that a text may hold."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._literals = Literals(literal for rule in rules for group in rule.needs for literal in group)
        self._needed: dict[str, list[int]] = {}
        self._always = [n for n, rule in enumerate(rules) if not rule.needs]
        # What each rule needs besides the group that brings it into sight.
        self._besides: list[tuple[tuple[str, ...], ...]] = [()] * len(rules)
        for n, rule in enumerate(rules):
            if rule.needs:
                # The longest words are the rarest: the group of them keeps most rules out of sight.
                rarest = max(rule.needs, key=lambda group: min(map(len, group)))
                self._besides[n] = tuple(group for group in rule.needs if group is not rarest)
                for literal in rarest:
                    self._needed.setdefault(literal, []).append(n)

    def compile(self) -> None:
        """Compiles all patterns, so that no question has to wait for those that it is the first to need."""
        for rule in self.rules:
            _compiled(rule.template, rule.language)

    def within(self, folded: str) -> Iterator[tuple[int, Rule]]:
        """The rules of which the text holds the words they need, each with its number."""
        held = self._literals.within(folded)
        near = {n for literal in held for n in self._needed.get(literal, ())}
        for n in sorted(near.union(self._always)):
            for group in self._besides[n]:
                if held.isdisjoint(group):
                    break
            else:
                yield n, self.rules[n]


@dataclass(frozen=True, slots=True)
class Span:
    """A wording found in a question: where, what it means, and what filled its slots."""

    start: int
    end: int
    tag: str
    value: str
    slots: Mapping[str, Sequence[str]]
    text: str

    @property
    def length(self) -> int:
        """How many characters the wording takes."""
        return self.end - self.start


def _read(name: str) -> dict[str, Any]:
    text = resources.files("assistant").joinpath("grammar", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def words(kind: str) -> tuple[str, ...]:
    """The words of a kind by which one wording is told from another, folded; KeyError where there is no such kind."""
    return tuple(_read("words.toml")[kind])


@functools.cache
def ordinals() -> dict[str, int]:
    """The place in a list that each of some words tells, counted from 0, the last being -1."""
    return dict(_read("words.toml")["ordinals"])


@functools.cache
def slots() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Slot -> value -> language -> forms, as written in the data."""
    return _read("slots.toml")


@functools.cache
def _fillers(slot: str, language: str) -> str:
    slot = slot.rstrip("0123456789")
    if slot in _COMPUTED:
        return _COMPUTED[slot][language]
    forms = {fold(form) for value in slots()[slot].values() for form in value[language]}
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", _JOIN) for form in ordered) or "(?!)"


@functools.cache
def filler_values(slot: str) -> dict[str, str]:
    """Folded form -> value for a slot of the data."""
    return {
        "".join(fold(form).replace("-", " ").split()): value
        for value, languages in slots()[slot].items()
        for forms in languages.values()
        for form in forms
    }


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a template: a literal word, a slot, a choice, or an optional choice."""

    kind: str
    text: str = ""
    choices: tuple[tuple[_Part, ...], ...] = ()


def _parse(pieces: Iterator[tuple[str, str, str, str]]) -> tuple[tuple[_Part, ...], ...]:
    """The alternatives up to the closing bracket, each a sequence of parts."""
    found: list[list[_Part]] = [[]]
    for slot, syntax, space, word in pieces:
        if slot:
            found[-1].append(_Part("slot", slot))
        elif word:
            found[-1].append(_Part("word", fold(word.lstrip("^")), ((),) if word.startswith("^") else ()))
        elif space:
            found[-1].append(_Part("space"))
        elif syntax == "|":
            found.append([])
        elif syntax in ("(", "["):
            found[-1].append(_Part("choice" if syntax == "(" else "option", choices=_parse(pieces)))
        else:
            break
    return tuple(tuple(sequence) for sequence in found)


@functools.cache
def _compiled(template: str, language: str) -> re.Pattern[str]:
    names: Counter[str] = Counter()
    body = _choice(_parse(iter(_PIECES.findall(template))), language, names)
    return re.compile(f"{_BEFORE}(?:{body}){_AFTER}")


def compile_phrase(phrase: str, language: str) -> str:
    """A plain wording as a regular expression over folded text."""
    return _choice(_parse(iter(_PIECES.findall(phrase))), language, Counter())


def _choice(choices: tuple[tuple[_Part, ...], ...], language: str, names: Counter[str]) -> str:
    # The longest first: a pattern takes the first alternative that fits, and 部 must not hide 部分.
    written = sorted(
        (_sequence(sequence, language, names) for sequence in choices), key=lambda text: (-len(text), text)
    )
    return "|".join(written)


def _sequence(parts: tuple[_Part, ...], language: str, names: Counter[str]) -> str:
    # Mixed writing has spaces around its English: 「幾耐 update 一次」.
    return (r"\s?" if language == "zh" else "").join(_pattern(part, language, names) for part in parts)


def _pattern(part: _Part, language: str, names: Counter[str]) -> str:
    if part.kind == "slot":
        names[part.text] += 1
        # A slot of an alternative that was not taken stays empty, so each has a name of its own.
        return f"(?P<{part.text}_{names[part.text]}>{_fillers(part.text, language)})"
    if part.kind == "word":
        return ("^" if part.choices else "") + re.escape(part.text).replace(r"\-", _JOIN)
    if part.kind == "space":
        return _JOIN if language == "en" else r"\s*"
    return f"(?:{_choice(part.choices, language, names)})" + ("?" if part.kind == "option" else "")


def _needs(choices: tuple[tuple[_Part, ...], ...], language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of literals of which a text must hold one each, for the template to be found in it."""
    if len(choices) != 1:
        first = [needs[0] for sequence in choices if (needs := _needs((sequence,), language))]
        return (tuple(literal for group in first for literal in group),) if len(first) == len(choices) else ()
    found: list[tuple[str, ...]] = []
    for part in choices[0]:
        if part.kind == "word" and (word := part.text.split("-")[0]):
            found.append((word,))
        elif part.kind == "choice":
            found += _needs(part.choices, language)
        elif part.kind == "slot" and (words := _first_words(part.text, language)):
            found.append(words)
    return tuple(found)


def _rules(name: str) -> Iterator[Rule]:
    for rule in _read(name)["rule"]:
        for language in ("en", "zh"):
            for template in rule.get(language, ()):
                needs = _needs(_parse(iter(_PIECES.findall(template))), language)
                yield Rule(rule["tag"], str(rule.get("value", "")), template, language, rule.get("weight", 0), needs)


@functools.cache
def _first_words(slot: str, language: str) -> tuple[str, ...]:
    """What the fillers of a slot begin with; nothing for a slot that is computed, such as a number."""
    slot = slot.rstrip("0123456789")
    if slot in _COMPUTED:
        return ()
    forms = (fold(form) for value in slots()[slot].values() for form in value[language])
    return tuple(sorted({form.replace("-", " ").split()[0] for form in forms}))


@functools.cache
def literals(*names: str) -> frozenset[str]:
    """The Latin words that the templates and the fillers of their slots are made of."""
    texts = [rule.template for rule in grammar(*names).rules if rule.language == "en"]
    texts += [form for values in slots().values() for forms in values.values() for form in forms["en"]]
    return frozenset(re.findall(r"[a-z]{3,}", re.sub(r"\{\w+\}", " ", " ".join(texts)).lower()))


@functools.cache
def grammar(*names: str) -> Grammar:
    """All rules of the named files of ``grammar/``, in their order."""
    return Grammar(tuple(rule for name in names for rule in _rules(name)))


def _only_asks(folded: str, start: int) -> bool:
    """Whether a Chinese "not" stands within a question: the 不 of 是不是, the 無 of 有無; not that of 所有沒有."""
    before, word = folded[max(0, start - 1) : start], folded[start]
    if not before or folded[max(0, start - 2) : start] in ("所有", "只有", "仅有"):
        return False
    return (word in "不唔没" and folded[start + 1 : start + 2] == before) or (before == "有" and word == "无")


def find_spans(folded: str, chosen: Grammar, taken: bytearray | None = None) -> list[Span]:
    """The wordings in the text, in their order: where two overlap the heavier, then the longer, then the first.

    ``taken`` marks the characters that belong to something else already; it is not changed.
    """
    found: list[tuple[int, int, int, Span]] = []
    for order, rule in chosen.within(folded):
        for match in rule.matches(folded):
            if match.end() > match.start() and (rule.tag == "not" or not _only_asks(folded, match.start())):
                filled: dict[str, list[str]] = {}
                for name, text in match.groupdict().items():
                    if text is not None:
                        filled.setdefault(name.rsplit("_", 1)[0], []).append(text)
                span = Span(match.start(), match.end(), rule.tag, rule.value, filled, match.group())
                found.append((-rule.weight, -span.length, order, span))
    taken = bytearray(taken or len(folded))
    kept = []
    for *_, span in sorted(found, key=lambda item: (item[0], item[1], item[3].start, item[2])):
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * span.length
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
