"""Chinese is cut as jieba cuts it, word for word."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.library import load_library
from index.analysis import fold, is_han, runs
from index.dictionaries import segmenter
from index.segments import Segments
from index.vocabulary import load_vocabulary

WORDS = ("智方便", "急症室等候時間", "大灣區")


def _segmenter() -> jieba.Tokenizer:
    tokenizer = segmenter()
    for word in WORDS:
        tokenizer.add_word(fold(word))
    return tokenizer


OURS, JIEBA = Segments(_segmenter()), _segmenter()


def same(run: str) -> None:
    assert list(OURS.cut(run)) == list(JIEBA.cut(run, HMM=False))
    assert OURS.long_words(run) == [word for word in JIEBA.cut_for_search(run, HMM=False) if len(word) > 2]


@pytest.mark.parametrize(
    "text",
    [
        "安装简单", "研究生命起源", "开放数据", "急症室等候时间", "長者醫療券計劃", "南京市长江大桥", "智方便",
        "㐀㐁急症室", "龥龦龧", "𠀀急症", "医院管理局中医诊所及中医教研中心",
    ],
)  # fmt: skip
def test_words_are_those_of_jieba(text: str) -> None:
    same(text)


def test_all_chinese_at_hand_is_cut_as_by_jieba() -> None:
    texts = [text for d in load_library().datasets for text in (d.name, d.description, d.category or "")]
    cut = [run for text in (*texts, *load_vocabulary().chinese) for _, run in runs(fold(text)) if is_han(run)]
    assert len(cut) > 3_000
    for run in cut:
        same(run)


@settings(max_examples=300)
@given(st.text(st.sampled_from(sorted(set("".join(load_vocabulary().chinese)) - {" "})), min_size=1, max_size=40))
def test_any_chinese_is_cut_as_by_jieba(text: str) -> None:
    for _, run in runs(fold(text)):
        if is_han(run):
            same(run)
