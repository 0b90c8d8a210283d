"""The page: the address says which view is drawn, and a view draws itself into the scene that it is given.

A view is a function in a module of its own: it gets a ``Scene``, names the tab by ``scene.titled`` and draws into
``scene.body`` with HTML out of ``markup``. What can be clicked is a link with ``data_go`` (made by ``markup.go``),
so that all state is in the address: back button, shared links, keyboard and screen reader work by themselves.
Its styles are ``styles/<view>.css``, its words ``phrases/page-<view>.<language>.json``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

from assistant.errors import Busy
from assistant.page import browse, chat, dataset, glance, plans
from assistant.page.frame import about_html, busy_html, trouble_html
from assistant.page.links import START, Address
from assistant.page.scene import Scene
from assistant.page.visit import visit_of
from assistant.page.words import page_language, words
from assistant.shared import Shared

VIEWS: dict[str, Callable[[Scene], None]] = {
    "ask": chat.show,
    "browse": browse.show,
    "dataset": dataset.show,
    "glance": glance.show,
    "plans": plans.show,
}

_log = logging.getLogger(__name__)


def show(shared: Shared) -> None:
    """Draw the whole page once, as Streamlit does after every act of the visitor."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    address = Address.read(query)
    if address.view not in VIEWS:
        address = address.at(START)
    bar, body, below = (st.container(key=name) for name in ("top", "body", "below"))
    page = words(page_language(address.lang, st.context.locale))
    scene = Scene(shared, page, address, bar.empty(), body.container(key=f"view-{address.view}"), below)
    scene.stands_at(address, address if address.view == START else visit_of(st.session_state).place(address))
    try:
        VIEWS[address.view](scene)
    except Busy:
        body.html(busy_html(page, address))
    except Exception:  # noqa: BLE001 - a person gets a sentence and a way on, whatever went wrong
        visit = visit_of(st.session_state)
        _log.exception("the view %r could not be drawn", address.view, extra={"visit": visit.id})
        body.html(trouble_html(page, address))
    below.html(about_html(page))
