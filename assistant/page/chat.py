"""The chat page: what a visitor sees, from the link they came by to the answers they got.

The address holds the conversation (?q=, once for each question) and the language (?lang=). What the page shows
follows the address, so a shared link, the back button and a restarted server all lead to the same answers.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.page.frame import about_html, bar_html, examples_html, hero_html, title_html
from assistant.page.links import latest
from assistant.page.turns import turn_html, working_html
from assistant.page.visit import Visit
from assistant.page.words import Words, page_language, words
from assistant.shared import Shared
from assistant.values import in_language
from corpus.records import Plan

LONGEST_TITLE = 60
HERE = Path(__file__).resolve().parent
SCRIPT = f"<script>{(HERE / 'page.js').read_text(encoding='utf-8')}</script>"


def show(shared: Shared) -> None:
    """Draw the whole page once, as Streamlit does after every act of the visitor."""
    lang = st.query_params.get("lang")
    page = words(page_language(lang, st.context.locale))
    st.html(HERE / "page.css")
    top, conversation, ask, below = (st.container(key=name) for name in ("top", "conversation", "ask", "below"))
    # Inside a container, for a chat box of the whole page makes Streamlit scroll to the end of every answer.
    typed = (ask.chat_input(page("input.placeholder"), key="question") or "").strip()
    visit = _visit(typed)
    bar = top.empty()
    bar.html(bar_html(page, visit, lang))
    st.set_page_config(page_title=_title(visit, page), page_icon=str(HERE / "icon.png"), layout="centered")
    below.html(SCRIPT, unsafe_allow_javascript=True)
    if visit.turns or visit.waiting:
        _conversation(conversation, visit, shared, page=page, lang=lang)
        bar.html(bar_html(page, visit, lang))
    else:
        conversation.html(hero_html(page, _scope(shared, page)))
        below.html(examples_html(page, lang) + about_html(page))
    if typed:
        _remember(visit)


def _visit(typed: str) -> Visit:
    """This visitor's own conversation: session state is never shared between two tabs."""
    visit = st.session_state.get("visit")
    linked = latest([question.strip() for question in st.query_params.get_all("q")])
    if not isinstance(visit, Visit) or (not typed and visit.left_for(linked)):
        visit = st.session_state["visit"] = Visit(linked)
    if typed:
        visit.waiting.append(typed)
    return visit


def _title(visit: Visit, page: Words) -> str:
    """The title of the browser's tab: the last question, so that history and bookmarks can be told apart."""
    asked = [*visit.questions, *visit.waiting]
    return f"{asked[-1][:LONGEST_TITLE]} · {page('brand.name')}" if asked else page("page.title")


def _remember(visit: Visit) -> None:
    """Put the conversation into the address, once its last question has been answered."""
    if visit.questions != visit.address:
        visit.address = visit.questions
        st.query_params["q"] = visit.questions


def _conversation(place: DeltaGenerator, visit: Visit, shared: Shared, *, page: Words, lang: str | None) -> None:
    """The turns so far; a question in waiting is shown at once and answered in its place."""
    place.html(title_html(page))
    turns, waiting = list(visit.turns), list(visit.waiting)
    slots = [place.empty() for _ in [*turns, *waiting]]
    place.html(about_html(page))
    for slot, turn in zip(slots, turns, strict=False):
        slot.html(turn_html(turn, page, latest=turn is turns[-1] and not waiting, lang=lang))
    fresh = slots[len(turns) :]
    for number, (slot, question) in enumerate(zip(fresh, waiting, strict=True), start=visit.asked + 1):
        slot.html(working_html(question, number, page, ready=shared.ready))
    for slot in fresh:
        turn = visit.answer_next(shared.assistant, page)
        slot.html(turn_html(turn, page, latest=slot is fresh[-1], lang=lang))


def _scope(shared: Shared, page: Words) -> str:
    """What is searched, once the plans are open: how many datasets of which plans."""
    if not shared.ready:
        return ""
    library = shared.assistant().library
    titles = [_plan_name(reading.plan, page) for reading in library.readings]
    return page("hero.scope", datasets=len(library.datasets), titles=", ".join(titles))


def _plan_name(plan: Plan, page: Words) -> str:
    bureau = plan.bureau_en if page.language == "en" and plan.bureau_en else in_language(plan.bureau, page.language)
    return f"{bureau} {plan.period}"
