"""A line of text -> the place in a plan that it opens: a part (A-D), spatial or not, another organisation.

Pure functions over single lines; what a line means beside its neighbours is for ``parsing`` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from .bureaux import is_body
from .cells import clean_name, read_item, says_nothing_planned
from .numerals import arabic_years
from .records import Section
from .words import alternation, find_word, fold, forms, nfkc, squeeze, without_brackets, wording

__all__ = [
    "BodyHeading",
    "Role",
    "SectionHeading",
    "SpatialHeading",
    "is_furniture",
    "is_note",
    "mentions_spatial",
    "read_body",
    "read_section",
    "read_spatial",
]

Role = Literal["own", "others", "released"]
"""Whose datasets a part lists: the bureau's planned ones, other organisations' planned ones, or all that are out."""

_SECTIONS: dict[str, Section] = {"a": "A", "b": "B", "c": "C", "d": "D"}
_ROLES: dict[Section, Role] = {"A": "own", "B": "own", "C": "others", "D": "released"}
_LONGEST_HEADING = 160
_LONGEST_BODY = 80
# A heading without a letter says at its beginning whose datasets it lists.
_OPENING = 60
_LONGEST_OPENING = 110
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_LETTERS = "abcdefgh"
_SUPERSCRIPTS = tuple("¹²³⁴⁵⁶⁷⁸⁹")
# "i.", "(ii)", "1)", "(a)", "一、", and several of them: "A.ii", "C1.i", "C.1.2"
_MARK = (
    r"\(?(?:[ivx]{1,4}|\d{1,2}|[a-h]\d?|[一二三四五六七八九十甲乙丙丁]{1,2})(?:\) ?[.、:]?|[.、:-](?!\Z)|(?=\()| ) ?"
)
_ENUMERATION = rf"[\[【•·*> ]{{0,2}}(?:(?:table|表) ?)?(?P<marks>(?:{_MARK}){{0,4}})"
_LETTER_BEFORE = re.compile(r"(?P<letter>[A-D])(?P<body>\d{0,2})(?:[.(-] ?|$)")
# "第一部分", "Part 2", "(三)" before the heading of a part that has no letter.
_ORDINAL = re.compile(
    r"(?:第 ?[一二三四\d] ?(?:部分|部|章)|(?:part|section) ?(?:\d|[ivx]{1,3})(?![a-z])"
    r"|\(?(?:[一二三四]|\d|[ivx]{1,3})(?:[).、]+|(?=在|于|20)))[ .、:)-]*"
)


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """The heading of a part, with the years it names.

    ``letter`` is None where none is printed; ``spatial`` where it does not speak of one kind of data alone.
    """

    letter: Section | None
    role: Role
    years: tuple[int, ...] = ()
    spatial: bool | None = None


@dataclass(frozen=True, slots=True)
class SpatialHeading:
    """The heading of a table; ``rest`` is what the same line says further ("Nil" in "i. Spatial data: Nil").

    ``letter`` is that of the part, where the number before the words holds it ("A(i)", "C.1").
    """

    spatial: bool
    rest: str
    letter: Section | None = None


@dataclass(frozen=True, slots=True)
class BodyHeading:
    """The heading of another organisation's tables, with its printed number ("" where there is none)."""

    number: str
    name: str


@lru_cache(maxsize=1024)
def read_section(text: str) -> SectionHeading | None:
    """The part of the plan that this line opens, else None."""
    plain, line = nfkc(text), arabic_years(fold(text))
    if len(line) > _LONGEST_HEADING or line.endswith("。") or is_note(text):
        return None
    match = _lettered().match(line)
    if match and _is_letter(plain, match) and _speaks(match.group("rest"), "about"):
        letter = _SECTIONS.get(_letters().get(match.group("letter"), match.group("letter")))
        if letter:
            return _section(line, letter)
        line = match.group("rest")  # "E. Released datasets" is known by its words, "E. Enquiries" is no part
    return _section(line, None) if _opens_part(_ORDINAL.sub("", line, count=1)) else None


def _section(line: str, letter: Section | None) -> SectionHeading:
    years = tuple(sorted(set(map(int, _YEAR.findall(line)))))
    return SectionHeading(letter, _role(line) or (_ROLES[letter] if letter else "own"), years, _kind_of_sets(line))


def _kind_of_sets(line: str) -> bool | None:
    """Whether a heading speaks of spatial datasets alone (True) or of others alone (False); else None."""
    # "空間數據共享平台" is the name of a portal: only what says that the sets themselves are spatial counts.
    words = alternation(forms("headings", "spatial", "sets"))
    kinds = {match.group("no") is None for match in re.finditer(rf"(?P<no>非(?:地理)?|non[- ]?)?{words}", line)}
    return kinds.pop() if len(kinds) == 1 else None


def _opens_part(line: str) -> bool:
    """Whether a line without a letter is the heading of a part: it speaks of datasets that are or will be let out."""
    bare = without_brackets(line).rstrip(" :")
    if bare in forms("headings", "section", "alone"):
        return True
    if says_nothing_planned(line) or len(line) > _LONGEST_OPENING or line.endswith("."):
        return False
    if bare.startswith(forms("headings", "section", "prose")):
        return False
    if not bare.isascii() and any(stop in bare for stop in ",;。"):
        return False
    if _speaks(line[:_OPENING], "own"):
        return True
    begins = bare.startswith(forms("headings", "section", "starts"))
    return (begins or bare.endswith(forms("headings", "section", "ends"))) and _speaks(bare, "verbs")


