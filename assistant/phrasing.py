"""The words of the answers: one JSON file a language, with the same keys and placeholders in each."""

from __future__ import annotations

import functools
import json
from importlib import resources
from typing import Any

from assistant.answer import Language

LANGUAGES: tuple[Language, ...] = ("en", "zh-Hant", "zh-Hans")


@functools.cache
def phrases(language: Language, drawer: str = "") -> dict[str, str]:
    """All phrases of a language by key: those of answers, or those in a drawer of their own, such as "downloads"."""
    name = f"{drawer}.{language}" if drawer else language
    text = resources.files("assistant").joinpath(f"phrases/{name}.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def phrase(language: Language, key: str, *, default: str | None = None, **filled: Any) -> str:
    """The phrase with its placeholders filled; ``default`` (else KeyError) where there is no such key."""
    found = phrases(language).get(key, default)
    if found is None:
        raise KeyError(f"no phrase {key!r} in {language}")
    return found.format(**filled)
