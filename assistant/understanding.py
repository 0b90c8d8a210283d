"""What a question is after, told by its wordings alone: whether it counts, lists, states or asks for an attribute."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.conditions import Condition
from assistant.hints import hints
from assistant.lexicon import Lexicon
from assistant.question import Question
from assistant.spelling import is_common
from assistant.wording import words
from index.analysis import fold, stem
from index.evidence import Unit

# The attribute that a condition is about, so that "in CSV format" is told from "in which format".
FIELDS_OF = {
    "every": "frequency", "date": "date", "format": "formats", "organisation": "organisation", "section": "place",
    "spatial": "spatial", "status": "status", "overdue": "status", "upcoming": "status",
}  # fmt: skip
_DENIES_WITHIN = 24
_DENIES_BEHIND = 12


def names_datasets(asked: Question, *, anywhere: bool = False) -> bool:
    """Whether the question speaks of datasets in so many words, as what it lists or ``anywhere``."""
    tags = ("list", "dataset-noun", "count") if anywhere else ("list",)
    return any(s.tag in tags and not set(s.slots.get("dataset", ())).isdisjoint(words("datasets")) for s in asked.spans)


def exists(asked: Question) -> bool:
    """Whether the question asks if there is any: "is there", 「有沒有」."""
    return any(span.tag == "list" and span.text.startswith(words("existential")) for span in asked.spans)


def asks_content(asked: Question) -> bool:
    """Whether the question asks if a dataset holds something: "does it include", 「癌症統計數字有沒有按性別劃分」."""
    holding = asked.has("contains") or (asked.has("holds") and asked.has("yes-no"))
    if holding and asked.starts_yes_no and not exists(asked):
        return True
    return any(
        span.text.startswith(words("holding"))
        and "dataset" not in span.slots
        and asked.folded[: span.start].strip()
        and asked.folded[span.end :].strip(" ?？嘅的吗呀啊")
        for span in asked.spans
    )


def counts_datasets(asked: Question, units: Sequence[Unit]) -> bool:
    """Whether "how many" counts datasets: "how many patients ..." asks for a figure that the plan does not hold."""
    count = asked.span("count")
    if not units or (count is not None and "dataset" in count.slots):
        return True
    nouns = [span for span in asked.spans if span.tag in ("dataset-noun", "list", "count")]
    if any(filled in words("datasets") for span in nouns for filled in span.slots.get("dataset", ())):
        return True
    return asked.has("dataset-noun") and bool(asked.conditions)


def lists_field(asked: Question, units: Sequence[Unit]) -> bool:
    """Whether an attribute is named only to say a condition on it: "whose update frequency is weekly"."""
    held = {FIELDS_OF[c.field] for c in asked.conditions if c.field in FIELDS_OF}
    wanted = bool(asked.conditions or asked.order) and bool(set(asked.fields) & held or names_datasets(asked))
    return not units and wanted


def settled(asked: Question) -> Question:
    """The question without the attributes that it names only to state them: "in CSV format", "release date latest"."""
    asked = _first_released(asked)
    if _asks_first_date(asked):
        return replace(asked, order=None)
    if asked.starts_yes_no:
        if asked.has("planned") and asked.has("released"):
            loose = tuple(c for c in asked.conditions if c.field != "status")
            return replace(asked, conditions=loose, fields=(*asked.fields, "status"))
        return asked
    stated = {FIELDS_OF[c.field] for c in asked.conditions if c.field in ("every", "format")}
    if asked.order in ("earliest", "latest", "last", "next"):
        stated.add("date")
    if asked.order in ("most-often", "least-often"):
        stated.add("frequency")
    return replace(asked, fields=tuple(field for field in asked.fields if field not in stated))


def _asks_first_date(asked: Question) -> bool:
    """Whether "first" is said of "when", 「最初幾時發放」: then it asks for a date and picks no dataset."""
    return any(
        any(hint.tag == "when" and hint.start >= one.end for hint in hints(asked.folded))
        for one, other in itertools.pairwise(asked.spans)
        if one.tag == "order" and one.value in ("earliest", "latest") and other.value == "date" and other.tag == "field"
        if other.start - one.end <= 1
    )


def _first_released(asked: Question) -> Question:
    """The question with "first released" read: of a date it is the first release's, else a superlative."""
    if not asked.has("first-release") or "date" in asked.fields:
        return asked
    if asked.condition("date") is None:
        return asked if asked.order else replace(asked, order="earliest")
    conditions = tuple(replace(c, mode="first") if c.field == "date" else c for c in asked.conditions)
    return replace(asked, conditions=conditions)


