"""Puts answers together: the words, the ranked matches with their reasons, and what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant import replies
from assistant.answer import Answer, Kind, Language, Match
from assistant.conditions import to_json
from assistant.edits import chip_keys
from assistant.phrasing import phrase
from assistant.question import Question
from assistant.values import breakdowns, bureau_of, since_year
from corpus.library import Library
from corpus.records import Dataset, Plan
from index.search import Found

# How many matches an answer shows beside the datasets that it is about.
MATCHES = 10
# How many are named where it is asked which one is meant.
CHOICES = 4
# How many bureaux are named, where there are plans of more.
BUREAUS = 3


def joined(language: Language, *sentences: str) -> str:
    """The sentences one after another, none twice."""
    return (" " if language == "en" else "").join(dict.fromkeys(sentence.strip() for sentence in sentences))


def raw_value(field: str, dataset: Dataset) -> dict[str, Any]:
    """An attribute as the records have it, for programs: the dataset's id and the value."""
    first = dataset.releases[0]
    values: dict[str, Any] = {
        "frequency": first.every, "date": first.date, "formats": list(dataset.formats), "status": dataset.status,
        "organisation": dataset.organisation, "spatial": dataset.spatial, "place": dataset.short_id,
        "category": dataset.category, "description": dataset.description, "since": since_year(dataset),
        "breakdown": breakdowns(dataset, "zh-Hant"),
    }  # fmt: skip
    return {"dataset": dataset.id, "value": values.get(field)}


class Composer:
    """Makes answers about one library's datasets."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def say(self, asked: Question, kind: Kind, key: str, **filled: Any) -> Answer:
        """An answer of words alone, by their key."""
        bureau = self.bureaus([reading.plan for reading in self.library.readings], asked.language)
        words = phrase(asked.language, key, bureau=bureau, n=len(self.library.datasets), **filled)
        return Answer(asked.text, asked.language, kind, words)

    def ask_back(self, asked: Question, choices: Sequence[Dataset]) -> Answer:
        """Which of these is meant, in one sentence; the first few are named, and are the matches."""
        few = list(choices[:CHOICES])
        answer = self.say(asked, "none", "ask.back", names=replies.names(few, asked.language))
        return replace(answer, matches=tuple(self.match(dataset.id, 1.0, ()) for dataset in few))

    def bureaus(self, plans: Sequence[Plan], language: Language) -> str:
        """The bureaux whose plans these are, by name, the first few of many."""
        named = dict.fromkeys(bureau_of(plan, language) for plan in plans)
        names = [name for name in named if name]
        shown = phrase(language, "join.and" if len(names) == 2 else "join").join(names[:BUREAUS])
        rest = len(names) - BUREAUS
        return phrase(language, "list.more", names=shown, n=rest) if rest > 0 else shown

    def describe(self, asked: Question, datasets: Sequence[Dataset]) -> list[str]:
        """A sentence a dataset on what it holds."""
        return [replies.value_reply("description", dataset, self.library, asked.language) for dataset in datasets]

    def give(
        self,
        asked: Question,
        kind: Kind,
        words: str,
        ids: Sequence[str],
        *,
        value: Any = None,
        found: Found | None = None,
    ) -> Answer:
        """An answer about these datasets, in this order; of a search the others it found follow as matches."""
        understood = replies.chips(asked, self.library)
        hits = found.hits.get(ids) if found else {}
        ranked = [(name, hit.score, hit.why) if (hit := hits.get(name)) else (name, 1.0, understood) for name in ids]
        if found and len(ids) < MATCHES:
            listed = set(ids)
            # Of these many hits, some are listed already.
            best = found.hits[: MATCHES + len(ids)]
            ranked += [(hit.id, hit.score, hit.why) for hit in best if hit.id not in listed]
            ranked = ranked[:MATCHES]
        return Answer(
            question=asked.text,
            language=asked.language,
            kind=kind,
            answer=words,
            value=value,
            conditions=to_json(asked.conditions) | ({"order": asked.order} if asked.order else {}),
            dataset_ids=tuple(ids),
            matches=tuple(self.match(*row) for row in ranked),
            understood=understood,
            chips=chip_keys(asked),
        )

    def match(self, dataset_id: str, score: float, why: tuple[str, ...]) -> Match:
        """One dataset as a match; KeyError where there is none of that id."""
        dataset = self.dataset(dataset_id)
        source: dict[str, Any] = {"document": dataset.source.document}
        source |= {"line": dataset.source.line} if dataset.source.line is not None else {"page": dataset.source.page}
        return Match(dataset_id, dataset.name, dataset.name_en, score, why, source)

    def dataset(self, dataset_id: str) -> Dataset:
        """The record of an id; KeyError where there is none."""
        found = self.library.get(dataset_id)
        if found is None:
            raise KeyError(dataset_id)
        return found
