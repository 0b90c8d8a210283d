"""The built index on disk: a folder which knows what it was made from, and is refused where that has changed.

The manifest alone says which files count, and their names carry their checksums. So a new snapshot is written beside
the old one and takes its place in one step, when the manifest is replaced: at every moment, and after a crash or on a
full disk, there is a whole old or a whole new snapshot. The same input gives the same bytes: no times, no
pickle, sorted keys.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from corpus.files import parsed, put
from corpus.locks import held
from index.checks import CHECKED, checked
from index.errors import SnapshotDamaged, SnapshotMismatch, SnapshotMissing, SnapshotUnusable, unwritable

__all__ = ["SCHEMA", "Identity", "Part", "Snapshot", "library_versions"]

SCHEMA = 3
"""To be raised when parts get another meaning or layout: snapshots of another schema are refused."""

MANIFEST = "manifest.json"
LOCK = ".lock"
LOCK_SECONDS = 60
LOOKS = 3
LARGE = 1 << 24
"""Parts of so many bytes are mapped, not read, and not read again to check what has been checked."""
PART_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.[a-z0-9]+")
STORED_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.[0-9a-f]{16}\.[a-z0-9]+(\.new)?")
ARRAY_SUFFIX = ".npy"

FILE_SUFFIX = ".faiss"


class Written(Protocol):
    """A part that writes itself into a file; what is read of it is the file's path."""

    def write(self, path: Path) -> None:
        """Writes it."""


Part = bytes | NDArray[Any] | Written | Path


@dataclass(frozen=True, slots=True)
class Identity:
    """What a snapshot was made from: where any of it differs, the snapshot does not serve."""

    corpus: str
    vocabulary: str
    model: str
    model_hash: str
    dimension: int
    libraries: Mapping[str, str] = field(default_factory=dict)


MODEL = ("model", "model_hash", "dimension")
"""What of an identity the vectors depend on."""

