"""What a rate limit knows of clients: bounded, and in a file the same for all processes that share it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.api.ledgers import Ledger, Memory, SharedFile
from assistant.api.rates import RateLimit
from assistant.errors import SettingWrong
from assistant.reach import Rate

ASK = """
import sys
from pathlib import Path
from assistant.api.ledgers import SharedFile
from assistant.api.rates import RateLimit
from assistant.reach import Rate
limit = RateLimit(Rate(50, 3600), ledger=SharedFile(Path(sys.argv[1])))
print(sum(limit.take("198.51.100.1").granted for _ in range(60)))
"""


@pytest.fixture(params=["memory", "file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    return Memory(100) if request.param == "memory" else SharedFile(tmp_path / "rates", 100)


def test_time_of_each_client_is_its_own(ledger: Ledger) -> None:
    for number in range(20):
        ledger.put(f"client {number}", 100.0 + number, 50.0)
    assert [ledger.get(f"client {number}") for number in range(20)] == [100.0 + number for number in range(20)]
    ledger.put("client 7", 300.0, 50.0)
    assert (ledger.get("client 7"), ledger.get("client 8"), ledger.get("nobody")) == (300.0, 108.0, 0)


def test_the_earliest_are_forgotten_where_there_are_too_many(ledger: Ledger) -> None:
    for number in range(2000):
        ledger.put(str(number), 100.0 + number, 50.0)
    known = [number for number in range(2000) if ledger.get(str(number))]
    assert 80 <= len(known) <= 104 and ledger.get("1999") == 2099.0 and min(known) > 1000


def test_several_processes_give_a_client_one_share(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK, str(tmp_path / "rates")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)]
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 50


def test_file_stays_as_large_as_it_was_and_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "rates"
    ledger = SharedFile(path)
    size = path.stat().st_size
    for number in range(500):
        ledger.put(f"198.51.100.{number}", 100.0 + number, 50.0)
    assert path.stat().st_size == size < 500_000 and b"198.51" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left", [b"", b"\xff" * 5000, b"nonsense"])
def test_whatever_the_file_held_a_client_gets_its_share_and_no_more(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "rates").write_bytes(left)
    limit = RateLimit(Rate(2, 60), ledger=SharedFile(tmp_path / "rates"))
    assert [limit.take("a").granted for _ in range(3)] == [True, True, False]


def test_file_that_cannot_be_used_is_named_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match=r"ODPLAN_RATE_FILE .*missing/rates.* cannot be used \(No such file"):
        SharedFile(tmp_path / "missing" / "rates")
