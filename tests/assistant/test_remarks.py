"""What the readers say of documents is told in Chinese too; what is not known is told as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.remarks import retold
from corpus.documents import read_document
from corpus.errors import CorpusError
from tests.corpus.small_plans import small_plan

BROKEN = {
    "empty.txt": b"",
    "photo.pdf": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    "old.docx": b"{\\rtf1 plan}",
    "cut.pdf": b"%PDF-1.7\n1 0 obj\n",
    "noise.txt": bytes(range(256)) * 40,
    "shopping.txt": "白菜、豆腐\n".encode(),
    "head.csv": b"a,b\n",
    "archive.pdf": b"\x1f\x8b" + b"\0" * 64,
    "cut.docx": b"PK\x03\x04 and no more",
    "page.html": b"<html><body></body></html>",
    "portal.json": b'{"result": ["a", "b"]}',
    "half.json": b'{"result": [',
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_refusal_is_told_in_chinese(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    with pytest.raises(CorpusError) as refused:
        read_document(path)
    sentence = str(refused.value)
    assert retold(sentence, "en") == (sentence, True)
    for language in ("zh-Hant", "zh-Hans"):
        told, known = retold(sentence, language)  # type: ignore[arg-type]
        assert known and told.startswith(name) and told.endswith("。"), sentence


def test_what_is_odd_in_a_plan_is_told_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "td.txt"
    path.write_text(small_plan(rows=("道路|隔個月啦", "|每年", "橋|")).replace("01/2024", "13/2024"), encoding="utf-8")
    warnings = read_document(path).warnings
    assert len(warnings) >= 3
    assert all(retold(warning.message, "zh-Hant")[1] for warning in warnings)


def test_script_is_the_readers_and_names_stay_as_they_are() -> None:
    told, _ = retold("開放數據計劃.pdf is empty; give the file that holds the plan.", "zh-Hans")
    assert told.startswith("開放數據計劃.pdf 是空的；请给载有计划的")


def test_sentence_that_is_not_known_is_told_as_it_is() -> None:
    assert retold("Something new.", "zh-Hant") == ("Something new.", False)


def test_signs_in_a_name_are_no_pattern() -> None:
    told, known = retold("{0}{name}.pdf is empty; give the file that holds the plan.", "zh-Hant")
    assert known and told.startswith("{0}{name}.pdf ")
