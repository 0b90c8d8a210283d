"""The words that a search without a server knows: wordings of conditions, terms, both scripts, sentences.

All of it is taken from the data files that the assistant itself reads, and only what can be of use for the library at
hand: terms that some dataset is on, characters that some text holds.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from assistant.language import detect_language
from assistant.lexicon import fillers
from assistant.numerals import NUMBER_EN, NUMBER_ZH, YEAR_EN, YEAR_ZH, parse_number
from assistant.phrasing import LANGUAGES, phrases
from assistant.spelling import GRAMMAR
from assistant.wording import grammar
from corpus.records import Dataset
from index.analysis import Analyser, fold, fold_all, is_han
from index.evidence import Reader
from index.sounds import sound
from index.vocabulary import FILES, load_vocabulary

# Greetings and abuse are answered by a server alone.
_LEFT_OUT = {"smalltalk.toml"}
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_SENTENCES = re.compile(
    r"(?:list|count|short|unit|spatial|status|chip)\..+|every\.n|join|month\.\d+|unknown\.words|not\.found|unstated|"
    r"field\.(?:organisation|category)|search\.(?:one|many)|empty|too\.long"
)


def rules() -> list[list[Any]]:
    """The wordings in their order, those side by side that mean the same: tag, value, language, weight, templates."""
    names = tuple(name for name in GRAMMAR if name not in _LEFT_OUT)
    meanings = itertools.groupby(grammar(*names).rules, lambda rule: (rule.tag, rule.value, rule.language, rule.weight))
    return [[*meaning, [rule.template for rule in alike]] for meaning, alike in meanings]


def numbers() -> dict[str, Any]:
    """How numbers and years are written, as patterns, and what the words for numbers stand for."""
    words = [word.replace("\\", "") for word in NUMBER_EN.split("|")[1:]]
    return {
        "patterns": {"n": {"en": NUMBER_EN, "zh": NUMBER_ZH}, "year": {"en": YEAR_EN, "zh": YEAR_ZH}},
        "words": {word: parse_number(word) for word in words},
    }


def bounds() -> dict[str, Any]:
    """The words that stand before and after a date: "since", 「之前」."""
    text = resources.files("assistant").joinpath("grammar/date_bounds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def terms(datasets: Iterable[Dataset]) -> list[dict[str, Any]]:
    """The terms by which datasets are found, with their wordings, and who holds them how surely (of 100).

    Wider and related terms are given by their place in the list; terms without any holder among them are left out.
    """
    vocabulary = load_vocabulary()
    held = _holders(list(datasets))
    near = {term: vocabulary.closure([term]) | set(vocabulary.related[term]) for term in vocabulary.forms}
    kept = [term for term in vocabulary.forms if not near[term].isdisjoint(held)]
    places = {term: n for n, term in enumerate(kept)}
    found = []
    for term in (term for term in _written_terms() if term["id"] in places):
        name = term["id"]
        row = {
            "forms": [*term.get("en", ()), *term.get("zh", ())],
            "short": term.get("abbr", []),
            "wider": [places[wide] for wide in vocabulary.wider[name] if wide in places],
            "beside": [places[other] for other in vocabulary.related[name] if other in places],
            "subject": int(name in vocabulary.subjects),
            "held": held.get(name, {}),
        }
        found.append({key: value for key, value in row.items() if value})
    return found


def _written_terms() -> Iterable[dict[str, Any]]:
    for name in FILES:
        text = resources.files("index").joinpath("terms", name).read_text(encoding="utf-8")
        yield from tomllib.loads(text)["term"]


def _holders(datasets: list[Dataset]) -> dict[str, dict[str, int]]:
    """By term, the datasets that hold it, by their number in the list."""
    vocabulary = load_vocabulary()
    reader = Reader(Analyser(vocabulary.chinese), vocabulary)
    found: dict[str, dict[str, int]] = {}
    for n, dataset in enumerate(datasets):
        for key, weight in reader.document(dataset).keys.items():
            if key.startswith("#"):
                found.setdefault(key[1:], {})[str(n)] = round(100 * weight)
    return found


def idle_words() -> str:
    """The words that carry no topic, one after another."""
    return " ".join(sorted(fillers()))


def sentences() -> dict[str, dict[str, str]]:
    """By language, the phrases of the answers that are given without a server, and the page's own."""
    return {
        language: {key: words for key, words in phrases(language).items() if _SENTENCES.fullmatch(key)}
        | phrases(language, "static")
        for language in LANGUAGES
    }


def folds(content: object) -> str:
    """Pairs of characters, each as it is written and as it is compared, so that both scripts find the same.

    Only characters that stand for one which the content holds are there.
    """
    held = set(fold_all(["".join(sorted({char for text in _texts(content) for char in text if is_han(char)}))])[0])
    written = [chr(code) for block in _IDEOGRAPHS for code in block]
    return "".join(
        char + compared
        for char, compared in zip(written, fold_all(written), strict=True)
        if char != compared and compared in held
    )


def syllables(names: Iterable[str]) -> dict[str, str]:
    """By Mandarin syllable of the names, the common characters that sound so: who mistypes one is heard."""
    spoken = {syllable for name in names for char in fold(name) if is_han(char) for syllable in [sound(char)]}
    found: dict[str, str] = {}
    for char in _common_characters():
        if (syllable := sound(char)) in spoken:
            found[syllable] = found.get(syllable, "") + char
    return dict(sorted(found.items()))


def _common_characters() -> Iterable[str]:
    """The characters of the first level of GB 2312, which are those in everyday use, in its order."""
    for row, cell in itertools.product(range(0xB0, 0xD8), range(0xA1, 0xFF)):
        try:
            yield bytes((row, cell)).decode("gb2312")
        except UnicodeDecodeError:
            continue


def simplified_only(pairs: str) -> str:
    """Of the characters that pairs lead to those that are written in Simplified Chinese alone: 数, not 里."""
    return "".join(sorted({char for char in pairs[1::2] if detect_language(char) == "zh-Hans"}))


def _texts(content: object) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for key, value in content.items():
            yield from _texts(key)
            yield from _texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)
