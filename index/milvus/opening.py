"""Opens the index in a Milvus: at once for who can wait, and for a server again and again until it answers."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from corpus.library import Library
from index.embedding import Built
from index.encoding import Encoder
from index.errors import IndexAway
from index.milvus.address import Address
from index.milvus.filling import Filler
from index.milvus.remote import Remote
from index.milvus.searching import MilvusSearcher
from index.model_folder import Progress

__all__ = ["Opening", "fill_remote", "open_remote"]

_log = logging.getLogger(__name__)


class Opening:
    """An index that is opened by whoever needs it first; where it was away, by whoever asks next."""

    def __init__(self, filler: Filler) -> None:
        self._filler = filler
        self._lock = threading.Lock()
        self._remote: Remote | None = None

    def open(self, progress: Progress | None = None) -> Remote:
        """The index, brought up to date where it is not; IndexAway where it does not answer."""
        with self._lock:
            if self._remote is None:
                self._remote = self._filler.opened(progress)
            return self._remote


def open_remote(
    library: Library,
    encoder: Encoder,
    address: Address,
    cache: Path,
    *,
    progress: Progress | None = None,
    patient: bool = True,
    off: str = "",
) -> MilvusSearcher:
    """A search of the library by its index in a Milvus, brought up to date first.

    Where that does not answer IndexAway is raised; of a search that is not ``patient`` only by each question that
    needs the index, until it answers.
    """
    filler = Filler(library, encoder, address, cache)
    opening = Opening(filler)
    try:
        opening.open(progress)
    except IndexAway as error:
        if patient:
            raise
        _log.warning("%s Questions that need it are refused until then.", error)
    return MilvusSearcher(filler.library, encoder, opening.open, patient=patient, off=off)


def fill_remote(
    library: Library,
    encoder: Encoder,
    address: Address,
    cache: Path,
    *,
    progress: Progress | None = None,
    anew: bool = False,
) -> Built | None:
    """Brings the index of a library in a Milvus up to date; None where there was nothing to do."""
    return Filler(library, encoder, address, cache).fill(progress, anew=anew)
