"""BM25 over the analyser's tokens and the vocabulary's terms, by bm25s.

Terms stand among the tokens as ``#id``, so that a question and a plan that use different words,
or different languages, still share something to be matched by.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from index.hits import Hit, rank

# Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework", section 3.2: usual values.
BM25_K1 = 1.2
BM25_B = 0.75


class LexicalIndex:
    """Documents by their tokens. Documents that share no token with a question are not found at all."""

    def __init__(self, tokens: Mapping[str, Sequence[str]]) -> None:
        # With scipy it takes a fifth of a second, which a look-up of names and a list by conditions need not pay.
        import bm25s

        self._ids = sorted(tokens)
        # The numbering of the tokens is ours, because bm25s numbers them by the order of a set.
        self._numbers = {token: n for n, token in enumerate(sorted({t for ts in tokens.values() for t in ts}))}
        self._bm25 = bm25s.BM25(k1=BM25_K1, b=BM25_B, method="lucene")
        if self._numbers:
            rows = [[self._numbers[token] for token in tokens[name]] for name in self._ids]
            self._bm25.index(bm25s.tokenization.Tokenized(rows, dict(self._numbers)), show_progress=False)

    def search(self, tokens: Sequence[str], among: Collection[str] | None = None) -> list[Hit]:
        """The documents that share a token with the question, best first, with their BM25 scores."""
        known = [self._numbers[token] for token in tokens if token in self._numbers]
        if not known:
            return []
        scores = self._bm25.get_scores_from_ids(known)
        return rank(
            Hit(name, float(score))
            for name, score in zip(self._ids, scores, strict=True)
            if score > 0 and (among is None or name in among)
        )
