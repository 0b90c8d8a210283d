"""Whether a client has already what it asks for, by the tag that the content goes by."""

from __future__ import annotations

__all__ = ["has"]


def has(if_none_match: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag; weak and strong ones are the same here (RFC 9110, 13.1.2)."""
    named = (each.strip().removeprefix("W/") for each in if_none_match.split(","))
    return if_none_match.strip() == "*" or tag.removeprefix("W/") in named
