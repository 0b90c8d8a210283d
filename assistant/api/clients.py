"""Who asks: the address of a client, through proxies only where the settings say that they are to be believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

from assistant.reach import Network

__all__ = ["client_of", "is_proxy"]

_Address = IPv4Address | IPv6Address
# One household or office holds a network of this size and may take any address in it.
_NETWORK_BITS = 64


def client_of(scope: Scope, proxies: Sequence[Network]) -> str:
    """The client of a request: an address, or the network of one of IPv6; "unknown" where the server knows none.

    What a trusted proxy reports is read from the right, since each proxy adds the address that it sees at the end;
    whatever a client itself wrote before stands to the left of the first address that is not a trusted proxy's.
    """
    address = _address(scope["client"][0]) if scope.get("client") else None
    if address is None:
        return "unknown"
    for reported in _reported(scope):
        if not _within(address, proxies):
            break
        further = _address(reported)
        if further is None:
            break
        address = further
    return str(ip_network((address, _NETWORK_BITS), strict=False)) if address.version == 6 else str(address)


def is_proxy(scope: Scope, proxies: Sequence[Network]) -> bool:
    """Whether the peer of a request is a trusted proxy."""
    address = _address(scope["client"][0]) if scope.get("client") else None
    return address is not None and _within(address, proxies)


def _reported(scope: Scope) -> Iterable[str]:
    headers = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return reversed([part.strip() for part in ",".join(headers).split(",")])


def _within(address: _Address, networks: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in networks)


def _address(text: str) -> _Address | None:
    """The address of "1.2.3.4", "1.2.3.4:80", "2001:db8::1" or "[2001:db8::1]:80"; None for anything else."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
