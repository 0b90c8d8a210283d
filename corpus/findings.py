"""What a check finds in a plan: the rule, how grave it is, the place, and the words for it in three languages.

A rule yields slips, which hold no words; ``word`` makes findings of them. The words stand in ``advice/``, one file a
language, and how grave a rule's findings are in ``advice/rules.toml``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from .records import Dataset, Source

__all__ = ["LANGUAGES", "Finding", "Severity", "Slip", "rules", "severity_of", "slip", "word", "words"]

Severity = Literal["error", "warning", "note"]
Filling = Mapping[str, str | int | tuple[str, ...]]

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
_ADVICE = Path(__file__).parent / "advice"
_MARKS = {"en": ("“", "”", ", "), "zh-Hant": ("「", "」", "、"), "zh-Hans": ("「", "」", "、")}
# What is quoted from the plan, as against ids, months and numbers.
_QUOTED = {"name", "other", "text", "word", "words", "usual", "mark"}
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Slip:
    """What a rule found and where: the short id of a dataset or table, and what the words are to be filled with."""

    rule: str
    source: Source
    place: str
    filling: Filling


@dataclass(frozen=True, slots=True)
class Finding:
    """A slip in words: what is wrong, and what to do about it."""

    rule: str
    severity: Severity
    place: str
    source: Source
    message: str
    suggestion: str

    def to_json(self) -> dict[str, Any]:
        """The finding as a JSON object; of line, page and table those that are known."""
        where = {"line": self.source.line, "page": self.source.page, "table": self.source.table}
        return {
            "rule": self.rule,
            "severity": self.severity,
            "place": self.place,
            "document": self.source.document,
            **{key: value for key, value in where.items() if value is not None},
            "message": self.message,
            "suggestion": self.suggestion,
        }


def slip(rule: str, dataset: Dataset, **filling: str | int | tuple[str, ...]) -> Slip:
    """A slip in the row of a dataset; its name is filled in."""
    return Slip(rule, dataset.source, dataset.short_id, {"name": dataset.name, **filling})


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The words of all rules in a language of ``LANGUAGES``, by rule."""
    return dict(json.loads((_ADVICE / f"{language}.json").read_text(encoding="utf-8")))


@cache
def rules() -> dict[str, Any]:
    """The data of the rules: severities, patterns of the reader's warnings, terms; not to be changed."""
    return tomllib.loads((_ADVICE / "rules.toml").read_text(encoding="utf-8"))


@cache
def severity_of(rule: str) -> Severity:
    """How grave the findings of a rule are; KeyError for an unknown one."""
    table: dict[Severity, list[str]] = rules()["severity"]
    for severity, names in table.items():
        if rule in names:
            return severity
    raise KeyError(rule)


def word(found: Slip, language: str) -> Finding:
    """The slip in the words of a language."""
    template = words(language)[found.rule]
    filling = {key: _filled(key, value, language) for key, value in found.filling.items()}
    return Finding(
        found.rule,
        severity_of(found.rule),
        found.place,
        found.source,
        template["message"].format(**filling),
        template["suggestion"].format(**filling),
    )


def _filled(key: str, value: str | int | tuple[str, ...], language: str) -> str:
    before, after, between = _MARKS[language]
    parts = [str(part) for part in value] if isinstance(value, tuple) else [str(value)]
    parts = [part if len(part) <= _LONGEST else part[: _LONGEST - 1] + "…" for part in parts]
    return between.join(f"{before}{part}{after}" if key in _QUOTED else part for part in parts)
