"""The commands that write the plans into a folder for others to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.console import Json, print_json, progress, tell
from assistant.errors import NoPlans
from assistant.settings import load_settings
from assistant.static.folder import export, files
from corpus.library import load_library
from corpus.shelf import Shelf

app = typer.Typer()
exports = typer.Typer(name="export", no_args_is_help=True, help="Write the plans into a folder for others to hand out.")
app.add_typer(exports)


@exports.callback()
def _exports() -> None:
    """Keep `static` a command of its own, though it is the only one."""


@exports.command(
    epilog="Examples: `odplan export static public/search` · `python3 -m http.server --directory public/search`"
)
def static(
    folder: Annotated[Path, typer.Argument(help="The folder; one that is not there yet, or an earlier export.")],
    as_json: Json = False,
) -> None:
    """Write the search box, what it searches and a page into a folder that any web server can hand out.

    Names, keywords and conditions are searched in the browser; meaning and spoken questions need `odplan serve`.
    """
    with progress(brief=True) as step:
        step(0.0, "collecting words")
        library = load_library(shelf=Shelf(load_settings().library))
        if not library.datasets:
            raise NoPlans(
                "There are no plans: run `odplan add FILE`, or `odplan add --bundled` for those that come with it."
            )
        found = files(library)
        step(0.9, "writing the folder")
        made = export(found, folder)
    if as_json:
        print_json(made.manifest, indent=2)
        return
    count = len(made.manifest["files"]) + 1
    sizes = f"{made.size / 1000:.0f} kB, {made.packed / 1000:.0f} kB where a server packs them"
    tell(f"{folder} holds the search of {made.manifest['datasets']} datasets: {count} files, {sizes}.")
    tell("It finds names, keywords and conditions; meaning and spoken questions need `odplan serve`.")
