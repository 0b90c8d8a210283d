"""The index of a library on this machine: opened, and built first where it is missing, damaged or out of date.

Where the model cannot be used there is an index all the same, of words and names. It lies in a folder of its own below
the other, so that no vector is lost to a model that is away for a while, and goes once the other can be built again.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.library import Library
from index.embedding import Built
from index.encoding import Encoder, NoEncoder
from index.errors import ModelUnusable, SnapshotUnusable
from index.model_folder import Progress
from index.search import Searcher, build_snapshot, identity, read_library
from index.snapshot import Snapshot

__all__ = ["WORDS", "LocalIndex", "open_index"]

WORDS = "words"
"""The folder, below that of the index, for one that was built without the model."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LocalIndex:
    """An index as it was opened: the library as it was read for it, and what it took to build it, if it was built.

    ``off`` says in a sentence why nothing in it can be found by meaning, "" where it can.
    """

    library: Library
    snapshot: Snapshot
    built: Built | None = None
    off: str = ""

    def searcher(self, encoder: Encoder, *, patient: bool) -> Searcher:
        """A search of the library."""
        return Searcher(self.library, encoder, self.snapshot, patient=patient, off=self.off)


def open_index(
    library: Library,
    encoder: Encoder,
    folder: Path,
    *,
    cache: Path | None = None,
    progress: Progress | None = None,
    force: bool = False,
) -> LocalIndex:
    """The index in the folder; where the encoder's model cannot be used, one of words and names.

    By ``force`` it is built in any case, and nothing is taken over from the one before. That the model
    cannot be used is logged. Raises FolderUnwritable.
    """
    try:
        opened = _opened(library, encoder, folder, cache=cache, progress=progress, force=force)
    except ModelUnusable as error:
        _log.warning("%s Until then searches go by words and names, not by meaning.", error)
        words = _opened(library, NoEncoder(), folder / WORDS, cache=cache, progress=progress, force=force)
        return replace(words, off=str(error))
    if opened.built:
        shutil.rmtree(folder / WORDS, ignore_errors=True)
    return opened


def _opened(
    library: Library, encoder: Encoder, folder: Path, *, cache: Path | None, progress: Progress | None, force: bool
) -> LocalIndex:
    expected = identity(library, encoder.name, encoder.dimension, cache)
    with suppress(SnapshotUnusable):
        if not force:
            snapshot = Snapshot.open(folder, expected)
            return LocalIndex(read_library(library, snapshot), snapshot)
    built = build_snapshot(library, encoder, folder, cache=cache, progress=progress, anew=force)
    snapshot = Snapshot.open(folder, expected)
    return LocalIndex(read_library(library, snapshot), snapshot, built)
