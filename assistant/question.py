"""A question, understood: its language, what is wanted, the conditions, and the topic that is left.

Nothing is looked up here. Wordings are found by the rules of ``grammar/`` (data), turned into conditions,
and what no rule and no filler word accounts for is the topic.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import dates
from assistant.answer import Language
from assistant.conditions import Condition, Mode, merged
from assistant.durations import interval, rate
from assistant.language import detect_language, is_foreign
from assistant.lexicon import Lexicon, is_filler
from assistant.numerals import parse_number
from assistant.spelling import GRAMMAR, mend
from assistant.wording import Span, filler_values, find_spans, rules
from index.analysis import HAN, clean, fold, is_han
from index.vocabulary import atoms, load_vocabulary

MAX_CHARACTERS = 500
_SPACED = re.compile(rf"(?<=[{HAN}\d])\s+(?=[{HAN}])|(?<=[{HAN}])\s+(?=[{HAN}\d])")
_QUOTED = re.compile(r"[「『“\"‘']([^「」『』“”\"‘’']{1,60})[」』”\"’']")
# Wordings that give way to a term of the vocabulary which they are a part of.
_WEAK = frozenset({"not", "and", "or", "list", "wh", "filler", "it", "those", "count", "what-about", "yes-no", "dataset-noun", "release-verb", "contains", "only", "more", "included", "compare"})
# Of the words for "not", those that leave a matter out of what was named before.
_EXCEPT = frozenset({"not", "but not", "except", "except for", "excluding", "other than", "apart from", "without", "minus", "不要", "唔要", "除了", "除咗", "不包括", "唔包括", "不是", "唔系"})
_CLAUSE = re.compile(r"[,;.!?，。；！？、:：]")
# Said after what is denied as well as before: 「空間的不要」.
_TRAILING = frozenset({"不要", "唔要", "唔好", "除外", "不计", "唔计", "不用", "唔使", "剔除", "排除"})
# Words that may stand between "not" and what is denied.
_LINKS = re.compile(
    rf"(?:[\s,'\"「」()（）-]|[a-z]+|[的嘅系是有属要会被在于那种些啲哋咗了更新发放布公个类提供以做为格式数据集资料包括含全部])*"
)
_NEAR = 26


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asked. ``wants`` holds the tags of the asking found: "list", "count", "field", "yes-no" ...

    ``topic`` is what no rule accounts for, as written; ``fields`` are the attributes asked for.
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
        """Whether it is asked to be answered with yes or no: "is ...", "... 嗎"; not "what is ..."."""
        return any(
            span.tag in ("yes-no", "contains") and (not span.text.isascii() or not self.folded[: span.start].strip(" ,")) for span in self.spans
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
    spans = find_spans(folded, rules(*GRAMMAR), mask)
    spans, day = _day(folded, spans, today)
    conditions, used = _conditions(folded, spans, day)
    order = next((span.value for span in spans if span.tag == "order"), None)
    if _topic(shown, folded, spans, used):
        spans = _outside_terms(shown, spans)
        conditions, used = _conditions(folded, spans, day)
    left_out = _left_out(folded, spans, conditions)
    excluded = _topic(shown, folded, spans, [*used, (0, left_out[0]), (left_out[1], len(shown))]) if left_out else ""
    topic = _topic(shown, folded, spans, [*used, left_out] if left_out else used)
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
        owners=tuple(dict.fromkeys(owner for form, owner in lexicon.organisations if _mentions(shown, form))),
    )


def _outside_terms(shown: str, spans: list[Span]) -> list[Span]:
    """The wordings without those that are a part of a term: the 不 of 不育, the "how many" of "how many doctors"."""
    pieces = atoms(shown)
    terms = [(pieces[m.first].start, pieces[m.last].end) for m in load_vocabulary().mentions(pieces)]
    return [
        span
        for span in spans
        if span.tag not in _WEAK or not any(start <= span.start and span.end <= end and span.length < end - start for start, end in terms)
    ]


def _day(folded: str, spans: list[Span], today: date) -> tuple[list[Span], date]:
    """The day that "this year" counts from; a date said after "suppose today is" is no condition."""
    for span in spans:
        if span.tag == "asof":
            return spans, dates.as_of(span, today)
    for n, span in enumerate(spans[:-1]):
        following = spans[n + 1]
        if span.tag == "asof-prefix" and following.tag == "date" and following.start - span.end <= 3 and following.slots:
            if span.text != "以" or folded[following.end : following.end + 1] in ("计", "为"):
                return [s for s in spans if s is not following], dates.as_of(following, today)
    return spans, today


def _mentions(shown: str, form: str) -> bool:
    if is_han(form):
        return fold(form) in fold(shown)
    if form.isupper():
        return re.search(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", shown) is not None
    form, folded = fold(form), fold(shown)
    return re.search(rf"(?<![a-z0-9]){re.escape(form)}(?![a-z0-9])", folded) is not None


def _conditions(folded: str, spans: Sequence[Span], today: date) -> tuple[tuple[Condition, ...], list[tuple[int, int]]]:
    found: list[tuple[int, int, Condition]] = []
    for n, span in enumerate(spans):
        if (condition := _condition(span, spans, n, folded)) is not None:
            found.append((span.start, span.end, condition))
    found += _named_in_quotes(folded, spans)
    for period in dates.periods(folded, [s for s in spans if s.tag == "date"], today):
        found.append((period.start, period.end, Condition("date", ranges=(period.range,))))
    found.sort(key=lambda item: item[0])
    denied = _denied(folded, spans, found)
    conditions = [replace(c, negated=True) if n in denied else c for n, (_, _, c) in enumerate(found)]
    used = [(start, end) for start, end, _ in found]
    return merged(_formats(_status(conditions, spans, folded), spans, folded)), used


def _condition(span: Span, spans: Sequence[Span], n: int, folded: str) -> Condition | None:
    match span.tag:
        case "every":
            return Condition("every", (_duration(span),), _compared(spans, n, folded))
        case "faster-than" | "faster-or-equal":
            mode: Mode = "faster-than" if span.tag == "faster-than" else "faster-or-equal"
            return Condition("every", (span.value,), mode)
        case "spatial" | "format" | "section":
            values = {"spatial": "spatial", "format": "format", "section": "section"}
            return Condition(values[span.tag], (span.value,))  # type: ignore[arg-type]
        case "no-format":
            return Condition("format", (), "none-stated")
        case "overdue" | "upcoming":
            return Condition(span.tag, ("true",))  # type: ignore[arg-type]
        case "planned" | "released":
            return Condition("status", (span.tag,))
    return None


def _named_in_quotes(folded: str, spans: Sequence[Span]) -> list[tuple[int, int, Condition]]:
    """Words in quotation marks right after or before "named" or 「名稱有」: the name must hold them."""
    found = []
    for span in spans:
        if span.tag != "name-contains":
            continue
        for quoted in _QUOTED.finditer(folded):
            if -3 <= quoted.start() - span.end <= 3 or 0 <= span.start - quoted.end() <= 3:
                found.append((quoted.start(), quoted.end(), Condition("name", (quoted.group(1),))))
    return found


def _duration(span: Span) -> str:
    if span.value not in ("interval", "rate"):
        return span.value
    units = filler_values("unit")
    unit = units["".join(span.slots["unit"][-1].replace("-", " ").split())]
    count = parse_number(span.slots["n"][0]) if "n" in span.slots else 1.0
    if span.value == "interval":
        return interval(count, unit)
    if "times" in span.slots:
        times = float(filler_values("times")["".join(span.slots["times"][0].replace("-", " ").split())])
    else:
        times = parse_number(span.slots["k"][0]) if "k" in span.slots else 1.0
    return rate(times, count, unit)


def _compared(spans: Sequence[Span], n: int, folded: str) -> Mode:
    before = spans[n - 1] if n else None
    after = spans[n + 1] if n + 1 < len(spans) else None
    if before and before.tag == "compare-every" and spans[n].start - before.end <= 3:
        return before.value  # type: ignore[return-value]
    # 「比每星期更密」, "weekly or more often": the comparison may come after.
    if after and after.tag == "after-every" and after.start - spans[n].end <= 3:
        return after.value  # type: ignore[return-value]
    return "any"


def _denied(folded: str, spans: Sequence[Span], found: Sequence[tuple[int, int, Condition]]) -> set[int]:
    """The numbers of the conditions that are denied: "not weekly or daily", 「每年更新以外」."""
    denied: set[int] = set()
    for span in spans:
        if span.tag == "not" and span.text in _TRAILING and _ends_clause(folded, span.end):
            denied |= set([n for n, (_, end, _) in enumerate(found) if end <= span.start and span.start - end <= 8][-1:])
        elif span.tag == "not":
            after = [n for n, (start, _, _) in enumerate(found) if start >= span.end]
            previous = span.end
            for n in after:
                gap = folded[previous : found[n][0]]
                first = previous == span.end
                if not _linked(gap, first=first, spans=spans, start=previous, end=found[n][0]):
                    break
                denied.add(n)
                previous = found[n][1]
        if span.tag == "not-after":
            before = [n for n, (_, end, _) in enumerate(found) if end <= span.start and span.start - end <= 8]
            denied |= set(before[-1:])
    return denied


def _ends_clause(folded: str, position: int) -> bool:
    rest = folded[position:].lstrip(" 了啦啊呀喇")
    return not rest or _CLAUSE.match(rest) is not None


def _linked(gap: str, *, first: bool, spans: Sequence[Span], start: int, end: int) -> bool:
    if len(gap) > _NEAR or _LINKS.fullmatch(gap) is None and not first:
        return False
    between = [span for span in spans if span.start >= start and span.end <= end]
    if first:
        blocking = any(span.tag in ("and", "field", "list", "count") for span in between)
        return not blocking and _CLAUSE.search(gap) is None
    return any(span.tag == "or" for span in between) or gap.strip() in ("", "、", "/", ",")


def _status(conditions: list[Condition], spans: Sequence[Span], folded: str) -> list[Condition]:
    """Settles planned against released: "not yet released" is planned, and so is what is denied to be released."""
    kept = []
    for condition in conditions:
        if condition.field == "status" and condition.negated:
            other = "released" if condition.values == ("planned",) else "planned"
            condition = Condition("status", (other,))
        kept.append(condition)
    if any(span.tag == "included" for span in spans) and _both_meant(spans):
        return [c for c in kept if c.field != "status"]
    statuses = [c.values[0] for c in kept if c.field == "status"]
    if len(set(statuses)) > 1:
        # "released in 2019 or planned" accepts both; "planned to be released" is one wording for planned.
        either = any(span.tag == "or" for span in spans)
        kept = [c for c in kept if c.field != "status" or (not either and c.values == ("planned",))]
    return kept


def _both_meant(spans: Sequence[Span]) -> bool:
    """Whether "planned ones included", 「計劃和已發放都要」 asks for both: the words stand beside each other."""
    stated = [span for span in spans if span.tag in ("planned", "released")]
    others = [span for span in spans if span.tag == "included"]
    return any(abs(o.start - s.end) <= 6 or abs(s.start - o.end) <= 6 for s in stated for o in others)


def _formats(conditions: list[Condition], spans: Sequence[Span], folded: str) -> list[Condition]:
    named = [c for c in conditions if c.field == "format" and c.mode == "any" and not c.negated]
    if not named:
        return conditions
    first = next(span for span in spans if span.tag == "format")
    last = [span for span in spans if span.tag == "format"][-1]
    mode: Mode = "any"
    if any(s.tag == "exclusive-only" or (s.tag == "only" and _beside(s, first, last, folded)) for s in spans):
        mode = "only"
    elif len(named) > 1:
        between = [span.tag for span in spans if first.end <= span.start < last.start]
        mode = "any" if "or" in between else "all"
    return [replace(c, mode=mode) if c in named else c for c in conditions]


def _beside(only: Span, first: Span, last: Span, folded: str) -> bool:
    """Whether "only" is said of the formats: "only in CSV", 「只有JSON」, "in CSV only"."""
    if only.end <= first.start:
        return _LINKS.fullmatch(folded[only.end : first.start]) is not None and first.start - only.end <= 14
    return 0 <= only.start - last.end <= 12


def _left_out(folded: str, spans: Sequence[Span], conditions: Sequence[Condition]) -> tuple[int, int] | None:
    """The stretch that a "not" leaves out of the topic, up to the end of its clause, where it denies no condition."""
    if any(condition.negated for condition in conditions):
        return None
    for span in spans:
        if span.tag == "not" and span.text in _EXCEPT and span.start > 0:
            end = _CLAUSE.search(folded, span.end)
            return span.end, end.start() if end else len(folded)
    return None


def _topic(shown: str, folded: str, spans: Sequence[Span], used: Sequence[tuple[int, int]]) -> str:
    """What the rules leave: their words are blanked out, and so are the filler words at the ends."""
    kept = list(shown)
    # "and" stays: "doctors and nurses" is one term, and what it joins is told apart later.
    for start, end in [*used, *((s.start, s.end) for s in spans if s.tag not in ("and", "or"))]:
        kept[start:end] = " " * (end - start)
    words = "".join(kept).split()
    while words and _is_empty(words[0]):
        words.pop(0)
    while words and _is_empty(words[-1]):
        words.pop()
    return " ".join(words).strip(" ,.;:!?，。；：！？、()（）")


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
