"""The address of what is on the page: a link holds the language and the questions, so it opens the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

MOST_QUESTIONS = 8
MOST_CHARACTERS = 6000


def link(questions: Sequence[str], lang: str | None = None) -> str:
    """The relative address of a conversation, such as "?lang=en&q=first&q=second"."""
    pairs = ([("lang", lang)] if lang else []) + [("q", question) for question in questions]
    return "?" + urlencode(pairs)


def latest(questions: Sequence[str]) -> list[str]:
    """The last questions that a link can hold: browsers and proxies cut longer addresses."""
    kept = [question for question in questions if question][-MOST_QUESTIONS:]
    while len(kept) > 1 and len(link(kept)) > MOST_CHARACTERS:
        kept.pop(0)
    return kept
