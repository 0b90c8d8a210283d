from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.page.markup import chinese, element, text


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
    assert chinese("癌症", "zh-Hans") == "zh-Hant"
    assert chinese("癌症", "zh-Hant") is None
    assert chinese("cancer", "en") is None
