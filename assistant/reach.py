"""Who may ask a web door, and how much: origins, the rate for one client, proxies that are believed, what is noted."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
)
"""The rows of the table of settings that are read here."""
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_RATE = re.compile(r"([1-9][0-9]{0,6})/(second|minute|hour|day)")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Who may ask; ``origins`` is empty where the pages of all sites may, ``rate`` None where it is not limited.

    ``rate_file`` is None where each process counts for itself.
    """

    origins: frozenset[str] = frozenset()
    rate: Rate | None = Rate(600, 60)
    proxies: tuple[Network, ...] = ()
    log_questions: bool = False
    rate_file: Path | None = None


def read_reach(values: Mapping[str, str]) -> Reach:
    """The reach that the settings of ROWS stand for; SettingWrong names the one that will not do."""
    return Reach(
        _origins(values["ODPLAN_CORS"]),
        _rate(values["ODPLAN_RATE"]),
        _networks(values["ODPLAN_TRUSTED_PROXIES"]),
        _switch("ODPLAN_LOG_QUESTIONS", values["ODPLAN_LOG_QUESTIONS"]),
        Path(values["ODPLAN_RATE_FILE"]).expanduser() if values["ODPLAN_RATE_FILE"] else None,
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
    if text not in ("on", "off"):
        raise SettingWrong(f"{name} is {text!r}: give on or off.")
    return text == "on"
