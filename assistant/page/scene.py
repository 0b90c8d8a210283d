"""What a view is given to draw on: the address, the words, the Assistant, and the places of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.page.frame import bar_html
from assistant.page.links import Address
from assistant.page.words import Words
from assistant.service import Assistant
from assistant.shared import Shared

T = TypeVar("T")
ICON = str(Path(__file__).resolve().parent / "icon.png")


@dataclass(frozen=True)
class Scene:
    """One act of a visitor. ``body`` is where a view draws, ``below`` is under it, before the page's last words."""

    shared: Shared
    page: Words
    address: Address
    bar: DeltaGenerator
    body: DeltaGenerator
    below: DeltaGenerator

    @property
    def assistant(self) -> Assistant:
        """The Assistant over the plans at hand; waits until they are open."""
        return self.shared.assistant()

    def worked_out(self, work: Callable[[], T]) -> T:
        """What takes a while, in line with all that is asked; Busy where there is no room or it takes too long."""
        return self.shared.queue.answer(work)

    def titled(self, title: str) -> None:
        """Name the browser's tab, so that history and bookmarks can be told apart."""
        name = self.page("brand.name")
        st.set_page_config(page_title=f"{title} · {name}" if title else self.page("page.title"), page_icon=ICON)

    def stands_at(self, address: Address, talk: Address) -> None:
        """Draw the bar for a visitor who is at an address, and whose conversation is at another."""
        self.bar.html(bar_html(self.page, address, talk))
