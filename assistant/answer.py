"""What the assistant says: the answer as every door shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["list", "count", "value", "search", "help", "none"]
Language = Literal["en", "zh-Hant", "zh-Hans"]


@dataclass(frozen=True, slots=True)
class Match:
    """One dataset of an answer, ranked: why it is here and where it stands in the plan."""

    id: str
    name: str
    name_en: str
    score: float
    why: tuple[str, ...]
    source: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """The match as the contract's JSON object."""
        return {
            "id": self.id,
            "name": self.name,
            "name_en": self.name_en,
            "score": round(self.score, 4),
            "why": list(self.why),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``dataset_ids`` is every dataset it is about: for a list the exact, complete set.

    ``understood`` are the conditions in words, in the answer's language, one chip each ("weekly", "spatial");
    ``chips`` are the names by which each can be edited ("every", "spatial"), for the doors alone.
    """

    question: str
    language: Language
    kind: Kind
    answer: str
    value: Any = None
    conditions: dict[str, Any] = field(default_factory=dict)
    dataset_ids: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    understood: tuple[str, ...] = ()
    chips: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object."""
        return {
            "question": self.question,
            "language": self.language,
            "kind": self.kind,
            "answer": self.answer,
            "value": self.value,
            "conditions": self.conditions,
            "understood": list(self.understood),
            "dataset_ids": list(self.dataset_ids),
            "matches": [match.to_json() for match in self.matches],
        }
