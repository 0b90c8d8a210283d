"""Who may ask a web door, and how much: origins, hosts, the rate for one client, the queue, what is noted and told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from assistant.errors import SettingWrong

__all__ = ["ROWS", "Network", "Rate", "Reach", "read_reach"]

Network = IPv4Network | IPv6Network

ROWS: tuple[tuple[str, str, str], ...] = (
    (
        "ODPLAN_CORS",
        "*",
        "Which sites' pages may call the API: `*` for all, or a list such as `https://www.gov.hk https://example.org`.",
    ),
    (
        "ODPLAN_RATE",
        "600/minute",
        "How many requests the API answers one client: a number per `second`, `minute`, `hour` or `day`, or `off`.",
    ),
    (
        "ODPLAN_RATE_FILE",
        "",
        "A file in which API processes of one machine count together; several workers have one by themselves.",
    ),
    (
        "ODPLAN_TRUSTED_PROXIES",
        "",
        "Proxies that are believed who the client is (`X-Forwarded-For`): addresses or networks such as `10.0.0.0/8`.",
    ),
    ("ODPLAN_LOG_QUESTIONS", "off", "Whether the API's access log holds the text of questions: `on` or `off`."),
    (
        "ODPLAN_HOSTS",
        "*",
        "The names that the server answers to (`Host`): `*` for any, or a list such as `data.gov.hk *.example.org`.",
    ),
    ("ODPLAN_AT_ONCE", "4", "How many questions one process answers at a time."),
    ("ODPLAN_WAITING", "32", "How many more may wait; beyond them a visitor is told at once to come again."),
    ("ODPLAN_ANSWER_WITHIN", "15", "After so many seconds an answer is given up, and whoever asked is told."),
    (
        "ODPLAN_METRICS",
        "local",
        "Who is told figures at /metrics, for Prometheus: `local` (who asks on this machine), `on` or `off`.",
    ),
    ("ODPLAN_LOG", "text", "How a server writes its log to standard error: `text`, or `json`, an object a line."),
)
"""The rows of the table of settings that are read here."""
METRICS, LOGS = ("local", "on", "off"), ("text", "json")
MOST_AT_ONCE, MOST_WAITING, MOST_SECONDS = 64, 1000, 300
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_RATE = re.compile(r"([1-9][0-9]{0,6})/(second|minute|hour|day)")
_HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[?[0-9a-f:.]+\]?")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Who may ask; ``origins`` is empty where the pages of all sites may, ``rate`` None where it is not limited.

    ``rate_file`` is None where each process counts for itself. ``hosts`` is empty where the server answers to any name.
    Of questions ``at_once`` are answered at a time, ``waiting`` more wait, each for so many ``seconds`` at most.
    """

    origins: frozenset[str] = frozenset()
    rate: Rate | None = Rate(600, 60)
    proxies: tuple[Network, ...] = ()
    log_questions: bool = False
    rate_file: Path | None = None
    hosts: tuple[str, ...] = ()
    at_once: int = 4
    waiting: int = 32
    seconds: int = 15
    metrics: str = "local"
    log: str = "text"


def read_reach(values: Mapping[str, str]) -> Reach:
    """The reach that the settings of ROWS stand for; SettingWrong names the one that will not do."""
    return Reach(
        _origins(values["ODPLAN_CORS"]),
        _rate(values["ODPLAN_RATE"]),
        _networks(values["ODPLAN_TRUSTED_PROXIES"]),
        _switch("ODPLAN_LOG_QUESTIONS", values["ODPLAN_LOG_QUESTIONS"]),
        Path(values["ODPLAN_RATE_FILE"]).expanduser() if values["ODPLAN_RATE_FILE"] else None,
        _hosts(values["ODPLAN_HOSTS"]),
        _number("ODPLAN_AT_ONCE", values["ODPLAN_AT_ONCE"], 1, MOST_AT_ONCE),
        _number("ODPLAN_WAITING", values["ODPLAN_WAITING"], 0, MOST_WAITING),
        _number("ODPLAN_ANSWER_WITHIN", values["ODPLAN_ANSWER_WITHIN"], 1, MOST_SECONDS),
        _one_of("ODPLAN_METRICS", values["ODPLAN_METRICS"], METRICS),
        _one_of("ODPLAN_LOG", values["ODPLAN_LOG"], LOGS),
    )


def _listed(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _origins(text: str) -> frozenset[str]:
    origins = [origin.lower().rstrip("/") for origin in _listed(text)]
    if origins == ["*"]:
        return frozenset()
    wrong = [origin for origin in origins if not _ORIGIN.fullmatch(origin)]
    if wrong or not origins:
        raise SettingWrong(
            f"ODPLAN_CORS is {text!r}: give * for all sites, or origins such as https://www.gov.hk, without paths."
        )
    return frozenset(origins)


def _hosts(text: str) -> tuple[str, ...]:
    hosts = [host.lower() for host in _listed(text)]
    if hosts == ["*"]:
        return ()
    wrong = [host for host in hosts if not _HOST.fullmatch(host)]
    if wrong or not hosts:
        raise SettingWrong(
            f"ODPLAN_HOSTS is {text!r}: give * for any name, or names such as data.gov.hk or *.gov.hk, without ports."
        )
    return tuple(host.strip("[]") for host in hosts)


def _rate(text: str) -> Rate | None:
    if text == "off":
        return None
    found = _RATE.fullmatch(text)
    if not found:
        raise SettingWrong(f"ODPLAN_RATE is {text!r}: give a rate such as 600/minute, or off.")
    return Rate(int(found[1]), _SECONDS[found[2]])


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(each, strict=False) for each in _listed(text))
    except ValueError:
        raise SettingWrong(
            f"ODPLAN_TRUSTED_PROXIES is {text!r}: give addresses or networks such as 127.0.0.1 or 10.0.0.0/8."
        ) from None


def _switch(name: str, text: str) -> bool:
    return _one_of(name, text, ("on", "off")) == "on"


def _one_of(name: str, text: str, words: Sequence[str]) -> str:
    if text in words:
        return text
    raise SettingWrong(f"{name} is {text!r}: give {', '.join(words[:-1])} or {words[-1]}.")


def _number(name: str, text: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most:
        return int(text)
    raise SettingWrong(f"{name} is {text!r}: give a number from {least} to {most}.")
