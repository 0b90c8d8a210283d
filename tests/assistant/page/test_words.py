from __future__ import annotations

import string

import pytest

from assistant.page.words import LANGUAGES, language_of, page_language, words


def placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_each_language_has_the_same_keys_and_placeholders() -> None:
    english = words("en").phrases
    for language in LANGUAGES:
        phrases = words(language).phrases
        assert list(phrases) == list(english)
        assert {key: placeholders(phrase) for key, phrase in phrases.items()} == {
            key: placeholders(phrase) for key, phrase in english.items()
        }
        assert all(phrases.values())


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("zh-Hant", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("zh_Hant_HK", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("yue-Hans", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("ZH-hk", "zh-Hant"),
        ("fr", None),
        ("", None),
        (None, None),
        ("english", None),
    ],
)
def test_language_of_a_tag(tag: str | None, language: str | None) -> None:
    assert language_of(tag) == language


def test_link_is_heard_before_the_browser() -> None:
    assert page_language("zh-Hans", "zh-HK") == "zh-Hans"
    assert page_language("nonsense", "zh-HK") == "zh-Hant"
    assert page_language(None, None) == "en"


def test_month_is_written_as_each_language_writes_it() -> None:
    written = [words(language).month("2024-12") for language in LANGUAGES]
    assert written == ["Dec 2024", "2024年12月", "2024年12月"]
    assert words("en").month(None) == "no date stated"


def test_reasons_of_the_search_are_told_in_words_and_words_as_they_are() -> None:
    assert [words("en").reason(why) for why in ("name", "meaning", "cancer")] == [
        "the name is alike",
        "close in meaning",
        "cancer",
    ]
