"""One visitor's conversation: what was asked and answered, and the link that opens the same again.

A visit belongs to one browser tab. It is bounded: old turns are forgotten as new ones come.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.errors import AssistantError
from assistant.page.cards import Entry
from assistant.page.links import START, Address, latest
from assistant.page.turns import Turn
from assistant.page.words import Words
from assistant.question import MAX_CHARACTERS
from assistant.service import Assistant

CLOSE_NAMES = 3

_log = logging.getLogger(__name__)


class Visit:
    """The turns of one conversation, the last few of them."""

    def __init__(self, address: Sequence[str] = ()) -> None:
        self.conversation = Conversation()
        self.turns: list[Turn] = []
        self.asked = 0
        self.address = list(address)
        """The questions that the page's address holds: those it was opened with, then those asked since."""
        self.waiting = list(address)
        """Questions that have not been answered yet. A visit cut short takes them up again."""

    @property
    def questions(self) -> list[str]:
        """The questions that were answered, oldest first. One that failed or is too long is not worth a link."""
        return [turn.question for turn in self.turns if turn.answer and len(turn.question) <= MAX_CHARACTERS]

    def place(self, near: Address) -> Address:
        """Where the conversation stands, in the language of another address."""
        return near.at(START, [("q", question) for question in (*self.questions, *self.waiting)])

    def left_for(self, linked: Sequence[str]) -> bool:
        """Whether the page's address has moved on: to other questions, or back to the start after a failure."""
        return list(linked) != self.address or not (linked or self.questions or self.waiting)

    def answer_next(self, open_assistant: Callable[[], Assistant], page: Words) -> Turn:
        """Answer the first question in waiting and keep the turn, forgetting those that a link cannot hold."""
        self.asked += 1
        turn = self._turn(self.waiting[0], open_assistant, page)
        self.waiting.pop(0)
        linked = set(self.questions)
        worth_keeping = [*(each for each in self.turns if each.question in linked), turn]
        self.turns = worth_keeping[-len(latest([each.question for each in worth_keeping])) :]
        return turn

    def _turn(self, question: str, open_assistant: Callable[[], Assistant], page: Words) -> Turn:
        try:
            assistant = open_assistant()
            answer = assistant.ask(question, conversation=self.conversation)
            return _told(answer, assistant, question, self.asked)
        except AssistantError as error:
            return Turn(question, self.asked, error=str(error))
        except Exception:  # noqa: BLE001 - a person gets a sentence and a way on, whatever went wrong
            _log.exception("a question could not be answered")
            return Turn(question, self.asked, error=page("error.failed"))


def visit_of(state: MutableMapping[Any, Any]) -> Visit:
    """The conversation that a session keeps; a new one where it keeps none."""
    visit = state.get("visit")
    return visit if isinstance(visit, Visit) else keep(state, Visit())


def keep(state: MutableMapping[Any, Any], visit: Visit) -> Visit:
    """The conversation, kept by the session from now on."""
    state["visit"] = visit
    return visit


def _told(answer: Answer, assistant: Assistant, question: str, number: int) -> Turn:
    """The turn of an answer: its datasets ranked best first, then those that were merely close."""
    why = {match.id: match.why for match in answer.matches}
    ranked = list(dict.fromkeys([*why, *answer.dataset_ids]))
    about = set(answer.dataset_ids)
    entries = tuple(_entry(each, why.get(each, ()), assistant) for each in ranked if each in about)
    others = tuple(_entry(each, why.get(each, ()), assistant) for each in ranked if each not in about)
    close = () if ranked or answer.kind != "none" else tuple(assistant.suggest(question, k=CLOSE_NAMES))
    return Turn(question, number, answer, entries, others, close)


def _entry(dataset_id: str, why: tuple[str, ...], assistant: Assistant) -> Entry:
    dataset, library = assistant.dataset(dataset_id), assistant.library
    owner, category = library.english(dataset.organisation or ""), library.english(dataset.category or "")
    return Entry(dataset, why, owner, category, library.label(dataset))
