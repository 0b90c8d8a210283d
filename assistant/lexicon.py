"""What the question reader knows of the library at hand: names to keep whole, owners, and the words people may mean."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources

from assistant.literals import Literals
from corpus.records import Dataset
from index.analysis import fold, is_han, runs, stem

# A piece of a dataset's name as long as this is a name, whatever words it holds: 「截至各年度的三月三十一日」.
NAME_CHARACTERS = 7
NAME_WORDS = 4


@functools.cache
def fillers() -> frozenset[str]:
    """Words, folded and as stems, that carry no topic by themselves."""
    text = resources.files("assistant").joinpath("grammar/filler.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    english = {form for word in data["en"].split() for form in (fold(word), stem(fold(word)))}
    return frozenset(english | {fold(word) for word in data["zh"].split()})


def is_filler(word: str) -> bool:
    """Whether a folded word or stem says nothing about a topic; so do single digits and single letters."""
    return word in fillers() or (word.isascii() and (len(word) == 1 or (word.isdigit() and len(word) != 4)))


@functools.cache
def _short_names() -> dict[str, list[str]]:
    text = resources.files("assistant").joinpath("grammar/owners.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["owners"])


class Lexicon:
    """Names and owners of the datasets at hand, folded and ready to be found in a question."""

    def __init__(self, datasets: Sequence[Dataset], organisations: Mapping[str, Iterable[str]]) -> None:
        names = [name for d in datasets for name in (d.name, d.name_en) if name]
        self._windows = frozenset(w for name in names for w in _windows(fold(name)))
        self.organisations = Called(
            (form, organisation)
            for organisation, forms in sorted(organisations.items())
            for form in sorted({*forms, *_short_names().get(organisation, ())}, key=lambda form: (-len(form), form))
        )
        self.words = frozenset(
            word for d in datasets for text in (d.name_en, d.description_en) for _, word in runs(fold(text))
        )

    def name_mask(self, folded: str) -> bytearray:
        """One byte a character: 1 where the question quotes a dataset's name."""
        mask = bytearray(len(folded))
        for start, end, window in _placed(folded):
            if window in self._windows:
                mask[start:end] = b"\1" * (end - start)
        return mask


class Called:
    """Forms that something is called by, each with what it calls; those that a text mentions are found at once."""

    def __init__(self, forms: Iterable[tuple[str, str]]) -> None:
        self._forms = tuple((form, called) for form, called in forms if fold(form))
        self._at: dict[str, list[int]] = {}
        for n, (form, _) in enumerate(self._forms):
            self._at.setdefault(fold(form), []).append(n)
        self._literals = Literals(self._at)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._forms)

    def places(self, shown: str) -> list[tuple[int, str]]:
        """For each form that the text mentions, in their order, its first place and what it calls."""
        likely = sorted(n for folded in self._literals.within(fold(shown)) for n in self._at[folded])
        named = ((_mentioned(shown, form), called) for form, called in map(self._forms.__getitem__, likely))
        return [(place, called) for place, called in named if place >= 0]


def _mentioned(shown: str, form: str) -> int:
    """The place where the text names something by this form, -1 where it does not."""
    if is_han(form):
        return fold(shown).find(fold(form))
    text, name = (shown, form) if form.isupper() else (fold(shown), fold(form))
    found = re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", text)
    return found.start() if found else -1


def _windows(folded: str) -> list[str]:
    return [window for _, _, window in _placed(folded)]


def _placed(folded: str) -> list[tuple[int, int, str]]:
    found = []
    words: list[tuple[int, str]] = []
    for start, run in runs(folded):
        if is_han(run):
            for i in range(len(run) - NAME_CHARACTERS + 1):
                found.append((start + i, start + i + NAME_CHARACTERS, run[i : i + NAME_CHARACTERS]))
        else:
            words.append((start, run))
    for i in range(len(words) - NAME_WORDS + 1):
        part = words[i : i + NAME_WORDS]
        found.append((part[0][0], part[-1][0] + len(part[-1][1]), " ".join(stem(word) for _, word in part)))
    return found
