"""Word's XML is read by local names, whatever kind of Word wrote it."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.readings.word_styles import Styles, attribute, child, is_on, local
from tests.corpus.readings.word_files import STRICT, W


@pytest.mark.parametrize("namespace", [W, STRICT])
def test_names_are_told_without_their_namespace(namespace: str) -> None:
    element = etree.fromstring(f'<w:p {namespace}><!-- a --><w:jc w:val="left"/></w:p>')
    assert local(element) == "p" and local(element[0]) == ""
    assert attribute(child(element, "jc"), "val") == "left"
    assert attribute(child(element, "none"), "val") == ""


@pytest.mark.parametrize(
    ("value", "on"), [("", True), ('w:val="1"', True), ('w:val="0"', False), ('w:val="off"', False)]
)
def test_switches_may_be_turned_off(value: str, on: bool) -> None:
    assert is_on(etree.fromstring(f"<w:vanish {W} {value}/>")) is on


def test_numbering_is_taken_over_from_the_style_below() -> None:
    number = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    based = '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    styles = Styles(etree.fromstring(f'<w:styles {W}><w:style w:styleId="A">{number}</w:style>{based}</w:styles>'))
    assert attribute(child(styles.numbering("B"), "numId"), "val") == "7"
    assert styles.numbering("C") is None and Styles(None).numbering("A") is None
