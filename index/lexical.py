"""BM25 over the analyser's tokens and the vocabulary's terms: the scores, worked out when an index is built.

Terms stand among the tokens as ``#id``, so that a question and a plan that use different words,
or different languages, still share something to be matched by.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["BM25_B", "BM25_K1", "bm25"]

# Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", section 3.2: usual values.
BM25_K1 = 1.2
BM25_B = 0.75
CHUNK = 1 << 22


def bm25(
    starts: NDArray[np.int64], rows: NDArray[np.int32], counts: NDArray[np.int32], lengths: NDArray[np.int32]
) -> NDArray[np.float32]:
    """What each posting adds to the score of its row, where a question holds its token (Lucene's variant).

    Postings lie token by token, from ``starts`` on; each is a row and how often it holds the token, 0 for not at all.
    ``lengths`` are the rows' numbers of tokens. Singly precise, and rounded where bm25s rounds.
    """
    average = float(lengths.mean()) if len(lengths) else 0.0
    norms = BM25_K1 * ((1 - BM25_B) + BM25_B * lengths / average) if average else np.ones(len(lengths))
    held = np.add.reduceat(counts > 0, starts[:-1], dtype=np.int64) if len(counts) else starts[:-1]
    rarity = np.array([_rarity(int(n), len(lengths)) for n in held], dtype=np.float32)
    scores = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), CHUNK):
        part = slice(start, start + CHUNK)
        often = counts[part].astype(np.float64)
        tokens = np.searchsorted(starts, np.arange(start, min(start + CHUNK, len(rows))), side="right") - 1
        scores[part] = rarity[tokens] * (often / (norms[rows[part]] + often))
    return scores


def _rarity(holders: int, size: int) -> Any:
    return math.log(1 + (size - holders + 0.5) / (holders + 0.5))
