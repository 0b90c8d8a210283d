"""How long an answer may be kept, and how a client that has it already is told so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from assistant import etags

__all__ = ["FIXED", "as_json", "kept_for", "sent"]

LONGEST = 300
"""For how many seconds an answer may be kept: plans change rarely, and whoever adds one sees it within minutes."""
FIXED = 3600
"""The same for what only another version of the program changes."""


def as_json(content: Any) -> bytes:
    """The content as the command line prints it, byte for byte, with the line's end."""
    return (json.dumps(content, ensure_ascii=False) + "\n").encode("utf-8")


def kept_for(now: datetime) -> int:
    """For how many seconds an answer may be kept: never beyond midnight, from which "this year" may be another."""
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, min(LONGEST, int((midnight - now).total_seconds())))


def sent(
    request: Request, body: bytes, *, seconds: int = 0, media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    """The answer, or 304 where the client has the same; kept for so many seconds, and not at all for 0.

    The tag is made of the content, so every process gives the same one. It is a weak one: the same content may come
    compressed or not.
    """
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    lasting = f"public, max-age={seconds}" if seconds else "no-store"
    told = {"Cache-Control": lasting, **({"ETag": tag} if seconds else {}), **(headers or {})}
    if seconds and etags.has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers={**told, "Vary": "Accept-Encoding"})
    return Response(body, headers=told, media_type=media_type)
