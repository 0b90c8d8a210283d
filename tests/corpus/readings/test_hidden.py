"""Characters that nobody sees are taken out, and one warning says how many and where."""

from __future__ import annotations

import pytest

from corpus.readings.hidden import Sieve, sifted
from corpus.readings.passages import Document, Passage


@pytest.mark.parametrize(
    ("text", "clean", "kind"),
    [
        ("診\0所", "診所", "NUL"),
        ("空\u200b間\ufeff", "空間", "zero width"),
        ("abc\u202edcba\u202c", "abcdcba", "text direction"),
        ("\u2066名\u2069", "名", "text direction"),
        ("re\xadlease", "release", "soft hyphen"),
        ("a\x07b", "ab", "control"),
        ("a\U000e0041b", "ab", "control"),
    ],
)
def test_hidden_characters_go_and_their_kind_is_told(text: str, clean: str, kind: str) -> None:
    sieve = Sieve()
    assert sieve.clean(text, 3) == clean
    (warning,) = sieve.warnings("plan.txt")
    assert kind in warning.message and warning.source.line == 3


@pytest.mark.parametrize("text", ["名稱\t一 般", "a\nb\x0b\x0c", "\uf0b7 item", "①é𨋢", ""])
def test_all_that_is_seen_stays(text: str) -> None:
    sieve = Sieve()
    assert sieve.clean(text, 1) == text and sieve.warnings("plan.txt") == ()


def test_one_warning_counts_all_and_names_the_first_place() -> None:
    passages = (
        Passage(("甲",), line=1),
        Passage(("1", "乙\u200b\u200b"), row=True, line=2, table=1),
        Passage(("\u202e",), line=3),
        Passage(("丙\0",), line=4),
    )
    document = sifted(Document("plan.docx", passages))
    assert [passage.cells for passage in document.passages] == [("甲",), ("1", "乙"), ("丙",)]
    (warning,) = document.warnings
    assert warning.message.startswith("4 hidden characters") and (warning.source.line, warning.source.table) == (2, 1)
