"""Word's XML by the local names of its elements, and what its styles say of paragraphs and runs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

__all__ = ["Styles", "attribute", "child", "children", "is_on", "local"]

_DEEPEST = 20


def local(element: etree._Element) -> str:
    """The element's name without its namespace, in which kinds of Word differ; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The element's children of this name."""
    return (each for each in (element if element is not None else ()) if local(each) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The element's first child of this name, else None."""
    return next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str:
    """The attribute of this local name, "" where there is none."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is there and not turned off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


class Styles:
    """The styles of a document, each with what it takes over from the one it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {attribute(style, "styleId"): style for style in children(root, "style")}

    def _line(self, style: str) -> Iterator[etree._Element]:
        """The style and those that it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = attribute(child(element, "basedOn"), "val")

    def numbering(self, style: str) -> etree._Element | None:
        """The numbering that a paragraph of this style has, else None."""
        for element in self._line(style):
            found = child(child(element, "pPr"), "numPr")
            if found is not None:
                return found
        return None

    def hides(self, style: str) -> bool:
        """Whether text of this style is hidden."""
        for element in self._line(style):
            switch = child(child(element, "rPr"), "vanish")
            if switch is not None:
                return is_on(switch)
        return False

    def is_contents(self, style: str) -> bool:
        """Whether paragraphs of this style are a table of contents."""
        return any(
            attribute(child(element, "name"), "val").lower().startswith(("toc ", "table of figures"))
            for element in self._line(style)
        )
