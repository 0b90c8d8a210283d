"""How a plan is typed: stray spaces, brackets that do not close, two widths of punctuation, two scripts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from .findings import Slip, slip
from .records import Dataset, Reading
from .scripts import foreign

__all__ = ["brackets", "hidden_characters", "other_script", "punctuation", "spaces"]

_HAN = "[\u3400-\u9fff]"
_FULL = "，。：；！？、（）「」《》"
# A wrapped cell is put together with a space, so spaces within Chinese tell a slip only in names.
_IN_NAME = re.compile(rf"(?<={_HAN}) (?={_HAN})")
_BEFORE_MARK = re.compile(rf"(?<=\S) (?=[{_FULL[:7]}）」》])|(?<=[（「《]) (?=\S)|(?<=\w) (?=[,;](?:\s|\Z))")
_PAIRS = {"(": ")", "[": "]", "「": "」", "『": "』", "《": "》", "【": "】", "“": "”"}
_WIDTHS = {"（": "(", "）": ")", "［": "[", "］": "]"}
# "a) the first; 2) the second": such a bracket is never opened.
_ITEM = re.compile(
    r"(?:(?<=\s)|(?<=[，。；：,;:])|\A)(?:[0-9]{1,2}|[A-Za-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,2})[)）]"
)
_HALF = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（"}
_IN_CHINESE = re.compile(rf"(?<={_HAN})[ ]?([,;:?!(，；：？！（])(?= ?{_HAN})")
_SHOWN = 24


def spaces(reading: Reading) -> Iterator[Slip]:
    """Spaces within a Chinese name, or before a mark that takes none."""
    for dataset, text in _texts(reading):
        stray = _BEFORE_MARK.search(text) or (_IN_NAME.search(text) if text == dataset.name else None)
        if stray:
            yield slip("spaces", dataset, text=_around(text, stray.start()))


def _texts(reading: Reading) -> Iterator[tuple[Dataset, str]]:
    for dataset in reading.datasets:
        yield dataset, dataset.name
        yield from ((dataset, release.description) for release in dataset.releases)


def _around(text: str, place: int) -> str:
    start, end = max(0, place - _SHOWN // 2), place + _SHOWN // 2
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def brackets(reading: Reading) -> Iterator[Slip]:
    """Brackets and quotation marks without the other half, or whose halves are of two widths."""
    for dataset, text in _texts(reading):
        found = _unpaired(text)
        if found:
            yield slip(found[0], dataset, text=_around(text, found[1]))


def _unpaired(text: str) -> tuple[str, int] | None:
    items = {match.end() - 1 for match in _ITEM.finditer(text)}
    opened: list[tuple[str, int]] = []
    mixed: int | None = None
    for place, written in enumerate(text):
        mark = _WIDTHS.get(written, written)
        if mark in _PAIRS:
            opened.append((written, place))
        elif mark in _PAIRS.values() and not (place in items and not opened):
            before = opened.pop() if opened else ("", place)
            if _PAIRS.get(_WIDTHS.get(before[0], before[0])) != mark:
                return "brackets-open", place
            if (before[0] in _WIDTHS) != (written in _WIDTHS):
                mixed = place if mixed is None else mixed
    if opened:
        return "brackets-open", opened[-1][1]
    return None if mixed is None else ("brackets-mixed", mixed)


def punctuation(reading: Reading) -> Iterator[Slip]:
    """Marks that stand between Chinese characters in both widths: once each, in the rows of the rarer one."""
    counts: Counter[str] = Counter()
    rows: defaultdict[str, dict[str, tuple[Dataset, str]]] = defaultdict(dict)
    for dataset, text in _texts(reading):
        for match in _IN_CHINESE.finditer(text):
            counts[match[1]] += 1
            rows[match[1]].setdefault(dataset.short_id, (dataset, _around(text, match.start(1))))
    for half, full in _HALF.items():
        rare, usual = sorted((half, full), key=lambda mark: counts[mark])
        if counts[rare]:
            dataset, text = next(iter(rows[rare].values()))
            places = tuple(rows[rare])
            yield slip("punctuation-width", dataset, text=text, mark=rare, usual=usual, rows=places)


def other_script(reading: Reading) -> Iterator[Slip]:
    """Simplified characters in a plan in Traditional Chinese, and the other way."""
    for dataset, text in _texts(reading):
        found = foreign(text, reading.plan.language)
        if found:
            place = min(text.index(character) for character in found)
            characters, instead = tuple(found), tuple(found.values())
            yield slip("script-mixed", dataset, text=_around(text, place), characters=characters, instead=instead)


def hidden_characters(reading: Reading) -> Iterator[Slip]:
    """Characters that nobody sees: of no width, turning the direction, or controlling a printer."""
    for dataset, text in _texts(reading):
        found = [character for character in text if unicodedata.category(character) in ("Cf", "Cc", "Co")]
        if found:
            names = tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in found))
            shown = "".join(character for character in text if character not in found)
            yield slip("hidden-characters", dataset, text=_around(shown, text.index(found[0])), characters=names)
