"""What each part of a search is worth: the topical questions ranked by each alone, by all, and with pieces left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from assistant.finder import Finder
from assistant.language import is_foreign
from assistant.lexicon import Lexicon
from assistant.question import read_question
from assistant.understanding import settled, without_figures
from benchmarks.scoring import Line, Score, ndcg, success
from corpus.library import Library
from index import fusion
from index.analysis import Analyser
from index.dense import VECTORS, DenseIndex
from index.encoding import Encoder
from index.evidence import Reader, Unit, delivered_reader
from index.hits import Hit, rank
from index.search import Searcher, passages, read
from index.snapshot import Snapshot
from index.store import Scored
from index.vocabulary import Vocabulary

NDCG, SUCCESS = "nDCG@10", "success@1"
Parts = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A topical question with what each part says of it: normalised scores by dataset."""

    id: str
    line: Line
    parts: Parts


class PartSearcher(Searcher):
    """A Searcher over any reader and library whose parts can be heard one by one, before they are fused."""

    def heard(self, topic: str, units: Sequence[Unit]) -> Parts:
        """The scores that ``search`` fuses, by dataset; tests/test_benchmarks.py sees to it that they are the same."""
        parts = self.parts(topic, self.coverage(units), self.near(topic))
        return {
            part: dict(zip(self.store.ids(found.rows.tolist()), found.scores.tolist(), strict=True))
            for part, found in parts.items()
        }


def fused(parts: Parts, weights: Mapping[str, float] = fusion.WEIGHTS) -> dict[str, float]:
    """The datasets' scores by the weighted parts; parts without a weight are not heard."""
    names = sorted({name for scores in parts.values() for name in scores})
    rows = {name: row for row, name in enumerate(names)}
    scored = {part: _scored({rows[name]: score for name, score in parts[part].items()}) for part in weights}
    found = fusion.fuse(scored, weights).reaching()
    return {names[row]: score for row, score in zip(found.rows, found.scores.tolist(), strict=True)}


def _scored(scores: Mapping[int, float]) -> Scored:
    rows = sorted(scores)
    return Scored(np.array(rows, dtype=np.int32), np.array([scores[row] for row in rows], dtype=np.float64))


def order(parts: Parts, weights: Mapping[str, float] = fusion.WEIGHTS) -> list[str]:
    """The datasets as the weighted parts rank them."""
    return [hit.id.rsplit("/", 1)[-1] for hit in rank(Hit(*pair) for pair in fused(parts, weights).items())]


def judge(searcher: PartSearcher, lexicon: Lexicon, lines: Mapping[str, Line], today: date) -> list[Judged]:
    """The questions as the assistant would put them to this searcher."""
    finder, judged = Finder(searcher.library, searcher, lexicon), []
    for name, line in lines.items():
        asked = finder.owned(settled(without_figures(read_question(line["question"], lexicon, today))))
        units = () if is_foreign(asked.text) else finder.units(asked)
        judged.append(Judged(name, line, searcher.heard(asked.shown, units)))
    return judged


def searchers(library: Library, encoder: Encoder, snapshot: Snapshot) -> dict[str, PartSearcher]:
    """The product's search ("whole"), one that knows no vocabulary, and one that has no English of the plan."""
    whole = DenseIndex.from_parts(snapshot.parts)
    reader = delivered_reader()
    chinese = without_english(library)
    return {
        "whole": _searcher(library, encoder, reader, whole),
        "no vocabulary": _searcher(library, encoder, Reader(Analyser(), Vocabulary(())), whole),
        "no English": _searcher(chinese, encoder, reader, _kept(library, chinese, snapshot)),
    }


def _searcher(library: Library, encoder: Encoder, reader: Reader, dense: DenseIndex) -> PartSearcher:
    return PartSearcher(library, encoder, read(library, reader, dense), reader=reader)


def without_english(library: Library) -> Library:
    """The library as it would be had nobody translated its titles and descriptions."""
    bare = (
        replace(d, name_en="", releases=tuple(replace(release, description_en="") for release in d.releases))
        for d in library.datasets
    )
    return replace(library, datasets=tuple(bare))


def _kept(library: Library, fewer: Library, snapshot: Snapshot) -> DenseIndex:
    """The vectors of the passages that are left; the snapshot holds them in the order of the passages."""
    left = {dataset.id: set(passages(dataset)) for dataset in fewer.datasets}
    datasets = sorted(library.datasets, key=lambda dataset: dataset.id)
    texts = [(dataset.id, text) for dataset in datasets for text in passages(dataset)]
    kept = [n for n, (owner, text) in enumerate(texts) if text in left[owner]]
    vectors = snapshot.parts[VECTORS]
    assert not isinstance(vectors, bytes)
    assert len(vectors) == len(texts)
    counts = Counter(texts[n][0] for n in kept)
    return DenseIndex.build(vectors[kept], [counts[dataset.id] for dataset in datasets])


def ablate(judged: Mapping[str, Sequence[Judged]]) -> dict[str, list[Score]]:
    """For each row of the table the scores of its questions."""
    fused = fusion.WEIGHTS
    lexical = {part: weight for part, weight in fused.items() if part != "meaning"}
    rows: dict[str, tuple[str, Mapping[str, float]]] = {
        "keywords only (BM25, no vocabulary)": ("no vocabulary", {"words": 1.0}),
        "BM25 with the vocabulary": ("whole", {"words": 1.0}),
        "coverage only": ("whole", {"coverage": 1.0}),
        "names only": ("whole", {"name": 1.0}),
        "dense only (meaning)": ("whole", {"meaning": 1.0}),
        "fused, no vocabulary": ("no vocabulary", fused),
        "fused, no English titles and descriptions": ("no English", fused),
        "fused, no dense": ("whole", lexical),
        "**fused**": ("whole", fused),
    }
    return {row: [s for one in judged[kind] for s in _earned(one, weights)] for row, (kind, weights) in rows.items()}


def _earned(one: Judged, weights: Mapping[str, float]) -> list[Score]:
    wanted, ranked = one.line["relevant"], order(one.parts, weights)
    return [
        Score(NDCG, one.line["lang"], ndcg(wanted, ranked), one.line["question"]),
        Score(SUCCESS, one.line["lang"], success(wanted, ranked), one.line["question"]),
    ]
