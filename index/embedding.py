"""The vectors of an index's texts: what the index before holds is taken over, and only new texts are encoded.

A text is known by its hash. Encoders give a text the same vector in any company, so that an index brought up to date
has the same bytes as one built from nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import VECTORS
from index.encoding import Encoder
from index.model_folder import Progress
from index.snapshot import library_versions

__all__ = ["KNOWN", "TEXTS", "Built", "embed", "known_vectors", "text_part"]

TEXTS = "texts.json"
KNOWN = (VECTORS, TEXTS)
"""The parts of a snapshot that vectors are taken over from."""

ENCODING = 2
"""To be raised when the same model is made to give other vectors: no vector of before is taken over then."""

_VERSIONS = ("torch", "transformers", "sentence-transformers", "tokenizers")


@dataclass(frozen=True, slots=True)
class Built:
    """How many different texts were embedded for an index, and how many were kept from the one before."""

    embedded: int
    kept: int


def embed(
    texts: Sequence[str],
    encoder: Encoder,
    known: Mapping[str, NDArray[np.float32]],
    progress: Progress | None = None,
) -> tuple[NDArray[np.float32], Built]:
    """The vectors of the texts, in their order, and how they were come by; where all are known no model is loaded."""
    keys = {text: _key(text) for text in texts}
    new = [text for text, key in keys.items() if key not in known]
    vectors = dict(known)
    vectors |= zip((keys[text] for text in new), encoder.encode_passages(new, progress), strict=True)
    rows = [vectors[keys[text]] for text in texts]
    empty = np.zeros((0, encoder.dimension), dtype=np.float32)
    return (np.stack(rows) if rows else empty), Built(len(new), len(keys) - len(new))


def text_part(texts: Sequence[str]) -> bytes:
    """What a snapshot keeps beside its vectors: of which texts they are, and by which libraries they were made."""
    return json.dumps({"by": _makers(), "texts": [_key(text) for text in texts]}, sort_keys=True).encode("ascii")


def known_vectors(parts: Mapping[str, object]) -> dict[str, NDArray[np.float32]]:
    """The vectors in a snapshot's parts by their texts' hashes; none where other libraries made them."""
    vectors, text = parts.get(VECTORS), parts.get(TEXTS)
    if not isinstance(vectors, np.ndarray) or not isinstance(text, bytes):
        return {}
    content = json.loads(text)
    if content["by"] != _makers() or len(content["texts"]) != len(vectors):
        return {}
    return dict(zip(content["texts"], vectors, strict=True))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _makers() -> dict[str, str]:
    return {**library_versions(_VERSIONS), "encoding": str(ENCODING)}
