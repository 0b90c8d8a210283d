"""Lines that open a part, a table or another organisation are told from all others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.headings import (
    is_furniture,
    is_note,
    mentions_spatial,
    read_body,
    read_section,
    read_spatial,
)

SECTIONS = [
    ("A. 在 2024 年發放的局／部門數據集", "A", "own"),
    ("A. 在2024年发放的局／部门数据集", "A", "own"),
    ("A. Departmental datasets to be released in 2024", "A", "own"),
    ("Part B - Bureau/department datasets to be released in 2025 and 2026", "B", "own"),
    ("乙、在 2025 年及 2026 年發放的數據集", "B", "own"),
    ("C. 其他機構計劃開放的數據集", "C", "others"),
    ("(C) Datasets planned to be released by other organisations", "C", "others"),
    ("D. 進度：局／部門及其他機構已經上載至「資料一線通」網站的數據集", "D", "released"),
    ("D. Progress: datasets of B/Ds and other organisations already uploaded to DATA.GOV.HK", "D", "released"),
    ("在 2024 年發放的局／部門數據集", None, "own"),
    ("Departmental datasets to be released in 2024", None, "own"),
    ("PART A – DATASETS OF THE DEPARTMENT TO BE RELEASED IN 2025", "A", "own"),
    ("甲部：在二零二五年發放的部門數據集", "A", "own"),
    ("A部：在2025年发放的局／部门数据集", "A", "own"),
    ("C 其他機構計劃開放的數據集", "C", "others"),
    ("D 進度", "D", "released"),
    ("第一部分　在2025年發放的部門數據集", None, "own"),
    ("（四）已發放的數據集", None, "released"),
    ("三、其他机构计划发放的数据集", None, "others"),
    ("Part 2: Datasets to be released by other public bodies", None, "others"),
    ("IV. Progress of datasets released in previous plans", None, "released"),
    ("Datasets Released", None, "released"),
    ("E. Existing datasets", None, "released"),
    ("進度", None, "released"),
    ("Planned datasets for 2025", None, "own"),
    ("已发放数据集一览", None, "released"),
    ("計劃於2025年發放之數據集", None, "own"),
    ("D部 — 進度", "D", "released"),
    ("Datasets uploaded to the Common Spatial Data Infrastructure (CSDI) Portal", None, "released"),
    ("Ａ．在2025年發放的局／部門數據集", "A", "own"),
]


@pytest.mark.parametrize(("line", "letter", "role"), SECTIONS)
def test_the_heading_of_a_part_says_whose_datasets_follow(line: str, letter: str | None, role: str) -> None:
    heading = read_section(line)
    assert heading and (heading.letter, heading.role) == (letter, role)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "A",
        "A dataset is a set of data.",
        "(a) Hospital Authority data",
        "B. Cheung",
        "i. 空間數據",
        "醫務衛生局",
        "(1) 醫院管理局",
        "附件 A 的說明。",
        "以下為已發放的數據集",
        "備註：2022年及之前發布的數據集",
        "本年度沒有計劃發放的數據集",
        "C.2 Vegetable Marketing Organization",
        "E. Enquiries about the data",
        "The following datasets will be released",
        "本數據集備有已上載的數據",
        "All datasets are released free of charge",
        "數據集名稱",
        "2025-2027年度整合開放數據計劃",
    ],
)
def test_other_lines_open_no_part(line: str) -> None:
    assert read_section(line) is None


@pytest.mark.parametrize(
    ("line", "spatial", "rest"),
    [
        ("i. 空間數據", True, ""),
        ("ii. 非空間數據", False, ""),
        ("(ii) 非空间数据", False, ""),
        ("i) Spatial data", True, ""),
        ("ii. 非空間數據 Non-spatial data", False, ""),
        ("Non-spatial Datasets", False, ""),
        ("1. 空間數據：不適用", True, "不適用"),
        ("(b) Non-spatial data: Nil", False, "Nil"),
        ("C1.i 空間數據", True, ""),
        ("一、空間數據", True, ""),
        ("Table 1: Spatial data", True, ""),
        ("表二：非空间数据", False, ""),
        ("【空間數據】", True, ""),
        ("A2. Non-spatial Data", False, ""),
        ("Non-geospatial datasets – Nil", False, "Nil"),
        ("1. Spatial Data to be released", True, "to be released"),
        ("Spatial", True, ""),
    ],
)
def test_the_heading_of_a_table_says_whether_it_is_spatial(line: str, spatial: bool, rest: str) -> None:
    heading = read_spatial(line)
    assert heading and (heading.spatial, heading.rest) == (spatial, rest)


@pytest.mark.parametrize("line", ["空間數據共享平台", "2024年空間數據計劃", "Spatial Data Portal", "非牟利機構", ""])
def test_words_about_space_alone_open_no_table(line: str) -> None:
    assert read_spatial(line) is None


@pytest.mark.parametrize(
    ("line", "number", "name"),
    [
        ("C.2 Vegetable Marketing Organization", "2", "Vegetable Marketing Organization"),
        ("机构：法律援助服务局", "", "法律援助服务局"),
        ("Data owner: X", "", "X"),
        ("(1) 醫院管理局", "1", "醫院管理局"),
        ("（二）市區重建局", "2", "市區重建局"),
        ("C3. Hospital Authority", "3", "Hospital Authority"),
        ("(b) MTR Corporation Limited:", "2", "MTR Corporation Limited"),
        ("機構：香港房屋協會", "", "香港房屋協會"),
        ("Airport Authority Hong Kong*", "", "Airport Authority Hong Kong"),
    ],
)
def test_the_name_of_another_organisation_is_read_with_its_number(line: str, number: str, name: str) -> None:
    heading = read_body(line)
    assert heading and (heading.number, heading.name) == (number, name)


@pytest.mark.parametrize("line", ["(1) 以下數據集由各機構提供", "1. 這些機構會於明年公布。", "沒有", "", "x" * 200])
def test_other_lines_name_no_organisation(line: str) -> None:
    assert read_body(line) is None


@pytest.mark.parametrize(
    "line",
    ["備註：2022年", "备注: x", "註1：說明", "Note: x", "Remarks:", "* Subject to change", "[1] x", "¹ x", "（註）x"],
)
def test_notes_are_known(line: str) -> None:
    assert is_note(line)


@pytest.mark.parametrize("line", ["注意事項一覽", "notebook", "1 衛生", ""])
def test_other_lines_are_no_notes(line: str) -> None:
    assert not is_note(line)


@pytest.mark.parametrize("line", ["- 3 -", "第 3 頁", "第3页共9页", "Page 3 of 9", "3", "iv", "(續)", "3/9"])
def test_what_belongs_to_the_page_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    ("text", "spatial"),
    [("沒有空間數據", True), ("沒有非空間數據", False), ("no spatial and non-spatial data", None), ("沒有", None)],
)
def test_a_sentence_may_speak_of_one_kind_of_data(text: str, spatial: bool | None) -> None:
    assert mentions_spatial(text) is spatial


@given(st.text(max_size=80))
def test_any_line_can_be_asked(line: str) -> None:
    read_section(line)
    read_spatial(line)
    read_body(line)
    is_note(line)
    is_furniture(line)


@pytest.mark.parametrize(
    ("line", "years", "spatial"),
    [
        ("A. 在2025年發放的局／部門數據集", (2025,), None),
        ("B. Datasets to be released in 2026 and 2027", (2026, 2027), None),
        ("乙部：在二零二六年及二零二七年發放的部門數據集", (2026, 2027), None),
        ("A. Spatial datasets to be released in 2025", (2025,), True),
        ("B. 在2025年發放的非空間數據集", (2025,), False),
        ("D. 進度：已經上載至「空間數據共享平台」網站的數據集", (), None),
        ("A. Spatial datasets and non-spatial datasets to be released in 2025", (2025,), None),
    ],
)
def test_the_heading_of_a_part_may_name_years_and_a_kind(
    line: str, years: tuple[int, ...], spatial: bool | None
) -> None:
    heading = read_section(line)
    assert heading and (heading.years, heading.spatial) == (years, spatial)


@pytest.mark.parametrize(
    ("line", "letter"),
    [("A(i) Spatial data", "A"), ("C.1.2 非空間數據", "C"), ("A. 空間數據", None), ("(b) Spatial", None)],
)
def test_the_number_of_a_table_may_name_its_part(line: str, letter: str | None) -> None:
    heading = read_spatial(line)
    assert heading and heading.letter == letter
