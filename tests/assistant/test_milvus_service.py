"""The Assistant over a Milvus: the same answers at each door, a clear refusal while it is away, then no restart."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import service
from assistant.api.app import create
from assistant.cli import main
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.settings import Settings, load_settings
from assistant.shared import Shared
from index.encoding import DEFAULT_MODEL
from tests.fakes import FakeEncoder
from tests.index.milvus.engines import Engine

QUESTIONS = [
    "急症室等候時間幾耐更新一次？", "有哪些疫苗數據", "哪些数据集每周更新", "2026年会发布什么", "長者醫療券喺邊度用",
    "which datasets update weekly", "spatial datasets about hospitals", "how often is the waiting time updated",
    "which datasets are about penguins", "cancer or vaccination", "hello", "datasets on clinics but not dental ones",
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    running = Engine(tmp_path_factory.mktemp("engine"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("settings")
    return load_settings(
        {
            "ODPLAN_INDEX": f"milvus+{engine.uri}/plans",
            "ODPLAN_INDEX_TOKEN": "hunter2",
            "ODPLAN_CACHE": str(folder / "cache"),
            "ODPLAN_LIBRARY": str(folder / "library"),
        }
    )


@pytest.fixture(scope="module")
def encoder() -> Iterator[FakeEncoder]:
    fake = FakeEncoder(name=DEFAULT_MODEL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "open_encoder", lambda model, cache: fake)
        yield fake


def test_answers_are_those_of_the_index_on_this_machine(
    settings: Settings, encoder: FakeEncoder, assistant: Assistant
) -> None:
    assert Assistant.build(settings, force=True) is not None
    assert Assistant.build(settings) is None
    over_milvus = Assistant.open(settings)
    for question in QUESTIONS:
        mine, theirs = assistant.ask(question), over_milvus.ask(question)
        assert theirs.answer == mine.answer
        assert theirs.dataset_ids == mine.dataset_ids
        assert [match.id for match in theirs.matches] == [match.id for match in mine.matches]
    for text in ("急証室", "cancr", "疫苗"):
        assert [m.id for m in over_milvus.suggest(text)] == [m.id for m in assistant.suggest(text)]


def test_api_tells_when_to_come_again_and_answers_once_it_is_back(
    engine: Engine, settings: Settings, encoder: FakeEncoder
) -> None:
    Assistant.build(settings)
    engine.stop()
    opened = Shared(lambda: Assistant.open(settings, patient=False))
    opened.start().join()
    api = create(opened, Reach(rate=None), write=lambda line: None)
    with TestClient(api, base_url="http://testserver/api/v1/") as client:
        refused = client.get("search?text=疫苗")
        assert refused.status_code == 503 and int(refused.headers["retry-after"]) >= 1
        assert "does not answer" in refused.json()["detail"] and "hunter2" not in refused.text
        # What needs no index is answered all the same.
        assert client.get("datasets").status_code == 200
        engine.start()
        deadline = time.monotonic() + 60
        while client.get("search?text=疫苗").status_code == 503 and time.monotonic() < deadline:
            pass
        answered = client.get("search?text=疫苗")
        assert answered.status_code == 200 and answered.json()["dataset_ids"]


@pytest.mark.parametrize("command", [["ask", "疫苗"], ["build"], ["suggest", "疫苗"]])
def test_command_says_in_a_sentence_that_the_index_is_away(
    command: list[str],
    encoder: FakeEncoder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ODPLAN_INDEX", "milvus+http://127.0.0.1:1/plans")
    monkeypatch.setenv("ODPLAN_INDEX_TOKEN", "hunter2")
    monkeypatch.setenv("ODPLAN_CACHE", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["odplan", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    told = " ".join(capsys.readouterr().err.split())
    assert ended.value.code == 2
    assert "does not answer: try again in a few seconds." in told
    assert "Traceback" not in told and "hunter2" not in told
