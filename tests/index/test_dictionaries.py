from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from index import dictionaries
from index.dictionaries import TO_SIMPLIFIED, TO_TRADITIONAL, check_dictionaries, converter, segmenter
from index.errors import DictionaryMissing


def test_both_dictionaries_are_there_where_odplan_is_installed() -> None:
    check_dictionaries()


@pytest.mark.parametrize(
    ("direction", "text", "converted"),
    [(TO_SIMPLIFIED, "開放數據 open", "开放数据 open"), (TO_TRADITIONAL, "开放数据", "開放數據")],
)
def test_a_text_is_turned_into_the_other_script(direction: str, text: str, converted: str) -> None:
    assert converter(direction)(text) == converted


def test_the_segmenter_knows_jieba_s_words() -> None:
    assert list(segmenter().cut("开放数据", HMM=False)) == ["开放", "数据"]


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    converter.cache_clear()
    with pytest.raises(DictionaryMissing, match="pip install --force-reinstall --no-deps opencc"):
        check_dictionaries()
    monkeypatch.undo()
    converter.cache_clear()
    check_dictionaries()


@pytest.mark.parametrize("content", [None, b""])
def test_a_dictionary_that_is_gone_or_empty_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "dict.txt").write_bytes(content)
    spec = ModuleSpec("jieba", None, origin=str(tmp_path / "__init__.py"))
    real = importlib.util.find_spec
    monkeypatch.setattr(dictionaries, "find_spec", lambda name: spec if name == "jieba" else real(name))
    with pytest.raises(DictionaryMissing, match=r"dict\.txt.*pip install --force-reinstall --no-deps jieba"):
        check_dictionaries()
