"""A page's text in the lines that a browser shows."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.readings.page_lines import DEEPEST, Line, TooDeep, cell_text, shown


def page(body: str) -> etree._Element:
    return etree.fromstring(f"<html><body>{body}</body></html>", etree.HTMLParser(huge_tree=True))


def lines(body: str) -> list[str]:
    return [piece.text if isinstance(piece, Line) else f"<{piece.tag}>" for piece in shown(page(body))]


@pytest.mark.parametrize(
    ("body", "shown_as"),
    [
        ("<p>a<p>b", ["a", "b"]),
        ("a <b>bold</b> word<br>b", ["a bold word", "b"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<h1>年度計劃<br>（包括空間數據）</h1>", ["年度計劃（包括空間數據）"]),
        ("<h2>Open <i>Data</i><br>Plan</h2>", ["Open Data Plan"]),
        ("<p>郊野\n   公園 a\n b", ["郊野公園 a b"]),
        ("x<script>y</script><!-- z -->w", ["xw"]),
        ("<p>a<table><tr><td>1</table>b", ["a", "<table>", "b"]),
        ("<ol type=A><li><h2>Datasets</h2></li><li>Others</li></ol>", ["A. Datasets", "B. Others"]),
        ("<ol><li><p>one<p>more</ol>", ["1. one", "more"]),
        ("<ol><li></ol><p>after", ["after"]),
        ("<ul><li>a</ul>", ["a"]),
        ("<pre>a\n1\t2\t3\n</pre>", ["a", "1\t2\t3"]),
        ("Pools<sup>1</sup>, km<sup>2</sup>", ["Pools¹, km²"]),
        ("&lt;script&gt;x&lt;/script&gt;", ["<script>x</script>"]),
        ("<ruby>漢<rp>(</rp><rt>hon3</rt><rp>)</rp></ruby>字", ["漢字"]),
    ],
)
def test_lines_are_those_that_are_shown(body: str, shown_as: list[str]) -> None:
    assert lines(body) == shown_as


def test_lines_know_where_they_stand_in_the_source() -> None:
    pieces = [piece for piece in shown(page("\n<p>\na\n</p>\n<p>b")) if isinstance(piece, Line)]
    assert [(piece.text, piece.number) for piece in pieces] == [("a", 2), ("b", 5)]


def test_a_cell_shows_its_lists_and_its_small_tables() -> None:
    cell = page("<table><tr><td>a<ul><li>b<li>c</ul><table><tr><td>d<td>e</table>").find(".//td")
    assert cell is not None and cell_text(cell).split("\n") == ["a", "• b", "• c", "d", "e"]


def test_a_page_without_end_is_not_followed() -> None:
    with pytest.raises(TooDeep):
        list(shown(page("<div>" * (DEEPEST + 10) + "x")))
