"""What a file holds, whichever it is: a plan in any form, or the catalogue of a portal."""

from __future__ import annotations

from pathlib import Path

from .catalogue import read_answers
from .parsing import Progress, read_plan
from .readings.opening import document_bytes, looks_like_json
from .records import Reading

__all__ = ["read_document"]


def read_document(path: Path | str, name: str | None = None, progress: Progress | None = None) -> Reading:
    """The reading of a plan, or of a portal's catalogue where the file is JSON; CorpusError where it is neither.

    ``name`` is what a document is called that lies there under another name; ``progress`` is told how far a long plan
    is read.
    """
    path = Path(path)
    data = document_bytes(path)
    return read_answers(name or path.name, data) if looks_like_json(data) else read_plan(path, name, progress)
