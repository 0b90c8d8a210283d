"""What changed from one edition of a plan to the next, in an answer's words."""

from __future__ import annotations

import functools
import json
from importlib import resources
from itertools import groupby

from assistant.answer import Language
from assistant.phrasing import phrase
from assistant.replies import names
from corpus.editions import Change, Comparison

# What a reader of the answer cares for; the rest is told by `odplan diff`.
_TOLD = frozenset(
    {"new", "twin", "dropped", "released", "withdrawn", "slipped", "brought-forward", "frequency", "formats", "renamed"}
)


@functools.cache
def _phrases(language: str) -> dict[str, str]:
    text = resources.files("assistant").joinpath(f"phrases/changes.{language}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def said(language: str, key: str, **filled: object) -> str:
    """The phrase of a language on a check or on changes, with its placeholders filled."""
    return _phrases(language)[key].format(**filled)


def changes_reply(found: Comparison, language: Language) -> str:
    """The two editions, how many changes there are, and the datasets by what happened to them."""
    periods = {"old": found.old.plan.period or found.old.plan.id, "new": found.new.plan.period or found.new.plan.id}
    if not found.changes:
        return phrase(language, "editions.same", n=found.unchanged, **periods)
    parts = [phrase(language, "editions.changes", n=len(found.changes), same=found.unchanged, **periods)]
    for kind, group in groupby(found.changes, key=lambda change: change.kind):
        if kind in _TOLD:
            parts.append(
                phrase(language, "each.line", name=said(language, f"kind.{kind}"), value=_names(list(group), language))
            )
    return (" " if language == "en" else "").join(parts)


def _names(changes: list[Change], language: Language) -> str:
    return names([row for change in changes if (row := change.new or change.old)], language)
