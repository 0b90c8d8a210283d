"""Notes lose their markup and keep their words."""

import pytest

from corpus.prose import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>泊車位的<b>數目</b>。</p><p>每月更新</p>", "泊車位的 數目 。 每月更新"),
        ("Fees &amp; charges<br/>by district", "Fees & charges by district"),
        ("<script>alert(1)</script>名稱<style>p{}</style>", "名稱"),
        ("**Bold** and *soft* `code` [a link](https://x.hk/a_b) ![map](m.png)", "Bold and soft code a link map"),
        ("# 標題\n\n- 第一\n- 第二\n> 引文", "標題 第一 第二 引文"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("a < b and c > d", "a < b and c > d"),
        ("名\u202e單\u200b", "名單"),
        ("  many \r\n lines\t", "many lines"),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(text: str, plain: str) -> None:
    assert plain_text(text, 200) == plain


def test_long_notes_end_after_a_sentence_or_with_dots() -> None:
    assert plain_text("第一句在這裡。" * 10, 40) == "第一句在這裡。" * 5
    cut = plain_text("word " * 100, 50)
    assert len(cut) <= 50 and cut.endswith("…")


@pytest.mark.parametrize("text", ["<" * 100_000, "[" * 100_000, "*a" * 50_000, "<a " * 40_000, "<!" * 50_000])
def test_hostile_notes_take_no_time(text: str) -> None:
    assert len(plain_text(text, 2000)) <= 2000
