"""Plans of a few rows, as files: for tests of libraries that hold several."""

from __future__ import annotations

from pathlib import Path

HEAD = "編號\t數據種類\t數據集名稱\t一般說明\t發放日期 (月/年)\t更新頻率"
ROWS = ("道路照明裝置|每年", "泊車位空置數目|每月", "行人天橋名單|每季")

ENGLISH_HEAD = "No.\tCategory\tName of dataset\tDescription\tRelease date (month/year)\tUpdate frequency"
ENGLISH_ROWS = ("Road lighting installations|Yearly", "Vacant parking spaces|Monthly", "List of footbridges|Quarterly")


def small_plan(bureau: str = "運輸署", period: str = "2025-2027", rows: tuple[str, ...] = ROWS) -> str:
    """The text of a plan which released some datasets, each given as "name|frequency"."""
    cells = (row.split("|") for row in rows)
    lines = [f"{n}\t運輸\t{name}\t{name}的資料\t01/2024\t{often}" for n, (name, often) in enumerate(cells, 1)]
    return "\n".join(
        [bureau, f"{period}年度開放數據計劃", "D. 進度：已經上載的數據集", "ii. 非空間數據", HEAD, *lines, ""]
    )


def small_english_plan(rows: tuple[str, ...] = ENGLISH_ROWS) -> str:
    """The English edition of the same plan."""
    cells = (row.split("|") for row in rows)
    lines = [f"{n}\tTransport\t{name}\t{name}, all\t01/2024\t{often}" for n, (name, often) in enumerate(cells, 1)]
    title = [
        "Transport Department",
        "Open Data Plan 2025-2027",
        "D. Progress: datasets released",
        "ii. Non-spatial data",
    ]
    return "\n".join([*title, ENGLISH_HEAD, *lines, ""])


def write_plan(folder: Path, name: str = "td.txt", **content: object) -> Path:
    """The same as a file in a folder."""
    path = folder / name
    path.write_text(small_plan(**content), encoding="utf-8")  # type: ignore[arg-type]
    return path
