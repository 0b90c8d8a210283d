"""What a server writes of itself to standard error: as text, or as JSON, one object a line.

A line says when, how grave, who and what; with an error its kind and where it came from, and the request or the visit
that it belongs to. What somebody asked may stand in an error's own words: they are written only where those are of our
making or the system's, or where questions are to be noted.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from assistant.errors import AssistantError, FilterWrong
from assistant.metrics import Errors
from assistant.reach import Reach
from corpus.errors import CorpusError
from index.errors import SearchError

__all__ = ["Lines", "set_up"]

ROOMS = ("assistant", "index", "corpus")
FIELDS = ("request", "visit", "plans", "datasets", "seconds")
"""What a line may tell beside its words."""
_TELLING = (OSError, ImportError, MemoryError, AssistantError, CorpusError, SearchError)
_DEEPEST = 5


def set_up(reach: Reach) -> None:
    """Lets this process write lines as the settings say, those of the libraries that serve it included."""
    lines = Lines(as_json=reach.log == "json", questions=reach.log_questions)
    root = logging.getLogger()
    if not any(isinstance(handler, Errors) for handler in root.handlers):
        root.addHandler(logging.StreamHandler(sys.stderr))
        root.addHandler(Errors(logging.ERROR))
    for room in ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)
    for logger in [root, *map(logging.getLogger, list(logging.root.manager.loggerDict))]:
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setFormatter(lines)


class Lines(logging.Formatter):
    """Log records as lines; ``questions`` lets errors speak in their own words, whatever they hold."""

    def __init__(self, *, as_json: bool = False, questions: bool = False) -> None:
        super().__init__()
        self._as_json, self._questions = as_json, questions

    def format(self, record: logging.LogRecord) -> str:
        """The record as it is written, without a line's end."""
        line: dict[str, Any] = {
            "time": _time(record.created),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[1]:
            line["error"] = self._error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True, default=str) if self._as_json else _text(line)

    def _error(self, error: BaseException, deep: int = 0) -> dict[str, Any]:
        told: dict[str, Any] = {"kind": type(error).__name__}
        if self._questions or (isinstance(error, _TELLING) and not isinstance(error, FilterWrong)):
            told["says"] = str(error)
        told["where"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if before is not None and deep < _DEEPEST:
            told["because"] = self._error(before, deep + 1)
        return told


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text(line: dict[str, Any]) -> str:
    """A line for people; an error on lines of its own, its last place first."""
    more = "".join(f" {name}={line[name]}" for name in FIELDS if name in line)
    said = [f"{line['time']} {line['level']} {line['logger']}: {_one_line(line['message'])}{more}"]
    error = line.get("error")
    while error:
        said.append(f"  {error['kind']}" + (f": {_one_line(error['says'])}" if "says" in error else ""))
        said += [f"    {place}" for place in reversed(error["where"])]
        error = error.get("because")
    return "\n".join(said)


def _one_line(words: str) -> str:
    return " ".join(words.split())
