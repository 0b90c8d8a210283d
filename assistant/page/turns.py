"""One turn of the conversation as HTML: the question, the answer in words, what was understood, the datasets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Match
from assistant.page.cards import Entry, card, line, name_of
from assistant.page.links import link
from assistant.page.markup import chinese, element, prose, text
from assistant.page.words import Words, words

FIRST_CARDS = 5


@dataclass(frozen=True)
class Turn:
    """A question with what came of it, or a sentence on what went wrong.

    ``entries`` are what the answer is about, ``others`` what else was close.
    """

    question: str
    number: int
    answer: Answer | None = None
    entries: tuple[Entry, ...] = ()
    others: tuple[Entry, ...] = ()
    close_names: tuple[Match, ...] = ()
    error: str = ""


def question_html(question: str, page: Words) -> str:
    """The question as the person wrote it."""
    hidden = text("span", page("turn.asked") + ": ", css="od-hidden")
    return element("h2", hidden, text("span", question), css="od-question")


def turn_html(turn: Turn, page: Words, *, latest: bool, lang: str | None) -> str:
    """The whole turn. Only the latest is told in full."""
    if turn.answer is None:
        body = text("p", turn.error, css="od-words od-error", data_announce="")
        return _turn(question_html(turn.question, page) + body, turn.number, latest)
    answer, own = turn.answer, words(turn.answer.language)
    body = element(
        "div",
        prose("p", answer.answer, answer.language, css="od-words", data_announce=""),
        _understood(answer.understood, own),
        _datasets(turn, own) if latest else _listed(turn, own),
        _try(turn, own, lang) if answer.kind == "none" and latest else "",
        css="od-answer",
        lang=answer.language,
    )
    return _turn(question_html(turn.question, page) + body, turn.number, latest)


def working_html(question: str, number: int, page: Words, *, ready: bool) -> str:
    """The question with a place held for its answer."""
    bars = "".join(element("span") for _ in range(3))
    note = text("p", page("turn.working" if ready else "turn.preparing"), css="od-waiting")
    skeleton = element("div", bars, css="od-skeleton", aria_hidden="true")
    return element("section", question_html(question, page), note, skeleton, css="od-turn", data_turn=str(number))


def _turn(body: str, number: int, latest: bool) -> str:
    return element("section", body, css="od-turn", data_turn=str(number), data_latest="" if latest else None)


def _understood(chips: Sequence[str], own: Words) -> str:
    if not chips:
        return ""
    label = text("span", own("turn.understood"), css="od-label")
    return element("div", label, element("ul", *(prose("li", chip, own.language) for chip in chips)), css="od-chips")


def _datasets(turn: Turn, own: Words) -> str:
    """The first cards of the answer, the others behind "show all", and what else was close."""
    cards, close = [card(entry, own) for entry in turn.entries], [card(entry, own) for entry in turn.others]
    shown = [text("p", own("turn.results"), css="od-label"), element("div", *cards[:FIRST_CARDS], css="od-cards")]
    if len(cards) > FIRST_CARDS:
        shown.append(_folded(own("turn.all", count=len(cards)), cards[FIRST_CARDS:]))
    if close:
        shown.append(_folded(own("turn.close", count=len(close)), close))
    return "".join(shown) if cards or close else ""


def _folded(summary: str, cards: Sequence[str]) -> str:
    return element("details", text("summary", summary), element("div", *cards, css="od-cards"), css="od-more")


def _listed(turn: Turn, own: Words) -> str:
    """The datasets of an earlier answer, folded to their names."""
    if not turn.entries:
        return ""
    summary = text("summary", own("turn.listed", count=len(turn.entries)))
    names = element("ol", *(line(entry, own) for entry in turn.entries))
    return element("details", summary, names, css="od-more od-listed")


def _try(turn: Turn, own: Words, lang: str | None) -> str:
    """What to try instead: other words, conditions, close names, and questions that have answers."""
    hints = [text("li", own("none.words")), text("li", own("none.filters"))]
    if turn.close_names:
        names = [_name_link(match, own, lang) for match in turn.close_names]
        hints.append(element("li", text("span", own("none.names")), element("ul", *names, css="od-links")))
    questions = [element("li", question_link(question, own, lang)) for question in own.examples()]
    hints.append(element("li", text("span", own("hero.examples")), element("ul", *questions, css="od-links")))
    title = text("p", own("none.title"), css="od-label")
    return element("div", title, element("ul", *hints), css="od-try")


def _name_link(match: Match, own: Words, lang: str | None) -> str:
    name = name_of(match.name, match.name_en, own)
    return element("li", text("a", name, href=link([name], lang), lang=chinese(name, own.language), data_go=""))


def question_link(question: str, own: Words, lang: str | None) -> str:
    """A question to click, marked with its language."""
    return text("a", question, href=link([question], lang), lang=own.language, data_go="")
