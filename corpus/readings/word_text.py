"""What Word shows of a paragraph: inserted text and results of fields, and neither deleted nor hidden text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .typography import raised
from .word_styles import Styles, attribute, child, is_on, local

__all__ = ["Paragraph"]

_LEFT_OUT = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "footnoteReference", "endnoteReference", "rPr", "pPr"}
    | {
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "commentReference",
        "rt",
        "sdtPr",
        "pgNum",
        "Fallback",
        "OMathPara",
    }
)
_MARKS = {
    "br": "\n",
    "cr": "\n",
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "-",
    "softHyphen": "",
}


class Paragraph:
    """The text of a paragraph, and the text boxes and the like that hang on it."""

    def __init__(self, element: etree._Element, styles: Styles) -> None:
        self._styles = styles
        style = attribute(child(child(element, "pPr"), "pStyle"), "val")
        self._hidden = styles.hides(style)
        self.is_contents = styles.is_contents(style)
        self.boxes: list[etree._Element] = []
        self.text = "".join(self._texts(element))

    def _texts(self, element: etree._Element) -> Iterator[str]:
        for each in element:
            name = local(each)
            if name == "r":
                yield self._run(each)
            elif name == "txbxContent":
                self.boxes.append(each)
            elif name in _MARKS:
                yield _MARKS[name] if attribute(each, "type") != "page" else ""
            elif name == "t":
                yield each.text or ""
            elif name == "sym":
                yield _symbol(each)
            elif name == "AlternateContent":
                # The same thing twice, for newer programs and for older ones.
                chosen = next(iter(each), None)
                yield from self._texts(chosen) if chosen is not None else ()
            elif name and name not in _LEFT_OUT:
                yield from self._texts(each)

    def _run(self, run: etree._Element) -> str:
        properties = child(run, "rPr")
        switch = child(properties, "vanish")
        style = attribute(child(properties, "rStyle"), "val")
        hidden = is_on(switch) if switch is not None else (self._styles.hides(style) or self._hidden)
        if hidden:
            self.boxes.extend(each for each in run.iter() if local(each) == "txbxContent")
            return ""
        text = "".join(self._texts(run))
        return raised(text) if attribute(child(properties, "vertAlign"), "val") == "superscript" else text


def _symbol(element: etree._Element) -> str:
    code = attribute(element, "char")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