def without_figures(asked: Question) -> Question:
    """A question for a figure ("how many people had cancer in 2021?") has its times in the data, not in the plan."""
    timed = [c for c in asked.conditions if c.field in ("date", "every")]
    plan_words = ("dataset-noun", "release-verb", "released", "planned", "overdue", "field", "order")
    if not timed or not asked.topic or asked.has(*plan_words) or any("renew" in s.slots for s in asked.spans):
        return asked
    if not (asked.has("count") or asked.folded.startswith(("what is", "what's", "what was", "how "))):
        return asked
    return replace(asked, conditions=tuple(c for c in asked.conditions if c not in timed))


def is_checked(condition: Condition, asked: Question) -> bool:
    """Whether a condition is the very thing that is asked, not a way to tell which dataset is meant."""
    return condition.field != "spatial" and (
        condition.field == "status" or FIELDS_OF.get(condition.field) in asked.fields
    )


def is_topic(unit: Unit, asked: Question) -> bool:
    """Whether the question says that the unit is what it is about: "about penguins", "penguin datasets", 有關企鵝."""
    word = fold(unit.text)
    start = asked.folded.find(word)
    if start < 0:
        return False
    before, behind = asked.folded[:start].rstrip(), asked.folded[start + len(word) :]
    after = len(asked.folded) - len(behind.lstrip())
    return any(
        (span.tag == "about-before" and span.end == len(before)) or (span.tag == "about-behind" and span.start == after)
        for span in hints(asked.folded)
    )


def refers(asked: Question) -> bool:
    """Whether the question speaks of something that was shown: "is it out yet", 「佢有冇CSV」."""
    return any(span.tag == "pronoun" for span in hints(asked.folded))


def speaks_of_time(asked: Question) -> bool:
    """Whether what comes first in time is asked, not what is updated more: "which is earlier", 「邊個先出」."""
    return any(span.tag == "sooner" for span in hints(asked.folded))


def wants_figures(asked: Question) -> bool:
    """Whether the question is for a number of this moment: "right now", 「而家」, 「幾多」."""
    return any(span.tag == "live" for span in hints(asked.folded))


def is_weak(unit: Unit) -> bool:
    """Whether a unit that no dataset holds is too common a word to be what the question is about."""
    word = fold(unit.text)
    return not unit.is_term and (len(word) == 1 or (word.isascii() and is_common(word)))


def is_owning(unit: Unit) -> bool:
    """Whether a unit only says that somebody owns: "owned by", 「負責」."""
    return not {fold(unit.text), stem(fold(unit.text))}.isdisjoint(words("owning"))


def taken_out(text: str, names: Iterable[str]) -> str:
    """The text without the first place of each name, in either script and case."""
    for name in names:
        folded, form = fold(text), fold(name)
        place = folded.find(form)
        if place >= 0 and len(folded) == len(text):
            text = text[:place] + " " + text[place + len(form) :]
    return text


def compares_editions(asked: Question) -> bool:
    """Whether the question is about what has changed since an earlier edition of a plan."""
    earlier = any(span.tag == "edition" and span.value == "previous" for span in asked.spans)
    return asked.has("editions") or (earlier and any(span.tag == "changed" for span in hints(asked.folded)))


def says_own(asked: Question) -> bool:
    """Whether the question is about what a body itself owns, not about what stands in its plan."""
    return any(span.tag == "own" for span in hints(asked.folded))


def denied_owners(asked: Question, lexicon: Lexicon) -> set[str]:
    """The owners that a question names to leave them out: "not the Hospital Authority's", 「醫管局擁有的除外」."""
    denied = set()
    for form, owner in lexicon.organisations:
        place = asked.folded.find(fold(form)) if owner in asked.owners else -1
        if place >= 0 and (_denied_before(asked, place) or _denied_behind(asked, place + len(form))):
            denied.add(owner)
    return denied


def _denied_before(asked: Question, place: int) -> bool:
    ends = [s.end for s in asked.spans if s.tag == "not" and 0 <= place - s.end <= _DENIES_WITHIN]
    return any(not any(end <= s.start < place for s in asked.spans) for end in ends)


def _denied_behind(asked: Question, end: int) -> bool:
    """Whether the words behind an owner deny that it owns: "the Authority does not own", 「醫管局擁有的除外」."""
    denials = [s for s in asked.spans if s.tag in ("not", "not-after") and 0 <= s.start - end <= _DENIES_BEHIND]
    return any(s.tag == "not-after" or asked.folded[s.end :].lstrip().startswith(words("owns")) for s in denials)
