"""The one analyser: plans, questions and half-typed names are all read by it, so that they meet.

Text is folded (NFKC, lower case, Traditional to Simplified, variant characters), then cut into words:
English by word and stem, Chinese by jieba with the plan's own words, by pairs of characters and by
single characters. jieba's dictionary is Simplified, which is why folding comes before cutting.
"""

from __future__ import annotations

import functools
import itertools
import re
import threading
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import TYPE_CHECKING

import Stemmer

from index.dictionaries import TO_SIMPLIFIED, converter, segmenter
from index.segments import Segments

if TYPE_CHECKING:
    import jieba

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:['&.][^\W_{HAN}]+)*")
_HAN = re.compile(rf"[{HAN}]")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APART = "\ue000"  # of no script and kept by folding
# What it has stemmed is remembered here, not there.
_STEMMER = Stemmer.Stemmer("english", 0)
# It keeps the word that it is at in itself: two threads at once would be given stems of each other's words.
_STEMMING = threading.Lock()


@functools.cache
def _variants() -> dict[int, str]:
    text = resources.files("index").joinpath("terms/variants.toml").read_text(encoding="utf-8")
    return str.maketrans(tomllib.loads(text)["variants"])


def is_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return _HAN.search(text) is not None


@functools.lru_cache(maxsize=256)
def clean(text: str) -> str:
    """The text as one reads it: NFKC, without control and zero-width characters, spaces made one."""
    # Nothing that is printed is invisible, or half of a character.
    seen = text if text.isprintable() else _INVISIBLE.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    return " ".join(unicodedata.normalize("NFKC", seen).split())


def simplified(text: str) -> str:
    """The text in Simplified characters, for showing."""
    return converter(TO_SIMPLIFIED)(text)


@functools.lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The text as it is compared: clean, lower case, Simplified, variant characters made one."""
    # Twice, so that what is folded stays as it is: 薴 turns into 苧 first, and a small letter may take up an accent
    # that its capital could not.
    return _folded(_folded(text))


def fold_all(texts: Iterable[str]) -> list[str]:
    """Each text folded, all in one go: the converter takes longer to start than to convert."""
    together = [text.strip() for text in texts]
    return _folded(_folded(_APART.join(together))).split(_APART) if together else []


def _folded(text: str) -> str:
    if text.isascii():
        return clean(text).lower()  # no letter of it has a variant or another script
    return simplified(clean(text).lower().translate(_variants())).translate(_variants())


@functools.lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The English stem of a folded word; words with digits stay as they are."""
    stemmed = (word.isascii() and word.isalpha()) or "'" in word
    if not stemmed:
        return word
    with _STEMMING:
        return str(_STEMMER.stemWord(word.removesuffix("'s")))


def runs(folded: str) -> Iterator[tuple[int, str]]:
    """The runs of Chinese characters and the other words of a folded text, each with its offset."""
    for match in _RUNS.finditer(folded):
        yield match.start(), match.group()


class Analyser:
    """Cuts text into the tokens by which datasets are found; knows the words it is given besides jieba's."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = sorted(set(fold_all(filter(is_han, words))) - {""})

    @functools.cached_property
    def _segments(self) -> Segments:
        tokenizer: jieba.Tokenizer = segmenter()
        for word in self._words:
            tokenizer.add_word(word)
        return Segments(tokenizer)

    def words(self, text: str) -> list[str]:
        """The words in their order: Chinese cut by jieba, others as stems."""
        found: list[str] = []
        for _, run in runs(fold(text)):
            found.extend(self._segments.cut(run) if is_han(run) else [stem(run)])
        return found

    def tokens(self, text: str) -> list[str]:
        """What a document is indexed by: words, the words within them, pairs of and single characters."""
        found: list[str] = []
        for _, run in runs(fold(text)):
            if is_han(run):
                found += self._segments.long_words(run)
                found += map("".join, itertools.pairwise(run))
                found += run
            else:
                found.append(stem(run))
        return found

    def query_tokens(self, text: str) -> list[str]:
        """What a question is looked up by: as ``tokens``, with a single character only where it stands alone."""
        found: list[str] = []
        for _, run in runs(fold(text)):
            if len(run) == 1 or not is_han(run):
                found.append(stem(run))
            else:
                found += [token for token in self.tokens(run) if len(token) > 1]
        return found
