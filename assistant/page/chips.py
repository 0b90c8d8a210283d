"""What was understood as chips: each can be taken away, or changed for another value that the plans know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answer import Answer, Language
from assistant.edits import INSTEAD
from assistant.facets import FACETS, Value, facets
from assistant.filters import Filters
from assistant.page.links import START, Address
from assistant.page.markup import element, go, prose, text
from assistant.page.words import Words
from assistant.service import Assistant
from assistant.utterances import Utterance, written

MOST_VALUES = 10


@dataclass(frozen=True)
class Chip:
    """A condition in words, the name by which it is edited, and other values with the edits that put them there."""

    words: str
    key: str = ""
    others: tuple[tuple[str, str], ...] = ()


def chips_of(answer: Answer, assistant: Assistant) -> tuple[Chip, ...]:
    """The chips of an answer; one that has no name of its own can only be read."""
    keys = [*answer.chips, *("" for _ in answer.understood)]
    return tuple(
        Chip(words, key, _others(words, key, answer.language, assistant))
        for words, key in zip(answer.understood, keys, strict=False)
    )


def _others(words: str, key: str, language: Language, assistant: Assistant) -> tuple[tuple[str, str], ...]:
    name = INSTEAD.get(key.split(":")[0], "")
    if name not in FACETS:
        return ()
    values = [value for value in _values(assistant, language)[name] if value.label != words]
    most = sorted(values, key=lambda value: -value.count)[:MOST_VALUES]
    return tuple((value.label, f"{key}.{name}.{value.value}") for value in values if value in most)


# For each language once; an Assistant that has been replaced is soon forgotten.
@lru_cache(maxsize=3)
def _values(assistant: Assistant, language: Language) -> dict[str, tuple[Value, ...]]:
    return dict(facets(assistant, Filters(), language).values)


def chips_html(chips: Sequence[Chip], own: Words, near: Address, talk: Sequence[Utterance]) -> str:
    """The chips of the last thing said in a conversation; without one they are only read."""
    if not chips:
        return ""
    label = text("span", own("turn.understood"), css="od-label")
    items = [_chip(chip, own, near, talk) if chip.key and talk else _plain(chip, own) for chip in chips]
    return element("div", label, element("ul", *items), css="od-chips")


def _plain(chip: Chip, own: Words) -> str:
    return prose("li", chip.words, own.language)


def _chip(chip: Chip, own: Words, near: Address, talk: Sequence[Utterance]) -> str:
    away = element(
        "a",
        text("span", "×", aria_hidden="true"),
        text("span", own("chip.remove", chip=chip.words), css="od-hidden"),
        href=_edited(near, talk, chip.key).href,
        css="od-remove",
        data_go="",
    )
    if not chip.others:
        return element("li", prose("span", chip.words, own.language), away, css="od-editable")
    hidden = text("span", ": " + own("chip.change"), css="od-hidden")
    summary = element("summary", prose("span", chip.words, own.language), hidden)
    links = [element("li", go(label, _edited(near, talk, edit))) for label, edit in chip.others]
    menu = element("details", summary, element("ul", *links, css="od-menu"), data_menu="")
    return element("li", menu, away, css="od-editable")


def _edited(near: Address, talk: Sequence[Utterance], edit: str) -> Address:
    *before, last = talk
    return near.at(START, written([*before, last.changed(edit)]))
