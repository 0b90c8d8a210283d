"""requirements.lock: every package at one version, with the SHA-256 of each file in which that version comes.

``python -m supply.lock NEW OLD [REPORT ...]`` prints the lock: NEW as uv writes it, the hashes that OLD has for the
same versions, and those of the files that pip's reports name. So the wheel of a torch without CUDA, which is not
PyPI's, is known once a machine has seen it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["HEAD", "Pin", "merged", "pins", "seen", "written"]

HEAD = """\
# Every package that `make` installs, the tests' and the builders' included, at the version it was tried with, and the
# SHA-256 of each file in which that version is published. Two ways to use it:
#   pip install --require-hashes -r requirements.lock        everything, as this platform needs it
#   pip install --require-hashes -c requirements.lock NAME   some of it, as `make` does
# A torch from a CPU-only index (2.13.0+cpu) satisfies torch==2.13.0. Written by `make lock`.
"""
_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+) *(?:; *(?P<marker>.*?))?(?P<rest>(?: +--hash=\S+)*) *")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
# Of the one Python that is supported the first is always true, and the second never.
_CONSTANT = re.compile(r"python_full_version < '3\.1[2-9]'(?: and )?")
_NEVER = re.compile(r"python_full_version >= '3\.1[2-9]'(?: and [^()]*)?")


@dataclass(frozen=True, slots=True)
class Pin:
    """A package at one version; ``marker`` says on which platforms it is wanted, "" for all."""

    name: str
    version: str
    marker: str = ""
    hashes: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """The package as indexes name it, and the version without what a build adds to it."""
        return re.sub(r"[-_.]+", "-", self.name).lower(), self.version.split("+")[0]


def pins(text: str) -> Iterator[Pin]:
    """The pins of a lock, hashed or not; ValueError names a line that is none."""
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found = _PIN.fullmatch(line)
        if not found:
            raise ValueError(f"not a pinned package: {line[:80]!r}")
        marker = _CONSTANT.sub("", found["marker"] or "").strip()
        if _NEVER.fullmatch(marker):
            continue
        yield Pin(found["name"], found["version"], marker, frozenset(_HASH.findall(found["rest"])))


def seen(report: str) -> Iterator[Pin]:
    """What pip would install, by its report, with the one hash of the file that it chose."""
    for item in json.loads(report)["install"]:
        digest = item["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256")
        about = item["metadata"]
        if digest:
            yield Pin(about["name"], about["version"], hashes=frozenset({f"sha256:{digest}"}))


def merged(new: Iterable[Pin], known: Iterable[Pin]) -> list[Pin]:
    """The new pins, sorted, with what is known of the same versions."""
    hashes: dict[tuple[str, str], frozenset[str]] = {}
    for pin in known:
        hashes[pin.key] = hashes.get(pin.key, frozenset()) | pin.hashes
    return sorted(
        (replace(pin, hashes=pin.hashes | hashes.get(pin.key, frozenset())) for pin in new), key=lambda p: p.key
    )


def written(lock: Iterable[Pin]) -> str:
    """The lock as pip reads it."""
    lines = []
    for pin in lock:
        marker = f" ; {pin.marker}" if pin.marker else ""
        lines.append(" \\\n    --hash=".join([f"{pin.name}=={pin.version}{marker}", *sorted(pin.hashes)]))
    return HEAD + "\n".join(lines) + "\n"


def main(new: str, old: str, *reports: str) -> None:
    """Prints the lock that the files make."""
    known = [*pins(Path(old).read_text(encoding="utf-8"))]
    for report in reports:
        known += seen(Path(report).read_text(encoding="utf-8"))
    sys.stdout.write(written(merged(pins(Path(new).read_text(encoding="utf-8")), known)))


if __name__ == "__main__":
    main(*sys.argv[1:])
