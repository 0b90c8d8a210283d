"""What a visitor lays down to be read before it is added: the tray of one visit, and the reader behind it.

A document stays in the memory of the visit, and in a private folder only while it is read. So nothing of one that is
refused, put away or forgotten is kept.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
import threading
import unicodedata
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Literal

from corpus.appraisal import appraise
from corpus.errors import CorpusError
from corpus.findings import Finding
from corpus.records import Plan, Reading
from corpus.shelf import Holding, Outcome, Shelf

__all__ = ["LARGEST", "MOST_FILES", "Sheet", "Tray", "clean_name"]

LARGEST = 32 * 1024 * 1024
"""The most bytes that a document may have which comes by a browser."""

MOST_FILES = 8
"""How many documents one visit may have laid down at once."""

LONGEST_NAME = 100

# Why a document was not even read, told by the door in its own words.
Unread = Literal["", "large", "many"]

_log = logging.getLogger(__name__)
# One document of all visitors at a time: the others' questions go on being answered.
_READER = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document laid down, and what came of reading it.

    ``reading`` is None while it waits, is read (``share`` of it, where that is known) or was refused: then ``error``
    is the reader's sentence, or ``unread`` says why nobody read it. ``outcome`` is what adding it would do, to
    ``instead_of`` or beside ``beside``, an edition of the plan in another language. ``findings`` are by language.
    """

    number: int
    name: str
    data: bytes = field(repr=False)
    state: Literal["waiting", "reading", "read", "refused", "added"] = "waiting"
    share: float = 0.0
    unread: Unread = ""
    error: str = ""
    reading: Reading | None = field(default=None, repr=False)
    outcome: Outcome = "added"
    instead_of: Holding | None = None
    beside: Plan | None = None
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict, repr=False)
    counts: Mapping[str, int] = field(default_factory=dict)
    changed: bool = False
    """Whether the plans at hand have changed since this was shown, so that it has to be looked at again."""

    @property
    def can_be_added(self) -> bool:
        """Whether adding it would change anything."""
        return self.state == "read" and self.outcome != "already there"


