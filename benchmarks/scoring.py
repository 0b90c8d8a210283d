"""How well answers do: each question judged by what it expects, and the means by measure and language.

Pure: lines of question files and answers in the contract's JSON go in, numbers come out; who asks is another matter.

The five files of a folder of questions, a JSON object a line, each with an id and a "lang":

- attributes  {"kind": list|count|value, "question", "expect"}: ``expect`` is the exact "ids", or with them a "count",
  or a "field" with the words that the answer must hold ("any_of", one of each group in "all_of") and must not
  ("none_of")
- dialogues   {"turns": [{"question", "expect"}, ...]}
- topical     {"question", "relevant": {id: grade}}
- fuzzy       {"query", "relevant": {id: grade}}
- outofscope  {"kind", "question"}, with "relevant" where the plan has something near
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FILES = ("attributes", "dialogues", "topical", "fuzzy", "outofscope")
# How deep a ranking is looked at, as a person would.
DEPTH = 10
# How many datasets a "value" answer may be about, and a question beside the plan may point to.
NEAR = 3
# How deep a list of suggestions is looked at.
SUGGESTED = 5

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """What one question earned in one measure, from 0 to 1."""

    measure: str
    lang: str
    value: float
    question: str


def ndcg(relevant: Mapping[str, int], ranked: Sequence[str], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain with exponential gains; 0 where nothing is relevant.

    Burges et al., "Learning to Rank using Gradient Descent", ICML 2005: sum of (2^grade - 1) / log2(rank + 1), over
    that of the best order there could be.
    """
    best = _discounted(sorted(relevant.values(), reverse=True)[:depth])
    return _discounted([relevant.get(name, 0) for name in ranked[:depth]]) / best if best else 0.0


def _discounted(grades: Iterable[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def reciprocal_rank(relevant: Iterable[str], ranked: Sequence[str], depth: int = DEPTH) -> float:
    """One over the rank of the first that is relevant; 0 where none is."""
    wanted = set(relevant)
    return next((1 / rank for rank, name in enumerate(ranked[:depth], 1) if name in wanted), 0.0)


def success(relevant: Iterable[str], ranked: Sequence[str], depth: int = 1) -> float:
    """1 where one of the first is relevant, else 0."""
    return float(bool(set(relevant) & set(ranked[:depth])))


def recall(relevant: Iterable[str], ranked: Sequence[str], depth: int = SUGGESTED) -> float:
    """The share of the relevant among the first, of as many as there is room for."""
    wanted = set(relevant)
    return len(wanted & set(ranked[:depth])) / min(depth, len(wanted)) if wanted else 0.0


def is_right(expect: Line, answer: Line) -> bool:
    """Whether an answer is the expected set, number or attribute."""
    ids = about(answer)
    if "field" in expect:
        return set(expect["ids"]) <= set(ids[: max(NEAR, len(expect["ids"]))]) and _says(expect, answer["answer"])
    if "count" in expect:
        return bool(answer["value"] == expect["count"])
    return set(ids) == set(expect["ids"])


def _says(expect: Line, text: str) -> bool:
    said = _bare(text)
    groups = [*expect.get("all_of", ()), *([expect["any_of"]] if "any_of" in expect else [])]
    held = all(any(_bare(form) in said for form in group) for group in groups)
    return held and not any(_bare(form) in said for form in expect.get("none_of", ()))


def _bare(text: str) -> str:
    """The text without what must not decide: case, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def stands_back(line: Line, answer: Line) -> bool:
    """Whether a question beside the plan is answered as such, or pointed to what is near it."""
    if line["kind"] in ("points_to", "other_language") and line.get("relevant"):
        return bool(success(line["relevant"], about(answer) or ranked(answer), NEAR))
    kinds = ("help",) if line["kind"] == "smalltalk" else ("none", "help")
    return answer["kind"] in kinds and (line["kind"] == "smalltalk" or not answer["dataset_ids"])


def about(answer: Line) -> list[str]:
    """The ids that an answer is about, without the plan's."""
    return [_short(name) for name in answer.get("dataset_ids", ())]


def ranked(answer: Line) -> list[str]:
    """The ids of an answer's matches, without the plan's."""
    return [_short(match["id"]) for match in answer.get("matches", ())]


def _short(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def scores(file: str, line: Line, answer: Line) -> list[Score]:
    """What a line of one of the FILES earned with its answer."""
    match file:
        case "attributes":
            earned = [(line["kind"], float(is_right(line["expect"], answer)))]
        case "dialogues":
            return [
                Score("dialogue turns", line["lang"], float(is_right(turn["expect"], reply)), turn["question"])
                for turn, reply in zip(line["turns"], answer["turns"], strict=True)
            ]
        case "topical":
            wanted, order = line["relevant"], ranked(answer)
            earned = [("topical nDCG@10", ndcg(wanted, order)), ("topical MRR@10", reciprocal_rank(wanted, order))]
        case "fuzzy":
            wanted, order = line["relevant"], ranked(answer)
            earned = [("fuzzy success@1", success(wanted, order)), ("fuzzy recall@5", recall(wanted, order))]
        case "outofscope":
            earned = [("out of scope", float(stands_back(line, answer)))]
        case _:
            raise ValueError(f"{file!r} is none of {FILES}")
    return [
        Score(measure, line["lang"], value, line.get("question", line.get("query", ""))) for measure, value in earned
    ]


def means(earned: Iterable[Score]) -> dict[str, dict[str, tuple[float, int]]]:
    """For each measure and language, and for "all" of them, the mean and the number of questions."""
    tally: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for score in earned:
        tally[score.measure]["all"].append(score.value)
        tally[score.measure][score.lang].append(score.value)
    return {
        measure: {lang: (sum(values) / len(values), len(values)) for lang, values in by_lang.items()}
        for measure, by_lang in tally.items()
    }
