"""In which language a question is asked, and so answered."""

import pytest

from assistant.answer import Language
from assistant.language import detect_language, is_foreign, named_language


@pytest.mark.parametrize(
    "text",
    [
        "哪些數據集",
        "醫院",
        "邊啲數據集",
        "佢哋幾時出",
        "呢個係咩",
        "急症室等候時間幾耐更新一次？",
        "hospital 醫院",
        "這個",
        "咁每季呢",
    ],
)
def test_traditional_and_cantonese_are_answered_in_traditional(text: str) -> None:
    assert detect_language(text, "zh-Hans") == "zh-Hant"


@pytest.mark.parametrize("text", ["哪些数据集", "医院", "2026年会发布什么", "急诊 A&E 等候时间", "这个"])
def test_simplified_is_answered_in_simplified(text: str) -> None:
    assert detect_language(text) == "zh-Hans"


@pytest.mark.parametrize(
    "text", ["which datasets", "CSV", "", "?", "123", "what is the name of 急症室 in English please"]
)
def test_english_and_what_says_nothing_are_answered_in_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize("text", ["がんの統計", "病院の待ち時間", "병원 대기 시간", "Quels hôpitaux", "Где больницы"])
def test_other_languages_are_answered_in_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize(("default", "language"), [("zh-Hant", "zh-Hant"), ("zh-Hans", "zh-Hans"), ("en", "zh-Hant")])
@pytest.mark.parametrize("text", ["每日更新", "人口", "每年 csv", "這個 数据"])
def test_characters_of_both_scripts_leave_it_to_the_default(text: str, default: Language, language: Language) -> None:
    assert detect_language(text, default) == language


@pytest.mark.parametrize(
    "text",
    [
        "がんの統計", "한국어 데이터", "Где больницы", "ở đâu có bệnh viện", "¿dónde hay hospitales?",
        "welche Daten gibt es über Krankenhäuser", "ang listahan ng mga ospital", "quelle est la liste des hôpitaux",
    ],
)  # fmt: skip
def test_other_languages_are_known_as_such(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "which datasets",
        "哪些數據集",
        "la carte data",
        "die casting",
        "data für you",
        "",
        "123",
        "A&E 急症室",
        "café data",
        "乜嘢",
    ],
)
def test_chinese_and_english_are_not_foreign(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (["zh-HK", "zh-TW", "zh-MO", "zh-Hant", "zh-Hant-HK", "yue", "yue-Hant", "ZH_hk"], "zh-Hant"),
        (["zh", "zh-CN", "zh-Hans", "zh-SG", "cmn", "zh-Hans-HK", "zh_hans_mo", "yue-Hans"], "zh-Hans"),
        (["en", "en-GB", "fr", "ja", ""], "en"),
    ],
)
def test_language_tags_are_named_as_hong_kong_means_them(tags: list[str], language: Language) -> None:
    assert [named_language(tag) for tag in tags] == [language] * len(tags)
