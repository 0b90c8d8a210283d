"""Rows become datasets by the rules of the plan: further releases, continuations, rows that say nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.records import Reading

Read = Callable[..., Reading]


def messages(reading: Reading) -> list[str]:
    return [warning.message for warning in reading.warnings]


def test_not_applicable_row_yields_no_dataset(read_rows: Read) -> None:
    for words in ("不適用", "不适用", "N/A", "Nil", "沒有計劃發放的數據集"):
        reading = read_rows(f"1\t{words}\t\t\t\t")
        assert reading.datasets == () and reading.nothing_planned == ("D.i",) and not reading.warnings


def test_not_applicable_in_every_cell_yields_no_dataset(read_rows: Read) -> None:
    assert read_rows("1\tN/A\tN/A\tN/A\tN/A\tN/A").nothing_planned == ("D.i",)


def test_a_row_without_number_but_with_a_date_is_a_further_release(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t名單\t甲\t12/2022\t每年", "\t\t\t乙 格式: CSV\t03/2023\t每季")
    (dataset,) = reading.datasets
    assert [(r.description, r.date, r.every) for r in dataset.releases] == [
        ("甲", "2022-12", "P1Y"),
        ("乙 格式: CSV", "2023-03", "P3M"),
    ]
    assert dataset.formats == ("CSV",) and not reading.warnings


def test_a_row_without_number_and_date_continues_the_description(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t名單\t甲\t12/2022\t每年", "\t\t\t乙\t\t", "\t\t\t丙\t03/2023\t每季", "\t\t\t丁")
    assert [release.description for release in reading.datasets[0].releases] == ["甲 乙", "丙 丁"]


def test_a_further_release_with_merged_frequency_keeps_the_one_above(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t名單\t甲\t12/2022\t每年", "\t\t\t乙\t03/2023\t")
    assert reading.datasets[0].releases[1].every == "P1Y"


def test_a_row_cut_by_a_page_break_is_one_dataset(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t很長的名稱第一\t\t\t", "\t\t部分\t說明\t12/2022\t每年")
    (dataset,) = reading.datasets
    assert dataset.name == "很長的名稱第一部分"
    assert [(r.description, r.date, r.every) for r in dataset.releases] == [("說明", "2022-12", "P1Y")]


def test_the_rest_of_a_name_after_a_page_break_is_part_of_it(read_rows: Read) -> None:
    reading = read_rows("1\tHealth\tList of\tText\t12/2022\tYearly", "\t\tclinics\tgoes on\t\t")
    assert reading.datasets[0].name == "List of clinics" and reading.datasets[0].description == "Text goes on"


def test_repeated_merged_cells_open_no_second_dataset(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t名單\t甲\t12/2022\t每年", "1\t衛生\t名單\t乙\t03/2023\t每年")
    assert [len(dataset.releases) for dataset in reading.datasets] == [2]


def test_the_printed_number_is_the_number_of_the_id(read_rows: Read) -> None:
    reading = read_rows("3.\t衛生\t甲\t甲\t12/2022\t每年", "(7)\t衛生\t乙\t乙\t12/2022\t每年")
    assert [dataset.short_id for dataset in reading.datasets] == ["D.i.3", "D.i.7"]


def test_without_printed_numbers_the_position_is_the_number(read_rows: Read) -> None:
    reading = read_rows("\t衛生\t甲\t甲\t12/2022\t每年", "•\t衛生\t乙\t乙\t12/2022\t每年")
    assert [dataset.short_id for dataset in reading.datasets] == ["D.i.1", "D.i.2"] and not reading.warnings


def test_a_number_printed_twice_is_told_apart_and_warned_of(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t甲\t甲\t12/2022\t每年", "1\t衛生\t乙\t乙\t12/2022\t每年")
    assert [dataset.short_id for dataset in reading.datasets] == ["D.i.1", "D.i.1b"]
    assert "twice" in messages(reading)[0]


def test_a_dataset_whose_number_was_forgotten_takes_its_position(read_rows: Read) -> None:
    reading = read_rows(
        "1\t衛生\t甲\t甲\t12/2022\t每年", "\t衛生\t乙\t乙\t12/2022\t每年", "3\t衛生\t丙\t丙\t12/2022\t每年"
    )
    assert [dataset.short_id for dataset in reading.datasets] == ["D.i.1", "D.i.2", "D.i.3"]
    assert "no number" in messages(reading)[0]


def test_ditto_means_the_cell_above(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t甲\t甲\t12/2022\t每年", "2\t同上\t乙\t乙\t同上\tditto")
    assert reading.datasets[1].category == "衛生" and reading.datasets[1].releases[0].date == "2022-12"


def test_an_impossible_date_is_null_and_warned_of_with_its_line(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t甲\t甲\t13/2022\t每年")
    assert reading.datasets[0].releases[0].date is None
    assert "13/2022" in messages(reading)[0] and reading.warnings[0].source.line == 6


def test_a_frequency_that_is_not_understood_is_null_and_warned_of(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t甲\t甲\t12/2022\t看心情")
    assert reading.datasets[0].releases[0].frequency == "看心情"
    assert reading.datasets[0].releases[0].every is None and "看心情" in messages(reading)[0]


def test_rows_that_hold_no_dataset_are_warned_of(read_rows: Read) -> None:
    reading = read_rows(
        "\t\t\t懸空的說明\t\t", "1\t衛生\t甲\t甲\t12/2022\t每年", "2\t\t\t\t\t", "3\t衛生\t\t沒名字\t12/2022\t每年"
    )
    assert [dataset.short_id for dataset in reading.datasets] == ["D.i.1", "D.i.3"]
    assert len(reading.warnings) == 3 and "nothing else" in messages(reading)[1] and "no name" in messages(reading)[2]


def test_prose_that_slipped_into_the_date_cell_is_a_description(read_rows: Read) -> None:
    reading = read_rows("1\tHealth\tList\tText\t12/2022\tYearly", "\t\t\t\tgoes on for quite a while yet\t")
    assert reading.datasets[0].description == "Text goes on for quite a while yet" and len(reading.warnings) == 1


def test_category_is_null_where_there_is_no_such_column(read_rows: Read) -> None:
    reading = read_rows("1\t甲\t甲\t12/2022\t每年", head="編號\t數據集名稱\t一般說明\t發放日期\t更新頻率")
    assert reading.datasets[0].category is None and reading.datasets[0].name == "甲"


def test_formats_and_owner_are_read_from_columns_of_their_own(read_rows: Read) -> None:
    head = "編號\t數據集名稱\t一般說明\t格式\t發放日期\t更新頻率\t數據擁有者\t備註"
    (dataset,) = read_rows("1\t甲\t乙\tcsv、GeoJSON\t12/2022\t每年\t醫院管理局\t另以XML格式發放", head=head).datasets
    assert dataset.formats == ("CSV", "GEOJSON", "XML") and dataset.organisation == "醫院管理局"


def test_an_unknown_column_is_warned_of(read_rows: Read) -> None:
    head = "編號\t數據集名稱\t一般說明\t發放日期\t更新頻率\t心情"
    assert "心情" in messages(read_rows("1\t甲\t乙\t12/2022\t每年\t好", head=head))[0]


def test_a_row_below_a_dataset_that_speaks_of_nothing_is_no_empty_table(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t甲\t甲\t12/2022\t每年", "\t\t\t部分診所沒有數據。\t\t")
    assert reading.datasets[0].description == "甲 部分診所沒有數據。" and not reading.warnings


def test_one_category_beside_several_rows_is_that_of_each(read_rows: Read) -> None:
    reading = read_rows(
        "1\t衛生\t甲\t甲\t12/2022\t每年", "2\t\t乙\t乙\t12/2022\t每年", "3\t不適用\t丙\t丙\t12/2022\t每年"
    )
    assert [dataset.category for dataset in reading.datasets] == ["衛生", "衛生", None]


def test_a_number_may_stand_any_number_of_times(read_rows: Read) -> None:
    reading = read_rows(*(f"1\t衛生\t名{place}\t甲\t12/2022\t每年" for place in range(60)))
    assert len({dataset.id for dataset in reading.datasets}) == 60


def test_a_name_that_never_ends_is_cut_and_warned_of(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t名\t甲\t\t", *("\t\t續名續名續名續名\t\t\t" for _ in range(90)))
    (dataset,) = reading.datasets
    assert len(dataset.name) < 400 and "goes on for too long" in messages(reading)[-1]
    assert dataset.name.count("續") + dataset.description.count("續") == 360


def test_a_continuation_costs_what_it_adds(read_rows: Read) -> None:
    reading = read_rows("1\t衛生\t名\t甲\t12/2022\t每年", *("\t\t\t續\t\t" for _ in range(3000)))
    assert reading.datasets[0].description.count("續") == 3000


def test_a_number_that_repeats_its_place_is_the_number_behind_it(read_rows: Read) -> None:
    rows = [f"{item}\t衛生\t名{item}\t甲\t12/2022\t每年" for item in ("D.i.1", "D2", "D-3", "D.4", "E5", "1.1")]
    assert [dataset.short_id for dataset in read_rows(*rows).datasets] == [
        "D.i.1",
        "D.i.2",
        "D.i.3",
        "D.i.4",
        "D.i.e5",
        "D.i.1-1",
    ]


@pytest.mark.parametrize("word", ["總計", "合计", "Total:"])
def test_a_row_that_counts_the_others_is_no_dataset(read_rows: Read, word: str) -> None:
    reading = read_rows("1\t衛生\t甲\t甲\t12/2022\t每年", f"{word}\t\t1\t\t\t")
    assert len(reading.datasets) == 1 and "counts the others" in messages(reading)[0]


def test_an_organisation_beside_several_rows_of_part_c_is_that_of_each(read: Read) -> None:
    head = "機構\t編號\t數據集名稱\t發放日期\t更新頻率"
    rows = "甲公司\t1\tA\t12/2025\t每年\n\t2\tB\t12/2025\t每年\n乙公司\t3\tC\t12/2025\t每年"
    reading = read(f"衛生署\n2025年度開放數據計劃\nC. 其他機構計劃開放的數據集\n{head}\n{rows}")
    assert [dataset.organisation for dataset in reading.datasets] == ["甲公司", "甲公司", "乙公司"]


@pytest.mark.parametrize("item", ["9" * 20, "9" * 5000, "D" + "9" * 5000, "D-ii-" + "9" * 5000, "一" * 5000])
def test_number_beyond_measure_is_as_good_as_any(read_rows: Read, item: str) -> None:
    reading = read_rows(f"{item}\t運輸\t泊車位\t全港泊車位\t12/2022\t每月")
    assert [dataset.name for dataset in reading.datasets] == ["泊車位"]
