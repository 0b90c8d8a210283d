"""The frame around the conversation: the bar with the language switch, and the welcome before the first question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.page.links import link
from assistant.page.markup import element, text
from assistant.page.turns import question_link
from assistant.page.visit import Visit
from assistant.page.words import EXAMPLES, LANGUAGES, Words, words

OTHER_EXAMPLES = EXAMPLES // 2


def bar_html(page: Words, visit: Visit, lang: str | None) -> str:
    """The name of the place, a way to start over, and the three languages."""
    mark = text("span", "", css="od-mark", aria_hidden="true")
    questions = [*visit.questions, *visit.waiting]
    home = element("a", mark, text("strong", page("brand.name")), href=link([], lang), css="od-brand", data_go="")
    again = (
        text("a", page("turn.again"), href=link([], lang), css="od-again", data_go="")
        if visit.turns or visit.waiting
        else ""
    )
    switch = element(
        "nav",
        *(_language(code, page, questions) for code in LANGUAGES),
        css="od-languages",
        aria_label=page("language.label"),
    )
    return element("header", home, again, switch, css="od-bar", data_page_lang=page.language)


def _language(code: str, page: Words, questions: Sequence[str]) -> str:
    own = next(words(language) for language in LANGUAGES if language == code)
    current = "true" if code == page.language else None
    name = own("language.name")
    return text("a", name, href=link(questions, code), lang=code, hreflang=code, aria_current=current, data_go="")


def hero_html(page: Words, scope: str) -> str:
    """The welcome: what can be asked here."""
    return element(
        "section",
        text("h1", page("hero.title")),
        text("p", page("hero.lead"), css="od-lead"),
        text("p", scope, css="od-scope") if scope else "",
        css="od-hero",
    )


def examples_html(page: Words, lang: str | None) -> str:
    """Questions to click, those in the page's language first."""
    title = text("h2", page("hero.examples"), css="od-label")
    return element("section", title, element("ul", *_examples(page, lang), css="od-examples"), css="od-start")


def _examples(page: Words, lang: str | None) -> list[str]:
    asked = [(page, question) for question in page.examples()]
    for language in LANGUAGES:
        if language != page.language:
            asked += [(words(language), question) for question in words(language).examples()[:OTHER_EXAMPLES]]
    return [element("li", question_link(question, own, lang)) for own, question in asked]


def title_html(page: Words) -> str:
    """The page's heading once a conversation has begun: heard, not seen."""
    return text("h1", page("hero.title"), css="od-hidden")


def about_html(page: Words) -> str:
    """Where the answers come from."""
    return element("footer", text("p", page("about")), css="od-about")
