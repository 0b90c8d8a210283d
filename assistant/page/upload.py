"""The tray of one visit on the page: files are chosen, read beside the page, looked at, then added or put away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.page.markup import element, text
from assistant.page.scene import Scene
from assistant.page.upload_preview import added_html, reading_html, sheet_html
from assistant.page.words import Words
from assistant.uploads import LARGEST, Sheet, Tray

__all__ = ["Upload"]

TRAY, ROUND = "plans-tray", "plans-round"
# How often somebody who waits is told how far it is.
SECONDS = 0.3


class Upload:
    """Draws the tray, and follows what is read on it."""

    def __init__(self, scene: Scene, library: Path, acting: Callable[[], bool]) -> None:
        """``acting`` is asked before each act of the visitor whether it may be done."""
        self._scene, self._acting = scene, acting
        self._page = scene.page
        if not isinstance(st.session_state.get(TRAY), Tray):
            st.session_state[TRAY] = Tray(library)
        self._tray: Tray = st.session_state[TRAY]
        self._slots: list[tuple[Sheet, DeltaGenerator]] = []

    def draw(self) -> None:
        """Where files are chosen, and what came of those chosen before."""
        page = self._page
        panel = self._scene.body.container(key="upload")
        title = text("h2", page("upload.title"), css="od-plans-title")
        panel.html(_own_words(page) + element("section", title, text("p", page("upload.lead"), css="od-note")))
        number = st.session_state.setdefault(ROUND, 0)
        files = panel.file_uploader(
            page("upload.label"), accept_multiple_files=True, key=f"files-{number}", label_visibility="collapsed"
        )
        # Shown by the styles where the control has not taken a file: it says so in English alone.
        failed = text("p", page("upload.failed", most=LARGEST // 2**20), css="od-error od-not-taken", role="alert")
        panel.html(_names(page) + failed + text("p", page("upload.private"), css="od-note"))
        if files and self._acting():
            self._tray.lay([(file.name, file.getvalue()) for file in files])
            # A new control takes the place of the one that has done its work, and Streamlit forgets its files.
            st.session_state[ROUND] = number + 1
            st.rerun()
        self._sheets()

    def _sheets(self) -> None:
        sheets = self._tray.sheets
        if not sheets:
            return
        place = self._scene.body.container(key="tray")
        place.html(text("h2", self._page("upload.previews"), css="od-plans-title"))
        for sheet in sheets:
            slot = place.container(key=f"sheet-{sheet.number}")
            html = slot.empty()
            html.html(self._html(sheet))
            self._slots.append((sheet, html))
            self._buttons(slot, sheet)
        ready = [sheet.number for sheet in sheets if sheet.can_be_added]
        if len(ready) > 1:
            words = self._page("upload.add_all", count=len(ready))
            place.button(words, key="add-all", type="primary", on_click=self._add, args=(ready,))

    def _html(self, sheet: Sheet) -> str:
        if sheet.state in ("waiting", "reading"):
            return reading_html(sheet, self._page)
        if sheet.state == "added":
            return added_html(sheet, self._page, self._scene.address, self._served())
        return sheet_html(sheet, self._page)

    def _served(self) -> str:
        """Whether what was added can be asked about: "ready", "soon", or "stuck" where the plans cannot be opened."""
        shared = self._scene.shared
        if not shared.ready:
            return "soon"
        if not shared.assistant().outdated:
            return "ready"
        return "stuck" if shared.stuck else "soon"

    def _buttons(self, slot: DeltaGenerator, sheet: Sheet) -> None:
        page, row = self._page, slot.container(horizontal=True)
        if sheet.can_be_added:
            words = page("upload.replace" if sheet.instead_of else "upload.add")
            row.button(words, key=f"add-{sheet.number}", type="primary", on_click=self._add, args=([sheet.number],))
        words = page("upload.discard" if sheet.state not in ("refused", "added") else "upload.dismiss")
        row.button(words, key=f"away-{sheet.number}", on_click=self._tray.put_away, args=(sheet.number,))

    def _add(self, numbers: list[int]) -> None:
        if not self._acting():
            return
        for number in numbers:
            self._tray.add(number)
        if self._scene.shared.ready:
            self._scene.shared.assistant()

    def follow(self) -> None:
        """Stay until all is read and can be asked about, and show how far it is. Any act of the visitor ends it."""
        states = _states(self._tray)
        served = self._served() if self._added() else ""
        while self._tray.busy or (self._added() and served == "soon"):
            self._tray.wait(SECONDS)
            if _states(self._tray) != states:
                st.rerun()
            now = self._served() if self._added() else ""
            for sheet, html in zip(self._tray.sheets, (html for _, html in self._slots), strict=False):
                if sheet.state in ("waiting", "reading") or (sheet.state == "added" and now != served):
                    html.html(self._html(sheet))
            served = now

    def _added(self) -> bool:
        return any(sheet.state == "added" for sheet in self._tray.sheets)


def _states(tray: Tray) -> list[tuple[int, str]]:
    return [(sheet.number, "" if sheet.state in ("waiting", "reading") else sheet.state) for sheet in tray.sheets]


def _names(page: Words) -> str:
    """What the parts of Streamlit's control are called to those who hear the page; the script gives them the names."""
    named = {
        "[data-testid=stFileUploaderDropzone] button": page("upload.choose"),
        "[data-testid=stFileUploaderDropzoneInput]": page("upload.label"),
        "[data-testid=stFileChip] button": page("upload.dismiss"),
    }
    return "".join(text("span", "", data_names=parts, data_name=name) for parts, name in named.items())


def _own_words(page: Words) -> str:
    """The words of Streamlit's control in the page's language: it shows what a style says instead of its own."""
    words = {"choose": page("upload.choose"), "hint": page("upload.hint", most=LARGEST // 2**20)}
    told = "".join(f"--od-{name}: {_css_string(said)};" for name, said in words.items())
    return f"<style>.stApp {{{told}}}</style>"


def _css_string(words: str) -> str:
    """Words as a string of CSS: what could end it is written by its number."""
    return '"' + "".join(c if c.isalnum() or c in " .,·…" else f"\\{ord(c):x} " for c in words) + '"'
