"""Visits to the page without a browser: what a browser sends to Streamlit is sent, and all that it draws is read."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

__all__ = ["Guests", "come", "views"]

EVERY = 6.0
"""Seconds from one visit's beginning to the next one's, so that at any time as many are remembered."""
WITHIN = 60.0
MOST_BYTES = 2**24
FAILED = b"od-error"
"""What the page draws where it could not answer, or has no room."""
VIEWS = (
    "view=browse&lang=en", "view=glance&lang=zh-Hant", "view=dataset&lang=en&id=hhb-2024-2026/D.ii.8",
    "view=browse&lang=zh-Hans&spatial=true&as=table",
)  # fmt: skip


@dataclass
class Guests:
    """What came of visits: seconds from the connection to the last thing drawn, and what went wrong."""

    taken: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def views(questions: list[str]) -> Iterator[str]:
    """The addresses that guests come by, over and over: a question, then a view."""
    turn = 0
    while True:
        yield f"lang=en&q={quote(questions[turn % len(questions)])}"
        yield VIEWS[turn % len(VIEWS)]
        turn += 1


async def come(port: int, addresses: Iterator[str], guests: Guests, ends: float) -> None:
    """One visit after another until the time is up."""
    due = time.monotonic()
    while due < ends:
        address, start = next(addresses), time.perf_counter()
        try:
            async with asyncio.timeout(WITHIN), _page(port) as page:
                drawn = await _drawn(page, address)
            guests.taken.append(time.perf_counter() - start)
            if FAILED in drawn:
                guests.failed.append(f"{address}: refused")
        except (OSError, TimeoutError, WebSocketException, RuntimeError) as error:
            guests.failed.append(f"{address}: {type(error).__name__}: {error}")
        due += EVERY
        await asyncio.sleep(max(0.0, min(due, ends) - time.monotonic()))


def _page(port: int) -> connect:
    origin = f"http://localhost:{port}"
    return connect(f"ws://localhost:{port}/_stcore/stream", origin=origin, max_size=MOST_BYTES)  # type: ignore[arg-type]


async def _drawn(page: ClientConnection, address: str) -> bytes:
    """All that the page draws at an address; RuntimeError where its script does not end well."""
    message = BackMsg()
    message.rerun_script.query_string = address
    await page.send(message.SerializeToString())
    drawn = b""
    async for told in page:
        assert isinstance(told, bytes)
        drawn += told
        forward = ForwardMsg.FromString(told)
        if forward.WhichOneof("type") == "script_finished":
            if forward.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return drawn
            if forward.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError("the page's script could not be compiled")
    raise RuntimeError("the page's server has hung up")
