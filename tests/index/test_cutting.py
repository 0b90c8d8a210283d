"""Texts are cut as the library `tokenizers` cuts them by the folder's tokenizer.json, piece for piece."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.cutting import PIECES, Cutter, write_cutter
from index.errors import ModelDamaged
from index.model_file import Pieces, parse, read_model_file
from index.model_folder import bundled_model_folder
from tests.index.tiny_model import tiny_model

ODD = [
    "<s>", "</s>", "<unk>", "<mask>", "＜s＞", " ", "  ", "▁", "\x01", "\x1c", "\x0c", "\x85",
    "\u200b", "\u3000", "\t", "\n",
    "a", "é", "e\u0301", "\u0301", "가", "ᄀ", "ᅡ", "急症", "①", "㍿", "ﬁ", "ｶﾞ", "👍🏽", "𠮷", "\u0f71", "ß", "İ",
]  # fmt: skip
TEXTS = [
    "query: 急症室等候時間幾耐更新一次？",
    "query: 急症室等候时间多久更新一次？",
    "query: how long is the wait for a cataract operation",
    "query: ＡＢＣ　１２３ ①②③ ﬁne ㍿ ㎏ ｶﾀｶﾅ",
    "",
    " ",
    "x" * 700,
    "急症" * 700,
]


@pytest.fixture(scope="module")
def right(model_cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(bundled_model_folder(model_cache) / "tokenizer.json"))


@pytest.fixture(scope="module")
def cutter(model_cache: Path) -> Cutter:
    return Cutter(bundled_model_folder(model_cache) / "queries")


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_cut_as_the_tokenizer_cuts_it(cutter: Cutter, right: Tokenizer, text: str) -> None:
    assert cutter.cut(text) == right.encode(text).ids


@settings(max_examples=300)
@given(text=st.lists(st.sampled_from(ODD) | st.text(max_size=12)).map("".join))
def test_odd_text_is_cut_as_the_tokenizer_cuts_it(cutter: Cutter, right: Tokenizer, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    assert cutter.cut(text) == right.encode(text).ids


def test_pieces_in_any_order_are_cut_as_the_tokenizer_cuts_them(cutter: Cutter, right: Tokenizer) -> None:
    chance, pieces = random.Random(7), read_model_file().pieces.texts
    for _ in range(400):
        text = chance.choice(["", " "]).join(chance.choices(pieces, k=chance.randrange(1, 12)))
        assert cutter.cut(text) == right.encode(text).ids, text


def test_text_has_no_more_pieces_than_the_model_takes(cutter: Cutter) -> None:
    cut = cutter.cut("急症" * 700)
    assert (len(cut), cut[0], cut[-1]) == (512, 0, 2)


def test_half_a_character_is_unknown_and_no_error(cutter: Cutter) -> None:
    assert 3 in cutter.cut("a\ud83cb")


def test_piece_that_is_there_twice_is_damage(tmp_path: Path) -> None:
    pieces = parse(tiny_model()).pieces
    twice = Pieces((*pieces.texts[:-1], pieces.texts[5]), *list(_fields(pieces))[1:])
    with pytest.raises(ModelDamaged, match="the same"):
        write_cutter(tmp_path, twice, 16)


def _fields(pieces: Pieces) -> list[object]:
    return [getattr(pieces, name) for name in Pieces.__slots__]


def test_cutters_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    write_cutter(tmp_path, parse(tiny_model()).pieces, 16)
    assert Cutter(tmp_path).cut("數據a") == [0, 4, 5, 6, 7, 2]
    (tmp_path / PIECES).write_bytes((tmp_path / PIECES).read_bytes()[:-1])
    with pytest.raises(ValueError, match=r"."):
        Cutter(tmp_path)
