"""A conversation: what was said last, so that "only the spatial ones" and "how often?" can be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import Answer, Language
from assistant.conditions import Condition
from assistant.numerals import parse_number
from assistant.question import Question
from assistant.understanding import refers
from assistant.wording import Span, ordinals, words

Follow = Literal["new", "narrow", "replace", "about", "again", "unresolved"]

# 「第一個何時發放」 after a list asks of its first, not which came first.
_COUNTED = re.compile("(?:第一|头一|最后一|最尾一?)[个项条套份]")


@dataclass(slots=True)
class Conversation:
    """What the turns so far left: the conditions and topic in force, what was shown last in its order, the language."""

    conditions: tuple[Condition, ...] = ()
    order: str | None = None
    topic: str = ""
    shown: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    counted: bool = False
    language: Language | None = None

    def remember(self, question: Question, answer: Answer) -> None:
        """Takes in a turn; one that found nothing to talk about leaves what was shown before."""
        self.language = answer.language
        if answer.kind in ("help", "none"):
            return
        narrowed = any(c.field == "dataset" for c in question.conditions)
        fresh = tuple(c for c in question.conditions if c.field != "dataset")
        kept = tuple(c for c in self.conditions if c.field not in {f.field for f in fresh}) if narrowed else ()
        self.conditions = (*kept, *fresh)
        self.order, self.fields = question.order, question.fields
        self.topic = question.topic or (self.topic if narrowed else "")
        self.counted = answer.kind == "count"
        self.shown = answer.dataset_ids or tuple(match.id for match in answer.matches)
        # "the second one" and "the other one" are said of the last list, even after one of it was spoken of.
        listed = answer.kind in ("list", "count") and len(self.shown) > 1
        if listed or not set(self.shown) < set(self.group):
            self.group = self.shown


def pointed_at(question: Question, said: Conversation) -> list[str] | None:
    """The datasets that an ordinal or "the other one" points at among those listed; None where nothing does."""
    shown = said.group
    spans = [span for span in question.spans if span.tag == "ordinal"]
    if (other := question.span("other-one")) is not None:
        rest = [name for name in shown if name not in said.shown]
        if other.text.startswith("第二") and (not rest or len(shown) > 2):
            # 「第二個」 is "the other one" only of two, once one of them was spoken of.
            rest = list(shown[1:2])
        return rest or None
    if not spans or not shown:
        return None
    found = [position for span in spans if (position := _position(span)) is not None]
    return [shown[p] for p in found if -len(shown) <= p < len(shown)] or None


def _position(span: Span) -> int | None:
    if "n" in span.slots:
        return int(parse_number(span.slots["n"][0])) - 1
    return next((position for word, position in ordinals().items() if word in span.text), None)


def counted_off(question: Question, said: Conversation) -> Question:
    """The question with "the first one" read as the first of those shown, where it asks what that one is like."""
    if not said.group or not question.fields or question.topic or not _COUNTED.fullmatch(_ordering(question)):
        return question
    spans = tuple(span._replace(tag="ordinal") if span.tag == "order" else span for span in question.spans)
    return replace(question, spans=spans, order=None)


def _ordering(question: Question) -> str:
    return next((span.text for span in question.spans if span.tag == "order"), "")


def follow(question: Question, said: Conversation) -> Follow:
    """How a question continues the conversation: about what was shown, narrowing it, or with a condition changed."""
    if said.language is None:
        of_one = not question.topic and _asks_of_one(question)
        return "unresolved" if of_one and (question.has("it") or refers(question)) else "new"
    if (not said.shown and not said.conditions) or question.has("new-topic"):
        return "new"
    if question.has("ordinal", "other-one") and not question.topic and question.order is None:
        return "about"
    if question.topic:
        return _with_topic(question, said)
    if question.has("those", "only-those") and not question.fields:
        # 「咁每年更新嗰啲呢」 points at other datasets than those shown, the ones that are updated yearly.
        return "replace" if question.has("what-about") and _changes(question, said) else "narrow"
    return _elliptical(question, said)


def _asks_of_one(question: Question) -> bool:
    return bool(question.fields) or question.starts_yes_no


def _with_topic(question: Question, said: Conversation) -> Follow:
    if question.fields:
        return "new"
    if question.has("those", "only-those") or (
        question.has("only") and len(said.shown) > 1 and not _whole_plan(question)
    ):
        return "narrow"
    # "and the cancer one?" asks of another dataset what was asked of the last.
    adds = question.has("what-about") or question.folded.startswith("and ")
    return "again" if adds and said.fields and not question.conditions else "new"


def _changes(question: Question, said: Conversation) -> bool:
    """Whether the question says something else on a field that a condition is held on."""
    return not {c.field for c in question.conditions}.isdisjoint(c.field for c in said.conditions)


def _elliptical(question: Question, said: Conversation) -> Follow:
    if question.fields and not _whole_plan(question):
        return "about"
    if not question.conditions and question.order is None and not question.has("lifted"):
        if question.has("count"):
            return "new" if _whole_plan(question) else "narrow"
        return "about" if question.has("it", "those", "list", "yes-no", "wh") else "new"
    if _whole_plan(question):
        return "new"
    if question.has("lifted") or (question.has("what-about") and _changes(question, said)):
        return "replace"
    if question.starts_yes_no and not question.has("list", "those"):
        return "about"
    subtracted = all(condition.negated for condition in question.conditions) and question.conditions
    if _changes(question, said) and not question.has("only") and not subtracted:
        return "replace"
    return "narrow"


def _whole_plan(question: Question) -> bool:
    """Whether a question without a topic stands by itself: "which datasets are spatial?" names what it wants."""
    asks = question.has("list", "count")
    total = any(word in span.text for span in question.spans if span.tag == "count" for word in words("totals"))
    if total and question.conditions:
        return True
    named = any(span.tag in ("list", "count") and _names_datasets(span) for span in question.spans)
    return (asks and (named or question.has("dataset-noun"))) and not question.has(
        "those", "it", "only-those", "what-about"
    )


def _names_datasets(span: Span) -> bool:
    return "dataset" in span.slots and span.slots["dataset"][0] not in ("ones", "things", "thing", "items", "item")


def narrowed(question: Question, said: Conversation) -> Question:
    """The question asked of the datasets shown last."""
    shown = Condition("dataset", said.shown)
    return replace(question, conditions=(*question.conditions, shown))


def replaced(question: Question, said: Conversation) -> Question:
    """The earlier question with the conditions on the same fields changed for the new ones."""
    changed = {c.field for c in question.conditions} | {s.value for s in question.spans if s.tag == "lifted"}
    kept = tuple(c for c in said.conditions if c.field not in changed)
    return replace(
        question,
        conditions=(*kept, *question.conditions),
        topic=question.topic or said.topic,
        order=question.order or said.order,
    )
