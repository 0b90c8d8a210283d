"""What visitors think of answers, kept in a file of this machine, one JSON object a line, where that is switched on.

A line holds the question, its edits, the language, the kind of answer, the datasets and the vote, and the day: nothing
that tells who voted.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from assistant.answer import Answer

Vote = Literal["up", "down"]
MOST_BYTES = 50_000_000
SHOWN_IDS = 20


class Feedback:
    """The file of votes. It grows up to a bound, and is never read by the program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def keep(self, answer: Answer, vote: Vote, *, edits: Sequence[str] = (), today: date | None = None) -> bool:
        """Write a vote at the end of the file; False where the file is full or cannot be written."""
        line = json.dumps(_line(answer, vote, edits, today or date.today()), ensure_ascii=False) + "\n"
        with self._lock:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # Several processes may write; what is appended in one call is one piece.
                handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                try:
                    room = os.fstat(handle).st_size < MOST_BYTES
                    return room and os.write(handle, line.encode("utf-8", "replace")) > 0
                finally:
                    os.close(handle)
            except OSError:
                return False


def _line(answer: Answer, vote: Vote, edits: Sequence[str], today: date) -> dict[str, object]:
    return {
        "day": today.isoformat(),
        "vote": vote,
        "question": answer.question,
        "edits": list(edits),
        "language": answer.language,
        "kind": answer.kind,
        "dataset_ids": list(answer.dataset_ids[:SHOWN_IDS]),
    }
