"""What single cells say: numbers, names, formats, owners, and the ways of saying "nothing". Pure functions.

Dates and frequencies are languages of their own and live in ``dates`` and ``frequencies``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from .bureaux import bureau_in, is_body
from .numerals import chinese_number, roman_number
from .words import alternation, find_word, fold, folded, forms, nfkc, one_line, squeeze, without_brackets, wording

__all__ = [
    "clean_name",
    "join_words",
    "read_formats",
    "read_item",
    "read_owner",
    "run_on",
    "says_nothing",
    "says_nothing_planned",
]

_CLAUSES = re.compile(r"[。；;，,]|\.(?:\s|$)|[()（）]")
_NUMBER_TRIM = " .,:、()[]<>\"'"
# No clause that matters is longer; looking further back would make long cells slow.
_CLAUSE = 200
_LONGEST_NOTHING = 80
_LONGEST_NUMBER = 10
_LONGEST_MARK = 40
# Of what else stands where a number should, as much as an id can do with.
_LONGEST_ITEM = 60
_ITEM_WORD = re.compile(r"^(?:no\.?|item|num(?:ber)?|第)\s*(?=[\d一二三四五六七八九十])")
_BODY_END = re.compile(
    r"[,;:。；，：]| (?:and (?:is|are|was|will)|through|via|on|in|under|for|at|since|from|with|to|which)(?= )"
)


def join_words(*parts: str) -> str:
    """The parts that say anything, on one line, with one space between."""
    return one_line(" ".join(part for part in parts if part))


def run_on(first: str, second: str) -> str:
    """The two halves of something that a line or a page has cut: Chinese goes on without a space."""
    between = " " if first[-1:].isascii() or second[:1].isascii() else ""
    return one_line(f"{first}{between}{second}")


def says_nothing(cell: str) -> bool:
    """Whether a cell as a whole says that there is nothing (不適用, N/A, Nil, a dash); an empty cell does not."""
    if len(cell) > _LONGEST_NOTHING:
        return False
    said = squeeze(without_brackets(cell)).strip(" .。()*-")
    return said in _nothing_cells() or squeeze(cell) in _nothing_cells()


def says_nothing_planned(text: str) -> bool:
    """Whether a sentence says that no dataset is planned or was released."""
    return says_nothing(text) or find_word(fold(text), forms("nothing", "sentences")) is not None


@cache
def _nothing_cells() -> frozenset[str]:
    return frozenset(squeeze(word) for word in wording("nothing")["cells"])


def read_item(cell: str) -> str:
    """The printed number of a row ("7" for "7.", "(7)", "No. 7", "七"); "" for an empty cell or a mere bullet."""
    if cell.isdecimal() and len(cell) < _LONGEST_NUMBER:
        return str(int(cell))
    text = clean_name(nfkc(cell)).lower().strip(_NUMBER_TRIM)
    text = _ITEM_WORD.sub("", text).strip(_NUMBER_TRIM)
    if text.isdecimal():
        return str(int(text)) if len(text) < _LONGEST_NUMBER else text[:_LONGEST_ITEM]
    number = chinese_number(fold(text)) or roman_number(text)
    # Anything else that is printed ("3a", "C-12") stays, in a form that an id can carry.
    return str(number) if number else re.sub(r"[^\w]+", "-", text).strip("-")[:_LONGEST_ITEM].strip("-")


@lru_cache(maxsize=1024)
def clean_name(text: str) -> str:
    """A name on one line without leading bullets and trailing footnote marks (*, ¹, [2], 註1)."""
    name = one_line(text)
    while True:
        shorter = _without_mark(name)
        if not shorter or shorter == name:
            return name if shorter else ""
        name = shorter


def _without_mark(name: str) -> str:
    # Looked for where it can be alone: marks beyond number would take as long again for each of them.
    bullet = _bullet().match(name)
    bare = name[bullet.end() :] if bullet else name
    mark = _footnote().search(bare[-_LONGEST_MARK:])
    return bare.removesuffix(mark.group() if mark else "").strip()


@cache
def _bullet() -> re.Pattern[str]:
    marks = re.escape(wording("plain")["marks"]["bullets"])
    return re.compile(rf"^(?:[{marks}]+\s*|\*+\s*|[-–—]+\s+)")


@cache
def _footnote() -> re.Pattern[str]:
    marks = wording("plain")["marks"]
    words = "|".join(map(re.escape, marks["footnote_words"]))
    label = rf"(?:(?:{words})\s*[\d一二三四五六七八九十]*|[\d*#†‡]{{1,2}}|[ivx]{{1,4}}|[a-z])"
    bare = r"(?:(?<=\s)|(?<=[^\x00-\x7f]))[註注]\s?\d{1,2}"
    return re.compile(
        rf"(?:[{re.escape(marks['footnotes'])}]|\[{label}\]|【{label}】|［{label}］|[(（](?:{words})\s*\d*[)）]|{bare})\Z",
        re.IGNORECASE,
    )


def read_formats(texts: Iterable[str], *, only_formats: bool = False) -> tuple[str, ...]:
    """The formats that the data come in, sorted: those that the texts say so of, not every format they mention.

    With ``only_formats`` the texts are cells of a formats column, where every format counts.
    """
    found: set[str] = set()
    for text in texts:
        plain = fold(text)
        found.update(_listed(plain) if only_formats else _said(plain))
    return tuple(sorted(found))


def _listed(text: str) -> list[str]:
    return [_format_names()[match.group()] for match in _format().finditer(text)]


def _said(text: str) -> Iterable[str]:
    for match in _format_run().finditer(text):
        clause = _CLAUSES.split(text[max(0, match.start() - _CLAUSE) : match.start()])[-1] + match.group()
        said = match.group("before") or match.group("after")
        if said and not _not_of_data().search(clause) and not _of_papers().match(text, match.end()):
            yield from _listed(match.group("run"))


@cache
def _format_names() -> dict[str, str]:
    names = wording("formats")["names"]
    return {form: name for name, forms in names.items() for form in folded(forms)}


@cache
def _format() -> re.Pattern[str]:
    # "GEOJSON" is not "JSON", and no format hides in a longer word.
    return re.compile(alternation(_format_names()))


@cache
def _not_of_data() -> re.Pattern[str]:
    return re.compile(alternation((*forms("formats", "said", "papers"), *forms("formats", "said", "past"))))


@cache
def _of_papers() -> re.Pattern[str]:
    # "PDF格式的數據字典", "PDF data dictionary"
    return re.compile(rf" ?[的之]? ?{alternation(forms('formats', 'said', 'papers'))}")


@cache
def _format_run() -> re.Pattern[str]:
    said = {key: alternation(forms("formats", "said", key)) for key in ("before", "after", "lead", "joints")}
    name = alternation(_format_names())
    # All joints of a row and no fewer: "及/或" is one or three of them, and a long row had ever so many readings.
    joint = rf" ?(?:(?:[,、;/&+|()]|{said['joints']}) ?)++| "
    # "格式: ", "Format(s) (for download): ", "Formats of the dataset: "
    before = rf"{said['before']}(?: (?:of|for) [a-z ]{{1,40}}(?=:))? ?(?:\([^()]*\))? ?(?:[:：] ?|- ?)?"
    return re.compile(
        rf"(?P<before>{before}|{said['lead']} ?)?"
        rf"(?P<run>{name}(?:(?:{joint}){name})*)"
        rf"(?P<after> ?{said['after']})?"
    )


def read_owner(text: str) -> str | None:
    """The body that a row itself says its data belong to, as written there; None where it says nothing."""
    plain, key = nfkc(text), fold(text)
    for pattern, sure, needs in _owner_patterns():
        for match in pattern.finditer(key) if any(map(key.__contains__, needs)) else ():
            body = _body(plain[slice(*match.span("body"))])
            if body and (sure or is_body(body)):
                return body
    return None


def _body(text: str) -> str | None:
    """The name at the beginning of ``text``: a known one with its commas, or all up to the first stop."""
    known = bureau_in(text)
    if known and not text[: known[1][0]].lower().replace("the", "").strip():
        return text[slice(*known[1])]
    body = _BODY_END.split(text)[0].strip(" '\"「」")
    body = body[4:] if body.lower().startswith("the ") else body
    return body or None


@cache
def _owner_patterns() -> tuple[tuple[re.Pattern[str], bool, tuple[str, ...]], ...]:
    """Patterns with a group ``body``, each with whether its verb alone makes sure that a body is meant.

    The last are words of which a text must hold one; looking for them first saves most of the time.
    """
    zh = {key: alternation(forms("owners", "chinese", key)) for key in wording("owners")["chinese"]}
    en = {key: alternation(forms("owners", "english", key)) for key in wording("owners")["english"]}
    subject = rf"(?:{zh['what']}{zh['be']}?(?: ?\([^()]*\))?|^|[(\[。.] ?)"
    by = rf"{subject}{zh['by']} ?(?P<body>[^,;。()]{{2,40}}?) ?{zh['between']}?"
    be = rf"(?:{en['what']} {en['be']}|^|[(\[.] ?)(?: ?{en['between']})?"
    tail = rf"(?:(?:,? and|,|/| &) ?\w{{4,14}}){{0,3}} ?{en['by']} (?P<body>[^;.()\[\]]{{2,100}})"
    label = rf"{alternation(forms('owners', 'labels', 'words'))} ?: ?(?P<body>[^;。()]{{2,100}})"
    return tuple(
        (re.compile(pattern), sure, forms("owners", *needs))
        for pattern, sure, needs in (
            (by + zh["verbs"], True, ("chinese", "verbs")),
            (by + zh["weak"], False, ("chinese", "weak")),
            (rf"{be} ?{en['verbs']}{tail}", True, ("english", "verbs")),
            (rf"{be} ?{en['weak']}{tail}", False, ("english", "weak")),
            (label, True, ("labels", "words")),
        )
    )
