"""Which of many strings a text holds, in the time of a glance at each of its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

HEAD = 2
"""How many characters at a place say which strings are worth comparing there."""


class Literals:
    """A set of strings that are not empty, made ready to be looked for in many texts."""

    def __init__(self, strings: Iterable[str]) -> None:
        heads: defaultdict[str, list[str]] = defaultdict(list)
        for string in sorted(set(strings)):
            heads[string[:HEAD]].append(string)
        self._heads = dict(heads)

    def within(self, text: str) -> set[str]:
        """The strings that stand anywhere in the text."""
        found = {character for character in set(text) if character in self._heads}
        for place in range(len(text) - 1):
            for string in self._heads.get(text[place : place + HEAD], ()):
                if text.startswith(string, place):
                    found.add(string)
        return found