def _is_letter(plain: str, match: re.Match[str]) -> bool:
    """Whether the letter opens a part: "A." and "Part A" do, "(a)" and "A dataset" do not."""
    letter = plain[match.start("letter")]
    marked = match.group("word") or match.group("close") or match.group("part") or (match.group("stop") or "").strip()
    bare = plain[match.end("letter")] == " " and _opens_part(match.group("rest"))
    return bool(marked or bare) and (letter.isupper() or not letter.isascii())


def _role(line: str) -> Role | None:
    if _speaks(line, "released"):
        return "released"
    return "others" if _speaks(line, "others") else None


def _speaks(line: str, kind: str) -> bool:
    return find_word(line, forms("headings", "section", kind), stems=True) is not None


@cache
def _letters() -> dict[str, str]:
    return {fold(mark): letter.lower() for mark, letter in wording("headings")["letters"].items()}


@cache
def _lettered() -> re.Pattern[str]:
    letter = f"[a-h{''.join(_letters())}]"
    return re.compile(
        rf"(?P<word>(?:part|section|部分) ?)?\(?(?P<letter>{letter})(?![a-z])(?P<close>\))? ?(?P<part>部分?)?"
        r"(?P<stop>[ .、:)\-]+)?(?!\d{1,2}(?!\d))(?P<rest>.+)"
    )


@lru_cache(maxsize=1024)
def read_spatial(text: str) -> SpatialHeading | None:
    """Whether this line opens a table of spatial or of other datasets, else None."""
    plain, line = nfkc(text), fold(text)
    match = _spatial().match(line) if len(line) <= _LONGEST_HEADING else None
    if not match or (match.group("more") and read_section(text)):
        return None
    end = match.start("more") if match.group("more") else match.end()
    letter = _LETTER_BEFORE.match(plain[: match.end("marks")].lstrip("("))
    part = _SECTIONS[letter.group("letter").lower()] if letter and _is_compound(match.group("marks"), letter) else None
    return SpatialHeading(match.group("yes") is not None, plain[end:].strip(" :：.。-()（）[]【】"), part)


def _is_compound(marks: str, letter: re.Match[str]) -> bool:
    """Whether a letter stands before a further mark: "A(i)" and "C.1" name a part, "A." may number a table."""
    return bool(letter.group("body") or marks[letter.end() :].strip(" .)、:-"))


@cache
def _spatial() -> re.Pattern[str]:
    no, yes = (alternation(forms("headings", "spatial", key)) for key in ("no", "yes"))
    return re.compile(
        rf"{_ENUMERATION}(?P<words>(?P<no>{no})|(?P<yes>{yes}))(?: ?/? ?(?:{no}|{yes}))?"
        r"(?: ?(?=[.:。(\-\]】]|\Z)|(?P<more> (?:of|to be|for|from|planned|released)(?= )))"
    )


def read_body(text: str) -> BodyHeading | None:
    """The other organisation that this line names, else None."""
    plain = clean_name(nfkc(text)).rstrip(" :：")
    sentence = plain.endswith(("。", ".", ";")) and not plain.lower().endswith("ltd.")
    if not plain or len(plain) > _LONGEST_BODY or sentence:
        return None
    match = _numbered().match(plain)
    whole = match.group("name") if match else plain
    label = _label().match(fold(whole))
    labelled, name = bool(label), whole[label.end() :] if label else whole
    if match and not _speaks(fold(name), "data"):
        labelled = True  # "(1) X" names a body whatever X is, unless it speaks of data
    return BodyHeading(_body_number(match), clean_name(name)) if labelled or is_body(name) else None


def _body_number(match: re.Match[str] | None) -> str:
    printed = (match.group("behind") or match.group("bracketed") or match.group("stopped")).lower() if match else ""
    if len(printed) == 1 and printed in _LETTERS:
        return str(_LETTERS.index(printed) + 1)
    return read_item(printed)


@cache
def _numbered() -> re.Pattern[str]:
    number = r"\d{1,2}|[ivx]{1,4}|[a-z]|[一二三四五六七八九十]{1,3}"
    return re.compile(
        rf"(?:c ?[-.]? ?(?P<behind>\d{{1,2}})(?: ?[.)、:] ?| )|"
        rf"(?:c ?[-.]? ?)?(?:\((?P<bracketed>{number})\) ?[.、:]?|(?P<stopped>{number}) ?[.)、:]) ?)(?P<name>.+)",
        re.I,
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"{alternation(forms('headings', 'organisation', 'label'))} ?: ?")


def is_note(text: str) -> bool:
    """Whether this line is a note to a table (備註：..., "* ...", "[1] ...")."""
    return text.strip()[:1] in _SUPERSCRIPTS or bool(_note().match(fold(text)))


@cache
def _note() -> re.Pattern[str]:
    labels = alternation(forms("headings", "notes", "label"))
    return re.compile(rf"[(\[【]?{labels} ?\d* ?[.:)\]】]|[*#^†‡§]|\[\d{{1,2}}\]")


def is_furniture(text: str) -> bool:
    """Whether this line belongs to the page and not to the plan: a page number, "continued"."""
    return bool(_furniture().fullmatch(squeeze(text)))


@cache
def _furniture() -> re.Pattern[str]:
    number = r"(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十]{1,4})"
    lines = (re.escape(squeeze(line.replace("{n}", "0"))) for line in wording("headings")["furniture"]["lines"])
    return re.compile("|".join(line.replace("0", number) for line in lines))


def mentions_spatial(text: str) -> bool | None:
    """Whether a sentence speaks of spatial data alone (True) or of other data alone (False); else None."""
    line = fold(text)
    for word in forms("headings", "spatial", "other"):
        line = line.replace(word, " ")
    rest = line
    for word in forms("headings", "spatial", "no"):
        rest = rest.replace(word, " ")
    no, yes = rest != line, find_word(rest, forms("headings", "spatial", "yes")) is not None
    return None if no == yes else yes
