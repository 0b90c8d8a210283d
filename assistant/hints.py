"""What the words around a topic hint at: ``grammar/hints.toml``, looked for beside all other wordings of a question."""

from __future__ import annotations

import functools
import re

from assistant.templates import filler_values
from assistant.wording import Span, find_spans, grammar

HINTS = "hints.toml"
# So many questions are remembered with their hints: one is asked for them several times.
_READ = 64
_SENTENCE_ENDS = re.compile(r"[.!?。！？;；]\s*")


@functools.lru_cache(_READ)
def hints(folded: str) -> tuple[Span, ...]:
    """The hints in a text, in their order."""
    return tuple(find_spans(folded, grammar(HINTS)))


def how_many(folded: str) -> int:
    """How many are asked for: 3 in "the three newest", 「最早嗰三個」; 1 where no number is said."""
    said = (span.slots["few"][-1] for span in hints(folded) if span.tag == "few")
    return max((int(filler_values("few")[number]) for number in said), default=1)


def introduction(folded: str) -> tuple[int, int]:
    """Where somebody says who they are before they ask, (0, 0) where nobody does: "I run a shop, could you tell me"."""
    found = hints(folded)
    start = next((span.start for span in found if span.tag == "self"), None)
    if start is None:
        return 0, 0
    asks = next((span.end for span in found if span.tag == "request" and span.start > start), None)
    ends = _SENTENCE_ENDS.search(folded, start)
    end = asks if asks is not None else ends.end() if ends else 0
    return (start, end) if folded[end:].strip() and end else (0, 0)
