"""Other search engines on the same work, one module each; this is what they have in common. Imports none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
"""How many ids an answer holds."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is searched: for each document its id, its text, its words; a folder that a peer may write to."""

    ids: Sequence[str]
    texts: Sequence[str]
    words: Sequence[Sequence[str]]
    folder: Path


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was put, and its words."""

    text: str
    words: Sequence[str]


class Peer(Protocol):
    """A search engine."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        """Indexes the documents, each with its unit vector."""

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        """The ids of the DEPTH best documents, best first."""
