"""One thing said in two ways is found; two things said in two ways are not."""

from collections.abc import Callable

import pytest

from corpus.consistency import frequency_words, mixed_terms, repeated_descriptions, repeated_names, twin_names
from corpus.records import Reading

Read = Callable[..., Reading]
HEAD = "編號\t數據集名稱\t一般說明\t發放日期\t更新頻率"


def plan(read: Read, spatial: list[str], other: list[str], planned: list[str] | None = None) -> Reading:
    """A plan with these rows: name, description, frequency, apart by bars."""

    def rows(lines: list[str]) -> list[str]:
        cells = [[*line.split("/"), "每月"][:3] for line in lines]
        return [HEAD, *(f"{n}\t{name}\t{text}\t12/2022\t{often}" for n, (name, text, often) in enumerate(cells, 1))]

    parts = ["D. 進度：已經上載的數據集", "i. 空間數據", *rows(spatial), "ii. 非空間數據", *rows(other)]
    first = ["A. 在 2024 年發放的局／部門數據集", "ii. 非空間數據", *rows(planned)] if planned else []
    return read("\n".join(["運輸署", "2024-2026年度開放數據計劃", *first, *parts]))


def found(slips: object) -> list[tuple[str, str]]:
    return [(slip.place, slip.filling.get("there", "")) for slip in slips]  # type: ignore[attr-defined]


@pytest.mark.parametrize("often", ["Monthly", "每月"])
def test_a_description_of_another_row_is_found(read: Read, often: str) -> None:
    text = "附有提供服務的診所的聯絡資料，包括地址及電話"
    reading = plan(read, [f"公營診所/{text}/{often}", f"私家醫生/{text}。 格式: CSV/{often}"], ["牙科/牙科診所的名單"])
    assert found(repeated_descriptions(reading)) == [("D.i.2", "D.i.1")]


def test_twins_may_share_a_description_and_so_may_short_ones(read: Read) -> None:
    text = "附有提供服務的診所的聯絡資料，包括地址及電話"
    twins = plan(read, [f"按地區劃分的診所名單/{text}"], [f"診所名單/{text}"])
    short = plan(read, ["公營診所/每年數字", "私家診所/每年數字"], [])
    assert found(repeated_descriptions(twins)) == found(repeated_descriptions(short)) == []


def test_boilerplate_on_formats_is_no_repeated_description(read: Read) -> None:
    text = "數據以CSV格式提供 有關的數據集將於空間數據共享平台上發布(於12/2022)。"
    assert found(repeated_descriptions(plan(read, [], [f"治療牌照/{text}", f"人工授精牌照/{text}"]))) == []


def test_a_name_that_stands_twice_in_a_table_is_found(read: Read) -> None:
    reading = plan(read, ["診所名單/公營"], ["診所 名單/私家診所", "牙科/牙", "診所名單/公營診所"])
    assert found(repeated_names(reading)) == [("D.ii.3", "D.ii.1")]


def test_what_is_planned_and_released_in_the_same_words_is_found(read: Read) -> None:
    reading = plan(read, [], ["服務量/按醫院劃分", "住院/按年齡劃分"], ["服務量/按醫院劃分", "住院/按性別劃分"])
    assert found(repeated_names(reading)) == [("A.ii.1", "D.ii.1")]


@pytest.mark.parametrize(
    ("spatial", "other", "twins"),
    [
        ("生殖科技持牌中心-治療牌照的名單", "持牌生殖科技中心名單-治療牌照", True),
        ("自願醫保計劃產品提供者名單", "自願醫保的產品提供者名單", True),
        ("按医院划分的急症室等候时间", "急症室等候时间", True),
        ("Directory of Licensed Hotels", "List of Licensed Hotels", True),
        ("急症室等候時間", "急症室等候時間", False),
        ("持牌中心名單 - 治療", "持牌中心名單-治療", False),
        ("九龍持牌酒店及賓館名單", "新界持牌酒店及賓館名單", False),
        ("2016年人口普查結果", "2021年人口普查結果", False),
        ("List of Licensed Hotels", "List of Licensed Guesthouses", False),
    ],
)
def test_a_dataset_with_two_names_is_found(read: Read, spatial: str, other: str, twins: bool) -> None:
    reading = plan(read, [f"{spatial}/甲"], [f"{other}/乙", "海事統計數字/丙"])
    assert found(twin_names(reading)) == ([("D.i.1", "D.ii.1")] if twins else [])


def test_the_nearest_twin_is_taken_and_each_once(read: Read) -> None:
    reading = plan(
        read,
        ["領有牌照的酒店及賓館一覽表/甲", "酒店及賓館的位置一覽表/乙"],
        ["領有牌照的酒店及賓館名單/丙", "酒店及賓館的位置名單/丁"],
    )
    assert found(twin_names(reading)) == [("D.i.1", "D.ii.1"), ("D.i.2", "D.ii.2")]


@pytest.mark.parametrize(
    ("often", "words", "rows"),
    [
        (["每周", "每周", "每星期"], ("每周", "每星期"), ("D.ii.3",)),
        (["Annual", "Annually", "annual", "Yearly"], ("Annual", "Annually", "Yearly"), ("D.ii.2", "D.ii.4")),
        (["有需要时", "当有更新数据时"], ("有需要时", "当有更新数据时"), ("D.ii.2",)),
    ],
)
def test_a_frequency_in_several_words_is_found_once(
    read: Read, often: list[str], words: tuple[str, ...], rows: tuple[str, ...]
) -> None:
    reading = plan(read, [], [f"名單{n}/內容/{each}" for n, each in enumerate(often)])
    (slip,) = frequency_words(reading)
    assert (slip.filling["words"], slip.filling["rows"], slip.filling["usual"]) == (words, rows, words[0])


@pytest.mark.parametrize("often", [["每日", "每日 (於高峰期間)"], ["每年", "每年，或當有更新數據時"], ["每周", "每月"]])
def test_a_frequency_with_a_condition_is_not_the_same_in_other_words(read: Read, often: list[str]) -> None:
    assert list(frequency_words(plan(read, [], [f"名單{n}/內容/{each}" for n, each in enumerate(often)]))) == []


@pytest.mark.parametrize(
    ("texts", "place", "word", "usual"),
    [
        (["本數據集備有甲", "數據集乙", "資料集丙"], "D.ii.3", "資料集", "數據集"),
        (["本数据集备有甲", "数据集乙", "资料集丙"], "D.ii.3", "资料集", "数据集"),
        (["This Dataset holds A", "The datasets B", "The Data Set C"], "D.ii.3", "Data Set", "Dataset"),
    ],
)
def test_the_rarer_of_two_words_for_one_thing_is_found(
    read: Read, texts: list[str], place: str, word: str, usual: str
) -> None:
    (slip,) = mixed_terms(plan(read, [], [f"名{n}/{text}" for n, text in enumerate(texts)]))
    assert (slip.place, slip.filling["word"], slip.filling["usual"]) == (place, word, usual)


def test_one_word_for_one_thing_is_fine(read: Read) -> None:
    assert list(mixed_terms(plan(read, [], ["甲/本數據集", "乙/數據集", "丙/a database set"]))) == []
