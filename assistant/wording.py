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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from assistant.numerals import NUMBER_EN, NUMBER_ZH, YEAR_EN, YEAR_ZH
from index.analysis import HAN, fold

_PIECES = re.compile(r"\{(\w+)\}|([\[\]()|])|( +)|([^{}\[\]()| ]+)")
_JOIN = r"[\s\-]*"
# A Latin word or number must not be cut out of a longer one; a Chinese character may touch either.
_BEFORE = rf"(?:(?<![a-z0-9])|(?=[{HAN}]))"
_AFTER = rf"(?:(?![a-z0-9])|(?<=[{HAN}]))"
_COMPUTED = {
    "n": {"en": NUMBER_EN, "zh": NUMBER_ZH},
    "k": {"en": NUMBER_EN, "zh": NUMBER_ZH},
    "year": {"en": YEAR_EN, "zh": YEAR_ZH},
}
_SYNTAX = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be said: what it means (``tag``, ``value``) and the pattern of its wordings."""

    tag: str
    value: str
    pattern: re.Pattern[str]
    weight: int


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


def compile_template(template: str, language: str) -> str:
    """The template as a regular expression over folded text, its slots as named groups."""
    parts: list[str] = []
    seen: dict[str, int] = {}
    for slot, syntax, space, word in _PIECES.findall(template):
        if slot:
            seen[slot] = seen.get(slot, 0) + 1
            # A slot of an alternative that was not taken stays empty, so each has a name of its own.
            parts.append(f"(?P<{slot}_{seen[slot]}>{_fillers(slot, language)})")
        elif syntax:
            parts.append(_SYNTAX[syntax])
        elif space:
            parts.append(_JOIN if language == "en" else r"\s*")
        else:
            parts.append(re.escape(fold(word)).replace(r"\-", r"[\s\-]*"))
    return "".join(parts)


def _rules(name: str) -> Iterator[Rule]:
    for rule in _read(name)["rule"]:
        for language in ("en", "zh"):
            for template in rule.get(language, ()):
                body = compile_template(template, language)
                pattern = f"{_BEFORE}(?:{body}){_AFTER}"
                yield Rule(rule["tag"], str(rule.get("value", "")), re.compile(pattern), rule.get("weight", 0))


@functools.cache
def rules(*names: str) -> tuple[Rule, ...]:
    """All rules of the named files of ``grammar/``, in their order."""
    return tuple(rule for name in names for rule in _rules(name))


def find_spans(folded: str, chosen: tuple[Rule, ...], taken: bytearray | None = None) -> list[Span]:
    """The wordings in the text, in their order: where two overlap the heavier, then the longer, then the first.

    ``taken`` marks the characters that belong to something else already; it is not changed.
    """
    found: list[tuple[int, int, int, Span]] = []
    for order, rule in enumerate(chosen):
        for match in rule.pattern.finditer(folded):
            if match.end() > match.start():
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
