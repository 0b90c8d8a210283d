"""Texts as vectors: the Encoder that the search asks, and the one that runs the models that a setting can name.

Importing this module, or opening an encoder, loads no model; the first text does, or `load()`. Passages are encoded by
sentence-transformers, whose import takes some ten seconds; so are the questions, except with the bundled model: those
take the short way of `query_model`, which needs no torch.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelDamaged, ModelMissing, ModelTooLarge
from index.model_folder import BUNDLED_DIMENSION, PROMPTS, QUERIES, Progress, silent
from index.model_source import DEFAULT_MODEL, model_folder
from index.query_model import QueryModel
from index.sentence_model import SentenceModel, unusable
from index.waiting import WaitingTexts

__all__ = ["DEFAULT_MODEL", "Encoder", "NoEncoder", "RecentVectors", "SentenceEncoder", "open_encoder"]

MOST_WAITING = 32
"""How many waiting questions are encoded together: the last of them waits for all."""
RECENT_QUERIES = 1024
LOADING_SHARE = 0.3
"""Of the time that encoding the first passages takes, about what goes into loading the model."""

_log = logging.getLogger(__name__)


class Encoder(Protocol):
    """What turns texts into unit vectors: float32 rows of `dimension`, in the order of the texts."""

    @property
    def name(self) -> str:
        """The model's name, as in the settings and in a snapshot's manifest."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    @property
    def ready(self) -> bool:
        """Whether a question is encoded without a model being loaded first."""

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions, shape (len(texts), dimension)."""

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The vectors of texts to be found, shape (len(texts), dimension); a text has the same in any company."""


def open_encoder(model: str = DEFAULT_MODEL, cache: Path | None = None) -> SentenceEncoder:
    """The encoder for a model: the bundled one, a folder, or a hub name; cheap, since it loads at the first text.

    `cache` is the folder for what is made of the bundled model, the user's cache by default.
    """
    return SentenceEncoder(model, cache)


