"""Who may change the plans at hand by way of a browser: in doubt nobody."""

from __future__ import annotations

import pytest

from assistant.admission import is_own_machine, may_change
from assistant.settings import load_settings

AT_HOME = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.10", "::1", "[::1]"])
def test_own_machine_is_known(host: str) -> None:
    assert is_own_machine(host)


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "192.168.1.2", "example.org", "localhost.evil.org", "127.0.0.1.nip.io"]
)
def test_other_machines_are_not_ones_own(host: str) -> None:
    assert not is_own_machine(host)


@pytest.mark.parametrize(
    "headers",
    [
        AT_HOME,
        {"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"},
        {"host": "[::1]:8501", "origin": "http://[::1]:8501"},
    ],
)
def test_who_sits_at_the_machine_may(headers: dict[str, str]) -> None:
    assert may_change(load_settings({}), ("localhost",), headers)


@pytest.mark.parametrize(
    ("environment", "listening", "headers"),
    [
        ({}, (None,), AT_HOME),  # it listens on all addresses
        ({}, ("0.0.0.0",), AT_HOME),
        ({}, ("192.168.1.2",), AT_HOME),
        ({"ODPLAN_HOST": "0.0.0.0"}, ("localhost",), AT_HOME),
        ({}, ("localhost",), {**AT_HOME, "Host": "plans.example.org"}),
        ({}, ("localhost",), {**AT_HOME, "Origin": "https://plans.example.org"}),  # a proxy that renames the host
        ({}, ("localhost",), {**AT_HOME, "X-Forwarded-For": "203.0.113.9"}),
        ({}, ("localhost",), {**AT_HOME, "Forwarded": "for=203.0.113.9"}),
        ({}, ("localhost",), {"Host": "localhost:8501"}),
        ({}, ("localhost",), {**AT_HOME, "Host": "[::1"}),
        ({}, ("localhost",), {}),
    ],
)
def test_strangers_may_not(
    environment: dict[str, str], listening: tuple[str | None, ...], headers: dict[str, str]
) -> None:
    assert not may_change(load_settings(environment), listening, headers)


def test_the_setting_says_it_for_all() -> None:
    stranger = {"Host": "plans.example.org", "Origin": "https://plans.example.org"}
    assert may_change(load_settings({"ODPLAN_UPLOADS": "on"}), (None,), stranger)
    assert not may_change(load_settings({"ODPLAN_UPLOADS": "off"}), ("localhost",), AT_HOME)
