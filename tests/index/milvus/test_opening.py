"""Opening: at once for who can wait; a server goes on without its index, and with it once it answers."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest

from corpus.library import Library
from index.encoding import DEFAULT_MODEL
from index.errors import IndexAway
from index.milvus.address import Address
from index.milvus.connection import ASKING
from index.milvus.opening import fill_remote, open_remote
from index.search import Searcher
from tests.fakes import FakeEncoder
from tests.index.milvus.engines import Engine


def test_server_opens_without_its_index_and_answers_once_it_is_there(
    library: Library, searcher: Searcher, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine(tmp_path)
    address, encoder = Address(engine.uri, "plans", "hunter2"), FakeEncoder(name=DEFAULT_MODEL)
    engine.stop()
    with pytest.raises(IndexAway):
        open_remote(library, encoder, address, tmp_path)
    with caplog.at_level(logging.WARNING):
        serving = open_remote(library, encoder, address, tmp_path, patient=False)
    assert "does not answer" in caplog.text and "hunter2" not in caplog.text
    units = serving.units("疫苗", lambda word: False)
    began = time.monotonic()
    with pytest.raises(IndexAway):
        serving.search("疫苗", units)
    assert time.monotonic() - began < 2 * ASKING

    engine.start()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            found = serving.search("疫苗", units)
            break
        except IndexAway:
            continue
    else:
        pytest.fail("it stayed away")
    assert [hit.id for hit in found.hits] == [hit.id for hit in searcher.search("疫苗", units).hits]

    engine.stop()
    with pytest.raises(IndexAway):
        serving.search("醫院", serving.units("醫院", lambda word: False))
    engine.stop()


def test_filling_says_whether_there_was_anything_to_do(library: Library, tmp_path: Path, milvus: Address) -> None:
    encoder, address = FakeEncoder(name=DEFAULT_MODEL, dimension=16), Address(milvus.uri, "filled")
    built = fill_remote(library, encoder, address, tmp_path)
    assert built is not None and built.embedded == encoder.encoded
    assert fill_remote(library, encoder, address, tmp_path) is None
