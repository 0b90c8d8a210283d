"""The user's documents on disk: the originals, what was read in them, and a manifest that says what counts.

Originals and readings are written first, and count once the manifest that names them has taken the old one's place.
So a document is there or it is not, whatever goes wrong in between; who changes something holds a lock.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import Any

from .documents import read_document
from .errors import CorpusError, DamagedLibrary, UnwritableLibrary
from .files import parsed, put, reason
from .locks import held
from .records import Reading
from .stored_reading import readers_hash, reading_bytes, reading_from

__all__ = ["Entries", "Kept", "Register"]

SCHEMA = 1
"""To be raised when the manifest gets another layout."""

MANIFEST, DOCUMENTS, READINGS, LOCK = "manifest.json", "documents", "readings", ".lock"
LOCK_SECONDS = 60
_TAME_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the user's: the plan it holds, in which language, its name, when it was added (UTC)."""

    plan: str
    language: str
    document: str
    sha256: str
    added: str

    @property
    def file(self) -> str:
        """The name it is kept under: no name that somebody thought up can lead out of the folder."""
        ending = PurePath(self.document).suffix.lower()
        return self.sha256 + (ending if _TAME_ENDING.fullmatch(ending) else "")


@dataclass(frozen=True, slots=True)
class Entries:
    """What the manifest says: the documents kept, by plan, and the bundled plans that are left out."""

    kept: tuple[Kept, ...] = ()
    left_out: frozenset[str] = frozenset()


class Register:
    """The documents in a folder. One that is not there yet is empty, and made at the first change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mark(self) -> tuple[int, ...]:
        """A value that is another one after every change; costs one look at a file."""
        try:
            found = (self.folder / MANIFEST).stat()
        except OSError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_size

    def read(self) -> Entries:
        """What the manifest says now; DamagedLibrary where it is not as it was written."""
        try:
            content = parsed((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Entries()
        except OSError as error:
            why = error.strerror or error
            raise DamagedLibrary(f"{self.folder / MANIFEST} cannot be read ({why}); see to its permissions.") from error
        except ValueError as error:
            raise self._damaged() from error
        if isinstance(content, dict) and content.get("schema", SCHEMA) != SCHEMA:
            raise DamagedLibrary(f"{self.folder} was written by another version of odplan; use that one.")
        try:
            return _entries(content)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self._damaged() from error

    @contextlib.contextmanager
    def changing(self) -> Iterator[Entries]:
        """What the manifest says, while no other process changes it; UnwritableLibrary where the system refuses.

        What was put there and is not in the manifest at the end is removed.
        """
        try:
            (self.folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
            (self.folder / READINGS).mkdir(exist_ok=True)
            with held(self.folder / LOCK, LOCK_SECONDS):
                # Where somebody lost the manifest, the documents are all that is left: they stay.
                lost = not self.mark() and any((self.folder / DOCUMENTS).iterdir())
                entries = self.read()
                try:
                    yield entries
                finally:
                    if not lost:
                        self._tidy()
        except OSError as error:
            raise UnwritableLibrary(
                f"Cannot write to the folder {self.folder}: {reason(error).rstrip('.')}; "
                f"free it or name another folder in ODPLAN_LIBRARY."
            ) from error

    def put(self, kept: Kept, data: bytes, reading: Reading) -> None:
        """Write a document and its reading; they count once a manifest names them."""
        put(self.folder / DOCUMENTS / kept.file, data)
        put(self._stored(kept), reading_bytes(reading))

    def write(self, entries: Entries) -> None:
        """Make the manifest say this."""
        kept = [asdict(each) for each in sorted(entries.kept, key=lambda each: (each.plan, each.language, each.sha256))]
        content = {"schema": SCHEMA, "documents": kept, "left_out": sorted(entries.left_out)}
        put(self.folder / MANIFEST, (json.dumps(content, indent=2) + "\n").encode("ascii"))

    def reading(self, kept: Kept) -> Reading:
        """What a document says, as it was stored, or read anew where the readers have changed since.

        Raises CorpusError, with what to do, where the document is gone or can no longer be read.
        """
        with contextlib.suppress(OSError):
            stored = reading_from(self._stored(kept).read_bytes())
            if stored is not None:
                return stored
        reading = self._read_anew(kept)
        # To have it stored saves time, and no more: the folder may well be somebody else's.
        with contextlib.suppress(OSError):
            for old in self._stored(kept).parent.glob(f"{kept.sha256}.*.json"):
                old.unlink(missing_ok=True)
            put(self._stored(kept), reading_bytes(reading))
        return reading

    def _read_anew(self, kept: Kept) -> Reading:
        path = self.folder / DOCUMENTS / kept.file
        try:
            whole = hashlib.sha256(path.read_bytes()).hexdigest() == kept.sha256
        except OSError:
            whole = False
        mend = f"run `odplan remove {kept.plan}`"
        if not whole:
            raise DamagedLibrary(f"{kept.document}, kept as {path}, is missing or damaged; {mend} and add it again.")
        try:
            return read_document(path, kept.document)
        except CorpusError as error:
            raise DamagedLibrary(f"{str(error).rstrip('.')}; it was read when it was added: {mend}.") from error

    def _stored(self, kept: Kept) -> Path:
        return self.folder / READINGS / f"{kept.sha256}.{readers_hash()}.json"

    def _tidy(self) -> None:
        """Remove what the manifest does not name: documents taken away, and what an aborted change left."""
        kept = self.read().kept
        (self.folder / f"{MANIFEST}.new").unlink(missing_ok=True)
        files, hashes = {each.file for each in kept}, {each.sha256 for each in kept}
        for path in (self.folder / DOCUMENTS).iterdir():
            if path.name not in files and _SHA256.match(path.name):
                path.unlink(missing_ok=True)
        for path in (self.folder / READINGS).iterdir():
            if path.suffix == ".new" or path.name.split(".")[0] not in hashes:
                path.unlink(missing_ok=True)

    def _damaged(self) -> DamagedLibrary:
        return DamagedLibrary(
            f"{self.folder / MANIFEST} is damaged; move the folder {self.folder} away and add its documents again."
        )


def _entries(content: dict[str, Any]) -> Entries:
    kept = tuple(Kept(**{key: str(value) for key, value in each.items()}) for each in content["documents"])
    if not all(_SHA256.fullmatch(each.sha256) for each in kept):
        raise ValueError
    return Entries(kept, frozenset(map(str, content["left_out"])))
