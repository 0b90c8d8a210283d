"""Questions in other languages: what a lexicon knows of their words, in English, read as a question.

It is no translation. A question of which too little is known stays as it is, and is compared by its meaning.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources

from assistant import scope
from assistant.finder import Finder
from assistant.language import bare, is_foreign
from assistant.question import Question, read_question

# Written without spaces between words: Thai, Burmese, kana, Han; Korean compounds are, too, by two syllables or more.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|[\uac00-\ud7a3]{2}|[\uac00-\ud7a3] ")
# Scripts of India: what follows a word (cases, "of", "in") is written with it.
_INDIC = re.compile("[\u0900-\u0dff]")
# "and", "with", "for" and "the" are written with the word that follows; the longest first.
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "ال", "لل", "و", "ب", "ل", "ف", "ك")
# Names and numbers are the same in English: ids, years, abbreviations in capitals.
_SAME = re.compile(
    r"[A-D]\d*\.i{1,2}\.\d+|(?<!\d)20\d\d(?!\d)|(?<![A-Za-z])[A-Z][A-Z&]*[A-Z](?:-\d+)?(?![A-Za-z])", re.ASCII
)


@dataclass(frozen=True, slots=True)
class _Form:
    """A wording as it is compared, what it means, whether it may start within a run and go on after its end."""

    text: str
    meaning: str
    inside: bool
    open: bool


# The forms of a language by their first letter, the longest first.
_Tongue = Mapping[str, tuple[_Form, ...]]


@functools.lru_cache(maxsize=1024)
def glossed(text: str) -> str:
    """The English words for what is known in a text of another language, in its order; "" where nothing is.

    Only what is asked for is put first: "how many", "where", "number of".
    """
    shown = bare(text)
    readings = [_read(tongue, shown) for tongue in _tongues()]
    # Kindred languages share words: the one that knows most of the letters is meant.
    words, letters = max(readings, key=lambda reading: reading[1])
    return " ".join(_asked_first(words)) if letters else ""


def _asked_first(words: list[str]) -> list[str]:
    """The words with those in front with which English begins a question: "hospital list" is the "list hospital"."""
    first = _data()["english"]["first"].split("|")
    return sorted(words, key=lambda word: word not in first)


def understood(asked: Question, finder: Finder) -> Question:
    """The question as its English words are read, where it is in another language and they make its need clear."""
    gloss = glossed(asked.text) if is_foreign(asked.text) else ""
    if not gloss:
        return asked
    read = replace(read_question(gloss, finder.lexicon, asked.today, asked.language), text=asked.text)
    return read if _is_clear(read, finder) else asked


def _is_clear(read: Question, finder: Finder) -> bool:
    """Whether the words name a subject of the plans or another department's, or say which datasets are wanted."""
    if finder.has_subject(finder.units(read), named=True):
        return True
    if read.conditions and read.has("dataset-noun", "release-verb"):
        return True
    return scope.outside_area(read.shown, finder.at_hand) is not None


@functools.cache
def _data() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("assistant").joinpath("grammar/foreign_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def _tongues() -> tuple[_Tongue, ...]:
    return tuple(_tongue(words) for name, words in _data().items() if name != "english")


def _tongue(words: Mapping[str, str]) -> _Tongue:
    forms = [_form(written, meaning) for meaning, written_all in words.items() for written in written_all.split("|")]
    grouped: dict[str, tuple[_Form, ...]] = {}
    for form in sorted(forms, key=lambda form: (-len(form.text), form.text)):
        grouped[form.text[0]] = (*grouped.get(form.text[0], ()), form)
    return grouped


def _form(written: str, meaning: str) -> _Form:
    text = bare(written.rstrip("*")).lower()
    inside = _UNPARTED.search(text) is not None
    return _Form(text, meaning, inside, inside or written.endswith("*") or _INDIC.search(text) is not None)


def _read(tongue: _Tongue, shown: str) -> tuple[list[str], int]:
    """The words for what the language knows of a text, each once, and how many letters those forms have."""
    folded = "".join(low if len(low := char.lower()) == 1 else char for char in shown)
    words, letters, at = [], 0, 0
    while at < len(folded):
        found = _at(tongue, folded, at)
        if found is not None:
            form, end = found
            words.append(form.meaning)
            letters += len(form.text)
            at = end
        elif (same := _SAME.match(shown, at)) and not shown.isupper():
            words.append(same.group())
            at = same.end()
        else:
            at += 1
    return list(dict.fromkeys(words)), letters


def _at(tongue: _Tongue, text: str, at: int) -> tuple[_Form, int] | None:
    """The longest form at a place of a text, and where it ends."""
    begins = at == 0 or not _is_letter(text[at - 1])
    for prefix in ("", *(_ARABIC_PREFIXES if begins and _ARABIC.match(text, at) else ())):
        if not text.startswith(prefix, at):
            continue
        place = at + len(prefix)
        for form in tongue.get(text[place : place + 1], ()):
            if (begins or form.inside) and text.startswith(form.text, place):
                end = place + len(form.text)
                if form.inside or end == len(text) or not _is_letter(text[end]):
                    return form, end
                if form.open:
                    return form, _word_end(text, end)
    return None


def _word_end(text: str, at: int) -> int:
    while at < len(text) and _is_letter(text[at]):
        at += 1
    return at


def _is_letter(char: str) -> bool:
    # Vowel signs are marks to Unicode, and part of the word; so are the joiners between them.
    return unicodedata.category(char)[0] in "LMN" or char in "\u200c\u200d"
