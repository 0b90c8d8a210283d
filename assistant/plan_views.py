"""What the command line shows of a check and of two editions: for people as renderables, for programs as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.changes import said
from corpus.editions import Change, Comparison
from corpus.findings import Finding, words
from corpus.records import Dataset, Plan, Source

__all__ = ["check_json", "check_view", "diff_json", "diff_view", "said"]

_COLOURS = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_LONGEST = 120


def check_view(findings: Sequence[Finding], language: str) -> RenderableType:
    """The findings, one a row, and how many there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    if not findings:
        return Text(said(language, "clean"))
    table = Table(show_edge=False, show_header=False, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in findings:
        severity = words(language)[f"severity-{finding.severity}"]["message"]
        where = "\n".join(filter(None, (finding.place, _position(finding.source))))
        told = Text(f"{finding.message}\n").append(finding.suggestion, style="dim")
        table.add_row(Text(severity, style=_COLOURS[finding.severity]), Text(where), told)
    total = said(language, "found", errors=counts["error"], warnings=counts["warning"], notes=counts["note"])
    return Group(table, Text(total, style="bold"))


def check_json(plan: Plan, findings: Sequence[Finding], *, language: str, as_of: str) -> dict[str, Any]:
    """The findings for programs, with the plan, the day and how many there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    return {
        "plan": asdict(plan),
        "as_of": as_of,
        "language": language,
        "counts": {severity: counts[severity] for severity in ("error", "warning", "note")},
        "findings": [finding.to_json() for finding in findings],
    }


def diff_view(found: Comparison, language: str) -> RenderableType:
    """The changes in groups by kind, each with both places."""
    if not found.changes:
        return Text(said(language, "same", unchanged=found.unchanged))
    parts: list[RenderableType] = []
    for kind, group in groupby(found.changes, key=lambda change: change.kind):
        changes = list(group)
        parts.append(Text(f"{said(language, f'kind.{kind}')} ({len(changes)})", style="bold"))
        parts += [_line(change, language) for change in changes]
    return Group(*parts, Text(said(language, "summary", changes=len(found.changes), unchanged=found.unchanged)))


def _line(change: Change, language: str) -> Text:
    dataset = change.new or change.old
    places = " → ".join(_place(each) for each in (change.old, change.new) if each)
    line = Text(f"  {_name(dataset, language) if dataset else ''}  ").append(places, style="dim")
    if (change.before or change.after) and change.kind not in ("twin", "released"):
        before, after = (_cut(text) or said(language, "none") for text in (change.before, change.after))
        line.append(f"\n    {before} → {after}")
    if change.months is not None:
        count = abs(change.months)
        line.append(f" ({said(language, 'month') if count == 1 else said(language, 'months', n=count)})")
    return line


def _name(dataset: Dataset, language: str) -> str:
    return dataset.name_en if language == "en" and dataset.name_en else dataset.name


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _place(dataset: Dataset) -> str:
    return f"{dataset.short_id} ({dataset.source.document}, {_position(dataset.source)})"


def _position(source: Source) -> str:
    parts = (("page", source.page), ("line", source.line))
    return ", ".join(f"{name} {number}" for name, number in parts if number is not None)


def diff_json(found: Comparison) -> dict[str, Any]:
    """The changes for programs, with both plans and how many datasets are the same."""
    return {
        "old": asdict(found.old.plan),
        "new": asdict(found.new.plan),
        "unchanged": found.unchanged,
        "changes": [
            {
                "kind": change.kind,
                "old": _row(change.old),
                "new": _row(change.new),
                "before": change.before,
                "after": change.after,
                "months": change.months,
            }
            for change in found.changes
        ],
    }


def _row(dataset: Dataset | None) -> dict[str, Any] | None:
    if dataset is None:
        return None
    source = {key: value for key, value in asdict(dataset.source).items() if value is not None}
    return {"id": dataset.id, "name": dataset.name, "name_en": dataset.name_en, "source": source}
