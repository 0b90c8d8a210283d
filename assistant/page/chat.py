"""The conversation: what a visitor sees, from the link they came by to the answers they got.

The address holds the questions (?q=, once for each). What is shown follows the address, so a shared link, the back
button and a restarted server all lead to the same answers.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.page import votes
from assistant.page.frame import examples_html, hero_html, title_html
from assistant.page.links import latest
from assistant.page.scene import Scene
from assistant.page.turns import Stand, Turn, turn_html, working_html
from assistant.page.visit import Visit, keep, visit_of
from assistant.page.words import Words
from assistant.utterances import EDIT, QUESTION, Utterance, read_utterances, written
from assistant.values import in_language
from corpus.records import Plan

LONGEST_TITLE = 60


def show(scene: Scene) -> None:
    """Draw the conversation so far, and answer what was just asked."""
    conversation, ask, below = (scene.body.container(key=name) for name in ("conversation", "ask", "examples"))
    # Inside a container, for a chat box of the whole page makes Streamlit scroll to the end of every answer.
    typed = (ask.chat_input(scene.page("input.placeholder"), key="question") or "").strip()
    visit = _visit(scene, typed)
    scene.titled(_title(visit))
    scene.stands_at(visit.place(scene.address), visit.place(scene.address))
    if visit.turns or visit.waiting:
        _conversation(scene, conversation, visit)
    else:
        conversation.html(hero_html(scene.page, _scope(scene)))
        below.html(examples_html(scene.page, scene.address))
    if visit.turns:
        votes.show(conversation, visit.turns[-1], scene.page)
    if typed:
        _remember(visit)


def _visit(scene: Scene, typed: str) -> Visit:
    """This visitor's own conversation: session state is never shared between two tabs."""
    visit = visit_of(st.session_state)
    visit.take_up()
    linked = latest(read_utterances(scene.address.pairs))
    if not typed and visit.left_for(linked):
        visit = keep(st.session_state, visit.moved(linked))
    if typed:
        visit.waiting.append(Utterance(typed))
    return visit


def _title(visit: Visit) -> str:
    """The last question."""
    asked = [*visit.said, *visit.waiting]
    return asked[-1].question[:LONGEST_TITLE] if asked else ""


def _remember(visit: Visit) -> None:
    """Put the conversation into the address, once its last question has been answered."""
    if visit.said != visit.address:
        visit.address = visit.said
        for name in (QUESTION, EDIT):
            st.query_params[name] = [value for key, value in written(visit.said) if key == name]


def _conversation(scene: Scene, place: DeltaGenerator, visit: Visit) -> None:
    """The turns so far; a question in waiting is shown at once and answered in its place."""
    page = scene.page
    place.html(title_html(page, scene.address))
    turns, waiting = list(visit.turns), list(visit.waiting)
    slots = [place.empty() for _ in [*turns, *waiting]]
    for slot, turn in zip(slots, turns, strict=False):
        slot.html(turn_html(turn, _stand(scene, visit, turn, latest=turn is turns[-1] and not waiting)))
    fresh = slots[len(turns) :]
    for number, (slot, said) in enumerate(zip(fresh, waiting, strict=True), start=visit.asked + 1):
        slot.html(working_html(said.question, number, page, ready=scene.shared.ready))
    for slot in fresh:
        turn = visit.answer_next(scene.shared.assistant, page, scene.shared.queue)
        slot.html(turn_html(turn, _stand(scene, visit, turn, latest=slot is fresh[-1])))


def _stand(scene: Scene, visit: Visit, turn: Turn, *, latest: bool) -> Stand:
    before = [each.said for each in visit.turns if each.number <= turn.number]
    return Stand(scene.page, scene.address, tuple(before), latest)


def _scope(scene: Scene) -> str:
    """What is searched, once the plans are open: how many datasets of which plans."""
    if not scene.shared.ready:
        return ""
    library = scene.assistant.library
    titles = [_plan_name(reading.plan, scene.page) for reading in library.readings]
    return scene.page("hero.scope", datasets=len(library.datasets), titles=", ".join(titles))


def _plan_name(plan: Plan, page: Words) -> str:
    bureau = plan.bureau_en if page.language == "en" and plan.bureau_en else in_language(plan.bureau, page.language)
    return f"{bureau} {plan.period}"
