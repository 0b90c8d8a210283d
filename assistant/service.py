"""The Assistant: the one brain behind every door. A question goes in, an Answer comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Self

from assistant import comparisons, conversation, replies, scope, topics
from assistant.answer import Answer, Kind, Language, Match
from assistant.conditions import Condition, select, to_json
from assistant.conversation import Conversation
from assistant.language import detect_language, is_foreign
from assistant.lexicon import Lexicon, is_filler
from assistant.ordering import ordered
from assistant.phrasing import phrase
from assistant.question import MAX_CHARACTERS, Question, read_question
from assistant.spelling import is_common
from assistant.settings import Settings, load_settings
from assistant.values import name_of
from corpus.library import Library, load_library
from corpus.records import Dataset
from index.analysis import clean, fold, stem
from index.encoding import Encoder, open_encoder
from index.errors import SnapshotUnusable
from index.evidence import Unit
from index.model_folder import Progress
from index.search import Found, Searcher, build_snapshot, identity
from index.snapshot import Snapshot

MATCHES = 10
_DATASET_NOUNS = frozenset({"datasets", "dataset", "data sets", "data set", "tables", "table", "数据集", "资料集", "数据表"})
_OWNING = frozenset("own owner belong ha publish provid held by run from 拥有 负责 属 属于 自己 自家 自行 名下 旗下 辖下 发放 管理 持有 own's its 本身 局 机构".split())
FIELDS_OF = {"every": "frequency", "date": "date", "format": "formats", "organisation": "organisation",
             "section": "place", "spatial": "spatial", "status": "status", "overdue": "status"}  # fmt: skip


class Assistant:
    """Answers questions on the plans of one library."""

    def __init__(self, library: Library, searcher: Searcher) -> None:
        self.library = library
        self.searcher = searcher
        self.lexicon = Lexicon(library.datasets, _organisations(library))

    @classmethod
    def open(cls, settings: Settings | None = None, progress: Progress | None = None) -> Self:
        """The assistant over the bundled plans; an index that is missing or out of date is built first."""
        settings = settings or load_settings()
        library = load_library()
        encoder = open_encoder(settings.model, settings.cache)
        expected = identity(library, encoder.name, encoder.dimension, settings.cache)
        try:
            snapshot = Snapshot.open(settings.snapshot, expected)
        except SnapshotUnusable:
            build_snapshot(library, encoder, settings.snapshot, cache=settings.cache, progress=progress)
            snapshot = Snapshot.open(settings.snapshot, expected)
        return cls(library, Searcher(library, encoder, snapshot))

    @classmethod
    def build(cls, settings: Settings, progress: Progress | None = None, *, force: bool = False) -> bool:
        """Builds the index where it is missing or out of date, or in any case by ``force``; whether it was built."""
        library = load_library()
        encoder = open_encoder(settings.model, settings.cache)
        if not force:
            try:
                Snapshot.open(settings.snapshot, identity(library, encoder.name, encoder.dimension, settings.cache))
            except SnapshotUnusable:
                pass
            else:
                return False
        build_snapshot(library, encoder, settings.snapshot, cache=settings.cache, progress=progress)
        return True

    def warm_up(self) -> None:
        """Loads what the first question would otherwise wait for: the segmenter and the encoder."""
        self.ask("急症室等候時間")

    def dataset(self, dataset_id: str) -> Dataset:
        """The record of an id; KeyError where there is none."""
        found = self.library.get(dataset_id)
        if found is None:
            raise KeyError(dataset_id)
        return found

    def suggest(self, text: str, k: int = 8) -> list[Match]:
        """The datasets whose names are like the text, best first; no encoder is loaded."""
        return [self._match(hit.id, hit.score, ("name",)) for hit in self.searcher.names(clean(text)[:MAX_CHARACTERS], k)]

    def ask(
        self,
        question: str,
        *,
        conversation: Conversation | None = None,
        language: Language | None = None,
        as_of: date | None = None,
    ) -> Answer:
        """The answer to a question; with a conversation, as the next turn of it, which the conversation takes in."""
        said = Conversation() if conversation is None else conversation
        shown = clean(question)
        if len(shown) > MAX_CHARACTERS or not shown:
            spoken = language or detect_language(shown[:MAX_CHARACTERS])
            key = "too.long" if shown else "empty"
            return self._say(question, spoken, "none", phrase(spoken, key, n=len(shown), most=MAX_CHARACTERS))
        asked = read_question(question, self.lexicon, as_of or date.today(), language)
        resolved, answer = self._answer(asked, said)
        said.remember(resolved, answer)
        return answer

    def _answer(self, asked: Question, said: Conversation) -> tuple[Question, Answer]:
        asked = self._owned(_settled(self._figures(asked)))
        units = self._units(asked)
        if not units:
            asked = replace(asked, topic="")
        if (refusal := self._refusal(asked, units)) is not None:
            return asked, refusal
        how = conversation.follow(asked, said)
        if how == "again":
            asked = replace(asked, fields=said.fields)
        if how == "unresolved":
            return asked, self._ask_back(asked)
        if how == "about":
            return self._about_shown(asked, said)
        if how == "narrow":
            asked = conversation.narrowed(asked, said)
        elif how == "replace":
            asked = conversation.replaced(asked, said)
            units = self._units(asked)
        if how == "narrow" and units:
            return asked, self._narrowed_by_topic(asked, units, said)
        counting = how in ("narrow", "replace") and said.counted and not asked.has("list")
        return asked, self._fresh(asked, units, counting=counting)

    def _units(self, asked: Question) -> tuple[Unit, ...]:
        """The units of the topic. Where conditions say what is wanted, a word that no dataset holds does not stand
        in their way, unless the question says that it is the topic: "about penguins"."""
        units = self.searcher.units(asked.topic, is_filler) if asked.topic else ()
        missing = topics.missing_units(self.searcher.coverage(units), units)
        clear = bool(asked.conditions or asked.order) and asked.has("list", "count", "dataset-noun", "release-verb", "released", "planned", "what-about", "those", "only-those", "every", "spatial")
        return tuple(unit for unit in units if unit not in missing or not (_is_weak(unit) or clear and not _is_topic(unit, asked)))

    def _figures(self, asked: Question) -> Question:
        """A question for a figure ("how many people had cancer in 2021?") has its times in the data, not in the plan."""
        timed = [c for c in asked.conditions if c.field in ("date", "every")]
        plan_words = ("dataset-noun", "release-verb", "released", "planned", "overdue", "field", "order")
        if not timed or not asked.topic or asked.has(*plan_words) or any("renew" in s.slots for s in asked.spans):
            return asked
        if not (asked.has("count") or asked.folded.startswith(("what is", "what's", "what was", "how "))):
            return asked
        return replace(asked, conditions=tuple(c for c in asked.conditions if c not in timed))

    def _fresh(self, asked: Question, units: Sequence[Unit], *, counting: bool = False) -> Answer:
        if asked.has("same") and (asked.starts_yes_no or asked.fields) and (answer := self._same(asked, units)) is not None:
            return answer
        if asked.has("compare", "which-more") and units:
            answer = self._compare(asked)
            if answer is not None:
                return answer
        wants_count = counting or asked.has("count") and self._counts_datasets(asked, units)
        if asked.fields and not wants_count and not self._lists_field(asked, units):
            return self._value(asked, units)
        if units and asked.starts_yes_no and not _exists(asked) and not wants_count:
            if asked.conditions:
                return self._yes_no(asked, units)
            if asked.has("contains"):
                return self._contains(asked, units)
        if wants_count:
            return self._list(asked, units, "count")
        if asked.conditions or asked.order or (asked.has("list") and not asked.topic):
            return self._list(asked, units, "list")
        if units and _names_datasets(asked, anywhere=True):
            return self._list(asked, units, "list")
        if units:
            return self._search(asked, units)
        return self._nothing(asked)

    def _counts_datasets(self, asked: Question, units: Sequence[Unit]) -> bool:
        """Whether "how many" counts datasets: "how many patients ..." asks for a figure that the plan does not hold."""
        count = asked.span("count")
        if not units or (count is not None and "dataset" in count.slots):
            return True
        nouns = [span for span in asked.spans if span.tag in ("dataset-noun", "list", "count")]
        if any(filled in _DATASET_NOUNS for span in nouns for filled in span.slots.get("dataset", ())):
            return True
        return asked.has("dataset-noun") and bool(asked.conditions)

    def _lists_field(self, asked: Question, units: Sequence[Unit]) -> bool:
        """Whether an attribute is named only to say a condition on it: "whose update frequency is weekly"."""
        held = {FIELDS_OF[c.field] for c in asked.conditions if c.field in FIELDS_OF}
        wanted = bool(asked.conditions or asked.order) and bool(set(asked.fields) & held or _names_datasets(asked))
        return not units and wanted

    def _owned(self, asked: Question) -> Question:
        """The question with an owner made a condition where the question is about whose data it is."""
        if not asked.owners:
            return asked
        left = asked.topic
        for form, organisation in self.lexicon.organisations:
            if organisation in asked.owners:
                left = _without(left, fold(form))
        if [unit for unit in (self.searcher.units(left, is_filler) if left else ()) if not _is_owning(unit)]:
            return asked
        if not (asked.conditions or asked.has("list", "count", "dataset-noun", "release-verb")) or asked.fields:
            return asked
        owner = Condition("organisation", asked.owners, negated=_denies_owner(asked, self.lexicon))
        return replace(asked, conditions=(*asked.conditions, owner), topic="")

    def _refusal(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        chat = asked.span("smalltalk")
        wants = asked.conditions or asked.order or asked.fields
        if chat and not units and not asked.topic and not wants and not asked.has("dataset-noun"):
            return self._say(asked.text, asked.language, "help", self._phrase(asked, "help." + chat.value))
        if asked.has("hostile") and not (units and self._has_subject(asked, units, named=True)):
            return self._say(asked.text, asked.language, "none", self._phrase(asked, "hostile"))
        advice = scope.advice_asked(asked.shown) or ("advice" if asked.has("advice") else None)
        if advice and not wants and not asked.has("dataset-noun"):
            return self._say(asked.text, asked.language, "none", self._phrase(asked, advice))
        if not units:
            return None
        area = scope.outside_area(asked.shown)
        if area is not None and not self._has_subject(asked, units):
            department = area.en if asked.language == "en" else area.zh
            key = "outside" if department else "outside.none"
            return self._say(asked.text, asked.language, "none", self._phrase(asked, key, department=department))
        return None if self._in_scope(asked, units) else self._not_found(asked, units)

    def _has_subject(self, asked: Question, units: Sequence[Unit], *, named: bool = False) -> bool:
        return scope.has_subject(Found((), self.searcher.coverage(units), tuple(units), {}), named=named)

    def _in_scope(self, asked: Question, units: Sequence[Unit]) -> bool:
        if self._has_subject(asked, units):
            return True
        if asked.fields or asked.conditions and not units:
            return True
        found = self.searcher.search(asked.shown, units)
        least = scope.FOREIGN_MARGIN if is_foreign(asked.shown) else scope.FAMILIAR_MARGIN
        return scope.margin(found) >= least

    def _not_found(self, asked: Question, units: Sequence[Unit]) -> Answer:
        words = phrase(asked.language, "join").join(unit.text for unit in units[:6])
        said = [phrase(asked.language, "not.found"), phrase(asked.language, "unknown.words", words=words)]
        return self._say(asked.text, asked.language, "none", (" " if asked.language == "en" else "").join(said))

    def _nothing(self, asked: Question) -> Answer:
        if asked.has("list", "dataset-noun"):
            return self._list(asked, (), "list")
        return self._say(asked.text, asked.language, "none", phrase(asked.language, "gibberish"))

    def _ask_back(self, asked: Question) -> Answer:
        return self._say(asked.text, asked.language, "none", phrase(asked.language, "ask.back.none"))

    def _search(self, asked: Question, units: Sequence[Unit]) -> Answer:
        # Of another language only the meaning is understood; a word that happens to be known would mislead.
        units = () if is_foreign(asked.text) else units
        found = self.searcher.search(asked.shown, units)
        ids = topics.belonging(found) or topics.named(found)
        datasets = [self.dataset(name) for name in ids]
        key = "search.one" if len(ids) == 1 else "search.many"
        said = phrase(asked.language, key, n=len(ids), names=replies.names(datasets, asked.language))
        if len(ids) <= 2 and asked.has("wh", "list", "count", "field", "yes-no", "contains"):
            said = _joined(asked.language, said, *(replies.value_reply("description", d, self.library, asked.language) for d in datasets))
        unknown = topics.missing_units(found.coverage, units)
        if unknown:
            words = phrase(asked.language, "join").join(unit.text for unit in unknown[:6])
            said = _joined(asked.language, said, phrase(asked.language, "unknown.words", words=words))
        if asked.has("count", "yes-no", "field") or "?" in asked.shown or "？" in asked.text:
            said = _joined(asked.language, said, phrase(asked.language, "search.figures"))
        return self._give(asked, "search", said, ids, found=found)

    def _list(self, asked: Question, units: Sequence[Unit], kind: Kind) -> Answer:
        chosen = select(self.library.datasets, asked.conditions, asked.today)
        found = None
        if units:
            found = self.searcher.search(asked.topic, units, meaning=not asked.conditions)
            allowed = {dataset.id for dataset in chosen}
            members = [name for name in self._members(asked, found) if name in allowed]
            chosen = [self.dataset(name) for name in members if not self._excluded(name, asked)]
        if not chosen and units and kind == "list" and not _names_datasets(asked, anywhere=True):
            return self._search(asked, units)
        chosen = ordered(chosen, asked.order, asked) if asked.order else chosen
        topic = asked.topic if units else ""
        if kind == "count":
            said = replies.count_reply(asked, chosen, self.library, topic=topic)
            return self._give(asked, kind, said, [d.id for d in chosen], value=len(chosen), found=found)
        exists = asked.starts_yes_no or _exists(asked)
        said = replies.list_reply(asked, chosen, self.library, topic=topic, yes_no=exists)
        if units and len(chosen) == 1 and asked.has("wh", "count"):
            said = _joined(asked.language, said, replies.value_reply("description", chosen[0], self.library, asked.language))
        return self._give(asked, kind, said, [d.id for d in chosen], found=found)

    def _narrowed_by_topic(self, asked: Question, units: Sequence[Unit], said: Conversation) -> Answer:
        """Of the datasets shown, those on the topic: "just the treatment licence, not the husband one"."""
        among = {d.id for d in select(self.library.datasets, asked.conditions, asked.today)}
        found = self.searcher.search(asked.topic, units, among=among, meaning=False)
        kept = [self.dataset(name) for name in topics.listed(found) if not self._excluded(name, asked)]
        kind: Kind = "count" if asked.has("count") else "list"
        words = replies.list_reply(asked, kept, self.library, topic=asked.topic, yes_no=False)
        return self._give(asked, kind, words, [d.id for d in kept], value=len(kept) if kind == "count" else None, found=found)

    def _members(self, asked: Question, found: Found) -> list[str]:
        """The datasets on the topic; where the question joins two matters ("A or B"), those on either."""
        whole = topics.listed(found)
        if not asked.has("or", "and"):
            return whole
        sides = [side for side in comparisons.sides(asked.topic) if self.searcher.units(side, is_filler)]
        alone = [self.searcher.search(side, self.searcher.units(side, is_filler), meaning=False) for side in sides]
        subjects = [side for side in alone if scope.has_subject(side)]
        if len(subjects) < 2 or topics.covers_all(found):
            return whole
        return list(dict.fromkeys(name for side in subjects for name in topics.listed(side)))

    def _excluded(self, name: str, asked: Question) -> bool:
        """Whether a dataset is on a matter that the question leaves out: "but not the husband one"."""
        units = self.searcher.units(asked.excluded, is_filler) if asked.excluded else ()
        return bool(units) and name in topics.listed(Found((), self.searcher.coverage(units), tuple(units), {}))

    def _resolved(self, asked: Question, units: Sequence[Unit]) -> tuple[list[Dataset], Found | None]:
        """The datasets that a question about an attribute names, by topic, conditions or order."""
        chosen = select(self.library.datasets, asked.conditions, asked.today)
        if not units:
            return (ordered(chosen, asked.order, asked) if asked.order else chosen), None
        among = {dataset.id for dataset in chosen} or None
        found = self.searcher.search(asked.topic, units, among=among)
        return [self.dataset(name) for name in topics.named(found)], found

    def _value(self, asked: Question, units: Sequence[Unit]) -> Answer:
        held = {FIELDS_OF.get(c.field) for c in asked.conditions}
        # A condition on the very attribute asked for is the thing to be checked, not a way to find the dataset.
        loose = replace(asked, conditions=tuple(c for c in asked.conditions if not self._checks(c, asked)))
        datasets, found = self._resolved(loose, units)
        if not datasets:
            return self._list(asked, units, "list")
        if not units and len(datasets) == len(self.library.datasets):
            return self._ask_back(asked)
        if held & set(asked.fields) and asked.has("yes-no"):
            return self._verdict(asked, datasets, found)
        fields = asked.fields
        said = [replies.value_reply(field, d, self.library, asked.language) for d in datasets[:8] for field in fields]
        return self._give(
            asked, "value", _joined(asked.language, *said), [d.id for d in datasets],
            value={"field": fields[0], **self._raw(fields[0], datasets[0])}, found=found,
        )  # fmt: skip

    def _checks(self, condition: Condition, asked: Question) -> bool:
        return condition.field != "spatial" and (condition.field == "status" or FIELDS_OF.get(condition.field) in asked.fields)

    def _raw(self, field: str, dataset: Dataset) -> dict[str, Any]:
        first = dataset.releases[0]
        values: dict[str, Any] = {
            "frequency": first.every, "date": first.date, "formats": list(dataset.formats), "status": dataset.status,
            "organisation": dataset.organisation, "spatial": dataset.spatial, "place": dataset.short_id,
            "category": dataset.category,
        }  # fmt: skip
        return {"dataset": dataset.id, "value": values.get(field)}

    def _yes_no(self, asked: Question, units: Sequence[Unit]) -> Answer:
        # "is the planned list, due in 2024, spatial?": all but the last condition say which dataset is meant.
        *known, last = asked.conditions
        among = {dataset.id for dataset in select(self.library.datasets, known, asked.today)} if known else None
        found = self.searcher.search(asked.topic, units, among=among or None)
        datasets = [self.dataset(name) for name in topics.named(found)]
        return self._verdict(replace(asked, conditions=(last,)), datasets, found) if datasets else self._search(asked, units)

    def _verdict(self, asked: Question, datasets: Sequence[Dataset], found: Found | None) -> Answer:
        passing = [all(c.holds(d, asked.today) for c in asked.conditions) for d in datasets]
        verdict = "yes" if all(passing) else "partly" if any(passing) else "no"
        if verdict == "partly" and passing[0]:
            verdict = "yes"
        fields = dict.fromkeys(FIELDS_OF[c.field] for c in asked.conditions if c.field in FIELDS_OF)
        said = [replies.value_reply(field, d, self.library, asked.language) for d in datasets for field in fields]
        words = phrase(asked.language, verdict) + _joined(asked.language, *said)
        value = {"field": next(iter(fields), "status"), "dataset": datasets[0].id, "value": all(passing)}
        return self._give(asked, "value", words, [d.id for d in datasets], value=value, found=found)

    def _contains(self, asked: Question, units: Sequence[Unit]) -> Answer:
        """Whether the dataset that is named holds all that the question asks of it."""
        found = self.searcher.search(asked.topic, units)
        datasets = [self.dataset(name) for name in topics.named(found)]
        if not datasets:
            return self._search(asked, units)
        missing = found.coverage[datasets[0].id].missing if datasets[0].id in found.coverage else units
        said = [replies.value_reply("description", d, self.library, asked.language) for d in datasets[:2]]
        verdict = "no.stated" if missing else "yes"
        words = _joined(asked.language, phrase(asked.language, verdict).strip(), *said)
        value = {"field": "description", "dataset": datasets[0].id, "value": not missing}
        return self._give(asked, "value", words, [d.id for d in datasets], value=value, found=found)

    def _same(self, asked: Question, units: Sequence[Unit]) -> Answer | None:
        """Whether the datasets that the question names agree in the attribute it asks about."""
        if not units:
            return None
        datasets = comparisons.compared(asked, self.searcher, self.library)
        if len(datasets) < 2:
            return None
        field = next(iter(asked.fields), "frequency")
        said = [replies.value_reply(field, d, self.library, asked.language) for d in datasets]
        values = [self._raw(field, d)["value"] for d in datasets]
        agree = all(value == values[0] for value in values)
        words = _joined(asked.language, phrase(asked.language, "yes" if agree else "no").strip(), *said)
        return self._give(asked, "value", words, [d.id for d in datasets], value={"field": field, "value": agree})

    def _compare(self, asked: Question) -> Answer | None:
        datasets = comparisons.compared(asked, self.searcher, self.library)
        if len(datasets) < 2:
            return None
        said = comparisons.comparison_reply(asked, datasets, self.library)
        return self._give(asked, "value", said, [d.id for d in datasets], value={"field": "difference"})

    def _about_shown(self, asked: Question, said: Conversation) -> tuple[Question, Answer]:
        pointed = conversation.pointed_at(asked, said)
        ids = pointed or list(said.shown)
        if pointed and asked.has("other-one") and not asked.fields:
            asked = replace(asked, fields=said.fields)
        datasets = [self.dataset(name) for name in ids]
        shown = replace(asked, topic=said.topic)
        if asked.fields:
            words = [replies.value_reply(f, d, self.library, asked.language) for d in datasets[:8] for f in asked.fields]
            value = {"field": asked.fields[0], **self._raw(asked.fields[0], datasets[0])}
            return shown, self._give(asked, "value", _joined(asked.language, *words), ids, value=value)
        if asked.conditions:
            return shown, self._verdict(asked, datasets, None)
        words = [replies.value_reply("description", d, self.library, asked.language) for d in datasets[:3]]
        return shown, self._give(asked, "search", _joined(asked.language, *words), ids)

    def _phrase(self, asked: Question, key: str, **filled: Any) -> str:
        plan = self.library.readings[0].plan
        bureau = plan.bureau_en or plan.bureau if asked.language == "en" else plan.bureau
        return phrase(asked.language, key, bureau=bureau, n=len(self.library.datasets), **filled)

    def _say(self, text: str, language: Language, kind: Kind, words: str) -> Answer:
        return Answer(text, language, kind, words)

    def _give(
        self, asked: Question, kind: Kind, words: str, ids: Sequence[str], *, value: Any = None, found: Found | None = None
    ) -> Answer:
        scores = {hit.id: hit for hit in found.hits} if found else {}
        understood = replies.chips(asked, self.library)
        ranked = [(name, scores[name].score, scores[name].why) if name in scores else (name, 1.0, understood) for name in ids]
        if found:
            listed = set(ids)
            ranked += [(hit.id, hit.score, hit.why) for hit in found.hits if hit.id not in listed]
            ranked = ranked[: max(MATCHES, len(ids))]
        return Answer(
            question=asked.text,
            language=asked.language,
            kind=kind,
            answer=words,
            value=value,
            conditions=to_json(asked.conditions) | ({"order": asked.order} if asked.order else {}),
            dataset_ids=tuple(ids),
            matches=tuple(self._match(*row) for row in ranked),
            understood=understood,
        )

    def _match(self, dataset_id: str, score: float, why: tuple[str, ...]) -> Match:
        dataset = self.dataset(dataset_id)
        source: dict[str, Any] = {"document": dataset.source.document}
        source |= {"line": dataset.source.line} if dataset.source.line is not None else {"page": dataset.source.page}
        return Match(dataset_id, dataset.name, dataset.name_en, score, why, source)


def _joined(language: Language, *sentences: str) -> str:
    return (" " if language == "en" else "").join(dict.fromkeys(sentences))


def _organisations(library: Library) -> dict[str, tuple[str, ...]]:
    """Every organisation of the records with all the names it goes by."""
    found = sorted({d.organisation for d in library.datasets if d.organisation})
    return {name: tuple(dict.fromkeys((name, *library.names_of(name)))) for name in found}


def _without(text: str, form: str) -> str:
    folded, position = fold(text), fold(text).find(form)
    if position < 0 or len(folded) != len(text):
        return text
    return text[:position] + " " + text[position + len(form) :]


def _is_owning(unit: Unit) -> bool:
    """Whether a unit only says that somebody owns: "owned by", 「負責」."""
    return fold(unit.text) in _OWNING or stem(fold(unit.text)) in _OWNING


def _is_existential(text: str) -> bool:
    return text.startswith(("any", "is there", "are there", "do you have", "do we have", "got any", "有无", "有没有", "有否"))


def _is_weak(unit: Unit) -> bool:
    word = fold(unit.text)
    return not unit.is_term and (len(word) == 1 or word.isascii() and is_common(word))


def _names_datasets(asked: Question, *, anywhere: bool = False) -> bool:
    tags = ("list", "dataset-noun", "count") if anywhere else ("list",)
    return any(s.tag in tags and set(s.slots.get("dataset", ())) & _DATASET_NOUNS for s in asked.spans)


def _settled(asked: Question) -> Question:
    """The question with attributes taken away that are named only to state them: "in CSV format", "release date latest"."""
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


def _exists(asked: Question) -> bool:
    return any(span.tag == "list" and _is_existential(span.text) for span in asked.spans)


def _is_topic(unit: Unit, asked: Question) -> bool:
    """Whether the question says that the unit is what it is about: "about penguins", "penguin datasets", 有關企鵝."""
    word = re.escape(fold(unit.text))
    about = r"(?:about|on|regarding|concerning|related to|relating to)\s+(?:the\s+)?"
    after = r"\s*(?:related\s+)?(?:datasets?|data sets?)(?![a-z])"
    return re.search(rf"{about}{word}|{word}{after}|(?:关于|有关|涉及){word}|{word}(?:方面|相关|有关)?(?:的|嘅)?数据集", asked.folded) is not None


def _denies_owner(asked: Question, lexicon: Lexicon) -> bool:
    for form, owner in lexicon.organisations:
        place = asked.folded.find(fold(form)) if owner in asked.owners else -1
        if place >= 0 and any(s.tag == "not" and 0 <= place - s.end <= 12 for s in asked.spans):
            return True
    return False
