"""Who may ask, and how much, as the settings say it."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from assistant.errors import SettingWrong
from assistant.reach import ROWS, Rate, Reach, read_reach

DEFAULTS = {name: default for name, default, _ in ROWS}


def read(**changed: str) -> Reach:
    return read_reach(DEFAULTS | {f"ODPLAN_{name}": value for name, value in changed.items()})


def test_defaults_are_open_limited_and_discreet() -> None:
    assert read() == Reach(frozenset(), Rate(600, 60), (), log_questions=False)


def test_origins_are_a_list() -> None:
    assert read(CORS="https://WWW.gov.hk/, http://localhost:8080").origins == {
        "https://www.gov.hk", "http://localhost:8080",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rate"),
    [("1/second", Rate(1, 1)), ("120/minute", Rate(120, 60)), ("5000/day", Rate(5000, 86_400)), ("off", None)],
)
def test_rate_is_a_number_in_a_time(text: str, rate: Rate | None) -> None:
    assert read(RATE=text).rate == rate


def test_proxies_are_addresses_and_networks() -> None:
    assert read(TRUSTED_PROXIES="127.0.0.1 10.1.2.3/8,2001:db8::/32").proxies == (
        ip_network("127.0.0.1/32"), ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CORS", "www.gov.hk"), ("CORS", "https://www.gov.hk/path"), ("CORS", "* https://a.hk"), ("CORS", " "),
        ("RATE", "600"), ("RATE", "0/minute"), ("RATE", "6/fortnight"), ("RATE", "-1/minute"),
        ("TRUSTED_PROXIES", "proxy"), ("TRUSTED_PROXIES", "10.0.0.0/99"), ("LOG_QUESTIONS", "yes"),
        ("HOSTS", "https://data.gov.hk"), ("HOSTS", "data.gov.hk:80"), ("HOSTS", "a.*.hk"), ("HOSTS", " "),
        ("AT_ONCE", "0"), ("AT_ONCE", "65"), ("WAITING", "-1"), ("WAITING", "²"), ("ANSWER_WITHIN", "9" * 5000),
        ("METRICS", "yes"), ("LOG", "xml"),
    ],
)  # fmt: skip
def test_setting_that_will_not_do_is_named_with_what_will(name: str, value: str) -> None:
    with pytest.raises(SettingWrong, match=rf"ODPLAN_{name} is .*: give .*\.$"):
        read(**{name: value})
