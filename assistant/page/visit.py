"""One visitor's conversation: what was asked and answered, and the link that opens the same again.

A visit belongs to one browser tab. It is bounded: old turns are forgotten as new ones come.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.errors import AssistantError, Busy
from assistant.page.cards import Entry, entry_of
from assistant.page.chips import chips_of
from assistant.page.links import Address, latest, talk
from assistant.page.turns import Turn
from assistant.page.words import Words
from assistant.question import MAX_CHARACTERS
from assistant.queue import Queue
from assistant.service import Assistant
from assistant.utterances import Utterance
from assistant.values import plan_name
from index.errors import IndexAway

CLOSE_NAMES = 3

_log = logging.getLogger(__name__)


class Visit:
    """The turns of one conversation, the last few of them."""

    def __init__(self, address: Sequence[Utterance] = ()) -> None:
        self.id = secrets.token_hex(8)
        """Names the visit in the log; nobody else learns it."""
        self.conversation = Conversation()
        self.turns: list[Turn] = []
        self.asked = 0
        self.address = list(address)
        """What the page's address holds: what it was opened with, then what was said since."""
        self.waiting = list(address)
        """What has not been answered yet. A visit cut short takes it up again."""

    @property
    def said(self) -> list[Utterance]:
        """What was answered, oldest first. A question that failed or is too long is not worth a link."""
        return [turn.said for turn in self.turns if turn.answer and len(turn.question) <= MAX_CHARACTERS]

    def place(self, near: Address) -> Address:
        """Where the conversation stands, in the language of another address."""
        return talk([*self.said, *self.waiting], near)

    def left_for(self, linked: Sequence[Utterance]) -> bool:
        """Whether the page's address has moved on: to other questions, or back to the start after a failure."""
        return list(linked) != self.address or not (linked or self.said or self.waiting)

    def moved(self, linked: Sequence[Utterance]) -> Visit:
        """The visit to another address; the answers that both begin with are kept."""
        visit = Visit(linked)
        visit.id = self.id
        for turn, said in zip(self.turns, linked, strict=False):
            if turn.said != said or turn.after is None:
                break
            visit.turns.append(turn)
            visit.waiting.pop(0)
            visit.asked, visit.conversation = turn.number, replace(turn.after)
        return visit

    def take_up(self) -> None:
        """What found no room waits again."""
        again = [turn.said for turn in self.turns if turn.busy]
        self.turns = [turn for turn in self.turns if not turn.busy]
        self.waiting[:0] = again

    def answer_next(self, open_assistant: Callable[[], Assistant], page: Words, queue: Queue) -> Turn:
        """Answer the first question in waiting and keep the turn, forgetting those that a link cannot hold."""
        self.asked += 1
        turn = self._turn(self.waiting[0], open_assistant, page, queue)
        self.waiting.pop(0)
        linked = self.said
        worth_keeping = [*(each for each in self.turns if each.said in linked), turn]
        self.turns = worth_keeping[-len(latest([each.said for each in worth_keeping])) :]
        return turn

    def _turn(self, said: Utterance, open_assistant: Callable[[], Assistant], page: Words, queue: Queue) -> Turn:
        # What is given up may go on for a while, in a conversation that nobody sees.
        conversation = replace(self.conversation)

        def work() -> Turn:
            answer = assistant.ask(said.question, edits=said.edits, conversation=conversation)
            return _told(answer, assistant, said, self.asked)

        try:
            assistant = open_assistant()
            turn = queue.answer(work)
            self.conversation = conversation
            return replace(turn, after=replace(conversation))
        except Busy:
            _log.warning("a question found no room or took too long", extra={"visit": self.id})
            return Turn(said, self.asked, error=page("error.busy"), busy=True)
        except (AssistantError, IndexAway) as error:
            return Turn(said, self.asked, error=str(error))
        except Exception:  # noqa: BLE001 - a person gets a sentence and a way on, whatever went wrong
            _log.exception("a question could not be answered", extra={"visit": self.id})
            return Turn(said, self.asked, error=page("error.failed"))


def visit_of(state: MutableMapping[Any, Any]) -> Visit:
    """The conversation that a session keeps; a new one where it keeps none."""
    visit = state.get("visit")
    return visit if isinstance(visit, Visit) else keep(state, Visit())


def keep(state: MutableMapping[Any, Any], visit: Visit) -> Visit:
    """The conversation, kept by the session from now on."""
    state["visit"] = visit
    return visit


def _told(answer: Answer, assistant: Assistant, said: Utterance, number: int) -> Turn:
    """The turn of an answer: its datasets ranked best first, then those that were merely close."""
    why = {match.id: match.why for match in answer.matches}
    ranked = list(dict.fromkeys([*why, *answer.dataset_ids]))
    about = set(answer.dataset_ids)
    shown = {each: entry_of(assistant.dataset(each), assistant.library, why.get(each, ())) for each in ranked}
    entries = tuple(entry for each, entry in shown.items() if each in about)
    others = tuple(entry for each, entry in shown.items() if each not in about)
    close = () if ranked or answer.kind != "none" else tuple(assistant.suggest(said.question, k=CLOSE_NAMES))
    return Turn(
        said, number, answer, entries, others, close,
        chips=chips_of(answer, assistant), titles=_titles(entries, assistant, answer), day=date.today(),
    )  # fmt: skip


def _titles(entries: Sequence[Entry], assistant: Assistant, answer: Answer) -> tuple[str, ...]:
    """The plans that the datasets stand in, by bureau and period."""
    ids = {entry.dataset.plan_id for entry in entries}
    plans = [reading.plan for reading in assistant.library.readings if reading.plan.id in ids]
    return tuple(plan_name(plan, answer.language) for plan in plans)
