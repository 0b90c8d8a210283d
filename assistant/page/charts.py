"""Charts as Vega-Lite specifications, drawn by Altair: bars by time, and bars by kind.

Colours are variables of the page's styles, which SVG understands: so a chart follows the theme as all else does. What
leads to a list holds its address; a click on it is then a link (page.js). For ears the chart is one picture with one
name: what it holds is told by the table beside it.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

Spec = dict[str, Any]
"""A chart as Vega-Lite reads it; its "height" is in pixels."""

STATUSES = ("released", "planned")
"""In the order in which they are stacked."""
ROW, NAMED_ROW, THICK, TIMELINE = 30, 46, 19, 232
"""Heights in pixels: of a row of bars with its label before or above, of a bar in it, of the timeline."""
_PADDING = {"left": 0, "right": 0, "top": 4, "bottom": 2}
_LABELS = 132
"""The widest label beside a bar, in pixels; the table has the whole of it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A bar to draw: its label in lines, how many are released and planned, and where each of them and all lead to."""

    label: tuple[str, ...]
    released: int
    planned: int
    links: tuple[str | None, str | None, str | None]
    """Of the released, the planned, all."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in a chart: those of the statuses in the order of STATUSES, and for today."""

    statuses: tuple[str, str]
    today: str = ""


@lru_cache(maxsize=64)
def ranking(columns: tuple[Column, ...], wording: Wording, *, above: bool = False) -> Spec:
    """Bars from left to right, one under another, each with its number behind it.

    Labels stand before the bars, which suits short ones, or ``above`` them, which suits names.
    """
    _settle()
    most, row = _most(columns), NAMED_ROW if above else ROW
    across = alt.Scale(domain=[0, most * 1.12], nice=False)
    bands = alt.Scale(paddingInner=0, paddingOuter=0)
    rows = alt.Y("row:N", sort=None, title=None, scale=bands, axis=None if above else _labels())
    base = alt.Chart(alt.InlineData(_parts(columns, wording))).encode(y=rows)
    whole = alt.Chart(alt.InlineData(_wholes(columns))).encode(y=rows)
    reach = whole.mark_bar(**_REACH, height=row).encode(
        x=alt.datum(0, type="quantitative", scale=across, axis=None), x2=alt.datum(most * 1.12), href="href:N"
    )
    down = 11 if above else 0
    bars = [
        base.transform_filter(f"datum.status === '{status}'")
        .mark_bar(fill=f"var(--bar-{status})", cursor="pointer", cornerRadius=2, height=THICK, yOffset=down)
        .encode(x=alt.X("start:Q", scale=across, axis=None, title=None), x2="end:Q", href="href:N", tooltip="tip:N")
        .properties(name=status)
        for status in STATUSES
    ]
    texts = [
        whole.mark_text(**_NUMBER, align="left", dx=6, dy=down).encode(x=alt.X("total:Q", scale=across), text="said:N")
    ]
    if above:
        name = whole.mark_text(fill="var(--ink)", fontSize=13, align="left", dy=-9)
        texts.append(name.encode(x=alt.datum(0, scale=across), text="label:N"))
    return _finished(alt.layer(reach.properties(name="reach"), *bars, *texts), row * len(columns) + 6)


@lru_cache(maxsize=64)
def timeline(columns: tuple[Column, ...], today: float, wording: Wording) -> Spec:
    """Bars from the ground up, side by side along time, with a line where today is; ``today`` counts bars."""
    _settle()
    most = _most(columns)
    up = alt.Scale(domain=[0, most * 1.22], nice=False)
    along = alt.Scale(domain=[0, len(columns)], nice=False)
    base, whole = alt.Chart(alt.InlineData(_parts(columns, wording))), alt.Chart(alt.InlineData(_wholes(columns)))
    axis = _times([list(column.label) for column in columns])
    reach = whole.mark_bar(**_REACH).encode(
        x=alt.X("left:Q", scale=along, axis=axis, title=None),
        x2="right:Q",
        y=alt.datum(0, type="quantitative", scale=up, axis=None),
        y2=alt.datum(most * 1.22),
        href="href:N",
    )
    bars = [
        base.transform_filter(f"datum.status === '{status}'")
        .mark_bar(fill=f"var(--bar-{status})", cursor="pointer", cornerRadius=2)
        .encode(
            x=alt.X("inner_left:Q", scale=along),
            x2="inner_right:Q",
            y=alt.Y("start:Q", scale=up, axis=None, title=None),
            y2="end:Q",
            href="href:N",
            tooltip="tip:N",
        )
        .properties(name=status)
        for status in STATUSES
    ]
    numbers = whole.transform_filter("datum.total > 0").mark_text(**_NUMBER, baseline="bottom", dy=-4)
    numbered = numbers.encode(x=alt.X("middle:Q", scale=along), y=alt.Y("total:Q", scale=up), text="said:N")
    now = _now(today, along, most * 1.22, wording, near_the_end=today > len(columns) * 0.8)
    return _finished(alt.layer(reach.properties(name="reach"), *bars, numbered, *now), TIMELINE)


