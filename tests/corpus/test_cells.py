"""Single cells say what a person would read in them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cells import (
    clean_name,
    join_words,
    read_formats,
    read_item,
    read_owner,
    run_on,
    says_nothing,
    says_nothing_planned,
)

NAMES = [
    ("•  名單*", "名單"),
    ("\uf0b7 List of clinics", "List of clinics"),
    ("「地區」¹", "「地區」"),
    ("名單 [2]", "名單"),
    ("名單註1", "名單"),
    ("名單（注1）", "名單"),
    ("名單【註1】", "名單"),
    ("List (Note 1)", "List"),
    ("- 名單", "名單"),
    ("名單*#", "名單"),
    # What looks alike and belongs to the name.
    ("按年齡組別劃分的2019", "按年齡組別劃分的2019"),
    ("名單 (1)", "名單 (1)"),
    ("名單 - 夫精人工授精牌照", "名單 - 夫精人工授精牌照"),
    ("服務須知及備註", "服務須知及備註"),
    ("*", ""),
    ("¹", ""),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "name"), NAMES)
def test_bullets_and_footnote_marks_are_no_part_of_a_name(cell: str, name: str) -> None:
    assert clean_name(cell) == name


@given(st.text(max_size=60))
def test_a_clean_name_is_clean(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize(
    ("cell", "item"),
    [
        ("1", "1"),
        ("1.", "1"),
        ("(7)", "7"),
        ("１２", "12"),
        ("七", "7"),
        ("十二", "12"),
        ("No. 3", "3"),
        ("#4", "4"),
        ("01", "1"),
        ("(01)", "1"),
        ("No. 01", "1"),
        ("5*", "5"),
        # Nine digits are a number, ten are a code, zeros and all.
        ("000000012", "12"),
        ("(000000012)", "12"),
        ("0000000012", "0000000012"),
        ("No. 0000000012", "0000000012"),
        ("3a", "3a"),
        ("C-12", "c-12"),
        ("•", ""),
        ("", ""),
    ],
)
def test_printed_numbers_are_read_without_their_dress(cell: str, item: str) -> None:
    assert read_item(cell) == item


@pytest.mark.parametrize(
    "cell",
    [
        "不適用",
        "不适用",
        "N/A",
        "n.a.",
        "Nil",
        "NIL.",
        "-",
        "—",
        "無",
        "(不適用)",
        "N / A",
        "暫無",
        "None",
        "- Nil -",
        "*** Nil ***",
        "N/A (see note)",
    ],
)
def test_ways_of_saying_nothing_are_known(cell: str) -> None:
    assert says_nothing(cell)


LONG_NOTHING = (
    "N/A (" + "see the note, " * 10 + ")",
    "不適用（" + "見註，" * 40 + "）",
    "不适用（" + "见注，" * 40 + "）",
)


@pytest.mark.parametrize("cell", ["", "衛生", "無線電", "不適用於商業用途", "nilotic", *LONG_NOTHING])
def test_other_cells_say_something(cell: str) -> None:
    assert not says_nothing(cell)


@pytest.mark.parametrize(
    "sentence",
    [
        "本局沒有計劃在2024年發放空間數據。",
        "本署暂无计划发放数据集",
        "The Department has no plan to release spatial data.",
        "No dataset will be released in 2024.",
        "此部分不適用。",
        "There is no dataset to be released.",
        "本年度沒有計劃發放的數據集",
        "Our department does not have any spatial data to be released in 2025.",
        "现时没有计划发放空间数据",
        "本署暫時沒有數據集需要發放",
        "There will be no new datasets in 2026.",
        "The department did not identify any dataset for release",
        "本署並無轄下機構",
    ],
)
def test_sentences_that_say_nothing_is_planned_are_known(sentence: str) -> None:
    assert says_nothing_planned(sentence)


FORMATS = [
    ("以JSON及CSV格式提供名單", ("CSV", "JSON")),
    ("發放數據集的格式: CSV及GEOJSON", ("CSV", "GEOJSON")),
    ("發放資料集的格式: JSON 及 XLSX", ("JSON", "XLSX")),
    ("发放数据集的格式：XML", ("XML",)),
    ("地圖 Shapefile format", ("SHP",)),
    ("Data are provided in CSV and JSON formats.", ("CSV", "JSON")),
    ("Format(s): CSV / JSON", ("CSV", "JSON")),
    ("CSV files", ("CSV",)),
    ("Fares in JSON", ("JSON",)),
    # Mentioned, but not what the data come in.
    ("從PDF年報輯錄的統計數字", ()),
    ("發放格式：CSV（數據字典以PDF格式提供）", ("CSV",)),
    ("Provided in CSV. Data dictionary in PDF format.", ("CSV",)),
    ("以CSV格式取代XLS格式", ("CSV",)),
    ("PDF格式的數據字典，以及CSV格式的數據", ("CSV",)),
    # A clause without an end is not looked through from its beginning.
    ("附上的數據字典" + "甲" * 150 + "以CSV格式提供", ()),
    ("附上的數據字典" + "甲" * 250 + "以CSV格式提供", ("CSV",)),
    ("data dictionary " + "and so on " * 25 + "in CSV format", ("CSV",)),
    ("no longer available in XML format", ()),
    ("GEOJSONX format", ()),
    ("", ()),
]


@pytest.mark.parametrize(("text", "formats"), FORMATS)
def test_formats_are_those_the_data_are_said_to_come_in(text: str, formats: tuple[str, ...]) -> None:
    assert read_formats([text]) == formats


def test_in_a_formats_column_every_format_counts() -> None:
    assert read_formats(["GeoJSON; csv、Excel"], only_formats=True) == ("CSV", "GEOJSON", "XLSX")


OWNERS = [
    ("等候時間。(此數據集由醫院管理局擁有及發放。)", "醫院管理局"),
    ("此数据集由医院管理局拥有及发放。", "医院管理局"),
    ("本數據集由香港天文台提供", "香港天文台"),
    ("(由機電工程署負責提供)", "機電工程署"),
    ("數據擁有者：香港房屋協會", "香港房屋協會"),
    ("(This dataset is owned and released by the Hospital Authority.)", "Hospital Authority"),
    (
        "The dataset is released by Agriculture, Fisheries and Conservation Department.",
        "Agriculture, Fisheries and Conservation Department",
    ),
    ("(Owned by Ocean Park Corporation)", "Ocean Park Corporation"),
    # Whoever owns data is a body, also one that nobody knows; who provides them need not be.
    ("(Owned by Ocean Park.)", "Ocean Park"),
    ("(Owned by the Ocean Park.)", "Ocean Park"),
    ("The dataset is owned by Ocean Park, which updates it yearly.", "Ocean Park"),
    ("The dataset is owned by Ocean Park and is updated in June.", "Ocean Park"),
    ("數據擁有者：海洋樂園，每年更新", "海洋樂園"),
    ("数据拥有者：海洋乐园，每年更新", "海洋乐园"),
    ("此數據集由海洋樂園擁有。", "海洋樂園"),
    ("数据拥有者：海洋乐园", "海洋乐园"),
    ("The dataset is provided by Ocean Park.", None),
    ("本數據集由海洋樂園提供", None),
    # Bodies and dates in the same places that own nothing.
    ("中心由醫院管理局、非政府機構和本地大學, 以三方夥伴協作的模式營運, 並由非政府機構負責診所的日常運作", None),
    ("本數據集備有醫院管理局轄下急症室的等候時間", None),
    ("數據集由2024年起發放", None),
    ("數據由感應器提供", None),
    ("The dataset is released by the end of the year", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "owner"), OWNERS)
def test_an_owner_is_only_who_the_row_says_owns_the_data(text: str, owner: str | None) -> None:
    assert read_owner(text) == owner


@given(st.text(max_size=200))
def test_no_cell_is_too_odd_to_read(text: str) -> None:
    read_item(text)
    read_owner(text)
    read_formats([text])
    says_nothing_planned(text)


def test_words_are_joined_with_a_space_and_cut_chinese_without() -> None:
    assert join_words("甲 ", "", " 乙") == "甲 乙"
    assert run_on("位", "置") == "位置"
    assert run_on("road", "works") == "road works"
    assert run_on("名單A", "置") == "名單A 置"
    assert run_on("位", "A置") == "位 A置"


@pytest.mark.parametrize(
    "cell", ["CSV" + "及/或" * 5000, "*" * 20_000, "[1]" * 6000, "x" + "†" * 20_000, "•" * 20_000, "- " * 9000]
)
def test_long_rows_of_signs_are_read_soon(cell: str) -> None:
    began = time.thread_time()
    read_formats([cell])
    clean_name(cell)
    assert time.thread_time() - began < 1


@pytest.mark.parametrize("cell", ["9" * 5000, "Ⅸ9" * 5000, "C-" + "9" * 5000, "a " * 5000])
def test_of_a_number_beyond_measure_an_id_takes_what_it_can(cell: str) -> None:
    assert 0 < len(read_item(cell)) <= 60
