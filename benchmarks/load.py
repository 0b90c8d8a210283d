"""Many at once: `python -m benchmarks.load [--seconds 300] [--connections 64]`.

Two servers, one after the other, each in processes of its own: the API alone with two workers, and the page's one
process with the API beside the page. Each is asked over connections that are kept open, without a pause: three
questions to each suggestion, all different (the caches on the way must not answer). A server that says it is
full (429, 503) is no error but a refusal, after which a connection waits as long as it was told.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from assistant.question import MAX_CHARACTERS
from benchmarks.record import ROOT, keep, milliseconds, ratio, say, spread
from benchmarks.tables import table

SECONDS, CONNECTIONS = 300.0, 64
WARMING = 30.0
READY_WITHIN = 180.0
SETS = Path(__file__).with_name("questions")
MARK = 8
LONG = " " * MAX_CHARACTERS
SERVERS: Mapping[str, tuple[str, ...]] = {
    "API alone, 2 workers": ("--api-only", "--workers", "2"),
    "page and API, 1 process": (),
}
REFUSED = (429, 503)


@dataclass
class Tally:
    """What came back: times of what was answered, how often each status came, what went wrong."""

    asks: list[float] = field(default_factory=list)
    suggests: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)


def paths() -> list[str]:
    """The addresses asked for, in a fixed order: three questions, then a name mistyped, each set through.

    Questions too long to be answered, which are in the sets to be refused, are left out.
    """
    lines = [json.loads(line) for path in sorted(SETS.glob("*/*.jsonl")) for line in path.open(encoding="utf-8")]
    asked = [
        f"/api/v1/ask?q={quote(line['question'])}"
        for line in lines
        if len(line.get("question", LONG)) < MAX_CHARACTERS - MARK
    ]
    typed = [f"/api/v1/suggest?q={quote(line['query'])}" for line in lines if "query" in line]
    mixed: list[str] = []
    for n, path in enumerate(asked):
        mixed.append(path)
        if n % 3 == 2:
            mixed.append(typed[n // 3 % len(typed)])
    return mixed


async def ask(port: int, wanted: Iterator[str], tally: Tally, ends: float) -> None:
    """Asks over one connection until the time is up; one that was broken off is opened again and counted."""
    reader = writer = None
    while time.monotonic() < ends:
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            path = next(wanted)
            start = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCache-Control: no-cache\r\n\r\n".encode())
            status, headers = await answered(reader)
            taken = time.perf_counter() - start
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            tally.statuses[type(error).__name__] += 1
            if writer is not None:
                writer.close()
            reader = writer = None
            await asyncio.sleep(0.05)
            continue
        tally.statuses[str(status)] += 1
        if status == 200:
            (tally.suggests if "/suggest" in path else tally.asks).append(taken)
        elif status in REFUSED:
            await asyncio.sleep(min(float(headers.get("retry-after", "1")), max(0.0, ends - time.monotonic())))
    if writer is not None:
        writer.close()


async def answered(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """An answer's status and headers; its body is read and thrown away."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(headers.get("content-length", "0")))
    return int(head[0].split()[1]), headers


def endless(items: Sequence[str]) -> Iterator[str]:
    """The addresses over and over, each round with another mark, so that none is ever the same."""
    turn = 0
    while True:
        for item in items:
            yield f"{item}{quote(' ' + str(turn))}" if turn else item
        turn += 1


async def load(port: int, wanted: Iterator[str], seconds: float, connections: int) -> Tally:
    """What came back over so many connections in so many seconds."""
    tally, ends = Tally(), time.monotonic() + seconds
    await asyncio.gather(*(ask(port, wanted, tally, ends) for _ in range(connections)))
    return tally


def family(process: int) -> list[int]:
    """A process and all that it has started, and they."""
    families: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(place.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        families.setdefault(parent, []).append(int(place.parent.name))
    ours = [process]
    for one in ours:
        ours += families.get(one, [])
    return ours


def held(process: int) -> float:
    """The MB that a process and all it has started hold, what they share counted once (the system's "Pss")."""
    total = 0.0
    for one in family(process):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return total


@contextmanager
def serving(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A server with its port and process, ready to answer with its encoder loaded; ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("odplan")), "serve", "--port", str(port), *words]
    environment = {**os.environ, "ODPLAN_RATE": "off"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            await_ready(port, process)
            yield port, process.pid
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def await_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Waits until a server has said ten times in a row that it is ready (each worker is asked); RuntimeError if not."""
    ends, times = time.monotonic() + READY_WITHIN, 0
    while times < 10:
        if process.poll() is not None or time.monotonic() > ends:
            raise RuntimeError(f"the server was not ready within {READY_WITHIN:.0f} seconds")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/ready", timeout=10) as answer:
                times = times + 1 if answer.status == 200 else 0
        except OSError:
            times = 0
            time.sleep(0.5)


def measured(words: Sequence[str], seconds: float, connections: int) -> dict[str, Any]:
    """One server under load: throughput, times, refusals, errors, memory after warming up and at the end."""
    with serving(words) as (port, process):
        wanted = endless(paths())
        asyncio.run(load(port, wanted, min(WARMING, seconds), connections))
        warm = held(process)
        start = time.perf_counter()
        tally = asyncio.run(load(port, wanted, seconds, connections))
        taken = time.perf_counter() - start
        answers = len(tally.asks) + len(tally.suggests)
        refused = sum(tally.statuses[str(status)] for status in REFUSED)
        return {
            "throughput": answers / taken,
            "ask": spread(tally.asks),
            "suggest": spread(tally.suggests),
            "refused": refused,
            "errors": sum(tally.statuses.values()) - answers - refused,
            "statuses": dict(sorted(tally.statuses.items())),
            "warm": warm,
            "end": held(process),
        }


def load_table(figures: Mapping[str, Any]) -> str:
    """One column a server and one for their ratio."""
    servers = figures["servers"]
    one, other = servers.values()
    rows = [["answers a second", *_row(one["throughput"], other["throughput"])]]
    for kind, name in (("ask", "a question"), ("suggest", "a suggestion")):
        for key in ("median", "p99"):
            rows.append([f"{name}, {key}, ms", *_row(one[kind][key], other[kind][key])])
    rows.append(["answers", *(str(each["ask"]["n"] + each["suggest"]["n"]) for each in (one, other)), ""])
    rows.append(["refused as busy", str(one["refused"]), str(other["refused"]), ""])
    rows.append(["errors", str(one["errors"]), str(other["errors"]), ""])
    rows.append(["memory after warming up, MB", *_row(one["warm"], other["warm"])])
    rows.append(["memory at the end, MB", *_row(one["end"], other["end"])])
    rows.append(["end / warm", *(ratio(each["end"], each["warm"]) for each in (one, other)), ""])
    head = f"{figures['connections']} connections, {figures['seconds']:.0f} s"
    return table((head, *servers, "ratio"), rows)


def _row(one: float, other: float) -> list[str]:
    return [milliseconds(one), milliseconds(other), ratio(one, other)]


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--keep", action="store_true", help="keep the figures under results/")
    given = parser.parse_args(words)
    figures: dict[str, Any] = {"seconds": given.seconds, "connections": given.connections, "servers": {}}
    for name, options in SERVERS.items():
        say(f"load: {name}")
        figures["servers"][name] = measured(options, given.seconds, given.connections)
    if given.keep:
        keep("load", figures)
    print(load_table(figures))


if __name__ == "__main__":
    main(sys.argv[1:])
