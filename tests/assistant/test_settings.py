"""The settings: one table, read from the environment once, each wrong value named."""

from pathlib import Path

import pytest

from assistant.errors import SettingWrong
from assistant.settings import TABLE, load_settings


def test_defaults_are_those_of_the_table() -> None:
    defaults = {name: default for name, default, _ in TABLE}
    settings = load_settings({})
    assert (settings.model, settings.host) == (defaults["ODPLAN_MODEL"], defaults["ODPLAN_HOST"])
    assert settings.port == int(defaults["ODPLAN_PORT"])
    assert settings.cache.name == "odplan" and settings.snapshot.parent == settings.cache
    # Whoever clears the cache must not lose the plans that were added.
    assert settings.library.name == "odplan" and settings.library != settings.cache


def test_it_listens_on_this_machine_alone_unless_told_otherwise() -> None:
    assert load_settings({}).host == "127.0.0.1"
    assert load_settings({"ODPLAN_HOST": "0.0.0.0"}).host == "0.0.0.0"


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    given = {
        "ODPLAN_MODEL": "other",
        "ODPLAN_CACHE": str(tmp_path),
        "ODPLAN_LIBRARY": str(tmp_path / "plans"),
        "ODPLAN_INDEX": "milvus+http://milvus:19530/plans",
        "ODPLAN_INDEX_TOKEN": "hunter2",
        "ODPLAN_HOST": "::1",
        "ODPLAN_PORT": "8600",
        "ODPLAN_FEEDBACK": str(tmp_path / "votes.jsonl"),
        "ODPLAN_UPLOADS": "off",
        "ODPLAN_CORS": "https://www.gov.hk",
        "ODPLAN_RATE": "5/second",
        "ODPLAN_RATE_FILE": str(tmp_path / "rates"),
        "ODPLAN_TRUSTED_PROXIES": "10.0.0.0/8",
        "ODPLAN_LOG_QUESTIONS": "on",
        "ODPLAN_HOSTS": "data.gov.hk *.example.org",
        "ODPLAN_AT_ONCE": "2",
        "ODPLAN_WAITING": "8",
        "ODPLAN_ANSWER_WITHIN": "5",
        "ODPLAN_METRICS": "off",
        "ODPLAN_LOG": "json",
    }
    assert set(given) == {name for name, _, _ in TABLE}
    settings = load_settings(given)
    assert (settings.model, settings.cache, settings.host, settings.port) == ("other", tmp_path, "::1", 8600)
    assert settings.library == tmp_path / "plans"
    assert settings.index is not None and settings.index.token == "hunter2"
    assert "hunter2" not in repr(settings)
    assert settings.feedback == tmp_path / "votes.jsonl"
    assert settings.reach.rate_file == tmp_path / "rates"
    assert settings.reach.hosts == ("data.gov.hk", "*.example.org")
    assert (settings.reach.at_once, settings.reach.waiting, settings.reach.seconds) == (2, 8, 5)
    assert (settings.reach.metrics, settings.reach.log) == ("off", "json")
    assert settings.reach.origins == {"https://www.gov.hk"} and settings.reach.log_questions


def test_an_empty_setting_is_none_at_all() -> None:
    assert load_settings({name: "" for name, _, _ in TABLE}) == load_settings({})


def test_a_home_folder_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings({"ODPLAN_CACHE": "~/index"}).cache == tmp_path / "index"
    assert load_settings({"ODPLAN_LIBRARY": "~/plans"}).library == tmp_path / "plans"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "八千", "８５０１x", " 80", "1e3", "²", "9" * 5000])
def test_what_is_no_port_is_refused_by_name(port: str) -> None:
    with pytest.raises(SettingWrong, match="ODPLAN_PORT"):
        load_settings({"ODPLAN_PORT": port})


@pytest.mark.parametrize("word", ["yes", "ON", "localhost", "0"])
def test_who_may_upload_is_one_of_three_words(word: str) -> None:
    assert load_settings({}).uploads == "local"
    with pytest.raises(SettingWrong, match=r"ODPLAN_UPLOADS is .*: give local, on or off"):
        load_settings({"ODPLAN_UPLOADS": word})


def test_token_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingWrong, match="ODPLAN_INDEX_TOKEN") as refused:
        load_settings({"ODPLAN_INDEX": "milvus+http://root:hunter2@milvus:19530/plans"})
    assert "hunter2" not in str(refused.value)
