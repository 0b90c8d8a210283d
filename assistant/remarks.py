"""What the readers say of documents, in the languages of those who ask: English sentences told in Chinese.

The readers speak English. ``phrases/remarks.json`` knows their sentences by pattern; one that it does not know is
told as it is.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from assistant.answer import Language
from assistant.values import in_language

__all__ = ["retold"]


@cache
def _remarks() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files("assistant").joinpath("phrases/remarks.json").read_text(encoding="utf-8")
    return tuple((re.compile(each["said"], re.DOTALL), each["zh-Hant"]) for each in json.loads(text))


def retold(sentence: str, language: Language) -> tuple[str, bool]:
    """The sentence in a language, and whether it is in that language now."""
    if language == "en":
        return sentence, True
    for pattern, told in _remarks():
        found = pattern.fullmatch(sentence)
        if found:
            # Names stay as they are written: only our own words are turned into the reader's script.
            return in_language(told, language).format(**found.groupdict()), True
    return sentence, False
