"""What the benchmarks share: times taken, memory read, tables of ratios, and results kept with the machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.tables import filled, table
from corpus.files import put

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("results")
PAGE = ROOT / "docs" / "performance.md"
PACKAGES = ("numpy", "faiss-cpu", "bm25s", "jieba", "rapidfuzz", "onnxruntime", "sentence-transformers", "torch")
LONGEST = 20.0
"""For so many seconds one thing is timed at most."""
LEAST = 20

T = TypeVar("T")


def timed(
    ask: Callable[[T], object],
    inputs: Iterable[T],
    seconds: float = LONGEST,
    apart: Callable[[], float] = lambda: 0.0,
) -> list[float]:
    """The seconds that each call takes, one after the other; it ends early, but not before LEAST, when time is up.

    ``apart`` says how many seconds have gone so far into what shall not be counted.
    """
    taken: list[float] = []
    ends = time.perf_counter() + seconds
    for one in inputs:
        start, before = time.perf_counter(), apart()
        ask(one)
        taken.append(time.perf_counter() - start - (apart() - before))
        if len(taken) >= LEAST and time.perf_counter() > ends:
            break
    return taken


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds, and how many were timed."""
    if not seconds:
        return {"median": 0.0, "p99": 0.0, "n": 0}
    median, p99 = np.percentile(seconds, (50, 99))
    return {"median": 1000 * float(median), "p99": 1000 * float(p99), "n": len(seconds)}


def memory(process: int | str = "self") -> dict[str, float]:
    """The MB that a process holds: ``rss`` in all, ``own`` what no file stands behind; zeros where it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {"rss": 0.0, "own": 0.0}
    fields = dict(line.split(":", 1) for line in lines)
    return {
        "rss": int(fields.get("VmRSS", "0 kB").split()[0]) / 1024,
        "own": int(fields.get("RssAnon", "0 kB").split()[0]) / 1024,
    }


def machine() -> dict[str, str]:
    """What figures were taken on: processor, cores, memory, load, system, Python."""
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name")]
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": names[0].partition(":")[2].strip() if names else platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{pages / 2**30:.0f} GB",
        "load": f"{os.getloadavg()[0]:.1f}",
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def versions(packages: Sequence[str] = PACKAGES) -> dict[str, str]:
    """The versions of the packages that are installed, and the commit of the project."""
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return {**found, "odplan": told.stdout.strip() or "unknown"}


def keep(name: str, figures: Mapping[str, Any], folder: Path = RESULTS) -> None:
    """Writes a benchmark's figures beside what they were taken on: results/<name>.json."""
    content = {"machine": machine(), "versions": versions(), "figures": figures}
    folder.mkdir(parents=True, exist_ok=True)
    put(folder / f"{name}.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def kept(name: str, folder: Path = RESULTS) -> dict[str, Any] | None:
    """What `keep` wrote under this name, None where nothing was."""
    path = folder / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def ratio(part: float, whole: float) -> str:
    """A ratio as it is printed: "-" where there is nothing to compare with."""
    return "-" if not whole else f"{part / whole:.2f}" if part < 10 * whole else f"{part / whole:.0f}"


def milliseconds(value: float) -> str:
    """A time as it is printed, with about two digits that say something."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def taken_on(content: Mapping[str, Any]) -> str:
    """The sentence below a table: the machine and the versions."""
    told = content["machine"]
    used = ", ".join(f"{name} {number}" for name, number in content["versions"].items())
    return (
        f"Taken on: {told['processor']}, {told['cores']} cores with a load of {told['load']}, {told['memory']}, "
        f"{told['system']}, Python {told['python']}; {used}."
    )


def publish(tables: Mapping[str, str], page: Path = PAGE) -> None:
    """Puts tables into their places on the page; ValueError where one has none."""
    put(page, filled(page.read_text(encoding="utf-8"), tables).encode("utf-8"))


def elsewhere(words: Sequence[str], python: str = sys.executable, seconds: float = 3600) -> dict[str, Any]:
    """What a program of ours prints last, as JSON, run in a process of its own; RuntimeError where it fails."""
    command = [python, "-m", *words]
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"{' '.join(words)} took more than {seconds:,.0f} seconds") from error
    lines = ran.stdout.strip().splitlines()
    if ran.returncode or not lines:
        last = ran.stderr.strip().splitlines()[-1:] or ["nothing was printed"]
        raise RuntimeError(f"{' '.join(words)} ended with status {ran.returncode}: {last[0]}")
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def say(text: str) -> None:
    """A line of progress, beside the tables."""
    print(text, file=sys.stderr, flush=True)


__all__ = [
    "elsewhere", "filled", "keep", "kept", "machine", "memory", "milliseconds", "publish", "ratio", "say", "spread",
    "table", "taken_on", "timed", "versions",
]  # fmt: skip
