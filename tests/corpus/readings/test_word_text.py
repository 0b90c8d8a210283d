"""A paragraph reads as Word shows it."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.readings.word_styles import Styles
from corpus.readings.word_text import Paragraph
from tests.corpus.readings.word_files import W

STYLES = f"""<w:styles {W}>
<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>
<w:style w:styleId="Shown"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style></w:styles>"""


def paragraph(content: str, style: str = "") -> Paragraph:
    source = f'<w:p {W} xmlns:mc="m"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
    return Paragraph(etree.fromstring(source), Styles(etree.fromstring(STYLES)))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


# For newer programs and for older ones.
TWICE = (
    f"<mc:AlternateContent><mc:Choice>{run('new')}</mc:Choice>"
    f"<mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("a") + run("b"), "ab"),
        (f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        (f"<w:moveTo>{run('here')}</w:moveTo><w:moveFrom>{run('there')}</w:moveFrom>", "here"),
        (f"<w:hyperlink>{run('link')}</w:hyperlink><w:smartTag>{run('tag')}</w:smartTag>", "linktag"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('control')}</w:sdtContent></w:sdt>", "control"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3"), "3"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a\nb\tc-d"),
        (run("Pools") + "<w:r><w:footnoteReference/></w:r>", "Pools"),
        (run("Pools") + run("1", '<w:vertAlign w:val="superscript"/>'), "Pools¹"),
        (run("a") + run("b", "<w:vanish/>") + run("c", '<w:vanish w:val="false"/>'), "ac"),
        (run("b", '<w:rStyle w:val="Child"/>') + run("c", '<w:rStyle w:val="Shown"/>'), "c"),
        (run("a", '<w:rStyle w:val="Loop"/>'), "a"),
        ("<w:r><w:sym w:char='F0B7'/><w:sym w:char='zz'/></w:r>", "\uf0b7"),
        (TWICE, "new"),
        (f"<w:r><w:ruby><w:rt>{run('hon3')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>", "漢"),
    ],
)
def test_text_is_what_is_shown(content: str, text: str) -> None:
    assert paragraph(content).text == text


@pytest.mark.parametrize(("style", "text"), [("Secret", ""), ("Child", ""), ("Shown", "a"), ("None", "a")])
def test_styles_hide_text(style: str, text: str) -> None:
    assert paragraph(run("a"), style).text == text


def test_text_boxes_are_kept_apart() -> None:
    found = paragraph(run("a") + "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>")
    assert found.text == "a" and len(found.boxes) == 1


def test_tables_of_contents_are_known_by_their_style() -> None:
    assert paragraph(run("A. Datasets 3"), "T1").is_contents and not paragraph(run("A. Datasets")).is_contents
