from __future__ import annotations

from assistant.page.origin import origin_html
from assistant.page.words import words
from corpus.excerpts import Line
from tests.assistant.page.samples import dataset

LINES = (Line(7, ("A. 標題",), False), Line(9, ("1", "<b>衛生", "12/2024"), True))


def test_place_is_told_and_the_lines_wait_behind_a_word() -> None:
    html = origin_html(dataset(9), LINES, words("zh-Hant"))
    assert "第109行" in html and html.count("<details") == 1
    assert "plan.zh-Hant.txt 第 7 至 9 行" in html and 'lang="zh-Hant"' in html


def test_row_is_marked_its_cells_are_escaped_and_short_lines_take_the_whole_width() -> None:
    html = origin_html(dataset(9), LINES, words("en"))
    assert '<tr aria-current="true"><th scope="row" title="line 9">9</th>' in html
    assert "&lt;b&gt;衛生" in html and "<b>" not in html
    assert 'colspan="3">A. 標題' in html


def test_without_lines_there_is_nothing_to_open() -> None:
    html = origin_html(dataset(9), (), words("en"))
    assert "line 109" in html and "<details" not in html
