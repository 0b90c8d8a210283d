"""Which of many strings a text holds: only those are looked for whose first two characters it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import add

HEAD = 2


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
        heads = self._heads.intersection([*text, *map(add, text, text[1:])])
        return {string for head in heads for string in self._begun[head] if string in text}