class SentenceEncoder:
    """An Encoder that runs a sentence-transformers model, on the GPU where there is one; for any number of threads.

    Raises ModelUnusable or FolderUnwritable from `load()` and from whatever loads by itself.
    """

    def __init__(self, model: str = DEFAULT_MODEL, cache: Path | None = None) -> None:
        self.name = model
        self._cache = cache
        self._loading = threading.RLock()
        self._short_way: QueryModel | None = None
        self._refused = model != DEFAULT_MODEL
        self._sentences: SentenceModel | None = None
        self._recent = RecentVectors(RECENT_QUERIES)
        self._waiting = WaitingTexts(self._encode_queries, MOST_WAITING)

    @property
    def dimension(self) -> int:
        """The length of each vector; known without loading for the bundled model only."""
        return BUNDLED_DIMENSION if self.name == DEFAULT_MODEL else self._sentence_model().dimension

    @property
    def ready(self) -> bool:
        """Whether what encodes questions is loaded."""
        return self._short_way is not None or self._sentences is not None

    @property
    def recalled(self) -> tuple[int, int]:
        """How many questions were remembered, and how many were not."""
        return self._recent.hits, self._recent.misses

    def load(self, progress: Progress | None = None) -> None:
        """Load now what encodes questions, if it is not loaded yet; afterwards a question takes milliseconds."""
        with self._loading, _usable(self.name):
            if self.ready:
                return
            if not self._refused:
                self._short_way = self._query_model(progress or silent)
            if self._short_way is None:
                self._sentence_model(progress)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors of questions, shape (len(texts), dimension); questions asked lately are remembered."""
        known = {text: self._recent.get(text) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        for text, new in zip(missing, self._waiting.vectors(missing), strict=True):
            self._recent.put(text, new)
            known[text] = new
        rows = [vector for text in texts if (vector := known[text]) is not None]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The unit vectors of texts to be found, shape (len(texts), dimension); equal texts are encoded once."""
        order = list(dict.fromkeys(texts))
        if not order:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with _usable(self.name):
            vectors = self._encode_passages(order, progress or silent)
        return np.stack([vectors[text] for text in texts])

    def _encode_passages(self, order: Sequence[str], report: Progress) -> dict[str, NDArray[np.float32]]:
        model = self._sentence_model(lambda share, doing: report(share * LOADING_SHARE, doing))
        vectors: dict[str, NDArray[np.float32]] = {}
        at_once = model.at_once
        for start in range(0, len(order), at_once):
            batch = order[start : start + at_once]
            vectors |= zip(batch, self._checked(model.passages(batch)), strict=True)
            share = LOADING_SHARE + (1 - LOADING_SHARE) * len(vectors) / len(order)
            report(share, f"encoded {len(vectors)} of {len(order)} texts")
        return vectors

    def _encode_queries(self, texts: list[str]) -> NDArray[np.float32]:
        self.load()
        with _usable(self.name):
            if self._short_way is not None:
                try:
                    return self._checked(self._short_way.encode([PROMPTS["query"] + text for text in texts]))
                except ModelDamaged as error:
                    self._refuse(error)
            return self._checked(self._sentence_model().queries(texts))

    def _query_model(self, report: Progress) -> QueryModel | None:
        folder = model_folder(self.name, self._cache, report)
        report(1.0, "loading the model")
        try:
            return QueryModel(folder / QUERIES)
        except ModelDamaged as error:
            self._refuse(error)
            return None

    def _refuse(self, error: ModelDamaged) -> None:
        self._short_way, self._refused = None, True
        _log.warning(
            "%s Questions are encoded by sentence-transformers instead, which takes longer to start; "
            "for the short way delete that folder and run `odplan build`.", error,
        )  # fmt: skip

    def _sentence_model(self, progress: Progress | None = None) -> SentenceModel:
        with self._loading, _usable(self.name):
            if self._sentences is None:
                report = progress or silent
                folder = model_folder(self.name, self._cache, report)
                report(1.0, "loading the model")
                self._sentences = SentenceModel(self.name, folder)
            return self._sentences

    def _checked(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        if not np.isfinite(vectors).all():
            raise unusable(self.name, "its vectors are not numbers")
        return vectors


class NoEncoder:
    """An Encoder for where no model can be had: its vectors have no numbers, so an index of them finds by words."""

    name, dimension, ready = "", 0, True

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows without numbers."""
        return np.zeros((len(texts), 0), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Rows without numbers."""
        return self.encode_queries(texts)


@contextmanager
def _usable(model: str) -> Iterator[None]:
    """Where a package that runs the model is not there, or too little memory, that is told as of the model."""
    try:
        yield
    except ImportError as error:
        package = (error.name or "sentence-transformers").partition(".")[0].replace("_", "-")
        reason = str(error).partition("\n")[0]
        raise ModelMissing(
            f"The embedding model {model} cannot be run ({reason}); run `pip install {package}`."
        ) from error
    except MemoryError as error:
        raise ModelTooLarge(
            f"There is too little memory for the embedding model {model}; give it a gigabyte, and start again."
        ) from error


class RecentVectors:
    """The vectors of the texts used last, `capacity` of them at most; safe for threads. Counts who was known."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self.hits = self.misses = 0
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._vectors)

    def get(self, text: str) -> NDArray[np.float32] | None:
        """The vector kept for the text, or None."""
        with self._lock:
            vector = self._vectors.get(text)
            if vector is None:
                self.misses += 1
            else:
                self.hits += 1
                self._vectors.move_to_end(text)
            return vector

    def put(self, text: str, vector: NDArray[np.float32]) -> None:
        """Keep the vector; the text unused for longest goes where there is no room."""
        with self._lock:
            self._vectors[text] = vector.copy()  # a row would keep its whole batch in memory
            self._vectors.move_to_end(text)
            if len(self._vectors) > self._capacity:
                self._vectors.popitem(last=False)
