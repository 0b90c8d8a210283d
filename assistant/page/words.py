"""The page's own words in three languages, and the choice among them.

What the assistant answers is worded by the assistant; here are only labels, headings and hints.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assistant.answer import Language
from assistant.language import named_language

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")
SPOKEN = {"en", "zh", "yue", "cmn"}
EXAMPLES = 4
PHRASES = Path(__file__).resolve().parent.parent / "phrases"


@dataclass(frozen=True)
class Words:
    """The words of one language, looked up by key: ``words("turn.all", count=12)``."""

    language: Language
    phrases: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The phrase of a key with its placeholders filled."""
        return self.phrases[key].format(**values)

    def reason(self, why: str) -> str:
        """Why a dataset was found: a word of the question as it is, a part of the search by its name."""
        return self.phrases.get(f"why.{why}", why)

    def month(self, date: str | None) -> str:
        """A month as this language writes it: "Dec 2024" or 2024年12月 for "2024-12"."""
        if date is None:
            return self("card.no_date")
        year, month = date.split("-")
        return self("date.month", year=year, month=self(f"month.{int(month)}"))

    def number(self, count: int) -> str:
        """A count with its thousands parted, as all three languages write it."""
        return f"{count:,}"

    def day(self, day: date) -> str:
        """A day as this language writes it: "3 Dec 2024" or 2024年12月3日."""
        return self("date.day", day=day.day, month=self(f"month.{day.month}"), year=day.year)

    def examples(self) -> list[str]:
        """The example questions to click."""
        return [self(f"example.{number}") for number in range(1, EXAMPLES + 1)]


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    files = sorted(PHRASES.glob(f"page*.{language}.json"))
    pairs = [pair for file in files for pair in json.loads(file.read_text(encoding="utf-8")).items()]
    return Words(language, dict(pairs))


def language_of(tag: str | None) -> Language | None:
    """Our language for a browser's or link's tag (zh-HK, zh-TW, yue are Traditional), None where we have none."""
    named = (tag or "").strip().lower().replace("_", "-")
    return named_language(named) if named.split("-")[0] in SPOKEN else None


def page_language(asked: str | None, browser: str | None) -> Language:
    """The page's language: what the link asks for, else what the browser speaks, else English."""
    return language_of(asked) or language_of(browser) or "en"
