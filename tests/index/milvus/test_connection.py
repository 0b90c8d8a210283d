"""A connection: calls that end, one sentence for each way to fail, and back again once the engine is."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import IndexAway, IndexRefused, PackageMissing
from index.milvus.address import Address
from index.milvus.connection import ASKING, Connection
from index.milvus.entities import record
from tests.index.milvus.engines import Engine

TOKEN = "hunter2"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    running = Engine(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    opened = Connection(Address(engine.uri, "plans", TOKEN))
    yield opened
    opened.close()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def within(seconds: float, work: Callable[[], object]) -> None:
    began = time.monotonic()
    with pytest.raises(IndexAway) as away:
        work()
    assert time.monotonic() - began < seconds
    assert away.value.after > 0
    assert str(away.value).endswith("does not answer: try again in a few seconds.")
    assert TOKEN not in str(away.value)


def test_nobody_there_is_told_soon_and_the_next_asks_nobody() -> None:
    connection = Connection(Address(f"http://127.0.0.1:{closed_port()}", "plans", TOKEN))
    within(2 * ASKING, connection.collections)
    within(0.1, connection.collections)


def test_server_that_says_nothing_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        connection = Connection(Address(f"http://127.0.0.1:{silent.getsockname()[1]}", "plans"))
        within(3 * ASKING, connection.collections)


def test_engine_that_comes_back_is_asked_again(engine: Engine, connection: Connection) -> None:
    connection.create("plans_v1", 4)
    connection.serve("plans_v1")
    engine.stop()
    within(2 * ASKING, connection.serving)

    engine.start()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            assert connection.serving() == "plans_v1"
            return
        except IndexAway:
            continue
    pytest.fail("it stayed away")


def test_write_waits_for_an_engine_that_starts(engine: Engine, connection: Connection) -> None:
    connection.create("plans_v1", 4)
    engine.stop()
    engine.start_soon(0.3)
    connection.upsert("plans_v1", [record("a", {}, 4)])
    connection.load("plans_v1")
    assert connection.count("plans_v1", "kind == 2") == 1


def test_what_the_engine_refuses_is_told_in_one_sentence(connection: Connection) -> None:
    with pytest.raises(IndexRefused, match=r"^The index at http://\S+, plans refuses: .*\.$") as refused:
        connection.count("nothing_like_it", "")
    assert TOKEN not in str(refused.value) and "\n" not in str(refused.value)


def test_name_leads_to_another_collection_in_one_step(connection: Connection) -> None:
    assert connection.serving() is None
    for name in ("plans_v1", "plans_v2"):
        connection.create(name, 4)
        connection.upsert(name, [record(name, {}, 4)])
        connection.serve(name)
        assert connection.serving() == name
        assert [row["key"] for row in connection.every("plans", "kind == 2", ["key"])] == [f"\t{name}"]
    connection.drop("plans_v1")
    assert connection.collections() == ["plans_v2"]


def test_reading_all_is_complete_whatever_the_page(connection: Connection) -> None:
    connection.create("plans_v1", 4)
    connection.upsert("plans_v1", [record(f"{n:03}", {"n": n}, 4) for n in range(57)])
    found = [row["key"] for row in connection.every("plans_v1", "", ["key"], batch=10)]
    assert sorted(found) == [f"\t{n:03}" for n in range(57)]
    connection.delete("plans_v1", 'key in ["\t001", "\t002"]')
    assert connection.count("plans_v1", "") == 55


def test_token_is_in_no_log_and_no_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    connection = Connection(Address(f"http://127.0.0.1:{closed_port()}", "plans", TOKEN))
    with pytest.raises(IndexAway):
        connection.collections()
    assert TOKEN not in repr(connection)
    told = capfd.readouterr()
    assert TOKEN not in told.out + told.err and "Traceback" not in told.err


WITHOUT = """
import sys
sys.modules["pymilvus"] = None
from index.milvus.address import Address
from index.milvus.connection import Connection
Connection(Address("/tmp/none.db", "plans")).collections()
"""


def test_without_the_package_its_extra_is_named() -> None:
    ended = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, encoding="utf-8", timeout=60)
    assert ended.stderr.strip().splitlines()[-1].startswith(f"{PackageMissing.__module__}.PackageMissing: ODPLAN_INDEX")
    assert "odplan[milvus]" in ended.stderr
