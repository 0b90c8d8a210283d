"""What can go wrong in a search, as one tree.

    SearchError                 catch this to catch all of them
    +-- DictionaryMissing       OpenCC's or jieba's dictionary is not there or not whole
    +-- ModelUnusable           texts cannot be compared by meaning; all else goes on
    |   +-- ModelMissing        no such embedding model on this machine, or a package that runs it is missing
    |   +-- ModelDamaged        the model's files are there but are not what they should be
    |   +-- ModelTooLarge       there is too little memory for it
    +-- FolderUnwritable        a folder cannot be written: disk full, read-only, in the way
    +-- PackageMissing          a setting needs a package that is not installed
    +-- IndexRefused            an index on another machine will not do what it is asked
    +-- IndexAway               it does not answer; it may soon
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
    "DictionaryMissing",
    "FolderUnwritable",
    "IndexAway",
    "IndexRefused",
    "ModelDamaged",
    "ModelMissing",
    "ModelTooLarge",
    "ModelUnusable",
    "PackageMissing",
    "SearchError",
    "SnapshotDamaged",
    "SnapshotMismatch",
    "SnapshotMissing",
    "SnapshotUnusable",
    "unwritable",
]


class SearchError(Exception):
    """Anything that keeps the index from answering; its text is one sentence for people."""


class DictionaryMissing(SearchError):  # noqa: N818
    """A dictionary that text is read by is not there or not whole."""


class ModelUnusable(SearchError):  # noqa: N818
    """Texts cannot be compared by meaning; whoever asks goes on by words, names and conditions."""


class ModelMissing(ModelUnusable):
    """The embedding model named in the settings, or a package that runs it, is not on this machine."""


class ModelDamaged(ModelUnusable):
    """The embedding model's files are not the ones that were published, or do not make a model."""


class ModelTooLarge(ModelUnusable):
    """There is too little memory for the embedding model."""


class FolderUnwritable(SearchError):  # noqa: N818
    """A folder that must be written cannot be; what stood in it before is still there."""


class PackageMissing(SearchError):  # noqa: N818
    """A setting needs a package that is not installed."""


class IndexRefused(SearchError):  # noqa: N818
    """An index on another machine answers, and will not do what it is asked."""


class IndexAway(SearchError):  # noqa: N818
    """An index on another machine does not answer; ``after`` so many seconds it is worth another try."""

    def __init__(self, message: str, after: float) -> None:
        super().__init__(message)
        self.after = after


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
