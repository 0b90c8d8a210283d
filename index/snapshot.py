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
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from corpus.files import put
from index.errors import SnapshotDamaged, SnapshotMismatch, SnapshotMissing, SnapshotUnusable, unwritable

__all__ = ["SCHEMA", "Identity", "Part", "Snapshot", "library_versions"]

SCHEMA = 3
"""To be raised when parts get another meaning or layout: snapshots of another schema are refused."""

MANIFEST = "manifest.json"
LOCK = ".lock"
LOCK_SECONDS = 60
LOOKS = 3
PART_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.[a-z0-9]+")
STORED_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.[0-9a-f]{16}\.[a-z0-9]+(\.new)?")
ARRAY_SUFFIX = ".npy"

Part = bytes | NDArray[Any]


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
    """A snapshot that was read: its parts by name, arrays where the name ends in .npy, otherwise bytes."""

    identity: Identity
    parts: Mapping[str, Part]

    @classmethod
    def write(cls, folder: Path, parts: Mapping[str, Part], identity: Identity) -> None:
        """Make the folder hold these parts, in one step; other processes that write wait for each other.

        Part names are like "owners.json"; arrays, and only arrays, end in ".npy" (ValueError otherwise).
        Raises FolderUnwritable, with the old snapshot intact, where the disk is full or the folder read-only.
        """
        contents = {name: _content(name, part) for name, part in sorted(parts.items())}
        files = {name: _sha256(data) for name, data in contents.items()}
        manifest = {"schema": SCHEMA, "identity": _plain(identity), "files": files}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / LOCK, timeout=LOCK_SECONDS):
                try:
                    for name, data in contents.items():
                        put(folder / _stored_name(name, files[name]), data)
                    put(folder / MANIFEST, _json(manifest))
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
    def leftovers(folder: Path, expected: Identity, names: Iterable[str]) -> dict[str, Part]:
        """Of a snapshot that was made by the expected model, whatever else it was made from, the parts of these names.

        Nothing where there is none, another model made it, or one of the parts is missing or damaged.
        """
        try:
            manifest = _read_manifest(folder)
            identity = manifest["identity"]
            if manifest["schema"] != SCHEMA or any(identity[key] != getattr(expected, key) for key in MODEL):
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


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _content(name: str, part: Part) -> bytes:
    if not PART_NAME.fullmatch(name) or name == MANIFEST or name.endswith(ARRAY_SUFFIX) != isinstance(part, np.ndarray):
        raise ValueError(
            f"a part cannot be called {name!r}: arrays are called like vectors.npy, bytes like owners.json"
        )
    if not isinstance(part, np.ndarray):
        return part
    buffer = io.BytesIO()
    np.save(buffer, part, allow_pickle=False)
    return buffer.getvalue()


def _stored_name(name: str, sha256: str) -> str:
    """The file that a part lies in: another content, another file, so that old and new can lie side by side."""
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{sha256[:16]}.{suffix}"


def _tidy(folder: Path) -> None:
    """Remove what the manifest does not name: the last snapshot's files, and what an aborted writing left."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        named = {_stored_name(name, sha256) for name, sha256 in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        named = set()
    for path in folder.iterdir():
        ours = STORED_NAME.fullmatch(path.name) or path.name == MANIFEST + ".new"
        if ours and path.name not in named:
            path.unlink(missing_ok=True)


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
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
    file = _stored_name(name, sha256)
    try:
        data = (folder / file).read_bytes()
        if _sha256(data) != sha256:
            raise _damaged(folder, file)
        return np.load(io.BytesIO(data), allow_pickle=False) if name.endswith(ARRAY_SUFFIX) else data
    except (OSError, ValueError) as error:
        raise _damaged(folder, file) from error


def _damaged(folder: Path, file: str) -> SnapshotDamaged:
    return SnapshotDamaged(f"The snapshot's file {folder / file} is missing or damaged; run `odplan build`.")
