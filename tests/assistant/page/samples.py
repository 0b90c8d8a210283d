"""Datasets and answers made by hand, and an assistant that gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Answer, Kind, Language, Match
from assistant.conversation import Conversation
from corpus.records import Dataset, Reading, Release, Source

DOCUMENT = "plan.zh-Hant.txt"


def dataset(
    number: int = 1, *, name: str = "癌症統計數字", name_en: str = "Cancer statistics", **more: object
) -> Dataset:
    fields: dict[str, object] = {
        "id": f"plan/D.ii.{number}",
        "section": "D",
        "spatial": False,
        "organisation": "醫院管理局",
        "category": "衛生",
        "status": "released",
        "formats": ("CSV", "JSON"),
        "releases": (Release("每年的癌症個案", "2019-01", "每年", "P1Y", "Yearly cancer cases"),),
        "source": Source(DOCUMENT, line=100 + number),
    }
    return Dataset(name=name, name_en=name_en, **(fields | more))  # type: ignore[arg-type]


def answer_about(question: str, *datasets: Dataset, language: Language = "en", words: str = "Found.") -> Answer:
    matches = tuple(
        Match(each.id, each.name, each.name_en, 0.9, ("same words",), {"document": DOCUMENT}) for each in datasets
    )
    kind: Kind = "list" if datasets else "none"
    return Answer(
        question, language, kind, words, dataset_ids=tuple(each.id for each in datasets), matches=matches,
        understood=("weekly",),
    )  # fmt: skip


class SampleAssistant:
    """Answers "nothing" with nothing, "the first" with its first dataset, all else with all, and fails at "break"."""

    def __init__(self, *datasets: Dataset) -> None:
        self.datasets = {each.id: each for each in datasets}
        self.heard: list[tuple[str, str]] = []
        self.library = self
        self.readings = ()
        self.readings: tuple[Reading, ...] = ()

    def english(self, name: str) -> str:
        return f"English of {name}" if name else ""

    def label(self, dataset: Dataset) -> str:
        return dataset.id

    def ask(
        self,
        question: str,
        *,
        edits: Sequence[str] = (),
        conversation: Conversation | None = None,
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Answer:
        said = Conversation() if conversation is None else conversation
        self.heard.append((question, said.topic))
        said.topic = question
        if question == "break":
            raise RuntimeError("the inside of the machine")
        answer = answer_about(question, *(() if question == "nothing" else self.datasets.values()))
        return replace(answer, dataset_ids=answer.dataset_ids[:1]) if question == "the first" else answer

    def suggest(self, text: str, k: int = 8) -> list[Match]:
        return list(answer_about(text, *self.datasets.values()).matches[:k])

    def dataset(self, dataset_id: str) -> Dataset:
        return self.datasets[dataset_id]
