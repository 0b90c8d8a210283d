"""A question, understood: its language, what is wanted, the conditions, and the topic that is left.

Nothing is looked up here. Wordings are found by the rules of ``grammar/`` (data), turned into conditions,
and what no rule and no filler word accounts for is the topic.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant import dates
from assistant.answer import Language
from assistant.conditions import Condition
from assistant.constraints import CLAUSE, read_conditions
from assistant.hints import introduction
from assistant.language import detect_language, is_foreign
from assistant.lexicon import Lexicon, is_filler
from assistant.spelling import GRAMMAR, mend
from assistant.wording import Span, find_spans, grammar
from index.analysis import HAN, clean, fold, is_han
from index.vocabulary import atoms, load_vocabulary

MAX_CHARACTERS = 500
# So many words are remembered with whether they say anything.
_KNOWN = 4_096
_SPACED = re.compile(rf"(?<=[{HAN}\d])\s+(?=[{HAN}])|(?<=[{HAN}])\s+(?=[{HAN}\d])")
# Wordings that give way to a term of the vocabulary which they are a part of.
_WEAK = frozenset(
    {
        "date",
        "every",
        "not",
        "and",
        "or",
        "list",
        "wh",
        "filler",
        "it",
        "those",
        "count",
        "figure",
        "what-about",
        "yes-no",
        "dataset-noun",
        "release-verb",
        "contains",
        "holds",
        "only",
        "more",
        "included",
        "compare",
    }
)
# Wordings that name what a matter is left out of.
_NAMED = frozenset({"list", "count", "dataset-noun"})


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked: as written, as shown (mended), and folded; the wordings found and what they come to.

    ``topic`` is what no rule accounts for, as written; ``excluded`` what the topic leaves out; ``fields`` are
    the attributes asked for; ``owners`` the organisations named; ``today`` the day that "this year" counts from.
    """

    text: str
    language: Language
    shown: str
    folded: str
    spans: tuple[Span, ...]
    conditions: tuple[Condition, ...]
    order: str | None
    fields: tuple[str, ...]
    topic: str
    today: date
    owners: tuple[str, ...] = ()
    excluded: str = ""

    def has(self, *tags: str) -> bool:
        """Whether any of the tags was found in the wording."""
        return any(span.tag in tags for span in self.spans)

    def span(self, tag: str) -> Span | None:
        """The first wording with the tag."""
        return next((span for span in self.spans if span.tag == tag), None)

    @property
    def starts_yes_no(self) -> bool:
        """Whether it is asked to be answered with yes or no: "is ...", "and is ...", "... 嗎"; not "what is ..."."""
        joined = (span.end for span in self.spans if span.tag == "and" and not self.folded[: span.start].strip(" ,"))
        start = next(joined, 0)
        return any(
            span.tag in ("yes-no", "contains")
            and (not span.text.isascii() or not self.folded[start : span.start].strip(" ,"))
            for span in self.spans
        )

    def condition(self, field: str) -> Condition | None:
        """The condition on a field, where there is one."""
        return next((c for c in self.conditions if c.field == field), None)


def aligned(text: str) -> tuple[str, str]:
    """The text as shown and as compared, of one length, so that a place in one is a place in the other."""
    shown = _SPACED.sub("", clean(text))
    folded = fold(shown)
    if len(folded) == len(shown):
        return shown, folded
    return shown, "".join(f if len(f := fold(char)) == 1 else char.lower()[:1] for char in shown)


def read_question(text: str, lexicon: Lexicon, today: date, language: Language | None = None) -> Question:
    """The question understood as far as its words alone go."""
    shown, folded = aligned(text if is_foreign(text) else mend(text, lexicon.words))
    mask = lexicon.name_mask(folded)
    spans = _opened(find_spans(folded, grammar(*GRAMMAR), mask))
    spans, day = _day(folded, spans, today)
    owners = lexicon.organisations.places(shown)
    named = [place for place, _ in owners]
    conditions, used = read_conditions(folded, spans, day, named)
    order = next((span.value for span in spans if span.tag == "order"), None)
    if _topic(shown, folded, spans, used, whole=False):
        spans = _outside_terms(shown, spans)
        conditions, used = read_conditions(folded, spans, day, named)
    left_out = _left_out(folded, spans, conditions)
    excluded = _topic(shown, folded, spans, [*used, (0, left_out[0]), (left_out[1], len(shown))]) if left_out else ""
    topic = _asked_topic(shown, folded, spans, [*used, left_out] if left_out else used)
    return Question(
        text=text,
        language=language or detect_language(text),
        shown=shown,
        folded=folded,
        spans=tuple(spans),
        conditions=conditions,
        order=order,
        fields=tuple(dict.fromkeys(span.value for span in spans if span.tag == "field")),
        topic=topic,
        today=day,
        excluded=excluded,
        owners=tuple(dict.fromkeys(owner for _, owner in owners)),
    )


def topical_question(text: str, conditions: tuple[Condition, ...], today: date) -> Question:
    """A question that is a topic and conditions already: nothing is read into its words."""
    shown, folded = aligned(text)
    return Question(text, detect_language(text, "en"), shown, folded, (), conditions, None, (), shown, today)


