"""Where an index lies: the setting ``ODPLAN_INDEX`` read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

__all__ = ["Address", "read_address"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")
_WANTED = "give milvus+http://HOST:PORT/COLLECTION or milvus+file:///FOLDER/NAME.db"
_SECRET = "ODPLAN_INDEX names a user or a token: take it out, and give the token in ODPLAN_INDEX_TOKEN alone."
COLLECTION = "odplan"
"""What a collection is called where the address does not say."""


@dataclass(frozen=True, slots=True)
class Address:
    """A Milvus by its address, or Milvus Lite by its file, and the name that its collection goes by."""

    uri: str
    collection: str
    token: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.uri}, {self.collection}"


def read_address(text: str, token: str = "") -> Address | None:
    """The address that a setting names, None for the index on this machine; ValueError with a sentence on what will do.

    A setting that holds a secret is refused and not repeated: settings are shown and logged.
    """
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(f"ODPLAN_INDEX is no address: {_WANTED}.") from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError(_SECRET)
    if parts.scheme == "milvus+file" and not parts.netloc and parts.path.endswith(".db"):
        return Address(str(Path(parts.path)), COLLECTION, token)
    return _remote(text, parts, port, token)


def _remote(text: str, parts: SplitResult, port: int | None, token: str) -> Address:
    scheme, collection = parts.scheme.removeprefix("milvus+"), parts.path.strip("/") or COLLECTION
    if parts.scheme not in ("milvus+http", "milvus+https") or not parts.hostname:
        raise ValueError(f"ODPLAN_INDEX is {text!r}: {_WANTED}.")
    if not _NAME.fullmatch(collection):
        raise ValueError(f"ODPLAN_INDEX names the collection {collection!r}: use letters, digits and _, at most 200.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(f"{scheme}://{host}:{port or 19530}", collection, token)
