"""What all commands share: where they print, JSON for programs, and a progress bar for people who wait."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console, RenderableType

__all__ = ["Json", "complain", "print_json", "print_view", "progress", "tell"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Progress = Callable[[float, str], None]

out = Console(soft_wrap=False)
err = Console(stderr=True)


def print_view(content: RenderableType) -> None:
    """Print an answer for people."""
    out.print(content)


def tell(sentence: str) -> None:
    """Say beside the answer how things went."""
    err.print(sentence, markup=False, highlight=False)


def complain(problem: object) -> None:
    """Say in one sentence what went wrong."""
    err.print(f"odplan: {problem}", style="red", markup=False, highlight=False)


def print_json(content: object, indent: int | None = None) -> None:
    """Print an answer for programs."""
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=indent) + "\n")


@contextmanager
def progress(*, brief: bool = False) -> Iterator[Progress]:
    """A progress bar on standard error that shows only once there is something to wait for.

    A ``brief`` one goes when it is done, and is for people who watch alone.
    """
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=err, transient=brief)
    tasks: list[Any] = []

    def step(share: float, what: str) -> None:
        if brief and not err.is_terminal:
            return
        if not tasks:
            bar.start()
            tasks.append(bar.add_task(what, total=1.0))
        bar.update(tasks[0], completed=share, description=what)

    try:
        yield step
    finally:
        if tasks:
            bar.stop()
