"""What each part of a search is worth: the topical questions ranked by each alone, by all, and with pieces left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.finder import Finder
from assistant.language import is_foreign
from assistant.lexicon import Lexicon
from assistant.question import read_question
from assistant.understanding import settled, without_figures
from benchmarks.scoring import Line, Score, ndcg, success
from corpus.library import Library
from index import fusion
from index.analysis import Analyser
from index.dense import DenseIndex
from index.encoding import Encoder
from index.evidence import EvidenceIndex, Reader, Unit
from index.hits import Hit, rank
from index.lexical import LexicalIndex
from index.names import NameIndex, named
from index.search import NAME_CHARACTERS, Searcher, passages
from index.snapshot import Snapshot
from index.vocabulary import Vocabulary, load_vocabulary

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

    def __init__(self, library: Library, encoder: Encoder, reader: Reader, dense: DenseIndex) -> None:
        self.library, self.encoder, self.reader, self._dense = library, encoder, reader, dense
        documents = {dataset.id: reader.document(dataset) for dataset in library.datasets}
        self._evidence = EvidenceIndex(documents)
        self._lexical = LexicalIndex({name: document.tokens for name, document in documents.items()})
        self._names = NameIndex(named({d.id: [n for n in (d.name, d.name_en) if n] for d in library.datasets}))

    def parts(self, topic: str, units: Sequence[Unit]) -> Parts:
        """The scores that ``search`` fuses; tests/test_benchmarks.py sees to it that they are the same."""
        terms = ["#" + term for term in sorted(self.reader.terms(topic))]
        tokens = self.reader.analyser.query_tokens(topic) + terms if units else []
        shares = {name: found.share for name, found in self.coverage(units).items()}
        return {
            "meaning": fusion.above_mean(self._cosine(topic, None)),
            "coverage": fusion.below_best(shares, fusion.FAIR),
            "words": fusion.below_best({hit.id: hit.score for hit in self._lexical.search(tokens)}),
            "name": {hit.id: hit.score for hit in self._names.search(topic[:NAME_CHARACTERS])},
        }


def order(parts: Parts, weights: Mapping[str, float] = fusion.WEIGHTS) -> list[str]:
    """The datasets as the weighted parts rank them; parts without a weight are not heard."""
    fused = fusion.fuse({part: parts[part] for part in weights}, weights)
    return [hit.id.rsplit("/", 1)[-1] for hit in rank(Hit(*pair) for pair in fused.items() if pair[1] > 0)]


def judge(searcher: PartSearcher, lexicon: Lexicon, lines: Mapping[str, Line], today: date) -> list[Judged]:
    """The questions as the assistant would put them to this searcher."""
    finder, judged = Finder(searcher.library, searcher, lexicon), []
    for name, line in lines.items():
        asked = finder.owned(settled(without_figures(read_question(line["question"], lexicon, today))))
        units = () if is_foreign(asked.text) else finder.units(asked)
        judged.append(Judged(name, line, searcher.parts(asked.shown, units)))
    return judged


def searchers(library: Library, encoder: Encoder, snapshot: Snapshot) -> dict[str, PartSearcher]:
    """The product's search ("whole"), one that knows no vocabulary, and one that has no English of the plan."""
    whole = DenseIndex.from_parts(snapshot.parts)
    reader = Reader(Analyser(load_vocabulary().chinese), load_vocabulary())
    chinese = without_english(library)
    return {
        "whole": PartSearcher(library, encoder, reader, whole),
        "no vocabulary": PartSearcher(library, encoder, Reader(Analyser(), Vocabulary(())), whole),
        "no English": PartSearcher(chinese, encoder, reader, _kept(library, chinese, snapshot)),
    }


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
    texts = [(dataset.id, text) for dataset in library.datasets for text in passages(dataset)]
    rows = [n for n, (owner, text) in enumerate(texts) if text in left[owner]]
    vectors = snapshot.parts["vectors.npy"]
    assert not isinstance(vectors, bytes)
    assert len(vectors) == len(texts)
    return DenseIndex.build(vectors[rows], [texts[n][0] for n in rows])


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
