"""Texts as vectors: the Encoder that the search asks, and its sentence-transformers form.

Importing this module, or opening an encoder, loads no model: torch and sentence-transformers take some ten seconds,
which only a search by meaning should pay. They are imported at the first text, or at `load()`. Nothing is ever
downloaded, and weights are only read as safetensors, so a model's files cannot run code.
"""

from __future__ import annotations

import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelDamaged
from index.model_folder import BUNDLED_DIMENSION, Progress, silent
from index.model_source import DEFAULT_MODEL, model_folder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["DEFAULT_MODEL", "Encoder", "RecentVectors", "SentenceEncoder", "open_encoder"]

AT_ONCE = 16
"""How many passages are encoded between two looks at the progress; a question waits for no more than these."""
RECENT_QUERIES = 1024
LOADING_SHARE = 0.3
"""Of the time that encoding the first passages takes, about what goes into loading the model."""

E5_NAME = re.compile(r"(?:^|/)(?:multilingual-)?e5-(?:small|base|large)(?:-v2)?$")
E5_PROMPTS = ("query: ", "passage: ")
PASSAGE_PROMPT_NAMES = ("passage", "document", "corpus")


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
        """Whether a text is encoded without a model being loaded first."""

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

    Raises ModelMissing, ModelDamaged or FolderUnwritable from `load()` and from whatever loads by itself.
    """

    def __init__(self, model: str = DEFAULT_MODEL, cache: Path | None = None) -> None:
        self.name = model
        self._cache = cache
        # One lock for loading and running: the fast tokenizers panic when two threads use one ("Already borrowed").
        self._lock = threading.RLock()
        self._model: SentenceTransformer | None = None
        self._prompts = ("", "")
        self._recent = RecentVectors(RECENT_QUERIES)

    @property
    def dimension(self) -> int:
        """The length of each vector; known without loading for the bundled model only."""
        if self.name == DEFAULT_MODEL:
            return BUNDLED_DIMENSION
        size = self._loaded().get_embedding_dimension()
        if size is None:
            raise _unusable(self.name, "it does not say how long its vectors are")
        return size

    @property
    def ready(self) -> bool:
        """Whether the model is loaded."""
        return self._model is not None

    def load(self, progress: Progress | None = None) -> None:
        """Load the model now, if it is not loaded yet; afterwards a query takes milliseconds."""
        with self._lock:
            if self._model is None:
                report = progress or silent
                folder = model_folder(self.name, self._cache, report)
                report(1.0, "loading the model")
                self._model = _load(self.name, folder)
                self._prompts = _prompts(self.name, self._model.prompts)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors of questions, shape (len(texts), dimension); questions asked lately are remembered."""
        known = {text: self._recent.get(text) for text in texts}
        missing = [text for text, vector in known.items() if vector is None]
        for text, vector in zip(missing, self._encode_queries(missing), strict=True):
            self._recent.put(text, vector)
            known[text] = vector
        rows = [vector for text in texts if (vector := known[text]) is not None]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """The unit vectors of texts to be found, shape (len(texts), dimension); equal texts are encoded once."""
        report = progress or silent
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = list(dict.fromkeys(texts))
        places: dict[str, list[int]] = {text: [] for text in order}
        for place, text in enumerate(texts):
            places[text].append(place)
        if order:
            self.load(lambda share, doing: report(share * LOADING_SHARE, doing))
        for start in range(0, len(order), AT_ONCE):
            batch = order[start : start + AT_ONCE]
            for text, vector in zip(batch, self._encode_passages(batch), strict=True):
                vectors[places[text]] = vector
            done = (start + len(batch)) / len(order)
            report(LOADING_SHARE + (1 - LOADING_SHARE) * done, f"encoded {start + len(batch)} of {len(order)} texts")
        return vectors

    def _loaded(self) -> SentenceTransformer:
        self.load()
        assert self._model is not None
        return self._model

    def _encode_queries(self, texts: list[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._lock:
            model, prompt = self._loaded(), self._prompts[0]
            vectors = model.encode_query(texts, prompt=prompt, show_progress_bar=False, normalize_embeddings=True)
        return self._checked(np.asarray(vectors, dtype=np.float32))

    def _encode_passages(self, texts: list[str]) -> NDArray[np.float32]:
        # A text by itself, on one thread: the last bits of a sum depend on what else is in the batch and on how the
        # work is shared out, and a text must have the same vector whenever it is encoded.
        with self._lock, _one_thread():
            model, prompt = self._loaded(), self._prompts[1]
            vectors = model.encode_document(
                texts, prompt=prompt, batch_size=1, show_progress_bar=False, normalize_embeddings=True
            )
        return self._checked(np.asarray(vectors, dtype=np.float32))

    def _checked(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        if not np.isfinite(vectors).all():
            raise _unusable(self.name, "its vectors are not numbers")
        return vectors


class RecentVectors:
    """The vectors of the texts used last, `capacity` of them at most; safe for threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._vectors)

    def get(self, text: str) -> NDArray[np.float32] | None:
        """The vector kept for the text, or None."""
        with self._lock:
            vector = self._vectors.get(text)
            if vector is not None:
                self._vectors.move_to_end(text)
            return vector

    def put(self, text: str, vector: NDArray[np.float32]) -> None:
        """Keep the vector; the text unused for longest goes where there is no room."""
        with self._lock:
            self._vectors[text] = vector.copy()  # a row would keep its whole batch in memory
            self._vectors.move_to_end(text)
            if len(self._vectors) > self._capacity:
                self._vectors.popitem(last=False)


def _load(name: str, folder: Path) -> SentenceTransformer:
    # Imported here, and only here: ten seconds and 500 MB.
    from sentence_transformers import SentenceTransformer

    with _quiet():
        try:
            return SentenceTransformer(
                str(folder), local_files_only=True, model_kwargs={"use_safetensors": True, "dtype": "float32"}
            )
        except Exception as error:
            # The libraries below raise whatever they like, tokenizers even the bare Exception.
            reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}".rstrip(": ")
            raise _unusable(name, reason, folder) from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """With one thread of torch's; their number is put back afterwards."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without transformers' progress bars and warnings; its settings are put back afterwards."""
    from transformers.utils import logging as noise

    level, bars = noise.get_verbosity(), noise.is_progress_bar_enabled()
    noise.set_verbosity(logging.ERROR)
    noise.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        noise.set_verbosity(level)
        if bars:
            noise.enable_progress_bar()  # type: ignore[no-untyped-call]


def _prompts(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What the model wants before a query and before a passage, "" where nothing.

    The E5 models on the hub do not say it in their files, and lose much without.
    """
    query = prompts.get("query") or ""
    passage = next((text for key in PASSAGE_PROMPT_NAMES if (text := prompts.get(key))), "")
    return E5_PROMPTS if not query and not passage and E5_NAME.search(name) else (query, passage)


def _unusable(name: str, reason: str, folder: Path | None = None) -> ModelDamaged:
    if name == DEFAULT_MODEL:
        mend = "delete that folder and run `odplan build`"
    else:
        mend = (
            f"run `hf download {name}` for a whole copy with safetensors weights, or name another model in the settings"
        )
    where = f" in {folder}" if folder else ""
    return ModelDamaged(f"The embedding model {name}{where} cannot be used ({reason}); {mend}.")
