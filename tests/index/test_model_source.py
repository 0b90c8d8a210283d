from pathlib import Path

import pytest

from index import model_source
from index.errors import ModelMissing
from index.model_file import SOURCE_SHA256
from index.model_source import DEFAULT_MODEL, SAMPLE, SAMPLES, model_fingerprint, model_folder


def test_a_folder_is_its_own_model(tmp_path: Path) -> None:
    assert model_folder(str(tmp_path)) == tmp_path


def test_a_name_that_is_not_on_this_machine_is_missing_and_nothing_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def connect(*_: object) -> None:
        pytest.fail("the network was tried")

    monkeypatch.setattr("socket.getaddrinfo", connect)
    monkeypatch.setattr("socket.socket.connect", connect)
    for name in ("nobody/no-such-model", "no-such-model", "not a name: ///"):
        with pytest.raises(ModelMissing, match="hf download"):
            model_folder(name)


def test_a_cached_name_is_found_with_and_without_its_owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def snapshot_download(name: str, *, local_files_only: bool) -> str:
        assert local_files_only
        if name != "sentence-transformers/labse":
            raise FileNotFoundError(name)
        return str(tmp_path)

    monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot_download)
    assert model_folder("sentence-transformers/labse") == model_folder("labse") == tmp_path


def test_the_bundled_models_fingerprint_is_its_files_and_needs_no_folder(tmp_path: Path) -> None:
    assert model_fingerprint(DEFAULT_MODEL, tmp_path).startswith(SOURCE_SHA256)
    assert list(tmp_path.iterdir()) == []


def test_a_folders_fingerprint_changes_with_its_files_and_not_with_its_place(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name / "1_Pooling").mkdir(parents=True)
        (tmp_path / name / "config.json").write_text("{}", encoding="utf-8")
        (tmp_path / name / "1_Pooling" / "config.json").write_text("{}", encoding="utf-8")
    (tmp_path / "b" / ".cache").mkdir()
    (tmp_path / "b" / ".cache" / "lock").write_text("", encoding="utf-8")
    first = model_fingerprint(str(tmp_path / "a"))
    assert model_fingerprint(str(tmp_path / "b")) == first
    (tmp_path / "b" / "1_Pooling" / "config.json").write_text("[]", encoding="utf-8")
    assert model_fingerprint(str(tmp_path / "b")) != first


def test_a_large_file_counts_by_its_length_and_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_source, "SAMPLE", 4)
    path = tmp_path / "model.safetensors"
    path.write_bytes(bytes(10 * SAMPLES))
    first = model_fingerprint(str(tmp_path))
    assert model_fingerprint(str(tmp_path)) == first
    path.write_bytes(bytes(10 * SAMPLES - 1) + b"x")
    assert model_fingerprint(str(tmp_path)) != first
    path.write_bytes(bytes(10 * SAMPLES + 1))
    assert model_fingerprint(str(tmp_path)) != first
    assert SAMPLE * SAMPLES == 4 << 20
