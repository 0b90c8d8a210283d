"""A model as sentence-transformers runs it: any folder of its kind, passages and questions, on CPU or GPU.

Importing this module is light; loading a model imports torch and sentence-transformers, some ten seconds and 500 MB.
Nothing is ever downloaded, and weights are only read as safetensors, so a model's files cannot run code.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelDamaged
from index.model_source import DEFAULT_MODEL

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["E5_PROMPTS", "SentenceModel", "prompts_of", "unusable"]

E5_NAME = re.compile(r"(?:^|/)(?:multilingual-)?e5-(?:small|base|large)(?:-v2)?$")
E5_PROMPTS = ("query: ", "passage: ")
PASSAGE_PROMPT_NAMES = ("passage", "document", "corpus")

P = ParamSpec("P")
R = TypeVar("R")

MOST_ON_GPU = 1024
COPIES = 64
"""How many float32 numbers a GPU holds for each token and dimension while it encodes, rather too many than too few."""


class SentenceModel:
    """A loaded model, whose vectors are unit float32 rows; for any number of threads, which take turns.

    Raises ModelDamaged where the folder makes no model.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._model = _load(name, folder)
        self._prompts = prompts_of(name, self._model.prompts)
        # Fast tokenizers panic when two threads use one ("Already borrowed"), so threads tokenize in turns.
        self._lock = threading.RLock()
        self._model.preprocess = _in_turns(self._model.preprocess)  # type: ignore[method-assign]

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        size = self._model.get_embedding_dimension()
        if size is None:
            raise unusable(self.name, "it does not say how long its vectors are")
        return size

    @property
    def at_once(self) -> int:
        """How many passages make one call worth while."""
        return 32 if self._on_cpu else 4 * self._batch()

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of questions, shape (len(texts), dimension)."""
        with self._lock:
            vectors = self._model.encode_query(
                list(texts), prompt=self._prompts[0], show_progress_bar=False, normalize_embeddings=True
            )
        return np.asarray(vectors, dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts to be found; on the CPU a text has the same, to the last bit, in any company.

        On a GPU texts are encoded in batches, which can change the last bits.
        """
        with self._lock:
            return self._one_by_one(texts) if self._on_cpu else self._encoded(texts, self._batch())

    @property
    def _on_cpu(self) -> bool:
        return self._model.device.type == "cpu"

    def _one_by_one(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # The last bits of a sum depend on what else is in the batch and on how the work is shared out. So a text is
        # encoded by itself and on one thread, and the cores are kept busy with a text each: nothing is padded, and
        # no core waits for another at each product.
        with (
            _threads_of_torch() as (threads, set_threads),
            ThreadPoolExecutor(threads, initializer=set_threads, initargs=(1,)) as pool,
        ):
            rows = list(pool.map(lambda text: self._encoded([text], 1), texts))
        return np.concatenate(rows)

    def _encoded(self, texts: Sequence[str], batch: int) -> NDArray[np.float32]:
        vectors = self._model.encode_document(
            list(texts),
            prompt=self._prompts[1],
            batch_size=batch,
            show_progress_bar=False,
            normalize_embeddings=True,
        )
        return np.asarray(vectors, dtype=np.float32)

    def _batch(self) -> int:
        """How many of the longest texts fit into half of the GPU's free memory."""
        import torch

        if self._model.device.type != "cuda":
            return 32
        free, _ = torch.cuda.mem_get_info(self._model.device)
        text = (self._model.get_max_seq_length() or 512) * self.dimension * COPIES * 4
        return int(min(MOST_ON_GPU, max(1, free // 2 // text)))


def prompts_of(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """What the model wants before a query and before a passage, "" where nothing.

    The E5 models on the hub do not say it in their files, and lose much without.
    """
    query = prompts.get("query") or ""
    passage = next((text for key in PASSAGE_PROMPT_NAMES if (text := prompts.get(key))), "")
    return E5_PROMPTS if not query and not passage and E5_NAME.search(name) else (query, passage)


def unusable(name: str, reason: str, folder: Path | None = None) -> ModelDamaged:
    """The error that says why a model cannot be used, and what to do."""
    if name == DEFAULT_MODEL:
        mend = "delete that folder and run `odplan build`"
    else:
        mend = (
            f"run `hf download {name}` for a whole copy with safetensors weights, or name another model in the settings"
        )
    where = f" in {folder}" if folder else ""
    return ModelDamaged(f"The embedding model {name}{where} cannot be used ({reason}); {mend}.")


def _load(name: str, folder: Path) -> SentenceTransformer:
    # Imported here, and only here: ten seconds and 500 MB. ImportError and MemoryError are told by who asked.
    try:
        from sentence_transformers import SentenceTransformer
    except (OSError, RuntimeError) as error:
        # So torch and transformers tell of libraries of theirs that cannot be loaded.
        raise ImportError(str(error)) from error

    with _quiet():
        try:
            return SentenceTransformer(
                str(folder), local_files_only=True, model_kwargs={"use_safetensors": True, "dtype": "float32"}
            )
        except (ImportError, MemoryError):
            raise
        except Exception as error:
            # The libraries below raise whatever they like, tokenizers even the bare Exception.
            reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}".rstrip(": ")
            raise unusable(name, reason, folder) from error


def _in_turns(call: Callable[P, R]) -> Callable[P, R]:
    turn = threading.Lock()

    def in_turn(*args: P.args, **kwargs: P.kwargs) -> R:
        with turn:
            return call(*args, **kwargs)

    return in_turn


@contextmanager
def _threads_of_torch() -> Iterator[tuple[int, Callable[[int], None]]]:
    """The number of torch's threads and what sets it; the number is put back afterwards."""
    import torch

    threads = torch.get_num_threads()
    try:
        yield threads, torch.set_num_threads
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
