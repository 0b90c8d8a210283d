from __future__ import annotations

from assistant.page.takeaway import FILES, takeaway_html
from assistant.page.words import words


def test_each_file_holds_the_list_in_the_language_of_its_reader() -> None:
    html = takeaway_html([("every", "P1W"), ("text", "a&b")], words("zh-Hant"))
    for kind in FILES:
        assert f'href="api/v1/download/datasets.{kind}?every=P1W&amp;text=a%26b&amp;lang=zh-Hant"' in html


def test_citation_is_escaped_and_left_out_where_there_is_none() -> None:
    assert 'data-copy="&lt;b&gt;&quot;x&quot;"' in takeaway_html([], words("en"), citation='<b>"x"')
    assert "data-copy=" not in takeaway_html([], words("en"))
