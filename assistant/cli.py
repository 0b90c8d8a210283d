"""The command line: ask, suggest, search, show, build, serve, and the commands about plans."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import export_commands, plan_commands, review_commands, widget_commands
from assistant.console import Json, complain, print_json, print_view, progress, tell
from assistant.conversation import Conversation
from assistant.errors import AssistantError
from assistant.filters import Filters
from assistant.service import Assistant
from assistant.settings import load_settings
from assistant.sorting import SORTS
from assistant.tables import answer_view, dataset_view, matches_table
from corpus.errors import CorpusError
from corpus.files import parsed
from corpus.library import Library, load_library, record
from corpus.records import Dataset
from corpus.shelf import Shelf
from index.errors import SearchError

app = typer.Typer(
    name="odplan",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Ask Hong Kong's open data plans: which datasets, when, how often, in which format.\n\n"
    'Start with `odplan ask "which datasets update weekly"`.',
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(export_commands.app)
app.add_typer(plan_commands.app)
app.add_typer(review_commands.app)
app.add_typer(widget_commands.app)
Batch = Annotated[
    Path | None, typer.Option("--file", help="Read one JSON object a line from this file, answer each with a line.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help='The day that "this year" and "overdue" count from, as 2026-03-01.')
]


def main() -> None:
    """Runs the command line; what a person can mend is one sentence and exit status 2, never a traceback."""
    try:
        app()
    except (CorpusError, SearchError, AssistantError) as error:
        complain(error)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever reads our output has seen enough; writing on would fail again at exit.
        sys.stderr.close()


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"odplan {version('odplan')}")
        raise typer.Exit


@app.callback()
def options(
    asked: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", is_eager=True, callback=_say_version)
    ] = False,
) -> None:
    """Take what stands before any command."""


@app.command(epilog="Example: `odplan build`")
def build(
    force: Annotated[bool, typer.Option("--force", help="Build it anew, whatever is there.")] = False,
) -> None:
    """Build the index of the plans; texts that it knows are kept, and nothing is done where it is up to date."""
    with progress() as step:
        built = Assistant.build(load_settings(), progress=step, force=force)
    took = f"The index is built: {built.embedded} texts embedded, {built.kept} kept." if built else ""
    tell(took or "The index is up to date.")


@app.command(
    epilog='Examples: `odplan ask "which datasets update weekly"` · `odplan ask 急症室等候時間幾耐更新一次 --json`'
)
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in Chinese or English.")] = None,
    as_json: Json = False,
    file: Batch = None,
    as_of: AsOf = None,
) -> None:
    """Ask the plans a question. With --file, lines are {"question": ...} or {"turns": [{"question": ...}, ...]}."""
    today = _day(as_of)
    assistant = _open()
    if file is not None:
        _batch(file, "question", lambda line: _asked(assistant, line, today))
    elif question is None:
        raise typer.BadParameter('give a question, such as odplan ask "which datasets update weekly", or --file')
    else:
        answer = assistant.ask(question, as_of=today)
        print_json(answer.to_json()) if as_json else print_view(answer_view(answer, assistant))


def _asked(assistant: Assistant, line: dict[str, Any], today: date | None) -> dict[str, Any]:
    if "turns" not in line:
        return assistant.ask(str(line["question"]), as_of=today).to_json()
    said = Conversation()
    turns = [assistant.ask(str(turn["question"]), conversation=said, as_of=today) for turn in line["turns"]]
    return {"turns": [answer.to_json() for answer in turns]}


@app.command(epilog="Examples: `odplan suggest 急証室` · `odplan suggest cancr --json`")
def suggest(
    text: Annotated[str | None, typer.Argument(help="A name, half-remembered or half-typed.")] = None,
    as_json: Json = False,
    file: Batch = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="How many names at most.")] = 8,
) -> None:
    """Find datasets by name: typing slips, sounds and fragments allowed. With --file, lines are {"query": ...}."""
    assistant = _open()

    def found(query: str) -> dict[str, Any]:
        return {"query": query, "matches": [match.to_json() for match in assistant.suggest(query, limit)]}

    if file is not None:
        _batch(file, "query", lambda line: found(str(line["query"])))
    elif text is None:
        raise typer.BadParameter("give a name, such as odplan suggest 急証室, or --file")
    elif as_json:
        print_json(found(text))
    else:
        print_view(matches_table(assistant.suggest(text, limit), assistant))


@app.command(epilog="Examples: `odplan search vaccination --spatial` · `odplan search --every P1W --json`")
def search(
    text: Annotated[str, typer.Argument(help="What the datasets are about; nothing for all.")] = "",
    every: Annotated[
        list[str] | None, typer.Option(help="Update frequency, as P1W, P3M, as-needed; may be repeated.")
    ] = None,
    spatial: Annotated[
        bool | None, typer.Option("--spatial/--non-spatial", help="Spatial datasets only, or the others.")
    ] = None,
    status: Annotated[str | None, typer.Option(help="planned or released.")] = None,
    file_format: Annotated[
        list[str] | None, typer.Option("--format", help="A format, as CSV, or none; may be repeated.")
    ] = None,
    section: Annotated[list[str] | None, typer.Option(help="A section of the plan, A to D; may be repeated.")] = None,
    organisation: Annotated[list[str] | None, typer.Option(help="The owner, by any name; may be repeated.")] = None,
    category: Annotated[
        list[str] | None, typer.Option(help="A category, as the plan has it or in English; may be repeated.")
    ] = None,
    plan: Annotated[
        list[str] | None, typer.Option(help="A plan by its id, older editions too; may be repeated.")
    ] = None,
    year: Annotated[list[str] | None, typer.Option(help="A release in this year, as 2025; may be repeated.")] = None,
    since: Annotated[str | None, typer.Option(help="Released in this month or later, as 2023-01.")] = None,
    until: Annotated[str | None, typer.Option(help="Released in this month or before, as 2024-12.")] = None,
    sort: Annotated[str | None, typer.Option(help="Order: " + ", ".join(SORTS) + ".")] = None,
    as_json: Json = False,
) -> None:
    """Search by topic and conditions; conditions of one kind are alternatives, different ones all apply."""
    assistant = _open()
    given: dict[str, list[str] | None] = {
        "every": every, "status": [status] if status else None, "format": file_format, "section": section,
        "organisation": organisation, "category": category, "plan": plan, "year": year,
        "spatial": None if spatial is None else [str(spatial).lower()],
        "since": [since] if since else None, "until": [until] if until else None, "sort": [sort] if sort else None,
    }  # fmt: skip
    filters = Filters.read({name: values for name, values in given.items() if values}, assistant.choices)
    answer = assistant.search(text, filters.conditions, sort=filters.sort)
    print_json(answer.to_json()) if as_json else print_view(answer_view(answer, assistant))


@app.command(epilog="Example: `odplan show D.ii.9`")
def show(
    dataset_id: Annotated[str, typer.Argument(help="The id, whole or within its plan.")], as_json: Json = False
) -> None:
    """Show all that the plan says of one dataset."""
    library = load_library(shelf=Shelf(load_settings().library))
    dataset = _named(dataset_id, library)
    if as_json:
        print_json(record(dataset), indent=2)
    else:
        print_view(dataset_view(dataset, library))


def _named(dataset_id: str, library: Library) -> Dataset:
    found = library.named(dataset_id)
    if not found:
        raise AssistantError(f"There is no dataset {dataset_id!r}: ids look like D.ii.9, `odplan search` lists them.")
    if len(found) > 1:
        ids = ", ".join(dataset.id for dataset in found)
        raise AssistantError(f"Several plans have a dataset {dataset_id}: give one of {ids}.")
    return found[0]


@app.command(epilog="Examples: `odplan serve --port 8600` · `odplan serve --api-only --workers 4`")
def serve(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port; 8501 unless set.")] = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on; this machine alone unless set.")] = None,
    api_only: Annotated[
        bool, typer.Option("--api-only", help="Serve the API and the search box without the page.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes answer, with --api-only; each holds the model.")
    ] = 1,
) -> None:
    """Serve the page and the API beside it until Ctrl-C, or the API alone."""
    from assistant.server import serve_api, serve_page

    if workers > 1 and not api_only:
        raise typer.BadParameter("the page is served by one process: give --workers with --api-only")
    settings = load_settings()
    if api_only:
        serve_api(host or settings.host, port or settings.port, workers)
    else:
        serve_page(host or settings.host, port or settings.port)


def _open() -> Assistant:
    with progress() as step:
        return Assistant.open(load_settings(), progress=step)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"--as-of is {text!r}: give a day as 2026-03-01") from None


def _batch(path: Path, key: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    for line in _lines(path, key):
        print_json(answer(line))


def _lines(path: Path, key: str) -> Iterator[dict[str, Any]]:
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}."
        ) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _object(path, number, line, key)


def _object(path: Path, number: int, line: str, key: str) -> dict[str, Any]:
    try:
        found = parsed(line)
    except ValueError:
        found = None
    if isinstance(found, dict) and (key in found or (key == "question" and _is_dialogue(found.get("turns")))):
        return found
    or_turns = ' or {"turns": [{"question": "..."}]}' if key == "question" else ""
    raise AssistantError(f'{path}, line {number}: give a JSON object such as {{"{key}": "..."}}{or_turns}.')


def _is_dialogue(turns: object) -> bool:
    return isinstance(turns, list) and all(isinstance(turn, dict) and "question" in turn for turn in turns)
