"""The address of what is on the page: a link holds view, language and state, so it opens the same again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from assistant.utterances import Utterance, written

MOST_QUESTIONS = 8
MOST_CHARACTERS = 6000
# What an address may hold; Streamlit's own names are no state of ours.
MOST_PAIRS = 100
START, AGAIN = "ask", "again"


@dataclass(frozen=True)
class Address:
    """A place on the page: the view, the language that was asked for, and all else as names with values, in order."""

    view: str = START
    lang: str | None = None
    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, query: Mapping[str, Sequence[str]]) -> Address:
        """The address that a query string, taken apart, stands for. Of the view and the language the last counts."""
        last = {name: values[-1] for name, values in query.items() if values}
        pairs = [(name, value) for name in query if name not in ("view", "lang") for value in query[name]]
        return cls(last.get("view", START), last.get("lang"), tuple(pairs[:MOST_PAIRS]))

    def all(self, name: str) -> list[str]:
        """Every value of a name, in order."""
        return [value for key, value in self.pairs if key == name]

    def first(self, name: str) -> str:
        """The first value of a name, "" where there is none."""
        return next(iter(self.all(name)), "")

    def at(self, view: str, pairs: Iterable[tuple[str, str]] = ()) -> Address:
        """Another place, in the same language."""
        return Address(view, self.lang, tuple(pairs))

    def spoken(self, lang: str | None) -> Address:
        """The same place in another language."""
        return replace(self, lang=lang)

    @property
    def href(self) -> str:
        """The relative link, such as "?view=browse&lang=en&every=P1W"; the conversation's view goes without saying."""
        pairs = [("view", self.view)] if self.view != START else []
        pairs += [("lang", self.lang)] if self.lang else []
        return "?" + urlencode([*pairs, *self.pairs])


def once_more(address: Address) -> Address:
    """The same place under another address: what was refused there is tried again."""
    tries = int(given) if (given := address.first(AGAIN)).isdecimal() and len(given) < 4 else 0
    kept = tuple(pair for pair in address.pairs if pair[0] != AGAIN)
    return replace(address, pairs=(*kept, (AGAIN, str(tries + 1))))


def talk(said: Sequence[Utterance], near: Address) -> Address:
    """Where a conversation stands, in the language of another address."""
    return near.at(START, written(said))


def latest(said: Sequence[Utterance]) -> list[Utterance]:
    """The last of what was said that a link can hold: browsers and proxies cut longer addresses."""
    kept = list(said[-MOST_QUESTIONS:])
    while len(kept) > 1 and len(talk(kept, Address()).href) > MOST_CHARACTERS:
        kept.pop(0)
    return kept
