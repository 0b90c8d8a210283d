"""What the command line shows to people: answers, matches, datasets and readings as rich renderables."""

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
        table.add_column(head, overflow="fold")
    for match in matches[:SHOWN]:
        dataset = assistant.dataset(match.id)
        table.add_row(*(Text(cell) for cell in _cells(dataset, language)))
    if len(matches) > SHOWN:
        table.caption = f"and {len(matches) - SHOWN} more: --json shows all"
    return table


def _cells(dataset: Dataset, language: Language) -> tuple[str, ...]:
    name = in_language(dataset.name, language)
    return (
        dataset.short_id,
        f"{dataset.name_en}\n{name}" if language == "en" and dataset.name_en else name,
        phrase(language, "status." + dataset.status),
        dataset.releases[0].date or "",
        in_language(dataset.releases[0].frequency, language),
        ", ".join(dataset.formats),
    )


def dataset_view(dataset: Dataset, library: Library) -> RenderableType:
    """All that is known of one dataset."""
    table = Table(
        show_header=False, show_edge=False, title=Text(f"{dataset.name_en}\n{dataset.name}"), title_justify="left"
    )
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    rows = [("id", dataset.id), ("status", dataset.status), ("kind", "spatial" if dataset.spatial else "non-spatial")]
    rows += [("owner", owner_of(dataset, library, "en")), ("formats", ", ".join(dataset.formats) or "not stated")]
    for release in dataset.releases:
        when = f"{month_words(release.date, 'en')}, {frequency_of(release, 'en')}"
        rows.append(("release", "\n".join(filter(None, (when, release.description_en, release.description)))))
    rows.append(("stands in", place_of(dataset, "en")))
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
    releases = sum(len(dataset.releases) for dataset in reading.datasets)
    lines = [Text(f"{len(reading.datasets)} datasets, {releases} releases")]
    if reading.nothing_planned:
        lines.append(Text("nothing planned in " + ", ".join(reading.nothing_planned)))
    for warning in reading.warnings:
        source = warning.source
        places = {"page": source.page, "table": source.table, "line": source.line}
        place = "".join(f", {kind} {number}" for kind, number in places.items() if number)
        lines.append(Text(f"warning: {source.document}{place}: {warning.message}", style="yellow"))
    return Group(table, *lines)
