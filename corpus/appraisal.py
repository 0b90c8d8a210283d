"""A document read to the end and checked in a process of its own, which may hang or grow without harm.

What strangers hand in is read this way: intricate kinds by ``readings.guard``, and here the whole of it, for a long
text costs as much time and memory as a bad one. ``python -m corpus.appraisal PATH NAME DAY BYTES_OF_MEMORY``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from . import errors
from .catalogue import is_catalogue
from .checking import check
from .documents import read_document
from .errors import CorpusError, UnreadableDocument
from .findings import LANGUAGES, Finding
from .readings.shelter import limit_memory
from .records import Reading, Source
from .stored_reading import reading_bytes, reading_from

__all__ = ["MOST_FINDINGS", "MOST_MEMORY", "MOST_SECONDS", "Appraisal", "appraise", "main"]

MOST_SECONDS = 120
"""How long a document may take, from its first byte to the last finding."""

MOST_MEMORY = 2 * 1024**3
"""How many bytes of memory it may take; what ``readings.guard`` reads has its own, smaller limit within."""

MOST_FINDINGS = 300
"""How many findings are handed on; the counts tell of all."""

Progress = Callable[[float], None]

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What was read, and what a check found: the first findings by language, and how many of each severity."""

    reading: Reading
    findings: Mapping[str, tuple[Finding, ...]]
    counts: Mapping[str, int]


def appraise(
    path: Path,
    name: str,
    *,
    day: date,
    seconds: float = MOST_SECONDS,
    memory: int = MOST_MEMORY,
    progress: Progress | None = None,
) -> Appraisal:
    """The document at ``path``, called ``name``, read and checked; ``progress`` is told shares of a long text.

    CorpusError says what the readers said, or which limit was passed, or that they broke down.
    """
    answer = _asked([str(path), name, day.isoformat(), str(memory)], seconds, progress)
    if answer.get("limit") == "seconds":
        raise UnreadableDocument(f"{name} takes longer than {seconds:g} seconds to read; split it.")
    if answer.get("limit") == "memory":
        raise UnreadableDocument(f"{name} takes more than {memory // 2**20} MiB of memory to read; split it.")
    if "error" in answer:
        raise getattr(errors, str(answer["kind"]), CorpusError)(answer["error"])
    reading = reading_from(str(answer.get("reading", "")).encode())
    if reading is None:
        raise UnreadableDocument(
            f"{name} cannot be read: its reader broke down; save it anew as text or .docx, or split it."
        )
    findings = {spoken: tuple(map(_finding, found)) for spoken, found in answer["findings"].items()}
    return Appraisal(reading, findings, answer["counts"])


def main(arguments: list[str]) -> None:
    """Read the document and write what came of it to standard output, and shares of the way to standard error."""
    path, name, day, memory = arguments
    limit_memory(int(memory))
    try:
        answer = _answer(Path(path), name, date.fromisoformat(day))
    except CorpusError as error:
        answer = {"error": str(error), "kind": type(error).__name__}
    except MemoryError:
        answer = {"limit": "memory"}
    sys.stdout.write(json.dumps(answer))


def _answer(path: Path, name: str, day: date) -> dict[str, Any]:
    reading = read_document(path, name, progress=lambda done, of: _tell(done / of))
    # A portal's catalogue is nobody's plan: there is no officer to tell.
    spoken = () if is_catalogue(reading) else LANGUAGES
    found = {language: check(reading, day=day, language=language) for language in spoken}
    return {
        "reading": reading_bytes(reading).decode("ascii"),
        "findings": {language: [asdict(each) for each in all_[:MOST_FINDINGS]] for language, all_ in found.items()},
        "counts": Counter(each.severity for each in found.get(LANGUAGES[0], ())),
    }


def _tell(share: float) -> None:
    sys.stderr.write(f"{share:.3f}\n")
    sys.stderr.flush()


def _finding(values: dict[str, Any]) -> Finding:
    return Finding(**{**values, "source": Source(**values["source"])})


def _asked(arguments: list[str], seconds: float, progress: Progress | None) -> dict[str, Any]:
    """What the process says, {} where that is nothing that can be understood."""
    command = [sys.executable, "-m", "corpus.appraisal", *arguments]
    late = threading.Event()
    with tempfile.TemporaryFile() as said:
        # A session of its own, so that the processes which it starts end with it.
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.PIPE, cwd=_ROOT, start_new_session=True
        ) as process:
            timer = threading.Timer(seconds, _out_of_time, (late, process))
            timer.start()
            try:
                _follow(process.stderr, progress)
                process.wait()
            finally:
                timer.cancel()
                _end(process)
        said.seek(0)
        output = said.read()
    if late.is_set():
        return {"limit": "seconds"}
    with suppress(ValueError):
        answer = json.loads(output)
        return answer if isinstance(answer, dict) else {}
    return {}


def _follow(told: IO[bytes] | None, progress: Progress | None) -> None:
    for line in told or ():
        with suppress(ValueError):
            share = float(line)
            if progress:
                progress(share)


def _out_of_time(late: threading.Event, process: subprocess.Popen[bytes]) -> None:
    late.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
