"""Documents of intricate kinds are read in a process of their own, which may break down, hang or grow without harm.

The limits stand here; the process itself is ``shelter``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from ..errors import UnreadableDocument
from ..records import Source, Warning
from .hidden import sifted
from .passages import Document, Passage

__all__ = ["MOST_MEMORY", "MOST_SECONDS", "read_guarded"]

MOST_SECONDS = 60
"""How long the reading of one document may take."""

MOST_MEMORY = 1024**3
"""How many bytes of memory the reading of one document may take."""

_ROOT = Path(__file__).parent.parent.parent


def read_guarded(
    kind: str, name: str, data: bytes, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY
) -> Document:
    """The document as the reader ``kind`` ("pdf", "docx", "html") reads it in a process of its own.

    UnreadableDocument says what the reader said, or which limit was passed, or that the reader broke down.
    """
    command = [sys.executable, "-m", "corpus.readings.shelter", kind, name, str(memory)]
    try:
        # The folder is the program's own, so that no module is taken from where the user happens to be.
        done = subprocess.run(command, input=data, capture_output=True, cwd=_ROOT, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            f"{name} takes longer than {seconds:g} seconds to read; save it anew as text or .docx, or split it."
        ) from error
    answer = _answer(done.stdout)
    if "error" in answer:
        raise UnreadableDocument(answer["error"])
    if answer.get("limit") == "memory":
        raise UnreadableDocument(
            f"{name} takes more than {memory // 2**20} MiB of memory to read; "
            "save it anew as text or .docx, or split it."
        )
    if "passages" not in answer:
        raise UnreadableDocument(
            f"{name} is damaged, or not what its name says: it cannot be read as {_called(kind)}; "
            "open it in the program it was made with and save it anew."
        )
    return sifted(_document(name, answer))


def _called(kind: str) -> str:
    return {"pdf": "a PDF", "docx": "a Word document", "html": "a web page"}.get(kind, kind)


def _answer(output: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(output)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _document(name: str, answer: dict[str, Any]) -> Document:
    passages = tuple(Passage(**{**each, "cells": tuple(each["cells"])}) for each in answer["passages"])
    warnings = tuple(Warning(each["message"], Source(**each["source"])) for each in answer["warnings"])
    return Document(name, passages, warnings)