def _settle() -> None:
    """Altair asks whether pandas is loaded, and fails where another thread has only begun to load it, as the start of
    the server does: so it is loaded whole before."""
    with suppress(ImportError):
        importlib.import_module("pandas")


def _most(columns: Sequence[Column]) -> int:
    """The length of the longest bar; 1 where there is none, so that there is something to measure by."""
    return max((column.released + column.planned for column in columns), default=0) or 1


def _now(
    today: float, along: alt.Scale, top: float, wording: Wording, *, near_the_end: bool
) -> tuple[alt.Chart, alt.Chart]:
    """The line where today is, and the word for it on the side that has room."""
    base = alt.Chart(alt.InlineData([{"at": today, "said": wording.today}])).encode(x=alt.X("at:Q", scale=along))
    line = base.mark_rule(stroke="var(--ink)", strokeWidth=1.5, strokeDash=[3, 3]).properties(name="today")
    side: dict[str, Any] = {"align": "right", "dx": -6} if near_the_end else {"align": "left", "dx": 6}
    word = base.mark_text(fill="var(--ink)", fontSize=13, baseline="top", **side)
    return line, word.encode(y=alt.datum(top), text="said:N")


_REACH: dict[str, Any] = {"fill": "transparent", "cursor": "pointer"}
"""What can be hit where a bar is too small: its whole row or column."""
_NUMBER: dict[str, Any] = {"fill": "var(--ink)", "fontSize": 13, "fontWeight": 600}


def _parts(columns: Sequence[Column], wording: Wording) -> list[dict[str, Any]]:
    """The pieces of all bars: of each column the released, then the planned on top of them."""
    found = []
    for number, column in enumerate(columns):
        start = 0
        for status, said, href in zip(STATUSES, wording.statuses, column.links[:2], strict=True):
            count: int = getattr(column, status)
            across = {"row": _row(number, column), "inner_left": number + 0.12, "inner_right": number + 0.88}
            along = {"status": status, "count": count, "start": start, "end": start + count}
            tip = f"{' '.join(column.label)} · {said} · {count:,}"
            found += [{**across, **along, "tip": tip, "href": href}] if count else []
            start += count
    return found


def _wholes(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Each column as one: where it stands, its number, where it leads to."""
    return [
        {
            "row": _row(number, column),
            "label": " ".join(column.label),
            "left": number,
            "middle": number + 0.5,
            "right": number + 1,
            "total": (total := column.released + column.planned),
            "said": f"{total:,}",
            "href": column.links[2],
        }
        for number, column in enumerate(columns)
    ]


def _row(number: int, column: Column) -> str:
    """What tells the rows apart: their number, for two labels may be alike; only what is behind the mark is shown."""
    return f"{number}|{' '.join(column.label)}"


def _labels() -> Any:
    return alt.Axis(
        labelExpr="slice(datum.value, indexof(datum.value, '|') + 1)", labelLimit=_LABELS, minExtent=76, labelPadding=8
    )


def _times(labels: Sequence[Sequence[str]]) -> Any:
    written = json.dumps(labels, ensure_ascii=False)
    return alt.Axis(
        values=[number + 0.5 for number in range(len(labels))], labelExpr=f"{written}[floor(datum.value)]",
        tickCount=len(labels), labelOverlap="parity", labelPadding=8, labelFontSize=12,
    )  # fmt: skip


def _finished(chart: Any, height: int) -> Spec:
    axis: Mapping[str, Any] = {
        "domain": False, "ticks": False, "grid": False, "labelColor": "var(--ink)", "labelFontSize": 13,
    }  # fmt: skip
    done = chart.properties(
        width="container", height=height, padding=_PADDING, autosize={"type": "fit", "contains": "padding"},
        usermeta={"embedOptions": {"renderer": "svg", "actions": False}},
    )  # fmt: skip
    done = done.configure(background="transparent", view={"stroke": None}, axis=axis, mark={"aria": False}, aria=False)
    spec: Spec = done.to_dict()
    # Rows stand where they are drawn: named beside the chart, they would travel as tables of another library.
    rows = spec.pop("datasets")
    for layer in spec["layer"]:
        layer["data"] = {"values": rows[layer["data"]["name"]]}
    return spec
