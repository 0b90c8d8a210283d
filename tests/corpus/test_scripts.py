"""Characters of the other script are found and put right; what both write is left alone."""

import opencc
import pytest

from corpus.scripts import foreign, simplified

_TO_SIMPLIFIED = opencc.OpenCC("t2s")


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("急症室等候時間", "zh-Hant", {}),
        ("急症室等候时間", "zh-Hant", {"时": "時"}),
        ("急症室等候时间", "zh-Hans", {}),
        ("急症室等候時间", "zh-Hans", {"時": "时"}),
        ("waiting 时间", "en", {}),
        ("", "zh-Hant", {}),
    ],
)
def test_characters_of_the_other_script_are_found(text: str, language: str, found: dict[str, str]) -> None:
    assert foreign(text, language) == found


@pytest.mark.parametrize(
    "text", ["台灣、裏面、衞生署、公眾綫、埗、邨、涌、氹", "皇后大道、干諾道、只限、餘下、里程、范"]
)
def test_what_hong_kong_writes_is_not_foreign(text: str) -> None:
    assert foreign(text, "zh-Hant") == {}


@pytest.mark.parametrize(
    "text", ["醫院管理局轄下普通科門診診所目錄", "發放數據集的格式", "持牌生殖科技中心名單", "waiting time, 2024"]
)
def test_simplified_is_what_opencc_makes_of_it(text: str) -> None:
    assert simplified(text) == _TO_SIMPLIFIED.convert(text)
    assert len(simplified(text)) == len(text)