def _opened(spans: list[Span]) -> list[Span]:
    """The wordings without those that close what nothing has opened: the 外 of 海外."""
    opening = next((n for n, span in enumerate(spans) if span.tag == "not"), len(spans))
    return [span for n, span in enumerate(spans) if n > opening or span.value != "closes"]


def _outside_terms(shown: str, spans: list[Span]) -> list[Span]:
    """The wordings without those that are a part of a term: the 不 of 不育, the "how many" of "how many doctors"."""
    terms = _terms(shown)
    return [
        span
        for span in spans
        if span.tag not in _WEAK
        or not any(start <= span.start and span.end <= end and span.length < end - start for start, end in terms)
    ]


def _day(folded: str, spans: list[Span], today: date) -> tuple[list[Span], date]:
    """The day that "this year" counts from; a date said after "suppose today is" is no condition."""
    for span in spans:
        if span.tag == "asof":
            return spans, dates.as_of(span, today)
    for span, following in itertools.pairwise(spans):
        near = following.tag == "date" and following.slots and following.start - span.end <= 3
        # 「以」 stands in many a word; only "以...計" names a day.
        closed = span.text != "以" or folded[following.end : following.end + 1] in ("计", "为")
        if span.tag == "asof-prefix" and near and closed:
            return [s for s in spans if s is not following], dates.as_of(following, today)
    return spans, today


def _left_out(folded: str, spans: Sequence[Span], conditions: Sequence[Condition]) -> tuple[int, int] | None:
    """The stretch of its clause that a "not" leaves out of the topic, where it denies no condition."""
    if any(condition.negated for condition in conditions):
        return None
    for span in spans:
        if span.tag == "not" and span.value == "except":
            clause = CLAUSE.search(folded, span.end)
            closed = (other.start for other in spans if other.start > span.end and _closes(folded, other))
            stretch = span.end, min(clause.start() if clause else len(folded), next(closed, len(folded)))
            first = span.start
        elif span.tag == "not-after" and span.value in ("except", "closes"):
            first = max((clause.end() for clause in CLAUSE.finditer(folded, 0, span.start)), default=0)
            opening = (other.end for other in spans if other.tag == "not" and first <= other.start < span.start)
            stretch = next(opening, first), span.start
        else:
            continue
        # What nothing stands before leaves something out only of what is named behind it.
        if first > 0 or any(other.tag in _NAMED and other.start >= stretch[1] for other in spans):
            return stretch
    return None


def _closes(folded: str, span: Span) -> bool:
    """Whether a wording stands behind what is left out: 「除了癌症以外」, 「不包括疫苗的數據集」."""
    return span.tag == "not-after" or (span.tag in _NAMED and folded[span.start - 1] in "的嘅")


def _topic(
    shown: str, folded: str, spans: Sequence[Span], used: Sequence[tuple[int, int]], *, whole: bool = True
) -> str:
    """What the rules leave: their words are blanked out, and so are filler words at the ends; terms stay ``whole``."""
    kept = list(shown)
    # "and" stays: "doctors and nurses" is one term, and what it joins is told apart later.
    for start, end in [*used, *((s.start, s.end) for s in spans if s.tag not in ("and", "or"))]:
        kept[start:end] = " " * (end - start)
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", "".join(kept))]
    loose = whole and words and (_is_empty(words[0][1]) or _is_empty(words[-1][1]))
    # Of a term that a wording has taken a part of, nothing is left to keep whole.
    terms = [(a, b) for a, b in _terms(shown) if "".join(kept[a:b]) == shown[a:b]] if loose else []
    while words and _is_idle(words[0], terms):
        words.pop(0)
    while words and _is_idle(words[-1], terms):
        words.pop()
    return " ".join(word for _, word in words).strip(" ,.;:!?，。；：！？、()（）")


def _asked_topic(shown: str, folded: str, spans: Sequence[Span], used: Sequence[tuple[int, int]]) -> str:
    """The topic, without who they are that ask, where something is asked behind that."""
    start, end = introduction(folded)
    if end:
        topic = _topic(shown, folded, spans, [*used, (start, end)])
        if topic or any(place >= end for place, _ in used):
            return topic
    return _topic(shown, folded, spans, used)


def _is_idle(placed: tuple[int, str], terms: Sequence[tuple[int, int]]) -> bool:
    """Whether a word at its place says nothing: "how many" does not, but in "how many hours" it is part of a term."""
    place, word = placed
    within = any(start <= place and place + len(word) <= end and end - start > len(word) for start, end in terms)
    return _is_empty(word) and not within


def _terms(shown: str) -> list[tuple[int, int]]:
    """Where the text mentions terms of the vocabulary."""
    pieces = atoms(shown)
    return [(pieces[m.first].start, pieces[m.last].end) for m in load_vocabulary().read(shown)]


@functools.lru_cache(_KNOWN)
def _is_empty(word: str) -> bool:
    bare = fold(word).strip(" ,.;:!?()「」『』\"'、。-/")
    return not bare or is_filler(bare) or _all_fillers(bare)


def _all_fillers(run: str) -> bool:
    """Whether a Chinese run can be cut into filler words without a rest, so that no segmenter need be asked."""
    if not is_han(run):
        return False
    reached = [True] + [False] * len(run)
    for end in range(1, len(run) + 1):
        reached[end] = any(reached[start] and is_filler(run[start:end]) for start in range(max(0, end - 5), end))
    return reached[-1]
