"""Which of many strings a text holds: only those are looked for whose first two characters it holds."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from operator import add

HEAD = 2
# So many texts are remembered by their characters: one is looked into for several sets.
_READ = 16


class Literals:
    """A set of strings that are not empty, made ready to be looked for in many texts."""

    def __init__(self, strings: Iterable[str]) -> None:
        begun: defaultdict[str, list[str]] = defaultdict(list)
        for string in sorted(set(strings)):
            begun[string[:HEAD]].append(string)
        self._begun = dict(begun)
        self._heads = frozenset(begun)

    def within(self, text: str) -> set[str]:
        """The strings that stand anywhere in the text."""
        return {string for head in self._heads & _heads(text) for string in self._begun[head] if string in text}


@functools.lru_cache(_READ)
def _heads(text: str) -> frozenset[str]:
    """The characters of a text and its pairs of them."""
    return frozenset([*text, *map(add, text, text[1:])])
