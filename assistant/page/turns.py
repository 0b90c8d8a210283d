"""One turn of the conversation as HTML: the question, the answer in words, what was understood, the datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Answer, Match
from assistant.conversation import Conversation
from assistant.page.cards import Entry, card, line, name_of
from assistant.page.chips import Chip, chips_html
from assistant.page.follow_ups import follow_ups
from assistant.page.links import AGAIN, Address, once_more, talk
from assistant.page.markup import chinese, element, go, prose, text
from assistant.page.takeaway import takeaway_html
from assistant.page.words import Words, words
from assistant.utterances import Utterance, written

FIRST_CARDS = 5
# What a browser draws at once; beyond it a list is browsed or taken away.
MOST_CARDS = 100


@dataclass(frozen=True)
class Turn:
    """Something said with what came of it, or a sentence on what went wrong.

    ``entries`` are what the answer is about, ``others`` what else was close, ``titles`` the plans it comes from,
    ``after`` the conversation as this turn left it. A ``busy`` one found no room, and is worth another try.
    """

    said: Utterance
    number: int
    answer: Answer | None = None
    entries: tuple[Entry, ...] = ()
    others: tuple[Entry, ...] = ()
    close_names: tuple[Match, ...] = ()
    chips: tuple[Chip, ...] = ()
    titles: tuple[str, ...] = ()
    day: date = date.min
    error: str = ""
    busy: bool = False
    after: Conversation | None = None

    @property
    def question(self) -> str:
        """The question as it was written."""
        return self.said.question


@dataclass(frozen=True)
class Stand:
    """Where a turn stands: the page's words and address, and what was said up to it; ``latest`` is told in full."""

    page: Words
    near: Address
    talk: tuple[Utterance, ...]
    latest: bool = True


def question_html(question: str, page: Words) -> str:
    """The question as the person wrote it."""
    hidden = text("span", page("turn.asked") + ": ", css="od-hidden")
    return element("h2", hidden, text("span", question), css="od-question")


def turn_html(turn: Turn, stand: Stand) -> str:
    """The whole turn. Only the latest is told in full."""
    asked = question_html(turn.question, stand.page)
    if turn.answer is None:
        told = text("p", turn.error, css="od-words od-error", data_announce="")
        return _turn(asked + told + (_again(stand) if turn.busy else ""), turn.number, stand.latest)
    answer, own = turn.answer, words(turn.answer.language)
    body = element(
        "div",
        prose("p", answer.answer, answer.language, css="od-words", data_announce=""),
        chips_html(turn.chips, own, stand.near, stand.talk if stand.latest else ()),
        _told(turn, answer, own, stand) if stand.latest else _listed(turn, own, stand.near),
        css="od-answer",
        lang=answer.language,
    )
    return _turn(asked + body, turn.number, stand.latest)


def _again(stand: Stand) -> str:
    """The way to ask again what found no room."""
    here = talk(stand.talk, stand.near)
    tried = [(name, value) for name, value in stand.near.pairs if name == AGAIN]
    return element("p", go(stand.page("error.again"), once_more(here.at(here.view, [*here.pairs, *tried]))))


def working_html(question: str, number: int, page: Words, *, ready: bool) -> str:
    """The question with a place held for its answer."""
    bars = "".join(element("span") for _ in range(3))
    note = text("p", page("turn.working" if ready else "turn.preparing"), css="od-waiting")
    skeleton = element("div", bars, css="od-skeleton", aria_hidden="true")
    return element("section", question_html(question, page), note, skeleton, css="od-turn", data_turn=str(number))


def _turn(body: str, number: int, latest: bool) -> str:
    return element("section", body, css="od-turn", data_turn=str(number), data_latest="" if latest else None)


def _told(turn: Turn, answer: Answer, own: Words, stand: Stand) -> str:
    """All that comes with the latest answer."""
    if answer.kind == "none" and turn.others and not turn.entries:
        return _choices(turn, own, stand)
    if answer.kind == "none":
        return _try(turn, own, stand.near)
    return _datasets(turn, own, stand.near) + _take(turn, own, stand) + _follow(turn, answer, own, stand)


