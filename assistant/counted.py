"""The Assistant of a server: the same answers, counted and timed for those who watch over it."""

from __future__ import annotations

import threading
from typing import Any

from assistant import metrics
from assistant.answer import Answer, Match
from assistant.service import Assistant
from index.encoding import SentenceEncoder

__all__ = ["Counted"]


class Counted(Assistant):
    """An Assistant whose answers are counted by kind; what is asked is not kept."""

    _warming = 0

    def warm_up(self) -> None:
        """As ever; what is asked for that is nobody's question."""
        self._warming = threading.get_ident()
        try:
            super().warm_up()
        finally:
            self._warming = 0

    def ask(self, question: str, **more: Any) -> Answer:
        """The answer, counted."""
        if self._warming == threading.get_ident():
            return super().ask(question, **more)
        with metrics.answered("question") as given:
            answer = super().ask(question, **more)
            given.append((answer.kind, answer.language))
        self._recalled()
        return answer

    def search(self, *args: Any, **more: Any) -> Answer:
        """The answer, counted."""
        with metrics.answered("search") as given:
            answer = super().search(*args, **more)
            given.append((answer.kind, answer.language))
        self._recalled()
        return answer

    def suggest(self, text: str, k: int = 8) -> list[Match]:
        """The names, counted."""
        metrics.suggested()
        return super().suggest(text, k)

    def _recalled(self) -> None:
        encoder = self.searcher.encoder
        if isinstance(encoder, SentenceEncoder):
            metrics.recalled(*encoder.recalled)
