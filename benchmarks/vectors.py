"""Vectors for synthetic corpora, without a million texts being encoded: real vectors, mixed and perturbed.

The subjects, places, kinds of tables and descriptions of `wording.toml` are encoded once by the real model and kept. A
text of a corpus gets the weighted sum of the vectors of what it is made of, with noise that its own letters seed. So
these are vectors by perturbation: near each other where texts share their subject, spread as the model spreads them,
but no measure of how well the model understands. Quality is measured with real vectors elsewhere.
"""

from __future__ import annotations

import functools
import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray

from benchmarks.corpora import Parts, wording
from index.analysis import fold, fold_all, is_han
from index.encoding import DEFAULT_MODEL, Encoder, open_encoder
from index.model_folder import Progress, silent

# How much each part of a text says; a title has no form, and a name alone no field.
SUBJECT, PLACE, FORM, FIELD, NOISE = 1.0, 0.7, 0.5, 0.4, 0.25
POOL = 1 << 20
CHUNK = 16_384
LISTS = ("subjects", "titles", "places", "forms", "fields")

Vectors = NDArray[np.float32]


def pieces() -> list[str]:
    """What is encoded: each list of the wording, Chinese first, then English; forms without what is put in."""
    return [_bare(pair[side]) for side in (0, 1) for name in LISTS for pair in wording()[name]]


def _bare(text: str) -> str:
    for slot in ("{p}", "{s}", "{y}", "{d}"):
        text = text.replace(slot, "")
    return " ".join(text.split())


def bank(encoder: Encoder | None = None, folder: Path | None = None, progress: Progress = silent) -> Vectors:
    """The real vectors of the pieces, kept in a folder (the user's cache by default) from the first call on."""
    encoder = encoder or open_encoder()
    folder = folder or Path(platformdirs.user_cache_dir("odplan")) / "benchmarks"
    texts = pieces()
    mark = hashlib.sha256("\n".join([encoder.name, *texts]).encode()).hexdigest()[:16]
    path = folder / f"pieces.{mark}.npy"
    if path.exists():
        kept: Vectors = np.load(path, allow_pickle=False)
        return kept
    made = encoder.encode_passages(texts, progress)
    folder.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new.npy")
    np.save(beside, made, allow_pickle=False)
    beside.replace(path)
    return made


class StoredVectors:
    """An `index.encoding.Encoder` for one synthetic corpus and questions on it, which runs no model."""

    def __init__(self, parts: Parts, vectors: Vectors, name: str = DEFAULT_MODEL) -> None:
        self.name = name
        self.dimension = int(vectors.shape[1])
        self.ready = True
        self._parts = parts
        lengths = [len(wording()[each]) for each in LISTS]
        # [language][list] -> vectors
        self._bank = [np.split(half, np.cumsum(lengths)[:-1]) for half in np.split(vectors, 2)]
        self._subjects = [np.concatenate(half[:2]) for half in self._bank]
        pool = np.random.Generator(np.random.PCG64(1)).standard_normal(POOL + self.dimension, dtype=np.float32)
        self._pool = np.lib.stride_tricks.sliding_window_view(pool, self.dimension)

    @functools.cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: n for n, names in enumerate(self._parts.names()) for name in names}

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """The vectors of texts of the corpus, which begin with a dataset's name."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), CHUNK):
            vectors[start : start + CHUNK] = self._mixed(texts[start : start + CHUNK])
            if progress:
                progress(min(1.0, (start + CHUNK) / len(texts)), f"mixed {start} of {len(texts)} vectors")
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions: of the longest subject, place and kind of table that each of them names."""
        rows = [self._asked(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)

    def _mixed(self, texts: Sequence[str]) -> Vectors:
        names = [text if text in self._numbers else text.partition("：")[0].partition(": ")[0] for text in texts]
        mixed = np.empty((len(texts), self.dimension), dtype=np.float32)
        known = np.array([name in self._numbers for name in names])
        for n in np.flatnonzero(~known).tolist():
            mixed[n] = self._asked(texts[n])
        for side in (0, 1):
            places = [n for n in np.flatnonzero(known).tolist() if is_han(texts[n]) == (side == 0)]
            if places:
                numbers = np.array([self._numbers[names[n]] for n in places])
                fields = np.array([FIELD * (len(texts[n]) > len(names[n])) for n in places], dtype=np.float32)
                mixed[places] = self._unit(self._of(side, numbers, fields), [texts[n] for n in places])
        return mixed

    def _of(self, side: int, numbers: NDArray[np.int64], fields: Vectors) -> Vectors:
        parts = self._parts
        form = parts.form[numbers]
        weight = (FORM * (form >= 0)).astype(np.float32)[:, None]
        total: Vectors = (
            np.float32(SUBJECT) * self._subjects[side][parts.subject[numbers]]
            + np.float32(PLACE) * self._bank[side][2][parts.place[numbers]]
            + weight * self._bank[side][3][form]
            + fields[:, None] * self._bank[side][4][parts.field[numbers]]
        )
        return total

    def _asked(self, text: str) -> Vectors:
        side = 0 if is_han(text) else 1
        said = fold(text)
        total = np.zeros(self.dimension, dtype=np.float32)
        weights = (("subjects", SUBJECT), ("places", PLACE), ("forms", FORM))
        for name, weight in weights:
            named = [(len(piece), -n) for n, piece in enumerate(_lowered(name, side)) if piece in said]
            if named:
                number = -max(named)[1]
                total += np.float32(weight) * self._bank[side][LISTS.index(name)][number]
        vector: Vectors = self._unit(total[None, :], [text])[0]
        return vector

    def _unit(self, vectors: Vectors, texts: Sequence[str]) -> Vectors:
        seeds = np.array([zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts], dtype=np.int64)
        noise = self._pool[seeds % POOL]
        made = vectors + np.float32(NOISE / np.sqrt(self.dimension)) * noise
        found: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
        return found


@functools.cache
def _lowered(name: str, side: int) -> tuple[str, ...]:
    return tuple(fold_all(_bare(pair[side]) for pair in wording()[name]))


def vectors_for(texts: Sequence[str], parts: Parts, vectors: Vectors) -> Vectors:
    """The vectors of texts of the corpus of these parts, shape (len(texts), dimension)."""
    return StoredVectors(parts, vectors).encode_passages(texts)
