"""Of many names those that share a text's rarest letters are the ones that are like it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SnapshotDamaged
from index.grams import GramIndex, _summed
from index.likeness import Compared
from index.names import Asked, Name, named, spoken
from index.store import Selection

PLACES = ("中環", "灣仔", "銅鑼灣", "北角", "太古", "柴灣", "旺角", "深水埗", "觀塘", "沙田", "元朗", "屯門")
KINDS = ["急症室等候時間", "癌症統計數字", "公共圖書館位置", "停車場空置車位"]
ENGLISH = ["Emergency Waiting Time", "Cancer Statistics", "Public Library Locations", "Vacant Parking Spaces"]
NAMES = [spoken(name) for p in PLACES for kind in KINDS for name in named({"a": [p + kind]})]
NAMES += [spoken(Name("a", f"{kind} {n}")) for n in range(20) for kind in ENGLISH]
INDEX = GramIndex.build(NAMES)
COMPARED = Compared(NAMES)
ROWS = np.arange(len(NAMES), dtype=np.int32)


def likely(text: str, k: int = 8, among: Selection | None = None) -> list[str]:
    return [NAMES[n].written for n in INDEX.likely(Asked(text), k, ROWS, among)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("深水埗癌證統計", "深水埗癌症统计数字"),  # one character wrong
        ("深水步急症室", "深水埗急症室等候时间"),  # a homophone
        ("太古停車場", "太古停车场空置车位"),
        ("埗", "深水埗公共图书馆位置"),
        ("cancr statistics 7", "cancer statistics 7"),
        ("publc libary 13", "public library locations 13"),
        ("17 emergency", "emergency waiting time 17"),
        ("shenshuibuaizheng", "深水埗癌症统计数字"),
    ],
)
def test_the_name_that_is_meant_is_among_the_likely(typed: str, meant: str) -> None:
    assert meant in likely(typed)


def test_what_shares_nothing_is_not_likely() -> None:
    assert likely("龘") == likely("") == [] and likely("xyzzy") == []


def test_only_the_selected_are_likely() -> None:
    only = Selection(np.array([5, 7], dtype=np.int32), len(NAMES))
    assert set(likely("癌症", 50, only)) <= {NAMES[5].written, NAMES[7].written}
    assert likely("癌症", 50, Selection(ROWS[:0], len(NAMES))) == []


@given(st.sampled_from(range(len(NAMES))), st.integers(0, 10**6), st.integers(1, 4))
def test_a_name_with_a_character_missing_is_found(place: int, at: int, k: int) -> None:
    name = NAMES[place].written
    typed = name[: at % len(name)] + name[at % len(name) + 1 :]
    found = INDEX.likely(Asked(typed), 16 * k, ROWS, None)
    assert found == sorted(found) and len(found) <= 16 * k
    alike = COMPARED.likeness(Asked(typed))
    assert alike[found].max() >= alike[place]


def test_what_was_saved_is_what_is_looked_up() -> None:
    again = GramIndex.from_parts(INDEX.to_parts())
    for text in ("癌症", "cancer", "17"):
        assert again.likely(Asked(text), 9, ROWS, None) == INDEX.likely(Asked(text), 9, ROWS, None)
    with pytest.raises(SnapshotDamaged):
        GramIndex.from_parts({**INDEX.to_parts(), "gram-names.npy": INDEX.holders[1:]})


def test_no_names_have_no_letters() -> None:
    assert GramIndex.build([]).likely(Asked("癌症"), 9, ROWS[:0], None) == []


@given(st.lists(st.tuples(st.sets(st.integers(0, 40)), st.integers(1, 90)), max_size=6))
def test_rarities_are_summed_alike_whether_places_are_many_or_few(lists: list[tuple[set[int], int]]) -> None:
    found, rarities = [np.array(sorted(held), dtype=np.int32) for held, _ in lists], [rarity for _, rarity in lists]
    sums = {n: sum(rarity for held, rarity in lists if n in held) for n in set().union(*(held for held, _ in lists))}
    for size in (41, 10**6):
        if found:
            names, summed = _summed(found, rarities, size)
            assert list(zip(names.tolist(), summed.tolist(), strict=True)) == sorted(sums.items())
