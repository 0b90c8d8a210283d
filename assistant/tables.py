"""What the command line shows to people: answers, matches, datasets, readings and plans as rich renderables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer, Language, Match
from assistant.phrasing import phrase
from assistant.values import frequency_of, in_language, month_words, owner_of, place_of
from corpus.library import Library
from corpus.records import Dataset, Reading
from corpus.shelf import Added, Holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.service import Assistant

SHOWN = 25


def answer_view(answer: Answer, assistant: Assistant) -> RenderableType:
    """The words, what was understood, and the matches as a table."""
    parts: list[RenderableType] = [Text(answer.answer, style="bold")]
    if answer.understood:
        parts.append(Text(" · ".join(answer.understood), style="cyan"))
    if answer.matches:
        parts.append(matches_table(answer.matches, assistant, answer.language))
    return Group(*parts)


def matches_table(matches: Sequence[Match], assistant: Assistant, language: Language = "en") -> Table:
    """One row a dataset: id, name, status, first release, frequency, formats."""
    table = Table(show_edge=False, header_style="bold")
    for head in ("id", "name", "status", "release", "frequency", "formats"):
        table.add_column(head, overflow="fold", no_wrap=head == "id")
    for match in matches[:SHOWN]:
        dataset = assistant.dataset(match.id)
        table.add_row(Text(assistant.library.label(dataset)), *map(Text, _cells(dataset, language)))
    if len(matches) > SHOWN:
        table.caption = f"and {len(matches) - SHOWN} more: --json shows all"
    return table


def _cells(dataset: Dataset, language: Language) -> tuple[str, ...]:
    name = in_language(dataset.name, language)
    return (
        f"{dataset.name_en}\n{name}" if language == "en" and dataset.name_en else name,
        phrase(language, "status." + dataset.status),
        dataset.releases[0].date or "",
        in_language(dataset.releases[0].frequency, language),
        ", ".join(dataset.formats),
    )


def dataset_view(dataset: Dataset, library: Library) -> RenderableType:
    """All that is known of one dataset."""
    table = Table(
        show_header=False,
        show_edge=False,
        title=Text("\n".join(filter(None, (dataset.name_en, dataset.name)))),
        title_justify="left",
    )
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    rows = [("id", dataset.id), ("status", dataset.status), ("kind", "spatial" if dataset.spatial else "non-spatial")]
    rows += [("owner", owner_of(dataset, library, "en")), ("formats", ", ".join(dataset.formats) or "not stated")]
    for release in dataset.releases:
        when = f"{month_words(release.date, 'en')}, {frequency_of(release, 'en')}"
        rows.append(("release", "\n".join(filter(None, (when, release.description_en, release.description)))))
    rows.append(("stands in", place_of(dataset, "en")))
    if dataset.name_en and not dataset.english_official:
        rows.append(("note", "English names and descriptions are unofficial translations."))
    for head, cell in rows:
        table.add_row(head, Text(cell))
    return table


def reading_view(reading: Reading) -> RenderableType:
    """A plan as it was read: its datasets, the tables that plan nothing, and the warnings."""
    table = Table(title=Text(f"{reading.plan.title}  [{reading.plan.id}]"), title_justify="left", show_edge=False)
    for head in ("id", "name", "status", "release", "frequency", "formats"):
        table.add_column(head, overflow="fold")
    for dataset in reading.datasets:
        for n, release in enumerate(dataset.releases):
            first = (dataset.short_id, dataset.name, dataset.status) if n == 0 else ("", "", "")
            table.add_row(*map(Text, (*first, release.date or "", release.frequency, ", ".join(dataset.formats))))
    lines = [Text(_size(reading))]
    if reading.nothing_planned:
        lines.append(Text("nothing planned in " + ", ".join(reading.nothing_planned)))
    return Group(table, *lines, *_warnings(reading))


def added_view(file: str, added: Added, *, dry: bool) -> RenderableType:
    """What was read in a document, what became of it, and the warnings."""
    plan, outcome = added.reading.plan, added.outcome
    became = f"would be {outcome}" if dry and outcome != "already there" else outcome
    instead = f" ({outcome} {added.instead_of})" if added.instead_of else ""
    names = [plan.bureau_en or plan.bureau, plan.period, plan.language, _size(added.reading)]
    head = f"{file}: {plan.id}: {', '.join(filter(None, names))}: "
    return Group(Text(head + became + instead), *_warnings(added.reading))


def plans_table(holdings: Sequence[Holding]) -> RenderableType:
    """The plans at hand, one a row, and what can no longer be read."""
    table = Table(show_edge=False, header_style="bold")
    for head in ("id", "bureau", "language", "datasets", "document", "added"):
        table.add_column(head, overflow="fold", no_wrap=head in ("id", "added"))
    for holding in holdings:
        plan = holding.plan
        bureau = "\n".join(dict.fromkeys(filter(None, (plan.bureau_en, plan.bureau))))
        since = holding.added[:10] or "bundled"
        row = (plan.id, bureau, plan.language, str(holding.datasets), plan.document, since)
        table.add_row(*map(Text, row))
    trouble = [Text(f"warning: {holding.trouble}", style="yellow") for holding in holdings if holding.trouble]
    return Group(table, *trouble)


def _size(reading: Reading) -> str:
    releases = sum(len(dataset.releases) for dataset in reading.datasets)
    return f"{len(reading.datasets)} datasets, {releases} releases"


def _warnings(reading: Reading) -> list[Text]:
    places = [
        (warning, f"line {warning.source.line}" if warning.source.line else f"page {warning.source.page}")
        for warning in reading.warnings
    ]
    return [
        Text(f"warning: {warning.source.document}, {place}: {warning.message}", style="yellow")
        for warning, place in places
    ]
