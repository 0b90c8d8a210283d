"""The process in which one document is read: its bytes come in, its passages go out as JSON.

``python -m corpus.readings.shelter KIND NAME BYTES_OF_MEMORY``; see ``guard``.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from ..errors import CorpusError
from .passages import Document

__all__ = ["answer", "limit_memory", "main"]

_KINDS = ("docx", "html", "pdf")


def main(arguments: list[str]) -> None:
    """Read the document on standard input and write what came of it to standard output."""
    kind, name, memory = arguments
    limit_memory(int(memory))
    sys.stdout.buffer.write(json.dumps(answer(kind, name, sys.stdin.buffer.read())).encode("ascii"))


def answer(kind: str, name: str, data: bytes) -> dict[str, Any]:
    """The document's passages and warnings, or the sentence that says why there are none, or the limit passed."""
    if kind not in _KINDS:
        raise ValueError(kind)
    try:
        # By name, so that a document pays for its own reader's libraries alone.
        read = getattr(import_module(f"{__package__}.{kind}"), f"read_{kind}")
        document: Document = read(name, data)
    except CorpusError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"limit": "memory"}
    return {
        "passages": [asdict(passage) for passage in document.passages],
        "warnings": [asdict(warning) for warning in document.warnings],
    }


def limit_memory(memory: int) -> None:
    """Let this process have so many bytes and no more, and leave no core behind; does nothing on Windows."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; that of time holds there too.
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main(sys.argv[1:])
