from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from assistant.page.markup import chinese, element, prose, text


@given(st.text())
def test_no_word_becomes_markup(words: str) -> None:
    inside = text("p", words, title=words).removeprefix("<p").removesuffix("</p>")
    assert inside.count("<") == 0
    assert inside.count('"') == 2
    assert inside.count(">") == 1


def test_elements_hold_elements() -> None:
    assert element("p", text("b", "1 < 2"), css="x", data_id="7", lang=None) == (
        '<p class="x" data-id="7"><b>1 &lt; 2</b></p>'
    )


def test_only_chinese_words_among_others_are_marked() -> None:
    assert chinese("癌症", "en") == "zh-Hant"
    assert chinese("癌症", "zh-Hans") is None
    assert chinese("癌症", "zh-Hant") is None
    assert chinese("cancer", "en") is None


def test_chinese_names_inside_english_are_marked() -> None:
    assert prose("p", "X (18區診所(籌額)概覽), Y (癌症) & 2 more", "en") == (
        '<p>X (<span lang="zh-Hant">18區診所(籌額)概覽</span>), Y (<span lang="zh-Hant">癌症</span>) &amp; 2 more</p>'
    )
    assert prose("p", "共 2 個 <數據集>", "zh-Hant") == "<p>共 2 個 &lt;數據集&gt;</p>"


@given(st.text(alphabet="a<>&\"'癌症 ,(1"))
def test_prose_keeps_every_character_and_no_markup(words: str) -> None:
    for language in ("en", "zh-Hans"):
        html = prose("p", words, language)  # type: ignore[arg-type]
        bare = html.replace('<span lang="zh-Hant">', "").replace("</span>", "").removeprefix("<p>").removesuffix("</p>")
        assert unescape(bare) == words
        assert "<" not in bare
