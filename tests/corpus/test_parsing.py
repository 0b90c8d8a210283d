"""Whole plans, in every wording and with every slip that is known, become records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError, NotAPlan
from corpus.library import to_json
from corpus.parsing import parse, read_plan
from corpus.readings.passages import Document, Passage
from corpus.records import Reading

Read = Callable[..., Reading]
HEAD = "編號\t數據種類\t數據集名稱\t一般說明\t目標發放日期 (月/年)\t更新頻率"
HEAD_EN = "#\tData Category\tDataset Name\tGeneral Description\tTarget Release Date (mm/yyyy)\tUpdate Frequency"
ROW = "1\t運輸\t道路\t道路。格式: CSV\t12/2025\t每年"
TITLE = "路政署\n2025-2027年度整合開放數據計劃\n"


def ids(reading: Reading) -> list[str]:
    return [dataset.short_id for dataset in reading.datasets]


def test_the_bundled_plan_reads_as_the_reference_in_every_field(bundled: Path, reference: dict[str, Any]) -> None:
    got = to_json(read_plan(bundled))
    assert got["nothing_planned"] == reference["nothing_planned"]
    assert {key: got["plan"][key] for key in reference["plan"]} == reference["plan"]
    assert [plain(dataset) for dataset in got["datasets"]] == [plain(dataset) for dataset in reference["datasets"]]


def plain(dataset: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in dataset.items() if key != "source"} | {"id": dataset["id"].rsplit("/", 1)[-1]}


def test_the_bundled_plan_has_no_odd_rows(bundled: Path) -> None:
    reading = read_plan(bundled)
    assert reading.warnings == ()
    assert len(reading.datasets) == 48 and sum(len(dataset.releases) for dataset in reading.datasets) == 53


def test_every_dataset_says_on_which_line_it_stands(bundled: Path) -> None:
    lines = bundled.read_text(encoding="utf-8").split("\n")
    for dataset in read_plan(bundled).datasets:
        assert dataset.source.document == bundled.name and dataset.source.line
        assert dataset.name in lines[dataset.source.line - 1]


def test_an_english_plan_is_read_like_a_chinese_one(read: Read) -> None:
    reading = read(f"""Highways Department
Integrated Open Data Plan (including Spatial Data Plan) for 2025-2027
A. Departmental datasets to be released in 2025
i. Spatial data
{HEAD_EN}
1\tTransport\t• Lamp Posts*\tLamp posts in GeoJSON format\tQ3 2025\tQuarterly
ii. Non-spatial data
The Department has no plan to release non-spatial data in 2025.
B. Departmental datasets to be released in 2026 and 2027
Nil
C. Datasets planned to be released by other organisations
(1) MTR Corporation Limited
ii. Non-spatial data
{HEAD_EN}
1\tTransport\tFares\tFares\tFirst half of 2026\tIrregular
D. Progress: datasets already uploaded to DATA.GOV.HK
i. Spatial data
{HEAD_EN}
1\tTransport\tRoads\tRoads (This dataset is owned and released by the Lands Department.)\tDec 2023\tOne-off
""")
    assert (reading.plan.id, reading.plan.language, reading.plan.bureau_en) == (
        "hyd-2025-2027",
        "en",
        "Highways Department",
    )
    assert reading.nothing_planned == ("A.ii", "B.i", "B.ii") and not reading.warnings
    lamps, fares, roads = reading.datasets
    assert (lamps.name, lamps.formats, lamps.organisation) == ("Lamp Posts", ("GEOJSON",), "Highways Department")
    assert (fares.short_id, fares.organisation, fares.releases[0].date) == (
        "C1.ii.1",
        "MTR Corporation Limited",
        "2026-06",
    )
    assert (roads.organisation, roads.status, roads.releases[0].every) == ("Lands Department", "released", "once")


def test_a_simplified_plan_is_read_like_a_traditional_one(read: Read) -> None:
    reading = read("""地政总署
