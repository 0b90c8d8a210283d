"""Thumbs up or down for the latest answer, where the setting names a file for votes and the visitor agrees."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.feedback import Feedback, Vote
from assistant.page.markup import text
from assistant.page.turns import Turn
from assistant.page.words import Words
from assistant.settings import load_settings

_VOTES: tuple[Vote, ...] = ("up", "down")


def show(place: DeltaGenerator, turn: Turn, page: Words) -> None:
    """Ask what the visitor thinks of an answer; nothing is asked where votes are kept nowhere."""
    path = load_settings().feedback
    if path is None or turn.answer is None:
        return
    voted: set[object] = st.session_state.setdefault("voted", set())
    if turn.said in voted:
        place.html(text("p", page("vote.thanks"), css="od-note", role="status"))
        return
    row = place.container(key="votes", horizontal=True, vertical_alignment="center")
    agreed = row.checkbox(page("vote.agree"), key=f"agree-{turn.number}")
    for vote in _VOTES:
        if row.button(page(f"vote.{vote}"), key=f"{vote}-{turn.number}", disabled=not agreed):
            kept = Feedback(path).keep(turn.answer, vote, edits=turn.said.edits)
            voted.add(turn.said)
            if not kept:
                place.html(text("p", page("vote.failed"), css="od-note", role="status"))
                return
            st.rerun()