class Tray:
    """The documents that one visit has laid down, in order; read one after another, beside the visit."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._sheets: dict[int, Sheet] = {}
        self._count = 0
        self._changed = threading.Condition()
        self._working = False

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """What is on the tray now."""
        return tuple(self._sheets.values())

    @property
    def busy(self) -> bool:
        """Whether something on it has not been read yet."""
        return any(sheet.state in ("waiting", "reading") for sheet in self.sheets)

    def lay(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Take documents, each with the name that the visitor's browser gave it, and begin to read them."""
        with self._changed:
            for name, data in files:
                self._count += 1
                pending = sum(sheet.state in ("waiting", "reading", "read") for sheet in self.sheets)
                unread: Unread = "large" if len(data) > LARGEST else "many" if pending >= MOST_FILES else ""
                sheet = Sheet(self._count, clean_name(name), b"" if unread else data, unread=unread)
                self._sheets[sheet.number] = replace(sheet, state="refused") if unread else sheet
            if self.busy and not self._working:
                self._working = True
                # The thread holds the tray by a thread only: what nobody looks at any more is not read.
                threading.Thread(target=_work, args=(weakref.ref(self),), name="odplan-upload", daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait until something has changed, no longer than the time given."""
        with self._changed:
            self._changed.wait(seconds)

    def put_away(self, number: int) -> None:
        """Forget a document; one that is being read is forgotten all the same."""
        with self._changed:
            self._sheets.pop(number, None)

    def add(self, number: int) -> Sheet | None:
        """Add a document to the plans at hand, as it was shown; None where it is not there to be added any more.

        Where that would now do something else than was shown, nothing is added, and the sheet says so.
        """
        sheet = self._sheets.get(number)
        if sheet is None or not sheet.can_be_added:
            return None
        return self._put(_added(sheet, Shelf(self._library)))

    def _put(self, sheet: Sheet) -> Sheet:
        with self._changed:
            if sheet.number in self._sheets:
                self._sheets[sheet.number] = sheet
            self._changed.notify_all()
        return sheet

    def _next(self) -> Sheet | None:
        with self._changed:
            waiting = next((sheet for sheet in self.sheets if sheet.state == "waiting"), None)
            self._working = waiting is not None
        return waiting

    def _read(self, sheet: Sheet) -> Callable[[], Sheet]:
        """What reads a sheet and does not hold this tray meanwhile."""
        tray, library = weakref.ref(self), self._library

        def tell(share: float) -> None:
            here = tray()
            if here is None or sheet.number not in here._sheets:
                raise _PutAway
            here._put(replace(sheet, state="reading", share=share))

        return lambda: _read(sheet, Shelf(library), tell)


class _PutAway(Exception):  # noqa: N818
    """Nobody waits for the document any more."""


def _work(tray: weakref.ref[Tray]) -> None:
    while (here := tray()) and (sheet := here._next()):
        read = here._read(sheet)
        del here
        with _READER:
            done = _tried(read, sheet)
        here = tray()
        if here:
            here._put(done)
            del here


def _tried(read: Callable[[], Sheet], sheet: Sheet) -> Sheet:
    try:
        return read()
    except CorpusError as error:
        return replace(sheet, state="refused", error=str(error), data=b"")
    except _PutAway:
        return replace(sheet, state="refused", data=b"")
    except Exception:  # noqa: BLE001 - the last stop of a thread: a person gets a sentence, whatever went wrong
        _log.exception("a document could not be read")
        return replace(sheet, state="refused", error=f"{sheet.name} cannot be read; try again.", data=b"")


def _read(sheet: Sheet, shelf: Shelf, tell: Callable[[float], None]) -> Sheet:
    tell(0.0)
    with _laid_out(sheet) as path:
        found = appraise(path, sheet.name, day=date.today(), progress=tell)
        read = replace(sheet, state="read", reading=found.reading, findings=found.findings, counts=found.counts)
        return _judged(read, shelf, path)


def _judged(sheet: Sheet, shelf: Shelf, path: Path) -> Sheet:
    """The sheet with what adding it would do to the plans at hand now."""
    assert sheet.reading is not None
    plan = sheet.reading.plan
    added = shelf.add(path, name=sheet.name, replaces=True, dry=True, reading=sheet.reading)
    held = [holding for holding in shelf.holdings() if holding.plan.id == plan.id]
    own = next((holding for holding in held if holding.plan.language == plan.language), None)
    other = next((holding.plan for holding in held if holding.plan.language != plan.language), None)
    return replace(
        sheet,
        outcome=added.outcome,
        instead_of=own if added.outcome == "replaced" else None,
        beside=other if added.outcome == "added" else None,
    )


def _added(sheet: Sheet, shelf: Shelf) -> Sheet:
    try:
        with _laid_out(sheet) as path:
            now = _judged(sheet, shelf, path)
            if (now.outcome, now.instead_of) != (sheet.outcome, sheet.instead_of):
                return replace(now, changed=True)
            replaces = sheet.outcome == "replaced"
            shelf.add(path, name=sheet.name, replaces=replaces, reading=sheet.reading)
    except (CorpusError, OSError) as error:
        return replace(sheet, state="refused", error=str(error), data=b"")
    return replace(sheet, state="added", data=b"", changed=False)


@contextmanager
def _laid_out(sheet: Sheet) -> Iterator[Path]:
    """The document as a file that nobody else can read, gone afterwards. Its name has nothing of the visitor's."""
    with tempfile.TemporaryDirectory(prefix="odplan-") as folder:
        ending = PurePath(sheet.name).suffix.lower()
        path = Path(folder) / (hashlib.sha256(sheet.data).hexdigest() + (ending if ending[1:].isalnum() else ""))
        path.write_bytes(sheet.data)
        yield path


def clean_name(name: str) -> str:
    """The last part of a file name that somebody gave, without what cannot be seen, and not too long."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(" " if character.isspace() else character for character in base)
    # Control, format (which turn the direction of writing among them), private and unassigned characters.
    seen = "".join(character for character in seen if not unicodedata.category(character).startswith("C"))
    whole = " ".join(unicodedata.normalize("NFC", seen).split()).lstrip(".") or "document"
    ending = PurePath(whole).suffix[:10]
    return whole if len(whole) <= LONGEST_NAME else whole[: LONGEST_NAME - len(ending) - 1].rstrip() + "…" + ending
