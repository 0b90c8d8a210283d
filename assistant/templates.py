"""Templates of wordings made into patterns, and the literals that tell where a pattern can be found at all.

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
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

from assistant.numerals import NUMBER_EN, NUMBER_ZH, YEAR_EN, YEAR_STARTS, YEAR_ZH
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


def read(name: str) -> dict[str, Any]:
    """The content of a file of ``grammar/``."""
    text = resources.files("assistant").joinpath("grammar", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def slots() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Slot -> value -> language -> forms, as written in the data."""
    return read("slots.toml")


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


def _parsed(template: str) -> tuple[tuple[_Part, ...], ...]:
    return _parse(iter(_PIECES.findall(template)))


@functools.cache
def compiled(template: str, language: str) -> re.Pattern[str]:
    """The template as a pattern for folded text; each group of it is named after a slot and numbered."""
    names: Counter[str] = Counter()
    body = _choice(_parsed(template), language, names)
    return re.compile(f"{_BEFORE}(?:{body}){_AFTER}")


def compile_phrase(phrase: str, language: str) -> str:
    """A plain wording as a regular expression over folded text."""
    return _choice(_parsed(phrase), language, Counter())


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


def needs(template: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of literals of which a text must hold one each, for the template to be found in it."""
    return _needs(_parsed(template), language)


def _needs(choices: tuple[tuple[_Part, ...], ...], language: str) -> tuple[tuple[str, ...], ...]:
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


class Starts(NamedTuple):
    """The literals that a template can begin with; ``joined`` where spaces or hyphens may come before them.

    ``closed`` says that it does begin with one of them, and is not left out as a whole.
    """

    literals: frozenset[str]
    joined: bool = False
    closed: bool = True


def starts(template: str, language: str) -> Starts | None:
    """What the places begin with where the template is found; None where that may be anything."""
    found = _starts(_parsed(template), language)
    return found if found and found.closed else None


def _starts(choices: tuple[tuple[_Part, ...], ...], language: str) -> Starts | None:
    found, joined, closed = set[str](), False, True
    for sequence in choices:
        for part in sequence:
            if (first := _begun(part, language)) is None:
                return None
            found |= first.literals
            joined |= first.joined or not first.closed
            if first.closed:
                break
        else:
            closed = False
    return Starts(frozenset(found), joined, closed)


def _begun(part: _Part, language: str) -> Starts | None:
    if part.kind in ("word", "slot"):
        words = (part.text.split("-")[0],) if part.kind == "word" else _first_words(part.text, language)
        return Starts(frozenset(words)) if all(words) and words else None
    # A space has no choices: nothing of it is a start.
    first = _starts(part.choices, language)
    return first and first._replace(closed=first.closed and part.kind == "choice")


@functools.cache
def _first_words(slot: str, language: str) -> tuple[str, ...]:
    """What the fillers of a slot begin with; nothing for a slot that may begin with anything, such as a number."""
    slot = slot.rstrip("0123456789")
    if slot in _COMPUTED:
        return YEAR_STARTS[language] if slot == "year" else ()
    forms = (fold(form) for value in slots()[slot].values() for form in value[language])
    return tuple(sorted({form.replace("-", " ").split()[0] for form in forms}))
