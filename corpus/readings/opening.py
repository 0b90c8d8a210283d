"""The one place where documents are opened: the checks that hold for all kinds, then the reader for the kind."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ..errors import UnreadableDocument
from .delimited import looks_delimited, read_delimited
from .guard import read_guarded
from .kinds import kind_of, refusal
from .passages import Document
from .text import read_text

__all__ = ["LARGEST", "document_bytes", "looks_like_json", "open_document"]

LARGEST = 64 * 1024 * 1024
"""The most bytes that a text or CSV file may have; the plans at hand have some ten thousand."""

_LARGEST_OTHERS = 32 * 1024 * 1024
# A portal describes thousands of datasets, each with all its files.
_LARGEST_CATALOGUE = 256 * 1024 * 1024

_READERS: Mapping[str, Callable[[str, bytes], Document]] = {
    "text": read_text,
    "csv": read_delimited,
    **{kind: partial(read_guarded, kind) for kind in ("pdf", "docx", "html")},
}


def open_document(path: Path | str, name: str | None = None) -> Document:
    """The document at ``path`` as passages; UnreadableDocument where it cannot be had.

    ``name`` is what a document is called that lies there under another name.
    """
    path = Path(path)
    data = document_bytes(path)
    name = _printable(name or path.name)
    if not data.strip(b"\0\t\r\n "):
        raise UnreadableDocument(f"{name} is empty; give the file that holds the plan.")
    refused = refusal(data)
    if refused:
        raise UnreadableDocument(f"{name} {refused}")
    kind = kind_of(name, data)
    if kind not in ("text", "csv") and len(data) > _LARGEST_OTHERS:
        raise UnreadableDocument(f"{name} is larger than {_LARGEST_OTHERS // 2**20} MiB; give the plan alone.")
    if kind == "text" and looks_delimited(data):
        kind = "csv"
    return _READERS[kind](name, data)


def document_bytes(path: Path) -> bytes:
    """What is in the file; UnreadableDocument where it is no file, cannot be read or is too large."""
    try:
        with open(path, "rb", opener=_patient) as file:
            kind = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(kind):
                raise UnreadableDocument(f"{_printable(path.name)} is not a file; give the file that holds the plan.")
            data = file.read(LARGEST + 1)
            largest = _LARGEST_CATALOGUE if looks_like_json(data) else LARGEST
            data += file.read(largest - LARGEST) if len(data) > LARGEST else b""
    except (OSError, ValueError) as error:
        raise UnreadableDocument(_trouble(path, error)) from error
    if len(data) > largest:
        raise UnreadableDocument(f"{_printable(path.name)} is larger than {largest // 2**20} MiB; give the plan alone.")
    return data


def looks_like_json(data: bytes) -> bool:
    """Whether a file begins as JSON does, and so may be the answer of a portal."""
    return data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _patient(path: str, flags: int) -> int:
    # A named pipe would otherwise hold the reader up until somebody writes to it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _trouble(path: Path, error: OSError | ValueError) -> str:
    name = _printable(str(path))
    if isinstance(error, FileNotFoundError):
        return f"There is no file {name}; check the path."
    if isinstance(error, IsADirectoryError):
        return f"{name} is a folder; give a file in it."
    if isinstance(error, PermissionError):
        return f"{name} may not be read by this user; change its permissions or give another file."
    return f"{name} cannot be opened ({getattr(error, 'strerror', None) or error}); check the path."


def _printable(name: str) -> str:
    # A file name need be neither valid Unicode nor one line; a message and a record have to be.
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in name)
