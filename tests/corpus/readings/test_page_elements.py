"""What a browser shows of a page, and what it does not."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.readings.page_elements import is_hidden, is_table, list_marks, rows_of


def element(page: str) -> etree._Element:
    """The first element of a page's body."""
    root = etree.fromstring(f"<html><body>{page}</body></html>", etree.HTMLParser())
    return root[0][0]


@pytest.mark.parametrize(
    "page",
    [
        "<script>1</script>",
        "<style>a</style>",
        "<template>a</template>",
        "<noscript>a</noscript>",
        "<nav>a</nav>",
        "<div hidden>a</div>",
        "<p style='color:red; DISPLAY : none'>a</p>",
        "<span style='visibility:hidden'>a</span>",
        "<span style='mso-hide:all'>a</span>",
        "<span class='link sr-only'>a</span>",
        "<div role=navigation>a</div>",
        "<footer>a</footer>",
        "<ul class='od-breadcrumbs'><li>a</ul>",
        "<dialog>a</dialog>",
        "<del>a</del>",
        "<!-- a -->",
    ],
)
def test_what_is_not_shown_is_hidden(page: str) -> None:
    assert is_hidden(element(page))


@pytest.mark.parametrize(
    "page",
    [
        "<p>a</p>",
        "<ins>a</ins>",
        "<footer><table><tr><td>1</table></footer>",
        "<dialog open>a</dialog>",
        "<p style='display:block'>a</p>",
        "<header>a</header>",
        "<div class='note'>a</div>",
    ],
)
def test_what_is_shown_is_not_hidden(page: str) -> None:
    assert not is_hidden(element(page))


@pytest.mark.parametrize(
    ("page", "marks"),
    [
        ("<ol><li>a<li>b</ol>", ["1. ", "2. "]),
        ("<ol type=A start=3><li>a<li>b</ol>", ["C. ", "D. "]),
        ("<ol type=i><li>a<li value=5>b<li>c</ol>", ["i. ", "v. ", "vi. "]),
        ("<ol reversed><li>a<li>b</ol>", ["2. ", "1. "]),
        ("<ol style='list-style-type: cjk-ideographic'><li>a</ol>", ["一. "]),
        ("<ol style='list-style:none'><li>a</ol>", [""]),
        ("<ol start=x><li value=9999999999>a</ol>", ["1. "]),
        ("<ul><li>a</ul>", ["• "]),
        ("<p>a</p>", []),
    ],
)
def test_items_of_lists_have_the_marks_that_are_shown(page: str, marks: list[str]) -> None:
    assert list(list_marks(element(page)).values()) == marks


def test_head_rows_come_first_and_foot_rows_last() -> None:
    table = element(
        "<table><tfoot><tr id=c></tfoot><tbody><tr id=b><tr hidden></tbody><thead><tr id=a></thead></table>"
    )
    assert [row.get("id") for row in rows_of(table)] == ["a", "b", "c"]


def test_tables_are_known_by_role_too() -> None:
    assert is_table(element("<div role=grid></div>")) and not is_table(element("<div></div>"))
