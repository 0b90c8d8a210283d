"""Answers of a CKAN portal, as JSON: one record after the other, so that thousands of them need little memory.

Understood are the answers of package_search, package_show, group_show and current_package_list_with_resources, single,
in a list, or one after the other in a file. Keys may come in any order.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..errors import NotAPlan, UnreadableDocument

__all__ = ["Answers", "Record"]

_CHUNK = 1 << 16
_LARGEST_VALUE = 1 << 24
# An escape that stands for half a character; where the other half follows, the two are read as one.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_LISTS = ("results", "packages", "datasets")


@dataclass(frozen=True, slots=True)
class Record:
    """One dataset as the portal describes it, and where in the file: the line, and the path of keys to it."""

    content: dict[str, Any]
    line: int
    pointer: str


@dataclass(slots=True)
class Answers:
    """The answers in a file. ``address`` is where the portal says it was asked, "" where it does not; known at the end.

    Going through it raises UnreadableDocument for what is no JSON, NotAPlan for JSON that is no answer with datasets.
    """

    name: str
    data: bytes
    address: str = ""
    _count: int = field(default=0, repr=False)

    def __iter__(self) -> Iterator[Record]:
        try:
            yield from self._records(_Json(self.name, self.data))
        except UnicodeDecodeError:
            raise UnreadableDocument(f"{self.name} is not UTF-8 text; save the portal's answer as it came.") from None
        if not self._count:
            raise NotAPlan(
                f"{self.name} holds no dataset: under 'result' give the 'results' of package_search, "
                "or the dataset of package_show."
            )

    def _records(self, text: _Json) -> Iterator[Record]:
        while text.peek():
            if text.peek() == "[":
                yield from self._listed(text, "")
            elif text.peek() == "{":
                yield from self._answer(text)
            else:
                raise text.trouble("neither an object nor a list begins there")

    def _answer(self, text: _Json) -> Iterator[Record]:
        line, rest = text.line, {}
        for key in text.members():
            if key == "result" and text.peek() == "{":
                yield from self._result(text)
            elif (key == "result" or key in _LISTS) and text.peek() == "[":
                yield from self._listed(text, f"/{key}")
            else:
                rest[key] = text.value()
                self._look_at(key, rest[key])
        if "name" in rest and ("title" in rest or "resources" in rest):
            yield self._record(rest, line, "")

    def _look_at(self, key: str, value: Any) -> None:
        if key == "help" and isinstance(value, str):
            self.address = self.address or value
        if (key == "success" and value is False) or (key == "error" and value):
            raise NotAPlan(f"{self.name} is the portal's word that it could not answer ('{key}'); ask it again.")
        if key == "result":
            raise NotAPlan(f"{self.name} has a 'result' that is neither an object nor a list; it lists no datasets.")

    def _result(self, text: _Json) -> Iterator[Record]:
        line, rest, listed = text.line, {}, False
        for key in text.members():
            if key in _LISTS and text.peek() == "[":
                listed = True
                yield from self._listed(text, f"/result/{key}")
            else:
                rest[key] = text.value()
        if not listed and "name" in rest and "resources" in rest:
            yield self._record(rest, line, "/result")

    def _listed(self, text: _Json, pointer: str) -> Iterator[Record]:
        for place in text.places():
            line = text.line
            entry = text.value()
            if isinstance(entry, str):
                raise NotAPlan(
                    f"{self.name} lists names of datasets only, as package_list does; "
                    "give the answer of package_search or package_show."
                )
            if not isinstance(entry, dict):
                raise NotAPlan(f"{self.name} has an entry in {pointer or 'its list'} that is no dataset ({place}).")
            for content in _unfolded(entry):
                yield self._record(content, line, f"{pointer}/{place}")

    def _record(self, content: dict[str, Any], line: int, pointer: str) -> Record:
        if not isinstance(content.get("name"), str) or not content["name"].strip():
            raise NotAPlan(f"{self.name} has a dataset without the key 'name' in line {line} ({pointer or '/'}).")
        self._count += 1
        return Record(content, line, pointer)


def _unfolded(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The datasets in an entry of a list: itself, or those of the answer that it is."""
    inner = entry.get("result", entry)
    if isinstance(inner, dict):
        listed = next((inner[key] for key in _LISTS if isinstance(inner.get(key), list)), None)
        inner = [inner] if listed is None or "name" in inner else listed
    return [content for content in inner if isinstance(content, dict)] if isinstance(inner, list) else [entry]


def _mended(value: Any) -> Any:
    """The value with a mark in the place of each half of a character, which no text can be written with."""
    if isinstance(value, dict):
        return {_mended(key): _mended(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_mended(each) for each in value]
    return re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value


class _Json:
    """JSON read from its beginning to its end, value by value."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.line = 1
        self._file = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
        self._decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().raw_decode
        self._text = ""
        self._at = 0
        self._ended = False

    def trouble(self, what: str) -> UnreadableDocument:
        return UnreadableDocument(f"{self.name} is not JSON from line {self.line} on: {what}; save the answer anew.")

    def peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while True:
            while self._at < len(self._text):
                character = self._text[self._at]
                if character not in " \t\r\n":
                    return character
                self._pass(self._at + 1)
            if not self._more(_CHUNK):
                return ""

    def members(self) -> Iterator[str]:
        """The keys of an object; each one's value has to be taken before the next key."""
        self._take("{")
        while self.peek() != "}":
            key = self.value()
            if not isinstance(key, str):
                raise self.trouble("a key is no text")
            self._take(":")
            self.peek()
            yield key
            self._between("}")
        self._take("}")

    def places(self) -> Iterator[int]:
        """The places of a list, from 0; each one's value has to be taken before the next place."""
        self._take("[")
        place = 0
        while self.peek() != "]":
            yield place
            place += 1
            self._between("]")
        self._take("]")

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                found, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more(max(_CHUNK, len(self._text) - self._at)):
                    raise self.trouble(f"{error.msg}") from None
            except ValueError:
                raise self.trouble("a number has thousands of digits") from None
            except RecursionError:
                raise self.trouble("it is nested too deeply") from None
            else:
                # A number at the end of what was read may go on.
                if end < len(self._text) or not self._more(_CHUNK):
                    halves = _HALF.search(self._text, self._at, end)
                    self._pass(end)
                    return _mended(found) if halves else found

    def _between(self, end: str) -> None:
        if self.peek() == ",":
            self._pass(self._at + 1)
            if self.peek() == end:
                raise self.trouble("a comma is followed by nothing")
        elif self.peek() != end:
            raise self.trouble(f"a comma or {end!r} is missing")

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise self.trouble(f"{character!r} is missing")
        self._pass(self._at + 1)

    def _pass(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self, size: int) -> bool:
        if self._ended:
            return False
        if len(self._text) - self._at > _LARGEST_VALUE:
            raise self.trouble(f"a value is longer than {_LARGEST_VALUE >> 20} MiB, or is not closed")
        chunk = self._file.read(size)
        self._ended = not chunk
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)
