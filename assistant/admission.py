"""Who may change the plans at hand by way of a browser, and who is told how the server fares.

By default only somebody who sits at the machine: the server listens to that machine alone, and the browser has asked
for it by a name of its own. A proxy that hands on what strangers ask gives itself away by the headers it adds, or by
the page's own address, which every browser sends along. In doubt the answer is no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from assistant.settings import Settings

__all__ = ["is_handed_on", "is_own_machine", "may_change", "may_know"]

_HANDED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via", "cf-connecting-ip")


def may_change(settings: Settings, listening: Iterable[str | None], headers: Mapping[str, str]) -> bool:
    """Whether a visitor may add and remove plans.

    ``listening`` are the addresses that the server was told to listen on (None for all of them), ``headers`` those of
    the visitor's request.
    """
    if settings.uploads != "local":
        return settings.uploads == "on"
    told = {name.lower(): value for name, value in headers.items()}
    origin = urlsplit(told.get("origin", ""))
    return (
        all(is_own_machine(address or "") for address in (settings.host, *listening))
        and is_own_machine(_host(told.get("host", "")))
        and is_own_machine(origin.hostname or "")
        and not is_handed_on(told)
    )


def may_know(request: HTTPConnection, who: str) -> bool:
    """Whether figures are told, as the setting says: by default to whoever asks on this machine.

    A proxy on it may ask for strangers, and is told nothing.
    """
    if who != "local":
        return who == "on"
    return bool(request.client and is_own_machine(request.client.host)) and not is_handed_on(request.headers)


def is_handed_on(headers: Mapping[str, str]) -> bool:
    """Whether a proxy has left its mark on a request; the names of the headers in small letters."""
    return any(name in headers for name in _HANDED_ON)


def _host(header: str) -> str:
    """The host of a Host header, without its port; "" where it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def is_own_machine(host: str) -> bool:
    """Whether a host is this machine and no other can reach it by that name: localhost or a loopback address."""
    name = host.strip("[]").lower()
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    # A server that listens on all addresses is told those of version 4 in the form of version 6.
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
