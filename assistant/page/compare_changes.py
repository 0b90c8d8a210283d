"""One change between two editions as HTML: the dataset, what was said and is said, and where it stands in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.changes import said
from assistant.page.cards import name_of
from assistant.page.links import Address
from assistant.page.markup import chinese, element, go, text
from assistant.page.plans_list import place_words
from assistant.page.words import Words
from assistant.replies import short_frequency
from assistant.values import in_language
from corpus.editions import Change
from corpus.library import Library
from corpus.records import Dataset

__all__ = ["change_html"]

_MONTH = re.compile(r"(20\d\d|19\d\d)-(0[1-9]|1[0-2])\b")
# Words of letters and digits, single Chinese characters, all else sign by sign.
_TOKEN = re.compile(r"[0-9A-Za-zÀ-ɏ]+|\s+|.", re.DOTALL)
LONGEST_TEXT = 1200
_ROWS_ALONE = ("new", "dropped", "released", "withdrawn")


def change_html(change: Change, library: Library, page: Words, address: Address) -> str:
    """The change as an item of a list."""
    dataset = change.new or change.old
    assert dataset is not None
    name = name_of(dataset.name, dataset.name_en, page)
    heading = go(name, _dataset_at(dataset, address), lang=chinese(name, page.language))
    places = [_place(each, key, page, address) for key, each in (("old", change.old), ("new", change.new)) if each]
    return element(
        "li",
        element("h3", heading),
        _unofficial(dataset, page),
        _what(change, library, page),
        element("p", *places, css="od-source od-places"),
    )


def _unofficial(dataset: Dataset, page: Words) -> str:
    """The Chinese name of a dataset of an English plan, for Chinese readers."""
    if page.language == "en" or not dataset.name_zh:
        return ""
    name = text("span", in_language(dataset.name_zh, page.language))
    return element("p", name, " ", text("small", page("card.translated")), css="od-original")


def _dataset_at(dataset: Dataset, address: Address) -> Address:
    return address.at("dataset", [("id", dataset.id)])


def _place(dataset: Dataset, key: str, page: Words, address: Address) -> str:
    where = place_words(dataset.source, page)
    link = go(dataset.short_id, _dataset_at(dataset, address))
    told = text("bdi", dataset.source.document) + (" " + text("span", where) if where else "")
    return element("span", text("span", page(f"compare.{key}"), css="od-side"), " ", link, " ", told)


def _what(change: Change, library: Library, page: Words) -> str:
    """What was said before and is said now, as the kind of change needs it."""
    if change.kind == "twin":
        return text("p", page("compare.twin", place=change.before), css="od-change")
    if change.kind in _ROWS_ALONE and not change.months:
        return _status(change, page)
    before, after = (
        _value(change, change.before, change.old, library, page),
        _value(change, change.after, change.new, library, page),
    )
    if change.kind == "description":
        return _reworded(before, after, page)
    none = said(page.language, "none")
    parts = [_side("before", before or none, page)] if change.kind != "release-added" else []
    if change.kind != "release-dropped":
        parts.append(_side("after", after or none, page))
    arrow = text("span", "→", css="od-arrow", aria_hidden="true")
    return element("p", f" {arrow} ".join(parts), _span(change, page), css=f"od-change od-change-{change.kind}")


def _side(key: str, words: str, page: Words) -> str:
    hidden = text("span", page(f"compare.{key}") + ": ", css="od-hidden")
    return hidden + text("del" if key == "before" else "ins", words, lang=chinese(words, page.language))


def _span(change: Change, page: Words) -> str:
    """By how much a date has moved."""
    if change.months is None:
        return ""
    count = abs(change.months)
    span = said(page.language, "month") if count == 1 else said(page.language, "months", n=count)
    moved = page("compare.later" if change.months > 0 else "compare.earlier", span=span)
    return " " + text("span", moved, css=f"od-badge od-is-{'later' if change.months > 0 else 'earlier'}")


def _status(change: Change, page: Words) -> str:
    """The first date of a row that came, went or was released."""
    parts = []
    for key, dataset in (("before", change.old), ("after", change.new)):
        if dataset:
            words = f"{page(f'card.{dataset.status}')} · {page.month(dataset.releases[0].date)}"
            gone = key == "before" and change.new is not None
            parts.append(_side(key, words, page) if gone else text("span", words))
    arrow = text("span", "→", css="od-arrow", aria_hidden="true")
    return element("p", f" {arrow} ".join(parts), css="od-change")


def _value(change: Change, words: str, dataset: Dataset | None, library: Library, page: Words) -> str:
    """One side of a change in the reader's words, as far as they are known; else the plan's own."""
    kind = change.kind
    if kind == "spatial":
        return page("compare.spatial" if words == "spatial" else "compare.nonspatial")
    if kind == "frequency":
        every = next((r.every for r in (dataset.releases if dataset else ()) if r.frequency == words), None)
        return short_frequency(every, page.language) if every else in_language(words, page.language)
    if kind == "renamed" and dataset:
        return name_of(dataset.name, dataset.name_en, page)
    if kind == "owner" and page.language == "en":
        return library.english(words) or words
    if kind == "description" and page.language == "en" and dataset and dataset.description_en:
        return dataset.description_en
    told = _MONTH.sub(lambda month: page.month(month[0]), words) if kind not in ("description", "formats") else words
    return in_language(told, page.language)


def _reworded(before: str, after: str, page: Words) -> str:
    """Two wordings as one text, in which what went and what came is marked."""
    if max(len(before), len(after)) > LONGEST_TEXT:
        cut = [words if len(words) <= LONGEST_TEXT else words[: LONGEST_TEXT - 1] + "…" for words in (before, after)]
        marked = _side("before", cut[0], page) + " " + _side("after", cut[1], page)
    else:
        marked = "".join(_marked(before, after))
    return element("p", marked, css="od-change od-reworded", lang=chinese(after, page.language))


def _marked(before: str, after: str) -> Iterator[str]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield text("span", "".join(old[i:j]))
        else:
            yield text("del", "".join(old[i:j])) if j > i else ""
            yield text("ins", "".join(new[k:m])) if m > k else ""
