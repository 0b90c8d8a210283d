"""From a question understood to its answer: what cannot be answered, what was said before, and what is asked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import conversation, foreign, replies, scope, tallies, topics
from assistant.answer import Answer, Kind
from assistant.attributes import Attributes
from assistant.changes import changes_reply
from assistant.composer import Composer, joined
from assistant.conditions import select
from assistant.conversation import Conversation
from assistant.edits import Edit, edited
from assistant.finder import Finder, ids_in
from assistant.phrasing import phrase
from assistant.question import Question
from assistant.understanding import (
    asks_content,
    compares_editions,
    counts_datasets,
    exists,
    is_checked,
    lists_field,
    names_datasets,
    settled,
    wants_figures,
    without_figures,
)
from assistant.values import in_language
from corpus.records import Dataset
from index.evidence import Unit

# How many words of a question are shown as not understood.
UNKNOWN = 6
# So few datasets are described at once.
DESCRIBED = 2


class Answering:
    """Answers questions that have been read, as turns of a conversation."""

    def __init__(self, finder: Finder, composer: Composer) -> None:
        self.finder = finder
        self.composer = composer
        self.attributes = Attributes(finder, composer)

    def answer(self, asked: Question, said: Conversation, edits: Sequence[Edit] = ()) -> tuple[Question, Answer]:
        """The answer, and the question as it was resolved against the conversation and edited by the person."""
        if compares_editions(asked):
            return asked, self._editions(asked)
        asked = foreign.understood(asked, self.finder)
        asked = self.finder.plans.scoped(settled(without_figures(conversation.counted_off(asked, said))))
        asked = self.finder.owned(asked)
        if ids := ids_in(asked.shown):
            named = self.finder.by_id(asked.shown)
            return asked, self._by_id(asked, named) if named else self._unknown_id(asked, ids)
        units = self.finder.units(asked)
        if not units:
            asked = replace(asked, topic="")
        if (refusal := self._refusal(asked, units)) is not None:
            return asked, refusal
        return self._continued(asked, said, units, edits)

    def _continued(
        self, asked: Question, said: Conversation, units: Sequence[Unit], edits: Sequence[Edit]
    ) -> tuple[Question, Answer]:
        """The answer to a question that can be answered, as it goes on from what was said before."""
        how = conversation.follow(asked, said)
        if not units and asked.has("compare", "which-more") and not asked.conditions:
            return asked, self._between_shown(asked, said)
        if how == "unresolved":
            return asked, self.composer.ask_back(asked, self.finder.choices(asked))
        if how == "about":
            return self._about_shown(edited(asked, edits), said)
        if how == "again":
            asked = replace(asked, fields=said.fields)
        if how == "narrow":
            asked = conversation.narrowed(asked, said)
        if how == "replace":
            asked = conversation.replaced(asked, said)
            units = self.finder.units(asked)
        asked = edited(asked, edits)
        if how == "narrow" and units:
            return asked, self._narrowed(asked, units)
        if edits and not (units or asked.conditions or asked.order):
            # Nothing is left that tells one dataset from another.
            return asked, self._list(asked, (), "list")
        counting = how in ("narrow", "replace") and said.counted and not asked.has("list", "those")
        return asked, self._fresh(asked, units, counting=counting)

    def search(self, asked: Question) -> Answer:
        """The answer to a topic and conditions that are given as such, with nothing read into the words."""
        units = self.finder.units(asked)
        if units and not asked.conditions:
            return self._search(asked, units)
        answer = self._list(asked if units else replace(asked, topic=""), units, "list")
        # A condition that is given as such holds for all that is shown, not only for the list.
        return replace(answer, matches=tuple(m for m in answer.matches if m.id in answer.dataset_ids))

    def _refusal(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        chat = asked.span("smalltalk")
        wants = asked.conditions or asked.order or asked.fields or asked.has("dataset-noun")
        if chat and not units and not wants:
            return self.composer.say(asked, "help", "help." + chat.value)
        if asked.has("hostile") and not self.finder.has_subject(units, named=True):
            return self.composer.say(asked, "none", "hostile")
        advice = scope.advice_asked(asked.shown) or ("advice" if asked.has("advice") else None)
        if advice and not wants:
            return self.composer.say(asked, "none", advice)
        area = scope.outside_area(asked.shown, self.finder.at_hand)
        if area is not None and self.finder.plans.holds(area.zh):
            area = None
        if not units and (wants or area is None):
            return None
        if area is not None and not self.finder.names_subject([u for u in units if u.text not in area.said]):
            department = area.en if asked.language == "en" else in_language(area.zh, asked.language)
            return self.composer.say(asked, "none", "outside" if department else "outside.none", department=department)
        return None if self.finder.in_scope(asked, units) else self._not_found(asked, units)

    def _not_found(self, asked: Question, units: Sequence[Unit]) -> Answer:
        answer = self.composer.say(asked, "none", "not.found")
        missing = topics.missing_units(self.finder.searcher.coverage(units), units)
        said = [answer.answer, *_unknown(asked, missing), *self._without_meaning(asked)]
        return replace(answer, answer=joined(asked.language, *said))

    def _without_meaning(self, asked: Question) -> list[str]:
        """A sentence where nothing can be found by meaning, so that a person tries other words."""
        return [phrase(asked.language, "meaning.off")] if self.finder.searcher.meaning.off else []

    def _fresh(self, asked: Question, units: Sequence[Unit], *, counting: bool) -> Answer:
        wants_count = counting or (asked.has("count") and counts_datasets(asked, units))
        answer = None
        if (facet := tallies.facet_of(asked)) is not None and (not units or self.finder.has_subject(units)):
            return self._tallied(asked, units, facet)
        if not wants_count:
            answer = self._compared(asked, units) or self._attribute(asked, units)
        if answer is not None:
            return answer
        if wants_count:
            return self._list(asked, units, "count")
        if asked.conditions or asked.order or (units and names_datasets(asked, anywhere=True)):
            return self._list(asked, units, "list")
        if units:
            return self._search(asked, units)
        if asked.has("list", "dataset-noun"):
            return self._list(asked, (), "list")
        return self.composer.say(asked, "none", "gibberish")

    def _compared(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        if units and asked.has("same"):
            answer = self.attributes.same(asked)
            if answer is not None:
                return answer
        return self.attributes.compared(asked) if units and asked.has("compare", "which-more") else None

    def _attribute(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        if asked.fields and not lists_field(asked, units):
            return self.attributes.value(asked, units)
        if units and not asked.conditions and asks_content(asked):
            return self.attributes.contains(asked, units)
        if units and asked.conditions and asked.starts_yes_no and not exists(asked):
            return self.attributes.yes_no(asked, units)
        return None

    def _search(self, asked: Question, units: Sequence[Unit]) -> Answer:
        datasets, found = self.finder.searched(asked, units)
        language = asked.language
        key = "search.one" if len(datasets) == 1 else "search.many"
        said = [phrase(language, key, n=len(datasets), names=replies.names(datasets, language))]
        if len(datasets) <= DESCRIBED and asked.has("wh", "list", "count", "field", "yes-no", "contains"):
            said += self.composer.describe(asked, datasets)
        if unknown := topics.missing_units(found.coverage, found.units):
            said += _unknown(asked, unknown)
        if asked.has("count", "yes-no", "field", "wh") or wants_figures(asked) or asked.folded.endswith("?"):
            said.append(phrase(language, "search.figures"))
        said += self._without_meaning(asked)
        return self.composer.give(asked, "search", joined(language, *said), [d.id for d in datasets], found=found)

    def _list(self, asked: Question, units: Sequence[Unit], kind: Kind) -> Answer:
        chosen, found = self.finder.listed(asked, units)
        if not chosen and units and kind == "list" and not names_datasets(asked, anywhere=True):
            return self._search(asked, units)
        topic = asked.topic if units else ""
        library, ids = self.finder.library, [dataset.id for dataset in chosen]
        if kind == "count":
            words = replies.count_reply(asked, chosen, library, topic=topic)
            return self.composer.give(asked, kind, words, ids, value=len(chosen), found=found)
        yes_no = asked.starts_yes_no or exists(asked)
        said = [replies.list_reply(asked, chosen, library, topic=topic, yes_no=yes_no)]
        if units and len(chosen) == 1 and asked.has("wh", "count"):
            said += self.composer.describe(asked, chosen)
        return self.composer.give(asked, kind, joined(asked.language, *said), ids, found=found)

    def _editions(self, asked: Question) -> Answer:
        """What has changed between the last two editions of a plan; where that is not clear, what is asked back."""
        found = self.finder.plans.compared(asked)
        if found is not None:
            rows = [change.new or change.old for change in found.changes]
            ids = list(dict.fromkeys(dataset.id for dataset in rows if dataset))
            words = changes_reply(found, asked.language)
            return self.composer.give(asked, "list", words, ids)
        several = self.finder.plans.with_editions()
        if not several:
            return self.composer.say(asked, "none", "editions.none")
        return self.composer.say(asked, "none", "editions.which", plans=self.composer.bureaus(several, asked.language))

    def _tallied(self, asked: Question, units: Sequence[Unit], facet: str) -> Answer:
        chosen, found = self.finder.listed(asked, units)
        counts = tallies.tally(chosen, facet)
        words = tallies.tally_reply(counts, facet, len(chosen), self.finder.library, asked.language)
        value = {"field": facet, "counts": counts}
        return self.composer.give(asked, "value", words, [d.id for d in chosen], value=value, found=found)

    def _narrowed(self, asked: Question, units: Sequence[Unit]) -> Answer:
        kept, found = self.finder.narrowed(asked, units)
        kind: Kind = "count" if asked.has("count") else "list"
        words = replies.list_reply(asked, kept, self.finder.library, topic=asked.topic, yes_no=False)
        value = len(kept) if kind == "count" else None
        return self.composer.give(asked, kind, words, [d.id for d in kept], value=value, found=found)

    def _between_shown(self, asked: Question, said: Conversation) -> Answer:
        """What differs between the two that were shown; which two are meant, where there are not just two."""
        shown = [self.composer.dataset(name) for name in said.shown]
        if len(shown) == 2:
            return self.attributes.beside(asked, shown)
        return self.composer.ask_back(asked, shown or self.finder.choices(asked))

    def _about_shown(self, asked: Question, said: Conversation) -> tuple[Question, Answer]:
        pointed = conversation.pointed_at(asked, said)
        if pointed is None and asked.has("ordinal", "other-one"):
            shown = [self.composer.dataset(name) for name in said.group]
            return asked, self.composer.ask_back(asked, shown)
        if asked.has("other-one") and not asked.fields:
            asked = replace(asked, fields=said.fields)
        datasets = [self.composer.dataset(name) for name in pointed or said.shown]
        if asked.fields and not pointed:
            # "When does the spatial one come out?" says by a condition which of them is meant.
            telling = [c for c in asked.conditions if not is_checked(c, asked)]
            datasets = select(datasets, telling, asked.today) or datasets
        asked = replace(asked, topic=said.topic)
        return asked, self._about(asked, datasets)

    def _by_id(self, asked: Question, named: Sequence[Dataset]) -> Answer:
        # The years in the id of a plan are no condition.
        if any(dataset.plan_id in asked.folded for dataset in named):
            asked = replace(asked, conditions=tuple(c for c in asked.conditions if c.field != "date"))
        compared = self.attributes.compared(asked) if asked.has("compare", "which-more") else None
        return compared or self._about(asked, named)

    def _unknown_id(self, asked: Question, ids: Sequence[str]) -> Answer:
        words = phrase(asked.language, "unknown.words", words=phrase(asked.language, "join").join(ids))
        answer = self.composer.say(asked, "none", "not.found")
        return replace(answer, answer=joined(asked.language, answer.answer, words))

    def _about(self, asked: Question, datasets: Sequence[Dataset]) -> Answer:
        """The answer to a question about these datasets: an attribute, yes or no, or what they are."""
        if asked.fields:
            return self.attributes.spoken(asked, datasets)
        if asked.conditions:
            return self.attributes.verdict(asked, datasets, None)
        words = joined(asked.language, *self.composer.describe(asked, datasets[:3]))
        return self.composer.give(asked, "search", words, [d.id for d in datasets])


def _unknown(asked: Question, units: Sequence[Unit]) -> list[str]:
    """A sentence on the words that were not understood; none where all were."""
    words = phrase(asked.language, "join").join(unit.text for unit in units[:UNKNOWN])
    return [phrase(asked.language, "unknown.words", words=words)] if words else []
