"""The wordings that a question may hold: what each means, and where a question says it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from assistant.literals import Literals
from assistant.templates import Starts, compiled, needs, read, slots, starts


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of something that can be said: what it means (``tag``, ``value``) and how it is said.

    ``needs`` are literals of which the text must hold one of each group: looking for them is far cheaper than
    compiling and running two thousand patterns, so a pattern is compiled when a text first may hold it. It is tried
    only where the text holds one of the literals that it ``starts`` with, everywhere where these are not known.
    """

    tag: str
    value: str
    template: str
    language: str
    weight: int
    needs: tuple[tuple[str, ...], ...]
    starts: Starts | None = None

    def matches(self, folded: str) -> Iterator[re.Match[str]]:
        """The places where the text says it."""
        return compiled(self.template, self.language).finditer(folded)

    def matches_at(self, folded: str, places: Sequence[int]) -> Iterator[re.Match[str]]:
        """The same, where it is known that they begin at some of these places, which ascend."""
        pattern, free = compiled(self.template, self.language), 0
        for place in places:
            if place >= free and (match := pattern.match(folded, place)):
                yield match
                free = match.end()


class Grammar:
    """Rules in their order, and the few of them that a text may hold."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        needed = (literal for rule in rules for group in rule.needs for literal in group)
        self._literals = Literals({*needed, *(literal for rule in rules if rule.starts for literal in rule.starts[0])})
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
            compiled(rule.template, rule.language)

    def within(self, folded: str) -> Iterator[tuple[int, Rule]]:
        """The rules of which the text holds the words they need, each with its number."""
        return self._near(self._literals.within(folded))

    def _near(self, held: set[str]) -> Iterator[tuple[int, Rule]]:
        near = {n for literal in held for n in self._needed.get(literal, ())}
        for n in sorted(near.union(self._always)):
            for group in self._besides[n]:
                if held.isdisjoint(group):
                    break
            else:
                yield n, self.rules[n]

    def matches(self, folded: str) -> Iterator[tuple[int, Rule, re.Match[str]]]:
        """The places where the text says any of the rules, in the order of the rules, with their numbers."""
        held = self._literals.within(folded)
        at: dict[str, list[int]] = {}
        for n, rule in self._near(held):
            if rule.starts is None:
                found = rule.matches(folded)
            else:
                first = held & rule.starts.literals
                at.update((literal, _places(folded, literal)) for literal in first if literal not in at)
                places = {place for literal in first for place in at[literal]}
                found = rule.matches_at(folded, sorted(_joined(folded, places) if rule.starts.joined else places))
            for match in found:
                yield n, rule, match


def _places(folded: str, literal: str) -> list[int]:
    """Where a text holds a literal."""
    found, place = [], folded.find(literal)
    while place >= 0:
        found.append(place)
        place = folded.find(literal, place + 1)
    return found


def _joined(folded: str, places: Iterable[int]) -> set[int]:
    """The places, and those of the spaces and hyphens right before them."""
    found = set(places)
    for place in places:
        while place and (folded[place - 1] == "-" or folded[place - 1].isspace()):
            place -= 1
            found.add(place)
    return found


class Span(NamedTuple):
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


@functools.cache
def words(kind: str) -> tuple[str, ...]:
    """The words of a kind by which one wording is told from another, folded; KeyError where there is no such kind."""
    return tuple(read("words.toml")[kind])


@functools.cache
def ordinals() -> dict[str, int]:
    """The place in a list that each of some words tells, counted from 0, the last being -1."""
    return dict(read("words.toml")["ordinals"])


def _rules(name: str) -> Iterator[Rule]:
    for rule in read(name)["rule"]:
        for language in ("en", "zh"):
            for template in rule.get(language, ()):
                required, first = needs(template, language), starts(template, language)
                meaning = rule["tag"], str(rule.get("value", ""))
                yield Rule(*meaning, template, language, rule.get("weight", 0), required, first)


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
    word = folded[start]
    if word not in "不唔没无" or not start or folded[max(0, start - 2) : start] in ("所有", "只有", "仅有"):
        return False
    before = folded[start - 1]
    return before == "有" if word == "无" else folded[start + 1 : start + 2] == before


def _filled(match: re.Match[str]) -> dict[str, list[str]]:
    """What filled the slots of a template."""
    filled: dict[str, list[str]] = {}
    for name, text in match.groupdict().items():
        if text is not None:
            filled.setdefault(name.rsplit("_", 1)[0], []).append(text)
    return filled


def find_spans(folded: str, chosen: Grammar, taken: bytearray | None = None) -> list[Span]:
    """The wordings in the text, in their order: where two overlap the heavier, then the longer, then the first.

    ``taken`` marks the characters that belong to something else already; it is not changed.
    """
    found = []
    for order, rule, match in chosen.matches(folded):
        start, end = match.span()
        if end > start and (rule.tag == "not" or not _only_asks(folded, start)):
            found.append((-rule.weight, start - end, start, order, rule, match))
    taken = bytearray(taken or len(folded))
    kept = []
    # No two places of one rule begin together: rules and matches themselves are never compared.
    for *_, start, _, rule, match in sorted(found):
        end = match.end()
        if 1 not in taken[start:end]:
            taken[start:end] = b"\1" * (end - start)
            kept.append(Span(start, end, rule.tag, rule.value, _filled(match), match.group()))
    return sorted(kept, key=attrgetter("start"))
