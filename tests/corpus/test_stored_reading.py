"""A stored reading comes back as it was, or not at all."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from corpus.library import load_library
from corpus.parsing import read_plan
from corpus.records import Reading
from corpus.stored_reading import readers_hash, reading_bytes, reading_from
from tests.corpus.small_plans import write_plan


@pytest.fixture(scope="module")
def reading() -> Reading:
    return load_library().readings[0]


def test_every_field_comes_back(reading: Reading) -> None:
    first, *rest = reading.datasets
    full = replace(first, organisation=None, category=None, english_official=True, url="https://example.hk/甲")
    whole = replace(reading, datasets=(full, *rest), english_names=(("衛生", "Health"),))
    assert reading_from(reading_bytes(whole)) == whole
    assert any(release.date is None or release.every for release in full.releases)


def test_warnings_and_their_places_come_back(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, rows=("甲|每當",))
    odd = read_plan(plan)
    assert odd.warnings and reading_from(reading_bytes(odd)) == odd


def test_characters_that_no_encoding_knows_are_no_failure(reading: Reading) -> None:
    odd = replace(reading, datasets=(replace(reading.datasets[0], name="half \ud83d of a character"),))
    assert reading_from(reading_bytes(odd)) == odd


def test_no_changed_or_cut_byte_is_taken_for_a_reading(reading: Reading) -> None:
    data = reading_bytes(replace(reading, datasets=reading.datasets[:1]))
    assert reading_from(b"") is None and reading_from(b"\n") is None
    for at in range(len(data)):
        assert reading_from(data[:at]) is None
        assert reading_from(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None


@pytest.mark.parametrize(
    "change", [(b'"plan":', b'"plam":'), (b'"datasets":', b'"data":'), (b'"id":"', b'"ident":"'), (b"{", b"[{")]
)
def test_records_of_another_shape_are_no_reading(reading: Reading, change: tuple[bytes, bytes]) -> None:
    content = reading_bytes(reading).partition(b"\n")[2].replace(*change)
    assert reading_from(hashlib.sha256(content).hexdigest().encode() + b"\n" + content) is None


def test_word_for_the_readers_changes_with_their_code_and_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    room = tmp_path / "corpus"
    shutil.copytree(Path(str(resources.files("corpus"))), room)
    monkeypatch.setattr(resources, "files", lambda name: tmp_path / name)

    def word() -> str:
        readers_hash.cache_clear()
        return readers_hash()

    try:
        first = word()
        assert word() == first
        (room / "plans" / "another.txt").write_text("", encoding="utf-8")
        (room / "__pycache__" / "x.pyc").parent.mkdir(exist_ok=True)
        (room / "__pycache__" / "x.pyc").write_bytes(b"x")
        assert word() == first
        for name in ("cells.py", "readings/text.py", "wording/dates.toml"):
            before = word()
            with (room / name).open("a", encoding="utf-8") as file:
                file.write("\n")
            assert word() != before
    finally:
        readers_hash.cache_clear()
