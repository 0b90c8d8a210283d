"""The lock for this machine: the builds of a version that pip would choose here, where an index has several.

``pip install --dry-run --report - torch==VERSION | python -m supply.here`` prints it. pip prefers a file whose hash it
knows beforehand, so of PyPI's torch and one without CUDA in a folder of wheels it would take PyPI's, which is ten times
as large. Named with its build (2.13.0+cpu) there is but the one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from supply.lock import Pin, merged, pins, seen, written

__all__ = ["built_here"]

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def built_here(lock: Iterable[Pin], chosen: Iterable[Pin]) -> list[Pin]:
    """The pins of the lock, with the versions as chosen where they differ by their build alone; no hash is added."""
    versions = {pin.key: pin.version for pin in chosen}
    return merged((replace(pin, version=versions.get(pin.key, pin.version)) for pin in lock), [])


def main() -> None:
    """Prints the lock for what a report on standard input says, as it is where there is no report."""
    report = sys.stdin.read()
    chosen = seen(report) if report.strip() else ()
    sys.stdout.write(written(built_here(pins(LOCK.read_text(encoding="utf-8")), chosen)))


if __name__ == "__main__":
    main()
