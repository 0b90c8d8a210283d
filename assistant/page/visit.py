"""One visitor's conversation: what was asked and answered, and the link that opens the same again.

A visit belongs to one browser tab. It is bounded: old turns are forgotten as new ones come.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.errors import AssistantError
from assistant.page.links import latest
from assistant.page.turns import Turn
from assistant.page.wording import Words
from assistant.service import Assistant

CLOSE_NAMES = 3

_log = logging.getLogger(__name__)


class Visit:
    """The turns of one conversation, the last few of them."""

    def __init__(self) -> None:
        self.conversation = Conversation()
        self.turns: list[Turn] = []
        self.asked = 0

    @property
    def questions(self) -> list[str]:
        """The questions of the turns on the page, oldest first."""
        return [turn.question for turn in self.turns]

    def ask(self, question: str, assistant: Assistant, page: Words) -> Turn:
        """Answer a question within the conversation and keep the turn."""
        self.asked += 1
        turn = self._turn(question, assistant, page)
        kept = latest([*self.questions, question])
        self.turns = [*self.turns, turn][-len(kept) :]
        return turn

    def _turn(self, question: str, assistant: Assistant, page: Words) -> Turn:
        try:
            answer = assistant.ask(question, conversation=self.conversation)
            return _told(answer, assistant, question, self.asked)
        except AssistantError as error:
            return Turn(question, self.asked, error=str(error))
        except Exception:  # noqa: BLE001 - a person gets a sentence and a way on, whatever went wrong
            _log.exception("a question could not be answered")
            return Turn(question, self.asked, error=page("error.failed"))


def _told(answer: Answer, assistant: Assistant, question: str, number: int) -> Turn:
    why = {match.id: match.why for match in answer.matches}
    ids: Sequence[str] = list(dict.fromkeys([*why, *answer.dataset_ids]))
    entries = tuple((assistant.dataset(each), why.get(each, ())) for each in ids)
    nothing = answer.kind == "none" and not entries
    close = tuple(assistant.suggest(question, k=CLOSE_NAMES)) if nothing else ()
    return Turn(question, number, answer, entries, close)
