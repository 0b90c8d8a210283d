"""The commands about plans: parse, add, plans, remove."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.console import Json, complain, print_json, print_view, progress, tell
from assistant.settings import load_settings
from assistant.tables import added_view, plans_table, reading_view
from corpus.catalogue import is_catalogue
from corpus.documents import read_document
from corpus.errors import CorpusError, NotAPlan
from corpus.library import plans_at_hand, to_json
from corpus.shelf import Added, Shelf

app = typer.Typer()
Dry = Annotated[bool, typer.Option("--dry-run", help="Only show what is read; keep nothing.")]
Replace = Annotated[bool, typer.Option("--replace", help="Put it in the place of another document of the same plan.")]
Ckan = Annotated[
    bool, typer.Option("--ckan", help="The files are a portal's answers in JSON (CKAN's package_search, package_show).")
]
Bundled = Annotated[bool, typer.Option("--bundled", help="Bring back the bundled plans that were removed.")]


@app.command(epilog="Example: `odplan parse corpus/plans/hhb-2024-2026.zh-Hant.txt --json`")
def parse(file: Path, as_json: Json = False) -> None:
    """Read a plan and show its datasets and all that is odd in it."""
    with progress(brief=True) as step:
        reading = read_document(file, progress=lambda done, of: step(done / of, f"reading {file.name!r}"))
    if as_json:
        print_json(to_json(reading), indent=2)
    else:
        print_view(reading_view(reading))


@app.command(epilog="Examples: `odplan add plan.pdf` · `odplan add --dry-run *.txt` · `odplan add --bundled`")
def add(
    files: Annotated[list[Path] | None, typer.Argument(help="The plans' documents.", show_default=False)] = None,
    dry_run: Dry = False,
    replace: Replace = False,
    bundled: Bundled = False,
    ckan: Ckan = False,
    as_json: Json = False,
) -> None:
    """Read plans, or the catalogue of a portal, and add them to those at hand; each is added or refused by itself."""
    if not files and not bundled:
        raise typer.BadParameter("give a file, such as odplan add plan.txt, or --bundled")
    shelf = Shelf(load_settings().library)
    if bundled:
        back = shelf.left_out() if dry_run else shelf.restore()
        tell(f"The bundled plans are at hand again: {', '.join(back)}." if back else "No bundled plan was left out.")
    refused = False
    with progress(brief=True) as step:
        for number, file in enumerate(files or ()):
            step(number / len(files or ()), f"reading {file.name!r}")
            try:
                if ckan and not is_catalogue(read_document(file)):
                    raise NotAPlan(f"{file.name} is a plan and no portal's answer; add it without --ckan.")
                added = shelf.add(file, replaces=replace, dry=dry_run)
            except CorpusError as error:
                complain(error)
                refused = True
            else:
                print_json(_added_json(file, added)) if as_json else print_view(
                    added_view(file.name, added, dry=dry_run)
                )
    if refused:
        raise typer.Exit(2)


@app.command(epilog="Example: `odplan plans --json`")
def plans(as_json: Json = False) -> None:
    """List the plans at hand: the bundled ones and those added."""
    shelf = Shelf(load_settings().library)
    if as_json:
        print_json(plans_at_hand(shelf), indent=2)
        return
    holdings, left_out = shelf.holdings(), shelf.left_out()
    print_view(plans_table(holdings))
    if left_out:
        tell(f"Left out: {', '.join(left_out)}; `odplan add --bundled` brings back what comes with the program.")


@app.command(epilog="Example: `odplan remove td-2025-2027`")
def remove(plan: Annotated[str, typer.Argument(help="The plan's id, as `odplan plans` lists it.")]) -> None:
    """Remove a plan's documents from those at hand; a bundled one is left out until `odplan add --bundled`."""
    instead = Shelf(load_settings().library).remove(plan)
    again = f"; the bundled {instead.plan.document} is at hand" if instead else ""
    tell(f"{plan} is removed{again}.")


def _added_json(file: Path, added: Added) -> dict[str, Any]:
    read = to_json(added.reading)
    return {
        "file": str(file),
        "outcome": added.outcome,
        "instead_of": added.instead_of or None,
        "plan": read["plan"],
        "datasets": len(read["datasets"]),
        "warnings": read["warnings"],
    }