2025-2027年度综合开放数据计划（包括空间数据计划）
A. 在 2025 年发放的局／部门数据集
i. 空间数据
编号\t数据类别\t数据集名称\t一般说明\t目标发放日期 (月/年)\t更新频率
1\t地理\t数码地图\t以GML格式提供\t2025年第三季\t每两星期
ii. 非空间数据
不适用
D. 进度：局／部门及其他机构已经上载的数据集
i. 空间数据
编号\t数据类别\t数据集名称\t一般说明\t发放日期 (月/年)\t更新频率
1\t地理\t地图\t地图(此数据集由市区重建局拥有及发放。)\t12/2022\t实时
""")
    assert (reading.plan.id, reading.plan.language) == ("landsd-2025-2027", "zh-Hans")
    assert reading.nothing_planned == ("A.ii",) and ids(reading) == ["A.i.1", "D.i.1"] and not reading.warnings
    assert reading.datasets[0].organisation == "地政总署" and reading.datasets[1].organisation == "市区重建局"


def test_organisations_of_part_c_number_their_tables(read: Read) -> None:
    table = f"ii. 非空間數據\n{HEAD}\n{ROW}\n"
    reading = read(f"{TITLE}C. 其他機構計劃開放的數據集\n(1) 醫院管理局\n{table}(2) 市區重建局\n{table}")
    assert [(d.short_id, d.organisation) for d in reading.datasets] == [
        ("C1.ii.1", "醫院管理局"),
        ("C2.ii.1", "市區重建局"),
    ]


def test_organisations_under_a_kind_of_data_keep_the_kind(read: Read) -> None:
    reading = read(
        f"{TITLE}C. 其他機構計劃開放的數據集\ni. 空間數據\n(1) 醫院管理局\n{HEAD}\n{ROW}\n(2) 市區重建局\n{HEAD}\n{ROW}"
    )
    assert ids(reading) == ["C1.i.1", "C2.i.1"]


def test_a_repeated_head_row_after_a_page_break_changes_nothing(read_rows: Read) -> None:
    head = "編號\t數據種類\t數據集名稱\t一般說明\t發放日期(月/年)\t更新頻率"
    reading = read_rows(
        "1\ta\t甲\t甲\t12/2022\t每年",
        "",
        "- 2 -",
        "2024-2026年度開放數據計劃",
        head,
        "\t\t\t乙\t\t",
        "2\ta\t丙\t丙\t12/2022\t每年",
    )
    assert ids(reading) == ["D.i.1", "D.i.2"] and reading.datasets[0].description == "甲 乙" and not reading.warnings


def test_a_repeated_heading_of_a_part_stays_in_its_table(read: Read) -> None:
    part = "D. 進度：已經上載的數據集"
    reading = read(f"{TITLE}{part}\ni. 空間數據\n{HEAD}\n{ROW}\n{part}（續）\n{HEAD}\n2\t運輸\t橋\t橋\t12/2025\t每年")
    assert ids(reading) == ["D.i.1", "D.i.2"]


def test_notes_are_no_part_of_the_data(read_rows: Read) -> None:
    reading = read_rows("備註：2022年及之前發布", "1\ta\t甲\t甲\t12/2022\t每年", "* 有待確定", "註1：說明")
    assert ids(reading) == ["D.i.1"] and not reading.warnings


def test_a_paragraph_may_say_that_a_table_is_empty(read: Read) -> None:
    reading = read(
        f"{TITLE}A. 在2025年發放的局／部門數據集\ni. 空間數據\n本署沒有計劃發放。\nii. 非空間數據\n{HEAD}\n{ROW}"
    )
    assert reading.nothing_planned == ("A.i",) and ids(reading) == ["A.ii.1"]


def test_a_paragraph_may_say_that_a_part_is_empty(read: Read) -> None:
    own = "A. 在2025年發放的局／部門數據集"
    plan = f"{TITLE}{{}}\nD. 進度：已經上載的數據集\ni. 空間數據\n{HEAD}\n{ROW}"
    assert read(plan.format(f"{own}\n暫無計劃")).nothing_planned == ("A.i", "A.ii")
    assert read(plan.format(f"{own}\n暫無計劃發放非空間數據。")).nothing_planned == ("A.ii",)
    assert read(plan.format(f"{own}：不適用")).nothing_planned == ("A.i", "A.ii")


def test_a_table_that_says_nothing_at_all_is_warned_of(read: Read) -> None:
    reading = read(f"{TITLE}A. 在2025年發放的局／部門數據集\ni. 空間數據\nii. 非空間數據\n{HEAD}\n{ROW}")
    assert reading.nothing_planned == () and "A.i is empty" in reading.warnings[0].message


def test_a_table_that_contradicts_itself_is_warned_of(read: Read) -> None:
    reading = read(f"{TITLE}A. 在2025年發放的局／部門數據集\ni. 空間數據：不適用\n{HEAD}\n{ROW}")
    assert reading.nothing_planned == () and ids(reading) == ["A.i.1"] and "nothing" in reading.warnings[0].message


def test_a_plan_without_kinds_of_data_is_not_spatial(read: Read) -> None:
    assert ids(read(f"{TITLE}A. 在2025年發放的局／部門數據集\n{HEAD}\n{ROW}")) == ["A.ii.1"]
    assert ids(read(f"路政署\n2025年度空間數據計劃\nA. 在2025年發放的局／部門數據集\n{HEAD}\n{ROW}")) == ["A.i.1"]


def test_headings_without_letters_are_known_by_their_words(read: Read) -> None:
    reading = read(
        f"{TITLE}在2025年發放的局／部門數據集\n{HEAD}\n{ROW}\n在2026年及2027年發放的局／部門數據集\n{HEAD}\n{ROW}\n"
    )
    assert ids(reading) == ["A.ii.1", "B.ii.1"]


def test_headings_and_tables_of_a_table_of_contents_do_no_harm(read: Read) -> None:
    contents = "A. 在2025年發放的局／部門數據集\t2\nD. 進度：已經上載的數據集\t5\n"
    reading = read(
        f"{TITLE}{contents}A. 在2025年發放的局／部門數據集\n{HEAD}\n{ROW}\nD. 進度：已經上載的數據集\n{HEAD}\n{ROW}"
    )
    assert ids(reading) == ["A.ii.1", "D.ii.1"] and not reading.warnings


def test_a_heading_over_two_lines_is_one_heading(read: Read) -> None:
    reading = read(f"{TITLE}D. 進度：局／部門已經上載至「空間數據共享平\n台」網站的數據集\n{HEAD}\n{ROW}")
    assert ids(reading) == ["D.ii.1"] and not reading.warnings


def test_tables_in_upright_bars_are_tables_too(read: Read) -> None:
    bars = "\n".join("| " + line.replace("\t", " | ") + " |" for line in (HEAD, "\t".join(["---"] * 6), ROW))
    assert ids(read(f"{TITLE}A. 在2025年發放的局／部門數據集\n{bars}")) == ["A.ii.1"]


def test_a_stray_line_is_warned_of(read_rows: Read) -> None:
    reading = read_rows("1\ta\t甲\t甲\t12/2022\t每年", "", "奇怪的一行")
    assert "奇怪的一行" in reading.warnings[0].message and reading.warnings[0].source.line == 8


def test_a_table_without_a_head_row_is_read_in_the_usual_order(read: Read) -> None:
    reading = read(f"{TITLE}A. 在2025年發放的局／部門數據集\n{ROW}")
    assert reading.datasets[0].name == "道路" and "head row" in reading.warnings[0].message


def test_datasets_before_any_part_are_read_as_part_a(read: Read) -> None:
    reading = read(f"{TITLE}{HEAD}\n{ROW}")
    assert ids(reading) == ["A.ii.1"] and "before the heading" in reading.warnings[0].message


def test_pages_stand_in_the_source_where_a_reader_knows_them() -> None:
    rows = [("A. 在2025年發放的局／部門數據集",), tuple(HEAD.split("\t")), tuple(ROW.split("\t"))]
    passages = tuple(Passage(cells, row=len(cells) > 1, page=4) for cells in rows)
    dataset = parse(Document("plan.pdf", passages)).datasets[0]
    assert (dataset.source.page, dataset.source.line) == (4, None)


@pytest.mark.parametrize("text", ["Dear Sir", "a\tb\tc\n1\t2\t3", "2025年度開放數據計劃", '{"a": 1}', "A. 數據\n"])
def test_a_text_that_is_no_plan_is_refused_by_name(read: Read, text: str) -> None:
    with pytest.raises(NotAPlan, match=r"letter\.txt.*check"):
        read(text, "letter.txt")


def test_a_date_without_a_year_takes_that_of_its_part(read: Read) -> None:
    row = "1\t運輸\t道路\t道路\t第三季\t每年"
    reading = read(
        f"{TITLE}A. 在2025年發放的局／部門數據集\n{HEAD}\n{row}\nB. 在2026年及2027年發放的數據集\n{HEAD}\n{row}"
    )
    assert [dataset.releases[0].date for dataset in reading.datasets] == ["2025-09", None]
    assert len(reading.warnings) == 1 and "第三季" in reading.warnings[0].message


def test_progress_is_told_to_the_end_and_may_end_the_reading() -> None:
    rows = [Passage(tuple(HEAD.split("\t")), row=True)] + [
        Passage((str(place), "a", f"名{place}", "c", "12/2025", "每年"), row=True) for place in range(1, 2001)
    ]
    told: list[tuple[int, int]] = []
    document = Document("plan.pdf", tuple(rows))
    reading = parse(document, lambda done, whole: told.append((done, whole)))
    assert told[0][0] < told[-1][0] == len(rows) and {whole for _, whole in told} == {len(rows)} and len(told) < 10
    assert reading == parse(document)

    def stop(done: int, whole: int) -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        parse(document, stop)


PIECES = st.sampled_from(
    [
        "A. 在2025年發放的局／部門數據集",
        "C. 其他機構計劃開放的數據集",
        "D. Progress: already uploaded data",
        "i. 空間數據",
        "ii. Non-spatial data",
        "(1) 醫院管理局",
        HEAD,
        HEAD_EN,
        ROW,
        "\t\t\t續\t\t",
        "\t\t\t又\t03/2025\t每季",
        "1\t不適用",
        "Nil",
        "備註：甲",
        "",
        "- 2 -",
        "(續)",
        "2\tx",
        "\tonly",
        "甲\t\t",
        "x" * 300,
    ]
)


@given(st.lists(PIECES | st.text(max_size=40), max_size=25))
@settings(max_examples=150)
def test_whatever_the_lines_only_a_corpus_error_escapes_and_ids_are_unique(read: Read, lines: list[str]) -> None:
    try:
        reading = read("\n".join(lines))
    except CorpusError:
        return
    full = [dataset.id for dataset in reading.datasets]
    assert len(set(full)) == len(full)
    assert set(reading.nothing_planned).isdisjoint(label.rpartition(".")[0] for label in ids(reading))
    assert read("\n".join(lines)) == reading


@given(st.lists(st.sampled_from([HEAD, "- 3 -", "", "備註：甲"]), max_size=4))
def test_page_breaks_between_rows_change_no_dataset(read_rows: Read, breaks: list[str]) -> None:
    rows = ["1\ta\t甲\t甲\t12/2022\t每年", "2\ta\t乙\t乙\t12/2022\t每年"]
    broken = read_rows(rows[0], *breaks, rows[1])
    assert [replace(d, source=None) for d in broken.datasets] == [
        replace(d, source=None) for d in read_rows(*rows).datasets
    ]  # type: ignore[arg-type]
