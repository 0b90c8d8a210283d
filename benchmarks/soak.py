"""Everything at once for a long time: `python -m benchmarks.soak [MINUTES]`.

One `odplan serve`, with a library of its own, is asked over a few connections without a pause: questions of all sets,
names half-typed, lists. Meanwhile visitors come to the page one after another, and every few minutes a plan is added by
`odplan add` or removed by `odplan remove`. Time is cut into blocks of the same length, in each of which a plan comes
and goes; a shorter one before them, with the same in it, warms the server up. Ten minutes and more are kept under
results/ and written into docs/reliability.md; fewer are a trial. ``--write`` only writes the page from what is kept.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import re
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from assistant.settings import load_settings
from benchmarks.guests import Guests, come, views
from benchmarks.load import REFUSED, Tally, endless, family, held, load, paths, serving
from benchmarks.record import RESULTS, ROOT, keep, kept, milliseconds, publish, ratio, say, spread, taken_on
from benchmarks.tables import table
from tests.corpus.small_plans import small_plan

MINUTES, LEAST, BLOCK = 30.0, 10.0, 5.0
CONNECTIONS = 6
"""Busy, and never as many as wait in vain: four are answered at a time."""
PLAN = "epd-2025-2027"
PAGE = ROOT / "docs" / "reliability.md"
FOLLOWS_WITHIN = 180.0
DRIFT, LEVEL, SLOWER = 1.02, 8, 1.5
"""How much more memory, descriptors and time the end may take than the beginning."""
LISTS = (
    "/api/v1/datasets?lang=en&every=P1W&text=", "/api/v1/datasets?lang=zh-Hant&spatial=true&sort=-date&text=",
    "/api/v1/download/datasets.csv?lang=zh-Hans&status=planned&text=", "/api/v1/datasets?lang=en&text=hospital",
)  # fmt: skip


@dataclass
class Block:
    """What came of one length of time: answers, visits, plans that came and went, what was held when it was over."""

    tally: Tally
    guests: Guests
    changes: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    memory: float = 0.0
    descriptors: int = 0


@dataclass(frozen=True)
class Site:
    """The server under load, and the library that its plans come from."""

    port: int
    process: int
    plan: Path
    wanted: Iterator[str]
    visits: Iterator[str]
    connections: int


def mixed() -> list[str]:
    """The addresses of the load's benchmark, and a list after every fourth."""
    lists = itertools.cycle(LISTS)
    return [each for n, path in enumerate(paths(), 1) for each in ((path, next(lists)) if n % 4 == 0 else (path,))]


def folders(place: Path) -> None:
    """A library and a cache of this run's own, for all processes that it starts; the model's folder is taken over."""
    known, cache = load_settings().cache / "models", place / "cache"
    cache.mkdir()
    if known.is_dir():
        (cache / "models").symlink_to(known)
    os.environ |= {"ODPLAN_LIBRARY": str(place / "library"), "ODPLAN_CACHE": str(cache)}
    (place / "epd.txt").write_text(small_plan("環境保護署"), encoding="utf-8")


