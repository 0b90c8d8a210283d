"""Lists count as Word counts."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.readings.word_numbering import Numbering
from corpus.readings.word_styles import Styles
from tests.corpus.readings.word_files import W


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


LISTS = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">{level(0, "upperLetter", "%1.")}{level(1, "lowerRoman", "(%2)")}
{level(2, "decimal", "%1.%3")}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "x")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{level(0, "chineseCounting", "%1、", '<w:suff w:val="nothing"/>')}</w:abstractNum>
<w:abstractNum w:abstractNumId="3">{level(0, "decimal", "%1.", '<w:start w:val="7"/><w:pStyle w:val="Item"/>')}
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="99"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def labels(*items: tuple[int, int] | str) -> list[str]:
    styles = Styles(etree.fromstring(STYLES))
    numbering = Numbering(etree.fromstring(LISTS), styles)
    return [numbering.label(_paragraph(item)) for item in items]


def _paragraph(item: tuple[int, int] | str) -> etree._Element:
    if isinstance(item, str):
        properties = f'<w:pStyle w:val="{item}"/>'
    else:
        properties = f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>'
    return etree.fromstring(f"<w:p {W}><w:pPr>{properties}</w:pPr></w:p>")


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["A. ", "(i) ", "(ii) ", "B. ", "(i) "]),
        ([(1, 0), (1, 2)], ["A. ", "A.1 "]),
        ([(2, 0)], ["• "]),
        ([(3, 0), (3, 0)], ["一、", "二、"]),
        (["Item", "Item", "Other"], ["7. ", "8. ", ""]),
        ([(1, 0), (5, 0), (5, 0)], ["A. ", "C. ", "D. "]),
        ([(0, 0), (6, 0), (77, 0), (1, 8)], ["", "", "", ""]),
    ],
)
def test_labels_are_those_that_word_shows(items: list[tuple[int, int] | str], shown: list[str]) -> None:
    assert labels(*items) == shown


def test_a_document_without_lists_has_no_labels() -> None:
    assert Numbering(None, Styles(None)).label(_paragraph((1, 0))) == ""


def test_level_beyond_measure_shows_nothing_worse_than_another() -> None:
    paragraph = _paragraph((1, 0))
    for level in paragraph.iter(f"{{{paragraph.nsmap['w']}}}ilvl"):
        level.set(f"{{{paragraph.nsmap['w']}}}val", "9" * 5000)
    assert Numbering(etree.fromstring(LISTS), Styles(etree.fromstring(STYLES))).label(paragraph) in ("", "A. ")
