"""Whose plan a document is, for which years and in which language, from its cover and its file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath

from .bureaux import Bureau, author_in, bureau_in, bureaux
from .numerals import arabic_years
from .records import Plan
from .words import alternation, find_word, fold, forms, nfkc, one_line, wording

__all__ = ["is_title", "language_of", "read_period", "read_plan_identity", "spatial_by_title"]

_SPAN = re.compile(r"(?<!\d)(20\d\d) ?年?(?:度)? ?(?:[-/至到~]|to|and|及|和) ?(20\d\d|\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# 2025/26 to 2027/28: financial years; the period is from the first to the last
_TWO_YEARS = re.compile(
    r"(?<!\d)(20\d\d) ?[-/] ?\d\d ?年?度? ?(?:[-/至到]|to|and|及|和) ?(20)(\d\d) ?[-/] ?(\d\d)(?!\d)"
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]+")
_LONGEST_NAME = 60
# Lines; what stands further down is a preface.
_LONGEST_COVER = 300
_LITTLE = frozenset({"of", "for", "by", "the", ""})
# A Chinese character says about as much as an English word; a plan in Chinese is full of English names.
_CHINESE_SHARE = 0.3


def is_title(line: str) -> bool:
    """Whether the line speaks of an open data plan, or of a spatial data plan."""
    return find_word(fold(line), _title_words()) is not None


@cache
def _title_words() -> tuple[str, ...]:
    return (*forms("headings", "title", "open"), *forms("headings", "title", "spatial"))


def language_of(text: str) -> str:
    """ "zh-Hant", "zh-Hans" or "en": the language that most of the text is in."""
    chinese, latin = len(_CHINESE.findall(text)), len(_LATIN.findall(text))
    if chinese <= _CHINESE_SHARE * (chinese + latin):
        return "en"
    characters = wording("characters")
    traditional = sum(map(set("".join(characters["traditional"].split())).__contains__, text))
    simplified = sum(map(set("".join(characters["simplified"].split())).__contains__, text))
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def read_period(text: str) -> str:
    """The years that a title names, as "2024-2026" or "2025"; "" where it names none."""
    line = _TWO_YEARS.sub(r"\1 - \2\4", arabic_years(fold(text)))
    span = _SPAN.search(line)
    if span:
        first, last = span.groups()
        last = last if len(last) == 4 else first[:2] + last
        return f"{first}-{last}" if first < last else first
    year = _YEAR.search(line)
    return year.group() if year else ""


def read_plan_identity(document: str, cover: Sequence[str], headings: Sequence[str], body: str) -> Plan:
    """The plan of a document, from the lines before its first part, the headings of its parts and all its text."""
    stem = PurePath(document).name.split(".", 1)[0]
    cover = cover[:_LONGEST_COVER]
    title = _title_line(cover)
    language = language_of(body)
    chinese = language != "en"
    bureau, name = _bureau(cover, title, chinese=chinese)
    if not bureau and not name:
        bureau = _bureau_of_file(stem)
        name = "" if not bureau else bureau.chinese if chinese else bureau.english
    period = next(filter(None, map(read_period, [title, *cover, stem])), "") or _years(headings)
    return Plan(
        id="-".join(filter(None, [bureau.code if bureau else _slug(stem), period])),
        bureau=name,
        period=period,
        language=language,
        title=title,
        document=document,
        bureau_en=bureau.english if bureau else "",
    )


def _title_line(cover: Sequence[str]) -> str:
    """The title, put together where its second half stands in brackets on the next line."""
    place = next((place for place, line in enumerate(cover) if is_title(line)), None)
    if place is None:
        return ""
    following = cover[place + 1] if place + 1 < len(cover) else ""
    return one_line(f"{cover[place]} {following}" if following[:1] in {"(", "（"} else cover[place])


def _bureau(cover: Sequence[str], title: str, *, chinese: bool) -> tuple[Bureau | None, str]:
    """The bureau and its name as the cover writes it: in the title, else on the line nearest to it.

    A bureau or department goes before another body, and its name in the plan's language before one in the other.
    """
    lines = [line for line in cover if not is_title(line)]
    place = next((place for place, line in enumerate(cover) if is_title(line)), 0)
    # Prose on a cover may name anybody; a line of its own names the author.
    near = sorted(lines, key=lambda line: (len(line) > _LONGEST_NAME, abs(cover.index(line) - place)))
    for line in [title, *near]:
        found = author_in(line, chinese=chinese)
        if found:
            return found[0], nfkc(line)[slice(*found[1])]
    return None, next(filter(None, map(_unknown_name, [title, *near])), "")


def _unknown_name(line: str) -> str:
    """What is left of a line when the words of every cover are taken from it."""
    plain, key = nfkc(line), fold(line)
    words = alternation([*_title_words(), *forms("headings", "title", "cover")])
    noise = rf"{words}|20\d\d(?: ?[-/] ?\d\d(?!\d))?|[-/()年至]"
    left = one_line("".join(plain[a:b] for a, b in _gaps(re.compile(noise), key)))
    kept = [word.strip(",:.'") for word in left.split()] if len(left) <= _LONGEST_NAME else []
    while kept and kept[0].lower() in _LITTLE:
        kept.pop(0)
    while kept and kept[-1].lower() in _LITTLE:
        kept.pop()
    return " ".join(kept)


def _gaps(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in pattern.finditer(text)]
    return list(zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True))


def _years(headings: Sequence[str]) -> str:
    """The first and the last year of the parts, for a plan whose cover names none."""
    years = sorted({year for heading in headings for year in _YEAR.findall(heading)})
    return "-".join(dict.fromkeys([years[0], years[-1]])) if years else ""


def _bureau_of_file(stem: str) -> Bureau | None:
    """The bureau that a file is named for, by its name or its code ("td-open-data-plan-2025_en")."""
    found = bureau_in(stem.replace("_", " ").replace("-", " "))
    if found:
        return found[0]
    words = re.split(r"[\W_]+", stem.lower())
    return next((bureau for bureau in bureaux() if bureau.code in words and bureau.kind != "body"), None)


def _slug(stem: str) -> str:
    bare = _YEAR.sub(" ", _SPAN.sub(" ", nfkc(stem)))
    words = [word for word in re.split(r"[\W_]+", bare.lower()) if word]
    # The editions of one plan differ in their names by the language alone.
    while len(words) > 1 and fold(words[-1]) in forms("headings", "title", "languages"):
        words.pop()
    return "-".join(words) or "plan"


def spatial_by_title(title: str) -> bool:
    """Whether tables that do not say so are spatial: in a plan of spatial data alone."""
    line = fold(title)
    spatial, other = (find_word(line, forms("headings", "title", kind)) for kind in ("spatial", "open"))
    return spatial is not None and other is None
