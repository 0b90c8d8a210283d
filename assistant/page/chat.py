"""The chat page: what a visitor sees, from the link they came by to the answers they got.

The address holds the conversation (?q=, once for each question) and the language (?lang=). What the page shows
follows the address, so a shared link, the back button and a restarted server all lead to the same answers.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.page.frame import about_html, bar_html, examples_html, hero_html, title_html
from assistant.page.links import latest
from assistant.page.shared import Shared
from assistant.page.turns import turn_html, working_html
from assistant.page.visit import Visit
from assistant.page.wording import Words, page_language, words
from corpus.records import Plan

HERE = Path(__file__).resolve().parent
SCRIPT = f"<script>{(HERE / 'page.js').read_text(encoding='utf-8')}</script>"


def show(shared: Shared) -> None:
    """Draw the whole page once, as Streamlit does after every act of the visitor."""
    lang = st.query_params.get("lang")
    page = words(page_language(lang, st.context.locale))
    st.set_page_config(page_title=page("page.title"), page_icon=str(HERE / "icon.png"), layout="centered")
    st.html(HERE / "page.css")
    top, conversation, ask, below = (st.container(key=name) for name in ("top", "conversation", "ask", "below"))
    # Inside a container, for a chat box of the whole page makes Streamlit scroll to the end of every answer.
    typed = (ask.chat_input(page("input.placeholder"), key="question") or "").strip()
    visit = _visit()
    linked = latest([question.strip() for question in st.query_params.get_all("q") if question.strip()])
    waiting = [typed] if typed else []
    if typed:
        st.query_params["q"] = latest([*visit.questions, typed])
    elif linked != visit.questions:
        visit = st.session_state["visit"] = Visit()
        waiting = linked
    top.html(bar_html(page, latest([*visit.questions, *waiting]), lang))
    below.html(about_html(page) if visit.turns or waiting else examples_html(page, lang) + about_html(page))
    below.html(SCRIPT, unsafe_allow_javascript=True)
    with conversation:
        if visit.turns or waiting:
            _turns(visit, waiting, shared, page=page, lang=lang)
        else:
            st.html(hero_html(page, _scope(shared, page)))


def _visit() -> Visit:
    """This visitor's own conversation: session state is never shared between two tabs."""
    visit = st.session_state.setdefault("visit", Visit())
    assert isinstance(visit, Visit)
    return visit


def _turns(visit: Visit, waiting: list[str], shared: Shared, *, page: Words, lang: str | None) -> None:
    """The turns so far; a question in waiting is shown at once and answered in its place."""
    st.html(title_html(page))
    turns = list(visit.turns)
    slots = [st.empty() for _ in [*turns, *waiting]]
    for slot, turn in zip(slots, turns, strict=False):
        slot.html(turn_html(turn, page, latest=turn is turns[-1] and not waiting, lang=lang))
    fresh = slots[len(turns) :]
    for number, (slot, question) in enumerate(zip(fresh, waiting, strict=True), start=visit.asked + 1):
        slot.html(working_html(question, number, page, ready=shared.ready))
    for slot, question in zip(fresh, waiting, strict=True):
        turn = visit.ask(question, shared.assistant(), page)
        slot.html(turn_html(turn, page, latest=slot is fresh[-1], lang=lang))


def _scope(shared: Shared, page: Words) -> str:
    """What is searched, once the plans are open: how many datasets of which plans."""
    if not shared.ready:
        return ""
    library = shared.assistant().library
    titles = [_plan_name(reading.plan, page) for reading in library.readings]
    return page("hero.scope", datasets=len(library.datasets), plans=len(titles), titles=", ".join(titles))


def _plan_name(plan: Plan, page: Words) -> str:
    bureau = plan.bureau_en if page.language == "en" and plan.bureau_en else plan.bureau
    return f"{bureau} {plan.period}"
