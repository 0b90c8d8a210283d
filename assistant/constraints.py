"""Conditions out of the wordings of a question: what they mean, what is denied, what belongs together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import dates
from assistant.conditions import Condition, Field, Mode, merged
from assistant.durations import interval, rate
from assistant.numerals import parse_number
from assistant.templates import filler_values
from assistant.wording import Span

CLAUSE = re.compile(r"[,;.!?，。；！？、:：]")
_QUOTED = re.compile(r"[「『“\"‘']([^「」『』“”\"‘’']{1,60})[」』”\"’']")
# Words that may stand between "not" and what is denied.
_LINKS = re.compile(
    r"(?:[\s,'\"「」()（）-]|[a-z]|[或者的嘅系是有属要会被在于那种些啲哋咗了更新发放布公个类提供以做为格式数据集资料包括含全部])*"
)
_NEAR = 26
# So far behind a condition its "not" may stand: "datasets that are updated weekly excluded".
_TRAILS = 8
# So many characters may stand between what belongs together; a state and "included"; "only" and formats.
_CLOSE, _INCLUDED, _ONLY_BEFORE, _ONLY_AFTER = range(4), range(7), range(15), range(13)
# Said after what is denied as well as before: 「空間的不要」.
_TRAILING = frozenset({"no", "not", "不要", "唔要", "唔好", "除外", "不计", "唔计", "不用", "唔使", "剔除", "排除"})
_PLAIN: dict[str, Field] = {"spatial": "spatial", "format": "format", "section": "section"}
_STATED = frozenset({"every", "spatial", "planned", "released", "overdue", "upcoming", "section", "date"})
# "only those with JSON" keeps some of what was shown; it is not said of the format.
_POINTING = frozenset({"those", "only-those", "it"})
# 「每隔一日」 is every other day; 「每隔一小時」 is commonly said of every hour.
_SKIPPED = frozenset({"day", "week", "month", "year"})
_FORMATS: dict[str, Mode] = {"no-format": "none-stated", "one-format": "single", "several-formats": "several"}
_MODES: dict[str, Mode] = {
    "faster-than": "faster-than", "faster-or-equal": "faster-or-equal", "slower-than": "slower-than",
    "slower-or-equal": "slower-or-equal",
}  # fmt: skip


def read_conditions(
    folded: str, spans: Sequence[Span], today: date, owners: Sequence[int] = ()
) -> tuple[tuple[Condition, ...], list[tuple[int, int]]]:
    """The conditions that the wordings state, in their order, and where in the text they are stated.

    ``owners`` are the places where an organisation is named: a "not" before one is said of it.
    """
    found: list[tuple[int, int, Condition]] = []
    for n, span in enumerate(spans):
        if (condition := _condition(span, spans, n)) is not None:
            found.append((span.start, span.end, condition))
    found += _named_in_quotes(folded, spans)
    for period in dates.periods(folded, [s for s in spans if s.tag == "date"], today):
        found.append((period.start, period.end, Condition("date", ranges=(period.range,))))
    found.sort(key=lambda item: item[0])
    denied = _denied(folded, spans, found, owners)
    conditions = [replace(c, negated=True) if n in denied else c for n, (_, _, c) in enumerate(found)]
    used = [(start, end) for start, end, _ in found]
    return merged(_dates(_formats(_status(conditions, spans), spans, folded))), used


def _dates(conditions: list[Condition]) -> list[Condition]:
    """Takes dates that are left out from those that are wanted: "after 2018 but not in 2020"."""
    denied = [c for c in conditions if c.field == "date" and c.negated]
    if not denied or not any(c.field == "date" and not c.negated for c in conditions):
        return conditions
    out = [part for condition in denied for part in condition.ranges]
    kept = [c for c in conditions if c not in denied]
    return [replace(c, ranges=dates.without(c.ranges, out)) if c.field == "date" else c for c in kept]


def _condition(span: Span, spans: Sequence[Span], n: int) -> Condition | None:
    match span.tag:
        case "every":
            return Condition("every", (_duration(span),), _compared(spans, n))
        case "faster-than" | "faster-or-equal":
            return Condition("every", (span.value,), _MODES[span.tag])
        case "spatial" | "format" | "section":
            letters = tuple(dict.fromkeys(part.upper() for part in span.slots.get("part", ())))
            return Condition(_PLAIN[span.tag], letters or (span.value,))
        case "no-format" | "one-format" | "several-formats":
            return Condition("format", (), _FORMATS[span.tag])
        case "several-releases":
            return Condition("releases", (), "several")
        case "overdue":
            return Condition("overdue", ("true",))
        case "upcoming":
            return Condition("upcoming", ("true",))
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
            if abs(quoted.start() - span.end) in _CLOSE or span.start - quoted.end() in _CLOSE:
                found.append((quoted.start(), quoted.end(), Condition("name", (quoted.group(1),))))
    return found


def _duration(span: Span) -> str:
    if span.value not in ("interval", "rate"):
        return span.value
    units = filler_values("unit")
    unit = units["".join(span.slots["unit"][-1].replace("-", " ").split())]
    count = parse_number(span.slots["n"][0]) if "n" in span.slots else 1.0
    if span.value == "interval":
        apart = count == 1 and unit in _SKIPPED and span.text.startswith(("隔", "每隔"))
        return interval(2 if apart else count, unit)
    if "times" in span.slots:
        times = float(filler_values("times")["".join(span.slots["times"][0].replace("-", " ").split())])
    else:
        times = parse_number(span.slots["k"][0]) if "k" in span.slots else 1.0
    return rate(times, count, unit)


def _compared(spans: Sequence[Span], n: int) -> Mode:
    before = spans[n - 1] if n else None
    after = spans[n + 1] if n + 1 < len(spans) else None
    # 「比每星期更疏」, "weekly or more often": what comes after says more than what comes before.
    if after and after.tag == "after-every" and after.start - spans[n].end in _CLOSE:
        return _MODES[after.value]
    if before and before.tag == "compare-every" and spans[n].start - before.end in _CLOSE:
        return _MODES[before.value]
    return "any"


def _denied(
    folded: str, spans: Sequence[Span], found: Sequence[tuple[int, int, Condition]], owners: Sequence[int]
) -> set[int]:
    """The numbers of the conditions that are denied: "not weekly or daily", 「每年更新以外」."""
    denied: set[int] = set()
    for span in spans:
        if span.tag == "not" and span.text in _TRAILING and _ends_clause(folded, span.end):
            denied |= _denied_before(folded, spans, found, span)
        elif span.tag == "not":
            # A date takes the word before it along: of 「唔係2024年」 the 係.
            after = [n for n, (start, _, _) in enumerate(found) if start > span.start]
            previous = span.end
            for n in after:
                gap = folded[previous : found[n][0]]
                first = previous == span.end
                of_owner = any(previous <= place < found[n][0] for place in owners)
                alike = found[n][2].field == found[n - 1][2].field
                if of_owner or not _linked(gap, first=first, alike=alike, spans=spans, start=previous):
                    break
                denied.add(n)
                previous = found[n][1]
        if span.tag == "not-after":
            denied |= _denied_before(folded, spans, found, span)
    return denied


def _denied_before(
    folded: str, spans: Sequence[Span], found: Sequence[tuple[int, int, Condition]], span: Span
) -> set[int]:
    """The condition right before a "not" that follows, with those joined to it: "daily and weekly excluded"."""
    denied: set[int] = set()
    following = span.start
    for n in range(len(found) - 1, -1, -1):
        start, end, condition = found[n]
        if end > span.start:
            continue
        if not denied and following - end > _TRAILS:
            break
        if denied and not (condition.field == found[n + 1][2].field and _joined(folded[end:following], spans, end)):
            break
        denied.add(n)
        following = start
    return denied


def _joined(gap: str, spans: Sequence[Span], start: int) -> bool:
    bare = len(gap.strip()) <= 1 and CLAUSE.sub("", gap).strip() == ""
    return bare or (len(gap) <= _TRAILS and any(span.tag in ("and", "or") for span in _within(spans, start, gap)))


def _within(spans: Sequence[Span], start: int, gap: str) -> list[Span]:
    """The wordings that lie all in a gap."""
    return [span for span in spans if start <= span.start and span.end <= start + len(gap)]


def _ends_clause(folded: str, position: int) -> bool:
    rest = folded[position:].lstrip(" 了啦啊呀喇")
    return not rest or CLAUSE.match(rest) is not None or rest[0] in "-)"


def _linked(gap: str, *, first: bool, alike: bool, spans: Sequence[Span], start: int) -> bool:
    if not first and gap.strip() in ("", "、", "/", ","):
        # "No JSON, non-spatial" denies the one; "not weekly, daily" both.
        return alike
    if len(gap) > _NEAR or (_LINKS.fullmatch(gap) is None and not first):
        return False
    between = _within(spans, start, gap)
    if first:
        blocking = any(span.tag in ("and", "field", "list", "count") for span in between)
        return not blocking and CLAUSE.search(gap) is None
    return any(span.tag == "or" for span in between)


def _status(conditions: list[Condition], spans: Sequence[Span]) -> list[Condition]:
    """Settles planned against released: "not yet released" is planned, and so is what is denied to be released."""
    kept = []
    for condition in conditions:
        if condition.field == "status" and condition.negated:
            other = "released" if condition.values == ("planned",) else "planned"
            condition = Condition("status", (other,))
        kept.append(condition)
    if _both_meant(spans):
        return [c for c in kept if c.field != "status"]
    statuses = [c.values[0] for c in kept if c.field == "status"]
    if len(set(statuses)) > 1:
        # "released in 2019 or planned" accepts both; "planned to be released" is one wording for planned.
        either = any(span.tag == "or" for span in spans) or _both_joined(spans)
        kept = [c for c in kept if c.field != "status" or (not either and c.values == ("planned",))]
    return kept


def _both_joined(spans: Sequence[Span]) -> bool:
    """Whether an "and" stands between the one and the other: "released and planned datasets"."""
    stated = [span for span in spans if span.tag in ("planned", "released")]
    joins = [span for span in spans if span.tag == "and"]
    return any(
        one.end <= join.start and join.end <= other.start and other.start - one.end <= _TRAILS and one.tag != other.tag
        for one, other in itertools.pairwise(stated)
        for join in joins
    )


def _both_meant(spans: Sequence[Span]) -> bool:
    """Whether "planned ones included", 「計劃和已發放都要」 asks for both: the words stand beside each other."""
    stated = [span for span in spans if span.tag in ("planned", "released")]
    others = [span for span in spans if span.tag == "included"]
    return any(abs(o.start - s.end) in _INCLUDED or abs(s.start - o.end) in _INCLUDED for s in stated for o in others)


def _formats(conditions: list[Condition], spans: Sequence[Span], folded: str) -> list[Condition]:
    named = [c for c in conditions if c.field == "format" and c.mode == "any" and not c.negated]
    if not named:
        return conditions
    first = next(span for span in spans if span.tag == "format")
    last = [span for span in spans if span.tag == "format"][-1]
    mode: Mode = "any"
    if any(s.tag == "exclusive-only" or (s.tag == "only" and _beside(s, first, last, spans, folded)) for s in spans):
        mode = "only"
    elif len(named) > 1:
        between = [span.tag for span in spans if first.end <= span.start < last.start]
        mode = "any" if "or" in between else "all"
    return [replace(c, mode=mode) if c in named else c for c in conditions]


def _beside(only: Span, first: Span, last: Span, spans: Sequence[Span], folded: str) -> bool:
    """Whether "only" is said of the formats: "only in CSV", 「只有JSON」, "in CSV only"."""
    if any(only.end <= s.start and s.end <= first.start for s in spans if s.tag in _STATED or s.tag in _POINTING):
        return False
    if only.end <= first.start:
        return first.start - only.end in _ONLY_BEFORE and _LINKS.fullmatch(folded[only.end : first.start]) is not None
    return only.start - last.end in _ONLY_AFTER
