"""Two lists are put side by side so that most is gained, whatever is missing in either."""

import itertools
import random
import time

import pytest

from corpus.alignment import align


def aligned(left: str, right: str) -> list[str]:
    pairs = align(len(left), len(right), lambda i, j: 1.0 if left[i] == right[j] else -1.0)
    return [left[i] + right[j] for i, j in pairs]


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("abc", "abc", ["aa", "bb", "cc"]),
        ("abc", "bc", ["bb", "cc"]),
        ("abc", "abxc", ["aa", "bb", "cc"]),
        ("abc", "xyz", []),
        ("", "abc", []),
        ("abc", "", []),
        ("aab", "ab", ["aa", "bb"]),
    ],
)
def test_what_is_missing_in_one_stands_alone(left: str, right: str, pairs: list[str]) -> None:
    assert aligned(left, right) == pairs


def test_no_other_way_gains_more() -> None:
    chance = random.Random(11)
    for _ in range(60):
        n, m = chance.randint(1, 5), chance.randint(1, 5)
        gains = {(i, j): chance.choice((-1.0, 0.2, 0.5, 1.0)) for i in range(n) for j in range(m)}
        got = sum(gains[pair] for pair in align(n, m, lambda i, j, gains=gains: gains[i, j]))  # type: ignore[misc]
        ways = (
            zip(left, right, strict=True)
            for size in range(min(n, m) + 1)
            for left in itertools.combinations(range(n), size)
            for right in itertools.combinations(range(m), size)
        )
        assert got == pytest.approx(max(sum(gains[pair] for pair in way) for way in ways))


def test_a_place_far_off_is_found_where_the_lists_differ_in_length() -> None:
    assert aligned("x" * 300 + "abc", "abc") == ["aa", "bb", "cc"]
    assert aligned("abc", "x" * 300 + "abc") == ["aa", "bb", "cc"]


def test_thousands_of_places_take_seconds() -> None:
    start = time.process_time()
    assert len(align(2000, 1999, lambda i, j: 1.0 if i == j else -1.0)) == 1999
    assert time.process_time() - start < 15