_WORDS = {
    "schema": "written in another format",
    "corpus": "built from other plans",
    "vocabulary": "built with another vocabulary",
    "model": "built with another embedding model",
    "model_hash": "built with another version of the embedding model",
    "dimension": "built with vectors of another length",
    "libraries": "built with other library versions",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that was read: its parts by name.

    Arrays where the name ends in .npy, large ones mapped from disk; paths where it ends in .faiss; otherwise bytes.
    """

    identity: Identity
    parts: Mapping[str, Part]

    def text(self, name: str) -> bytes:
        """The part of this name, which is no array; KeyError where there is none."""
        part = self.parts[name]
        if not isinstance(part, bytes):
            raise KeyError(name)
        return part

    @classmethod
    def write(cls, folder: Path, parts: Mapping[str, Part], identity: Identity) -> None:
        """Make the folder hold these parts, in one step; other processes that write wait for each other.

        Part names are like "owners.json"; arrays, and only arrays, end in ".npy" (ValueError otherwise).
        Raises FolderUnwritable, with the old snapshot intact, where the disk is full or the folder read-only.
        """
        for name, part in parts.items():
            _refuse_misnamed(name, part)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with held(folder / LOCK, LOCK_SECONDS):
                try:
                    files = {name: _put_part(folder, name, part) for name, part in sorted(parts.items())}
                    put(folder / MANIFEST, _json({"schema": SCHEMA, "identity": _plain(identity), "files": files}))
                finally:
                    _tidy(folder)
        except OSError as error:
            raise unwritable(folder, error) from error

    @classmethod
    def open(cls, folder: Path, expected: Identity) -> Self:
        """The snapshot in the folder, every file checked.

        Raises SnapshotMissing, SnapshotMismatch (saying what differs) or SnapshotDamaged; all three are
        SnapshotUnusable, and all three are mended by building.
        """
        for _ in range(LOOKS - 1):
            try:
                return cls._read(folder, expected)
            except SnapshotDamaged:
                # Another process may have replaced the snapshot after its manifest was read: look again.
                continue
        return cls._read(folder, expected)

    @staticmethod
    def leftovers(
        folder: Path, expected: Identity, names: Iterable[str], alike: Iterable[str] = MODEL
    ) -> dict[str, Part]:
        """Of a snapshot that was made by the expected model, whatever else it was made from, the parts of these names.

        Nothing where there is none, another model made it, or one of the parts is missing or damaged. ``alike`` names
        what of the identity must be as expected, if not the model.
        """
        try:
            manifest = _read_manifest(folder)
            identity = manifest["identity"]
            wanted = _plain(expected)
            if manifest["schema"] != SCHEMA or any(identity[key] != wanted[key] for key in alike):
                return {}
            return {name: _read_part(folder, name, manifest["files"][name]) for name in names}
        except (SnapshotUnusable, KeyError, TypeError):
            return {}

    @classmethod
    def _read(cls, folder: Path, expected: Identity) -> Self:
        manifest = _read_manifest(folder)
        _compare(folder, manifest, expected)
        files = manifest.get("files")
        if not isinstance(files, dict):
            raise _damaged(folder, MANIFEST)
        parts = {name: _read_part(folder, name, sha256) for name, sha256 in files.items()}
        return cls(expected, MappingProxyType(parts))


def library_versions(names: Iterable[str]) -> dict[str, str]:
    """The installed version of each distribution, "" where it is not installed; reads metadata, imports nothing."""
    return {name: _version(name) for name in names}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _plain(identity: Identity) -> dict[str, object]:
    return {item.name: getattr(identity, item.name) for item in fields(identity)} | {
        "libraries": dict(identity.libraries)
    }


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _refuse_misnamed(name: str, part: Part) -> None:
    suffix = next((s for s in (ARRAY_SUFFIX, FILE_SUFFIX) if name.endswith(s)), "")
    wanted = ARRAY_SUFFIX if isinstance(part, np.ndarray) else "" if isinstance(part, bytes) else FILE_SUFFIX
    if not PART_NAME.fullmatch(name) or name in (MANIFEST, CHECKED) or suffix != wanted:
        raise ValueError(
            f"a part cannot be called {name!r}: arrays are called like vectors.npy, bytes like owners.json"
        )


def _put_part(folder: Path, name: str, part: Part) -> str:
    """Writes a part beside what the manifest names, and returns its checksum, which its file is called by."""
    beside = folder / (_stored_name(name, "0" * 16) + ".new")
    if isinstance(part, np.ndarray):
        # Straight into the file: a large array is never held twice.
        with beside.open("wb") as file:
            # Through a stream, by chunks: into a file numpy writes past Python, and cannot say why that went wrong.
            stream: Any = SimpleNamespace(write=file.write)
            np.lib.format.write_array(stream, part, allow_pickle=False)
    elif isinstance(part, bytes):
        beside.write_bytes(part)
    elif isinstance(part, Path):
        shutil.copyfile(part, beside)
    else:
        part.write(beside)
    with beside.open("rb+") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    os.replace(beside, folder / _stored_name(name, sha256))
    return sha256


def _stored_name(name: str, sha256: str) -> str:
    """The file that a part lies in: another content, another file, so that old and new can lie side by side."""
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{sha256[:16]}.{suffix}"


def _tidy(folder: Path) -> None:
    """Remove what the manifest does not name: the last snapshot's files, and what an aborted writing left."""
    try:
        manifest = parsed((folder / MANIFEST).read_text(encoding="utf-8"))
        named = {_stored_name(name, sha256) for name, sha256 in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        named = set()
    for path in folder.iterdir():
        ours = STORED_NAME.fullmatch(path.name) or path.name == MANIFEST + ".new"
        if ours and path.name not in named:
            path.unlink(missing_ok=True)


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = parsed((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SnapshotMissing(f"There is no snapshot in {folder}; run `odplan build` to make it.") from None
    except (OSError, ValueError) as error:
        raise _damaged(folder, MANIFEST) from error
    if not isinstance(manifest, dict):
        raise _damaged(folder, MANIFEST)
    return manifest


def _compare(folder: Path, manifest: Mapping[str, Any], expected: Identity) -> None:
    """Raise SnapshotMismatch, with everything that differs, where the manifest is not of what is expected."""
    identity = manifest.get("identity")
    found = {"schema": manifest.get("schema"), **(identity if isinstance(identity, dict) else {})}
    wanted = {"schema": SCHEMA, **_plain(expected)}
    different = [key for key in wanted if found.get(key) != wanted[key]]
    if different[:1] == ["schema"]:
        different = ["schema"]  # what the other keys mean there is not for this version to say
    if different:
        reasons = " and ".join(_reason(key, found.get(key), wanted[key]) for key in different)
        raise SnapshotMismatch(f"The snapshot in {folder} was {reasons}; run `odplan build` to make it anew.")


def _reason(key: str, found: object, wanted: object) -> str:
    """The difference in words; with both values where a person can read them, which hashes are not for."""
    if key == "libraries" and isinstance(found, dict) and isinstance(wanted, dict):
        names = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        return f"{_WORDS[key]} ({', '.join(f'{n} {found.get(n)}, now {wanted.get(n)}' for n in names)})"
    return f"{_WORDS[key]} ({found}, now {wanted})" if key in ("schema", "model", "dimension") else _WORDS[key]


def _read_part(folder: Path, name: str, sha256: object) -> Part:
    if not isinstance(sha256, str) or not PART_NAME.fullmatch(name):
        raise _damaged(folder, MANIFEST)
    file = folder / _stored_name(name, sha256)
    try:
        if file.stat().st_size >= LARGE or name.endswith(FILE_SUFFIX):
            if not checked(file, sha256):
                raise _damaged(folder, file.name)
            return _mapped(file)
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged(folder, file.name)
        return np.load(io.BytesIO(data), allow_pickle=False) if name.endswith(ARRAY_SUFFIX) else data
    except (OSError, ValueError) as error:
        raise _damaged(folder, file.name) from error


def _mapped(file: Path) -> Part:
    if file.suffix == FILE_SUFFIX:
        return file
    if file.suffix == ARRAY_SUFFIX:
        mapped: NDArray[Any] = np.load(file, mmap_mode="r", allow_pickle=False)
        return mapped
    return file.read_bytes()


def _damaged(folder: Path, file: str) -> SnapshotDamaged:
    return SnapshotDamaged(f"The snapshot's file {folder / file} is missing or damaged; run `odplan build`.")
