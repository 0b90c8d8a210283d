"""The commands that look at plans as an officer does: check one before it is published, compare two editions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from assistant.console import Json, print_json, print_view
from assistant.plan_views import check_json, check_view, diff_json, diff_view
from assistant.settings import load_settings
from corpus.checking import check as check_plan
from corpus.documents import read_document
from corpus.editions import compare
from corpus.errors import UnknownPlan
from corpus.findings import LANGUAGES
from corpus.pairing import bilingual
from corpus.records import Reading
from corpus.shelf import Shelf
from corpus.translations import translate

app = typer.Typer()
AsOf = Annotated[str | None, typer.Option("--as-of", help='The day that "past" counts from, as 2026-03-01; today.')]
Language = Annotated[
    str | None, typer.Option("--language", help="en, zh-Hant or zh-Hans; that of the plan unless given.")
]
Given = Annotated[str, typer.Argument(help="A document, or the id of a plan at hand.", show_default=False)]


@app.command(epilog="Examples: `odplan check plan.pdf` · `odplan check hhb-2024-2026 --language en --as-of 2024-11-30`")
def check(plan: Given, as_of: AsOf = None, language: Language = None, as_json: Json = False) -> None:
    """Check a plan before it is published: dates, numbers, names, descriptions, frequencies, formats, typing.

    The exit status is 0 where there is no error (warnings and notes may be there), 1 where there are errors, 2 where
    the plan cannot be read.
    """
    day = _day(as_of)
    editions = _editions(plan)
    # What is said by several editions of a plan is held against each other too.
    whole = bilingual(editions)
    spoken = _language(language, whole)
    others = [edition for edition in editions if edition.plan.language != whole.plan.language]
    found = [finding for reading in (whole, *others) for finding in check_plan(reading, day=day, language=spoken)]
    findings = list(dict.fromkeys(found))
    if as_json:
        print_json(check_json(whole.plan, findings, language=spoken, as_of=day.isoformat()), indent=2)
    else:
        print_view(check_view(findings, spoken))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command(epilog="Examples: `odplan diff plan-2024.pdf plan-2025.pdf` · `odplan diff hhb-2024-2026 new.txt --json`")
def diff(old: Given, new: Given, language: Language = None, as_json: Json = False) -> None:
    """Compare two editions of a plan: what is new, dropped, released, late, early, renamed or otherwise changed.

    Datasets are matched by name and content, not by number. The exit status is that of diff: 0 where the two are the
    same, 1 where they differ, 2 where one of them cannot be read.
    """
    before, after = (translate(bilingual(_editions(given))) for given in (old, new))
    spoken = _language(language, after)
    found = compare(before, after)
    if as_json:
        print_json(diff_json(found), indent=2)
    else:
        print_view(diff_view(found, spoken))
    if found.changes:
        raise typer.Exit(1)


def _editions(given: str) -> list[Reading]:
    """The document at a path, or all editions of a plan at hand; CorpusError where there is neither."""
    if Path(given).exists():
        return [read_document(given)]
    found = [reading for reading in Shelf(load_settings().library).readings() if reading.plan.id == given]
    if not found:
        raise UnknownPlan(f"There is no file and no plan {given!r}; `odplan plans` lists the plans at hand.")
    return found


def _language(asked: str | None, reading: Reading) -> str:
    if asked is not None and asked not in LANGUAGES:
        raise typer.BadParameter(f"--language is {asked!r}: give {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}")
    return asked or reading.plan.language


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise typer.BadParameter(f"--as-of is {text!r}: give a day as 2026-03-01") from None
