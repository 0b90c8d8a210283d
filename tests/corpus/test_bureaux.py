"""Bodies are known by their names in both languages and both scripts."""

from __future__ import annotations

from collections import Counter

import opencc
import pytest

from corpus.bureaux import Bureau, author_in, bureau_in, bureau_named, bureaux, is_body
from corpus.words import fold


def test_codes_and_names_stand_only_once() -> None:
    assert not [code for code, count in Counter(bureau.code for bureau in bureaux()).items() if count > 1]
    names = Counter(fold(name) for bureau in bureaux() for name in bureau.names)
    assert not [name for name, count in names.items() if count > 1]


def test_every_line_is_complete() -> None:
    for bureau in bureaux():
        assert bureau.kind in {"bureau", "department", "body"}
        assert (
            bureau.code.isascii() and bureau.code == bureau.code.lower() and bureau.chinese and bureau.english.isascii()
        )


def test_bureaux_and_departments_are_covered() -> None:
    kinds = Counter(bureau.kind for bureau in bureaux())
    assert kinds["bureau"] >= 20 and kinds["department"] >= 60


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("醫務衛生局", "hhb"),
        ("醫務衞生局", "hhb"),
        ("医务卫生局", "hhb"),
        ("Health Bureau", "hhb"),
        ("the Land Registry", "lr"),
        ("HIGHWAYS DEPARTMENT", "hyd"),
        ("食環署", "fehd"),
        ("醫管局", "hospital"),
    ],
)
def test_a_body_is_found_by_any_of_its_names(name: str, code: str) -> None:
    bureau = bureau_named(name)
    assert bureau and bureau.code == code


def test_the_longest_name_in_a_text_wins() -> None:
    found = bureau_in("香港特別行政區政府 食物環境衞生署 年度計劃")
    assert found and found[0].code == "fehd"
    found = bureau_in("Open Data Plan of the Home and Youth Affairs Bureau")
    assert found and found[0].code == "hyab" and found[1] == (22, 51)


def test_a_latin_name_is_no_part_of_a_longer_word() -> None:
    assert bureau_in("the treasury") is not None
    assert bureau_in("treasuryless") is None


@pytest.mark.parametrize(
    ("name", "yes"),
    [
        ("香港天文台", True),
        ("某某有限公司", True),
        ("Ocean Park Corporation", True),
        ("局", False),
        ("Office", False),
        ("感應器", False),
        ("", False),
    ],
)
def test_names_of_bodies_are_told_from_other_words(name: str, yes: bool) -> None:
    assert is_body(name) is yes


@pytest.mark.parametrize("bureau", bureaux(), ids=lambda bureau: bureau.code)
def test_every_body_is_known_on_a_cover_in_three_scripts(bureau: Bureau) -> None:
    simplified = opencc.OpenCC("hk2s").convert(bureau.chinese)
    for name in (bureau.chinese, simplified, f"香港特別行政區政府{bureau.chinese}"):
        found = author_in(f"{name}2025年度開放數據計劃", chinese=True)
        assert found and found[0] == bureau
    for name in (bureau.english, bureau.english.upper(), f"the {bureau.english}, the Government of the HKSAR"):
        found = author_in(f"Open Data Plan of {name} 2025", chinese=False)
        assert found and found[0] == bureau


@pytest.mark.parametrize(
    ("text", "chinese", "code"),
    [
        ("香港房屋委員會及房屋署", True, "housingd"),
        ("Housing Department and Hong Kong Housing Authority", False, "housingd"),
        ("香港貿易發展局", True, "hktdc"),
        ("規劃署 Planning Department", False, "pland"),
    ],
)
def test_a_bureau_goes_before_another_body(text: str, chinese: bool, code: str) -> None:
    found = author_in(text, chinese=chinese)
    assert found and found[0].code == code


def test_a_cover_without_a_body_has_no_author() -> None:
    assert author_in("開放數據計劃", chinese=True) is None
