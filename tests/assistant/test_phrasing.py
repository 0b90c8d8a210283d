"""The words of the answers: the same keys and placeholders in each language, each in its own script."""

import re
import string
from importlib import resources

import opencc
import pytest

from assistant.answer import Language
from assistant.phrasing import LANGUAGES, phrase, phrases

_TO_SIMPLIFIED = opencc.OpenCC("t2s")
_TO_TRADITIONAL = opencc.OpenCC("s2t")
OTHERS = [language for language in LANGUAGES if language != "en"]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language: Language) -> None:
    assert set(phrases(language)) == set(phrases("en"))


@pytest.mark.parametrize("language", OTHERS)
def test_every_phrase_is_filled_with_the_same(language: Language) -> None:
    english = phrases("en")
    unlike = {key for key, text in phrases(language).items() if placeholders(text) != placeholders(english[key])}
    assert unlike == set()


def test_traditional_phrases_hold_no_simplified_character() -> None:
    # 台 and the like are written so in Hong Kong too, and change for the worse when converted.
    for key, text in phrases("zh-Hant").items():
        wrong = [
            c for c in text if _TO_TRADITIONAL.convert(c) != c and _TO_SIMPLIFIED.convert(c) == c and c not in "台"
        ]
        assert wrong == [], key


def test_simplified_phrases_hold_no_traditional_character() -> None:
    for key, text in phrases("zh-Hans").items():
        assert [c for c in text if _TO_SIMPLIFIED.convert(c) != c] == [], key


def test_english_phrases_hold_no_chinese() -> None:
    assert [key for key, text in phrases("en").items() if re.search("[\u3400-\u9fff]", text)] == []


def test_no_phrase_is_empty_or_named_twice() -> None:
    for language in LANGUAGES:
        text = resources.files("assistant").joinpath(f"phrases/{language}.json").read_text(encoding="utf-8")
        keys = re.findall(r'^  "([^"]+)":', text, re.MULTILINE)
        assert len(keys) == len(set(keys)) == len(phrases(language))
        assert [key for key, said in phrases(language).items() if not said.strip()] == []


def test_every_phrase_is_said_somewhere() -> None:
    code = "\n".join(
        file.read_text(encoding="utf-8") for file in resources.files("assistant").iterdir() if file.name.endswith(".py")
    )
    # A key that is put together ("value.date." + status) is looked for by what stands before the last dot.
    unsaid = [key for key in phrases("en") if f'"{key}' not in code and not _put_together(key, code)]
    assert unsaid == []


def _put_together(key: str, code: str) -> bool:
    stems = [key[: place + 1] for place, char in enumerate(key) if char == "."]
    return any(f'"{stem}' in code or f"'{stem}" in code for stem in stems)


@pytest.mark.parametrize(("language", "said"), [("en", "hourly"), ("zh-Hant", "每小時"), ("zh-Hans", "每小时")])
def test_phrase_is_filled_in_its_language(language: Language, said: str) -> None:
    assert phrase(language, "short.PT1H") == said
    assert "7" in phrase(language, "count.many", n=7, conditions="")


def test_unknown_phrase_is_an_error_or_the_default() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        phrase("en", "no.such")
    assert phrase("en", "no.such", default="") == ""