def _choices(turn: Turn, own: Words, stand: Stand) -> str:
    """Which one is meant, to choose: the same question, with the dataset named."""
    *before, last = stand.talk
    links = [
        element(
            "li", go(name, talk([*before, Utterance(f"{last.question} ({entry.shown_id})")], stand.near), lang=lang)
        )
        for entry in turn.others
        for name in [name_of(entry.dataset.name, entry.dataset.name_en, own)]
        for lang in [chinese(name, own.language)]
    ]
    title = text("p", own("turn.choose"), css="od-label")
    return element("div", title, element("ul", *links, css="od-links"), css="od-choices")


def _datasets(turn: Turn, own: Words, near: Address) -> str:
    """The first cards of the answer, the others behind "show all", and what else was close."""
    cards, close = (
        [card(each, own, near) for each in turn.entries[:MOST_CARDS]],
        [card(each, own, near) for each in turn.others],
    )
    count = len(turn.entries)
    shown = [
        text("p", own("turn.results", count=own.number(count)), css="od-label"),
        element("div", *cards[:FIRST_CARDS], css="od-cards"),
    ]
    if count > FIRST_CARDS:
        more = text("p", own("turn.most", count=MOST_CARDS), css="od-note") if count > MOST_CARDS else ""
        shown.append(_folded(own("turn.all", count=own.number(count)), cards[FIRST_CARDS:], more))
    if close:
        shown.append(_folded(own("turn.close", count=own.number(len(close))), close))
    return "".join(shown) if cards or close else ""


def _folded(summary: str, cards: Sequence[str], more: str = "") -> str:
    return element("details", text("summary", summary), element("div", *cards, css="od-cards"), more, css="od-more")


def _take(turn: Turn, own: Words, stand: Stand) -> str:
    if not turn.entries:
        return ""
    citation = own("take.citation", question=turn.question, plans=", ".join(turn.titles), day=own.day(turn.day))
    return takeaway_html(written(stand.talk), own, citation=citation)


def _follow(turn: Turn, answer: Answer, own: Words, stand: Stand) -> str:
    """Questions that go on from the answer."""
    asked = follow_ups(answer, [entry.dataset for entry in turn.entries], own) if turn.entries else []
    if not asked:
        return ""
    links = [element("li", go(question, talk([*stand.talk, Utterance(question)], stand.near))) for question in asked]
    title = text("p", own("follow.title"), css="od-label")
    return element("div", title, element("ul", *links, css="od-links"), css="od-follow")


def _listed(turn: Turn, own: Words, near: Address) -> str:
    """The datasets of an earlier answer, folded to their names."""
    if not turn.entries:
        return ""
    summary = text("summary", own("turn.listed", count=own.number(len(turn.entries))))
    names = element("ol", *(line(entry, own, near) for entry in turn.entries[:MOST_CARDS]))
    return element("details", summary, names, css="od-more od-listed")


def _try(turn: Turn, own: Words, near: Address) -> str:
    """What to try instead: other words, conditions, close names, and questions that have answers."""
    hints = [text("li", own("none.words")), text("li", own("none.filters"))]
    if turn.close_names:
        names = [_name_link(match, own, near) for match in turn.close_names]
        hints.append(element("li", text("span", own("none.names")), element("ul", *names, css="od-links")))
    questions = [element("li", question_link(question, own, near)) for question in own.examples()]
    hints.append(element("li", text("span", own("hero.examples")), element("ul", *questions, css="od-links")))
    title = text("p", own("none.title"), css="od-label")
    return element("div", title, element("ul", *hints), css="od-try")


def _name_link(match: Match, own: Words, near: Address) -> str:
    name = name_of(match.name, match.name_en, own)
    return element("li", go(name, talk([Utterance(name)], near), lang=chinese(name, own.language)))


def question_link(question: str, own: Words, near: Address) -> str:
    """A question to click, marked with its language."""
    return go(question, talk([Utterance(question)], near), lang=own.language)
