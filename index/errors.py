"""What can go wrong in a search, as one tree.

    SearchError                 catch this to catch all of them
    +-- ModelMissing            no such embedding model on this machine
    +-- ModelDamaged            the model's files are there but are not what they should be
    +-- FolderUnwritable        a folder cannot be written: disk full, read-only, in the way
    +-- SnapshotUnusable        what is on disk cannot serve; `odplan build` makes it anew
        +-- SnapshotMissing     nothing has been built there yet
        +-- SnapshotMismatch    it was built from something else: other plans, words, model or schema
        +-- SnapshotDamaged     a file is missing, cut off or changed

Each message is one sentence which names the file or setting and the command that mends it, ready to be shown.
The names say what is the matter, so they go without the suffix "Error" (N818): `except SnapshotMissing` reads as told.
"""

from __future__ import annotations

from pathlib import Path

from corpus.files import reason

__all__ = [
    "FolderUnwritable",
    "ModelDamaged",
    "ModelMissing",
    "SearchError",
    "SnapshotDamaged",
    "SnapshotMismatch",
    "SnapshotMissing",
    "SnapshotUnusable",
    "unwritable",
]


class SearchError(Exception):
    """Anything that keeps the index from answering; its text is one sentence for people."""


class ModelMissing(SearchError):  # noqa: N818
    """The embedding model named in the settings is not on this machine."""


class ModelDamaged(SearchError):  # noqa: N818
    """The embedding model's files are not the ones that were published, or do not make a model."""


class FolderUnwritable(SearchError):  # noqa: N818
    """A folder that must be written cannot be; what stood in it before is still there."""


class SnapshotUnusable(SearchError):  # noqa: N818
    """The snapshot on disk cannot serve this search and has to be built."""


class SnapshotMissing(SnapshotUnusable):
    """There is no snapshot in the folder."""


class SnapshotMismatch(SnapshotUnusable):
    """The snapshot was made from other plans, another vocabulary, model, library or schema."""


class SnapshotDamaged(SnapshotUnusable):
    """A file of the snapshot is missing or is not the one that was written."""


def unwritable(folder: Path, error: OSError, *, command: str = "odplan build") -> FolderUnwritable:
    """The error to raise where `folder` could not be written: its path, the reason, and what to do then."""
    return FolderUnwritable(
        f"Cannot write to the folder {folder}: {reason(error)}; free it or name another folder, then run `{command}`."
    )
