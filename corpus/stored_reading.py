"""A reading as bytes and back, so that a document need be read once only, as long as the readers stay the same."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, get_args, get_origin, get_type_hints

from .files import parsed
from .records import Reading

__all__ = ["readers_hash", "reading_bytes", "reading_from"]


def reading_bytes(reading: Reading) -> bytes:
    """All of the reading, behind a checksum."""
    content = json.dumps(asdict(reading), separators=(",", ":")).encode("ascii")
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def reading_from(data: bytes) -> Reading | None:
    """The reading that the bytes were made of; None where they are damaged or hold other records than today's."""
    checksum, _, content = data.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != checksum:
        return None
    try:
        reading: Reading = _made(Reading, parsed(content))
    except (ValueError, TypeError, KeyError):
        return None
    return reading


def _made(kind: Any, values: dict[str, Any]) -> Any:
    """The record of a kind, of its fields as JSON has them."""
    return kind(**{name: maker(values[name]) for name, maker in _makers(kind).items()})


@functools.cache
def _makers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {item.name: _maker(hints[item.name]) for item in fields(kind)}


def _maker(kind: Any) -> Callable[[Any], Any]:
    """A function from JSON to values of a kind: records and tuples are made anew, all else is in JSON as it is."""
    if is_dataclass(kind):
        return functools.partial(_made, kind)
    if get_origin(kind) is tuple:
        each = _maker(get_args(kind)[0])
        return lambda values: tuple(map(each, values))
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@functools.cache
def readers_hash() -> str:
    """A word that changes with the code and the word lists that readings depend on."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(resources.files("corpus"), "")):
        digest.update(name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in folder.iterdir():
        name = f"{path}/{item.name}"
        # The bundled plans are read, not read with; compiled code is the code again.
        if item.is_dir() and item.name not in ("plans", "__pycache__"):
            found += _files(item, name)
        elif item.is_file():
            found.append((name, item))
    return found
