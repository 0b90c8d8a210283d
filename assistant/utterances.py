"""What a person said in a conversation, as links and programs hand it on: questions with their edits, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, Language
from assistant.conversation import Conversation
from assistant.service import Assistant

QUESTION, EDIT = "q", "edit"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A question as it was written, and what was changed afterwards in how it was understood."""

    question: str
    edits: tuple[str, ...] = ()

    def changed(self, edit: str) -> Utterance:
        """With one edit more; it takes the place of the last where both change the same chip."""
        chip = edit.split(".")[0]
        again = bool(self.edits) and self.edits[-1].split(".")[0] == chip and "." in self.edits[-1]
        return Utterance(self.question, (*(self.edits[:-1] if again else self.edits), edit))


def read_utterances(pairs: Iterable[tuple[str, str]]) -> list[Utterance]:
    """The utterances in an address: "q" once for each, and "edit" as "2.every" for an edit of the second."""
    held = list(pairs)
    edits = [value.partition(".") for name, value in held if name == EDIT]
    questions = [value.strip() for name, value in held if name == QUESTION]
    said = [
        Utterance(question, tuple(edit for number, _, edit in edits if number == str(place) and edit))
        for place, question in enumerate(questions, 1)
    ]
    return [utterance for utterance in said if utterance.question]


def written(utterances: Sequence[Utterance]) -> list[tuple[str, str]]:
    """The utterances as they stand in an address."""
    pairs = [(QUESTION, utterance.question) for utterance in utterances]
    return pairs + [
        (EDIT, f"{place}.{edit}") for place, utterance in enumerate(utterances, 1) for edit in utterance.edits
    ]


def replayed(
    assistant: Assistant,
    utterances: Sequence[Utterance],
    *,
    language: Language | None = None,
    as_of: date | None = None,
) -> list[Answer]:
    """The answers of a conversation, one for each utterance."""
    said = Conversation()
    return [
        assistant.ask(each.question, edits=each.edits, conversation=said, language=language, as_of=as_of)
        for each in utterances
    ]
