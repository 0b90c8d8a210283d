from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from assistant.page.charts import ROW, Column, Spec, Wording, ranking, timeline

WORDING = Wording(("Released", "Planned"), "today")
COLUMNS = (
    Column(("2025",), 3, 2, ("?a=released", "?a=planned", "?a")),
    Column(("2026",), 0, 4, ("?b=released", "?b=planned", "?b")),
)


def layer(spec: Spec, name: str) -> list[dict[str, Any]]:
    """The rows of a layer, those taken that its filter lets through."""
    found = next(each for each in spec["layer"] if each.get("name") == name)
    wanted = [match[1] for each in found.get("transform", ()) if (match := re.search("'(.*)'", each["filter"]))]
    return [row for row in found["data"]["values"] if not wanted or row["status"] in wanted]


@pytest.mark.parametrize(
    "spec", [ranking(COLUMNS, WORDING), ranking(COLUMNS, WORDING, above=True), timeline(COLUMNS, 1.5, WORDING)]
)
def test_bars_are_as_long_as_what_they_count_and_lead_to_its_list(spec: Spec) -> None:
    released, planned = layer(spec, "released"), layer(spec, "planned")
    assert [(row["start"], row["end"], row["href"]) for row in released] == [(0, 3, "?a=released")]
    assert [(row["start"], row["end"], row["href"]) for row in planned] == [(3, 5, "?a=planned"), (0, 4, "?b=planned")]
    assert [(row["total"], row["href"]) for row in layer(spec, "reach")] == [(5, "?a"), (4, "?b")]
    assert [row["tip"] for row in planned] == ["2025 · Planned · 2", "2026 · Planned · 4"]


def test_today_s_line_is_drawn_where_today_is_and_named_on_the_side_that_has_room() -> None:
    early, late = timeline(COLUMNS, 0.5, WORDING), timeline(COLUMNS, 1.9, WORDING)
    assert layer(early, "today") == [{"at": 0.5, "said": "today"}]
    assert [spec["layer"][-1]["mark"]["align"] for spec in (early, late)] == ["left", "right"]


def test_names_stand_above_their_bars_whole() -> None:
    name = "Agriculture, Fisheries and Conservation Department"
    spec = ranking((Column((name,), 1, 0, (None, None, None)),), WORDING, above=True)
    assert spec["layer"][0]["encoding"]["y"]["axis"] is None
    assert [row["label"] for row in spec["layer"][-1]["data"]["values"]] == [name]


def test_rows_with_the_same_label_stay_apart() -> None:
    twins = (COLUMNS[0], Column(("2025",), 1, 0, (None, None, None)))
    assert len({row["row"] for row in layer(ranking(twins, WORDING), "reach")}) == 2


def test_height_grows_with_the_rows_and_is_known_beforehand() -> None:
    one, two = ranking(COLUMNS[:1], WORDING), ranking(COLUMNS, WORDING)
    assert two["height"] - one["height"] == ROW


def test_chart_is_drawn_as_svg_in_the_page_s_own_colours_and_asks_for_nothing() -> None:
    spec = ranking(COLUMNS, WORDING)
    assert spec["usermeta"]["embedOptions"]["renderer"] == "svg"
    written = json.dumps({key: value for key, value in spec.items() if key != "$schema"})
    assert "var(--bar-planned)" in written and "var(--ink)" in written
    assert not re.search(r"#[0-9a-f]{6}|https?:", written)


def test_labels_cannot_break_out_of_the_chart_s_expressions() -> None:
    odd = (Column(('"]; alert(1) //',), 1, 0, (None, None, None)),)
    spec = timeline(odd, 0.5, WORDING)
    written = spec["layer"][0]["encoding"]["x"]["axis"]["labelExpr"]
    assert json.loads(written.removesuffix("[floor(datum.value)]")) == [['"]; alert(1) //']]


def test_nothing_counted_is_a_chart_without_bars() -> None:
    nothing = (Column(("2025",), 0, 0, (None, None, None)),)
    assert layer(timeline(nothing, 0.5, WORDING), "released") == []
    assert ranking((), WORDING)["height"] > 0


def test_pandas_is_loaded_whole_before_altair_asks_for_it() -> None:
    """Another thread may be loading it: half of it is not enough for Altair."""
    drawn = "from assistant.page.charts import Wording, ranking; ranking((), Wording(('', '')))"
    told = f"{drawn}; import sys; print(hasattr(sys.modules['pandas'], 'Timestamp'))"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["True"]
