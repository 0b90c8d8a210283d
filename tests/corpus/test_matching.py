"""Texts are alike by what they share; pairs are one-to-one, stable and the same in every run."""

import itertools
import random
import time

import pytest

from corpus.matching import assign, candidates, core, digits, likeness, overlap, plain, units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("持牌中心名單 - 治療牌照", "持牌中心名單-治療牌照"),
        ("「地區康健站」一覽表", "地區康健站一覽表"),
        ("醫院管理局", "医院管理局"),
        ("Waiting Time (A&E)", "waiting time A & E"),
    ],
)
def test_script_spaces_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert plain(one) == plain(other)
    assert likeness(units(one), units(other)) == 1


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("急症室等候時間", "按醫院劃分的急症室等候時間", "專科門診新症輪候時間"),
        ("急症室等候时间", "按醫院劃分的急症室等候時間", "專科門診新症輪候時間"),
        ("List of licensed hotels", "Licensed hotel list", "List of licensed guides"),
    ],
)
def test_nearer_texts_are_more_alike(text: str, near: str, far: str) -> None:
    assert likeness(units(text), units(near)) > likeness(units(text), units(far))


def test_a_part_overlaps_wholly_but_is_not_the_same() -> None:
    part, whole = units("急症室等候時間"), units("按醫院劃分的急症室等候時間")
    assert overlap(part, whole) == 1 and likeness(part, whole) < 1


def test_nothing_is_like_nothing() -> None:
    assert likeness(units(""), units("")) == overlap(units("—"), units("甲")) == 0


def test_numbers_are_told_apart_however_they_are_written() -> None:
    assert digits("2016年及第02期") == digits("Phase 2, 2016") != digits("Phase 3, 2016")


def test_who_is_most_alike_is_paired_first() -> None:
    assert assign([(0.5, 0, 0), (0.9, 1, 0), (0.4, 0, 1)]) == {1: 0, 0: 1}
    assert assign([(0.5, 1, 1), (0.5, 0, 1), (0.5, 0, 0), (0.5, 1, 0)]) == {0: 0, 1: 1}


def test_no_two_that_were_parted_would_rather_have_each_other() -> None:
    chance = random.Random(7)
    for _ in range(50):
        scores = {(i, j): chance.choice((0.1, 0.3, 0.5, 0.7)) for i in range(6) for j in range(5)}
        pairs = assign((score, i, j) for (i, j), score in scores.items())
        got = {j: i for i, j in pairs.items()}
        assert len(got) == len(pairs) == 5
        for i, j in itertools.product(range(6), range(5)):
            rather = i not in pairs or scores[i, j] > scores[i, pairs[i]]
            assert not (rather and scores[i, j] > scores[got[j], j])


def test_candidates_hold_the_one_that_is_the_same() -> None:
    names = [f"第{n}區{kind}名單" for n in range(40) for kind in ("醫院", "學校", "泳池")]
    right = [units(name) for name in reversed(names)]
    found = set(candidates([units(name) for name in names], right))
    assert all((place, len(names) - 1 - place) in found for place in range(len(names)))


def test_thousands_of_names_take_seconds() -> None:
    names = [units(f"List of {n % 97} things of kind {n} in the district") for n in range(3000)]
    start = time.process_time()
    assert len(list(candidates(names, names))) == 3000 * 16
    assert time.process_time() - start < 20


def test_equal_names_are_looked_for_near_their_place() -> None:
    same = [units("統計數字")] * 100
    assert all((place, place) in set(candidates(same, same, 4)) for place in (0, 50, 99))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("生殖科技持牌中心-治療牌照的名單", "持牌生殖科技中心名單-治療牌照", True),
        ("生殖科技持牌中心-治疗牌照的名单", "持牌生殖科技中心名單-治療牌照", True),
        ("「地區康健站」的主中心一覽表", "地區康健站主中心資料", True),
        ("中醫診所目錄", "中醫診所服務量", False),
        ("List of Licensed Hotels", "Licensed Hotel Directory", True),
        ("List of Licensed Hotels", "List of Licensed Guesthouses", False),
        ("Hotels in Kowloon", "Hotels in the New Territories", False),
    ],
)
def test_names_in_other_words_have_one_core(one: str, other: str, same: bool) -> None:
    assert (core(one) == core(other)) is same
