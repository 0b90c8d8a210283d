"""The frame around each view: the bar with the views and the languages, and the page's last words.

Beside it the welcome, where nothing has been asked yet.
"""

from __future__ import annotations

from assistant.page.links import START, Address, once_more
from assistant.page.markup import element, go, text
from assistant.page.turns import question_link
from assistant.page.words import EXAMPLES, LANGUAGES, Words, words

OTHER_EXAMPLES = EXAMPLES // 2
# The views that the bar leads to, and those that each of them stands for.
TABS: dict[str, tuple[str, ...]] = {
    START: (START,),
    "browse": ("browse", "dataset"),
    "glance": ("glance",),
    "plans": ("plans",),
}


def bar_html(page: Words, address: Address, talk: Address) -> str:
    """The name of the place, the views, and the three languages. ``talk`` is the visitor's conversation."""
    mark = text("span", "", css="od-mark", aria_hidden="true")
    home = element(
        "a", mark, text("strong", page("brand.name")), href=address.at(START).href, css="od-brand", data_go=""
    )
    tabs = [_tab(view, page, address, talk) for view in TABS]
    switch = [_language(code, page, address) for code in LANGUAGES]
    return element(
        "header",
        home,
        element("nav", *tabs, css="od-views", aria_label=page("views.label")),
        element("nav", *switch, css="od-languages", aria_label=page("language.label")),
        css="od-bar",
        data_page_lang=page.language,
        data_view=address.view,
        data_send=page("input.send"),
    )


def _tab(view: str, page: Words, address: Address, talk: Address) -> str:
    current = "page" if address.view in TABS[view] else None
    target = talk if view == START and current is None else address.at(view)
    return go(page(f"view.{view}"), target, aria_current=current)


def _language(code: str, page: Words, address: Address) -> str:
    own = next(words(language) for language in LANGUAGES if language == code)
    current = "true" if code == page.language else None
    return go(own("language.name"), address.spoken(code), lang=code, hreflang=code, aria_current=current)


def hero_html(page: Words, scope: str) -> str:
    """The welcome: what can be asked here."""
    return element(
        "section",
        text("h1", page("hero.title")),
        text("p", page("hero.lead"), css="od-lead"),
        text("p", scope, css="od-scope") if scope else "",
        css="od-hero",
    )


def examples_html(page: Words, near: Address) -> str:
    """Questions to click, those in the page's language first."""
    title = text("h2", page("hero.examples"), css="od-label")
    return element("section", title, element("ul", *_examples(page, near), css="od-examples"), css="od-start")


def _examples(page: Words, near: Address) -> list[str]:
    asked = [(page, question) for question in page.examples()]
    for language in LANGUAGES:
        if language != page.language:
            asked += [(words(language), question) for question in words(language).examples()[:OTHER_EXAMPLES]]
    return [element("li", question_link(question, own, near)) for own, question in asked]


def title_html(page: Words, address: Address) -> str:
    """The page's heading once a conversation has begun: heard, not seen. And a way to begin another."""
    again = go(page("turn.again"), address.at(START), css="od-again")
    return text("h1", page("hero.title"), css="od-hidden") + again


def trouble_html(page: Words, address: Address) -> str:
    """A view that could not be drawn: a sentence and a way on."""
    said = text("p", page("error.view"), css="od-words od-error", role="alert")
    return element("section", said, element("p", go(page("error.start"), address.at(START))), css="od-trouble")


def busy_html(page: Words, address: Address) -> str:
    """A view that found no room: a sentence, and the way to try again."""
    said = text("p", page("error.busy"), css="od-words od-error", role="alert")
    return element("section", said, element("p", go(page("error.again"), once_more(address))), css="od-trouble")


def about_html(page: Words) -> str:
    """Where the answers come from."""
    return element("footer", text("p", page("about")), css="od-about")