async def odplan(*words: str) -> str:
    """Runs a command; "" where it ended well, else what it said."""
    command = Path(sys.executable).with_name("odplan")
    ran = await asyncio.create_subprocess_exec(
        command, *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await ran.communicate()
    return f"odplan {' '.join(words)}: {said.decode()[-300:]}" if ran.returncode else ""


async def changed(site: Site, block: Block, words: Sequence[str], *, there: bool) -> None:
    """Adds or removes the plan, and waits until the server answers so; how long that took, from the command's end."""
    if failed := await odplan(*words, str(site.plan) if there else PLAN):
        block.failed.append(failed)
        return
    start = time.monotonic()
    while await asyncio.to_thread(holds, site.port) != there:
        if time.monotonic() - start > FOLLOWS_WITHIN:
            block.failed.append(f"{' '.join(words)}: not served within {FOLLOWS_WITHIN:.0f} s")
            return
        await asyncio.sleep(0.5)
    block.changes.append(time.monotonic() - start)


def fetched(port: int, path: str) -> str:
    """What the server answers; OSError where it does not."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return str(answer.read().decode())


def holds(port: int) -> bool:
    """Whether the server answers over the plan that comes and goes, beside the one that stays."""
    try:
        return int(json.loads(fetched(port, "/api/v1/ready"))["plans"]) > 1
    except OSError:
        return False


def noted(port: int) -> float:
    """How many errors the server has counted since it started."""
    return sum(
        float(number) for number in re.findall(r"^odplan_errors_total\{.*\} (\S+)$", fetched(port, "/metrics"), re.M)
    )


async def lasted(site: Site, seconds: float) -> Block:
    """One block: the load, and meanwhile visits, a plan added after a tenth of the time and removed after half."""
    start, block = time.monotonic(), Block(Tally(), Guests())
    loaded = asyncio.create_task(load(site.port, site.wanted, seconds, site.connections))
    visited = asyncio.create_task(come(site.port, site.visits, block.guests, start + seconds))
    for share, words, there in ((0.1, ("add",), True), (0.5, ("remove",), False)):
        await asyncio.sleep(max(0.0, start + share * seconds - time.monotonic()))
        await changed(site, block, words, there=there)
    block.tally = await loaded
    await visited
    block.memory = held(site.process)
    block.descriptors = sum(len(_opened(one)) for one in family(site.process))
    return block


def _opened(process: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{process}/fd")
    except OSError:
        return []


def figures_of(block: Block) -> dict[str, Any]:
    """A block as it is kept: times in milliseconds, memory in MB."""
    tally = block.tally
    refused = sum(tally.statuses[str(status)] for status in REFUSED)
    return {
        "ask": spread(tally.asks),
        "suggest": spread(tally.suggests),
        "visit": spread(block.guests.taken),
        "changes": [round(seconds, 1) for seconds in block.changes],
        "refused": refused,
        "statuses": dict(sorted(tally.statuses.items())),
        "errors": sum(tally.statuses.values()) - len(tally.asks) - len(tally.suggests) - refused,
        "failed": [*block.failed, *block.guests.failed],
        "memory": block.memory,
        "descriptors": block.descriptors,
    }


def soaked(minutes: float, connections: int) -> dict[str, Any]:
    """The figures of a whole run."""
    count = max(2, round(minutes / BLOCK))
    seconds = 60 * minutes / count
    asked = [unquote(path.partition("?q=")[2]) for path in paths() if "/ask" in path]
    with tempfile.TemporaryDirectory() as folder:
        folders(Path(folder))
        if failed := asyncio.run(odplan("build")):
            raise RuntimeError(failed)
        with serving(()) as (port, process):
            site = Site(port, process, Path(folder, "epd.txt"), endless(mixed()), views(asked), connections)
            say("soak: warming up")
            # As long as Streamlit remembers a visit that has gone, so that as many are remembered as at the end.
            warm = figures_of(asyncio.run(lasted(site, min(150.0, seconds))))
            say(f"soak: warm: {json.dumps(warm, ensure_ascii=False)}")
            blocks = []
            for number in range(count):
                blocks.append(figures_of(asyncio.run(lasted(site, seconds))))
                say(f"soak: {number + 1} of {count}: {json.dumps(blocks[-1], ensure_ascii=False)}")
            noticed = noted(port)
    return {"minutes": minutes, "connections": connections, "warm": warm, "blocks": blocks, "noted": noticed}


def verdicts(figures: Mapping[str, Any]) -> list[tuple[str, str, str, str, bool]]:
    """A row for each target: what, its bound, at the beginning, at the end, whether it is met."""
    warm, blocks = figures["warm"], figures["blocks"]
    first, last = blocks[0], blocks[-1]
    errors = [each["errors"] + len(each["failed"]) for each in (warm, *blocks)]
    memory, slower = last["memory"] / warm["memory"], last["ask"]["p99"] / first["ask"]["p99"]
    more = last["descriptors"] - warm["descriptors"]
    total = sum(errors) + figures["noted"]
    return [
        ("errors", "0", str(errors[0]), f"{total:.0f}", total == 0),
        ("memory, MB", f"< {DRIFT} x", milliseconds(warm["memory"]), milliseconds(last["memory"]), memory < DRIFT),
        ("descriptors", f"within {LEVEL}", str(warm["descriptors"]), str(last["descriptors"]), abs(more) <= LEVEL),
        ("p99 of a question, ms", f"<= {SLOWER} x", *_times(first, last, "ask"), slower <= SLOWER),
    ]


def _times(first: Mapping[str, Any], last: Mapping[str, Any], kind: str) -> tuple[str, str]:
    return milliseconds(first[kind]["p99"]), milliseconds(last[kind]["p99"])


def soak_table(figures: Mapping[str, Any]) -> str:
    """The targets with their verdicts, and a sentence on what was done."""
    rows = [(*row, "met" if met else "**missed**") for *row, met in verdicts(figures)]
    blocks = figures["blocks"]
    n = {kind: sum(each[kind]["n"] for each in blocks) for kind in ("ask", "suggest", "visit")}
    changes = [seconds for each in blocks for seconds in each["changes"]]
    follow = f", followed within {max(changes):.0f} s each" if changes else ""
    length = figures["minutes"] / len(blocks)
    return (
        table(("what", "bound", "warm, or first", "end, or last", ""), rows)
        + f"\n\n{figures['minutes']:.0f} minutes over {figures['connections']} connections: {n['ask']:,} questions and "
        f"lists, {n['suggest']:,} suggestions, {n['visit']:,} visits to the page, {len(changes)} changes of plans"
        f"{follow}; {sum(each['refused'] for each in blocks)} refused as busy. First and last: blocks of "
        f"{length:.1f} minutes, the last with {ratio(blocks[-1]['ask']['n'], blocks[0]['ask']['n'])} times as many "
        "answers as the first."
    )


def written(folder: Path = RESULTS) -> str:
    """The table of what is kept, with what it was taken on."""
    content = kept("soak", folder)
    return "Not taken yet." if content is None else f"{soak_table(content['figures'])}\n\n{taken_on(content)}"


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=float, nargs="?", default=MINUTES)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--write", action="store_true", help="only write the page from what is kept")
    given = parser.parse_args(words)
    figures = None if given.write else soaked(given.minutes, given.connections)
    if figures is not None:
        print(soak_table(figures))
        if given.minutes >= LEAST:
            keep("soak", figures)
    if given.write or given.minutes >= LEAST:
        publish({"soak": written()}, PAGE)
    return int(figures is not None and not all(met for *_, met in verdicts(figures)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
