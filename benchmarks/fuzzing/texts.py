"""Readers of a cell, a line or a question's words: text goes in, and whatever comes out."""

from __future__ import annotations

from benchmarks.fuzzing.mutation import text_of
from corpus import (
    bureaux,
    cells,
    dates,
    durations,
    frequencies,
    headings,
    landmarks,
    matching,
    numerals,
    prose,
    scripts,
    titles,
    words,
)
from corpus.readings.hidden import Sieve
from corpus.readings.markdown import marks_of
from corpus.readings.passages import Passage
from index import highlights
from index.analysis import Analyser, clean, fold, runs, stem
from index.evidence import Reader
from index.likeness import Compared
from index.names import Asked, Name, spoken
from index.sounds import cantonese, sound
from index.vocabulary import load_vocabulary

SHOWN = 400


def single_cells(data: bytes) -> None:
    """Numbers, names, formats, owners, "nothing"."""
    text = text_of(data)
    item = cells.read_item(text)
    assert item == item.strip()
    assert cells.clean_name(cells.clean_name(text)) == cells.clean_name(text)
    cells.says_nothing(text)
    cells.says_nothing_planned(text)
    parts = text.split("\n")
    cells.join_words(*parts)
    cells.run_on(text, parts[-1])
    assert set(cells.read_formats(parts)) <= set(cells.read_formats(parts, only_formats=True))
    owner = cells.read_owner(text)
    assert owner is None or owner.strip()


def release_dates(data: bytes) -> None:
    """The month of a release."""
    text = text_of(data)
    for year in (None, 2025):
        found = dates.read_date(text, year)
        assert found is None or (len(found) == 7 and "1900-01" <= found <= "2099-12"), found


def how_often(data: bytes) -> None:
    """How often, and how long that is."""
    text = text_of(data)
    found = frequencies.read_frequency(text)
    if found and found.startswith("P"):
        assert durations.minutes(found) is not None, found
        durations.read_duration(found)
    durations.read_duration(text)
    durations.minutes(text)


def numbers(data: bytes) -> None:
    """Chinese, Roman and English numbers."""
    text = text_of(data)
    for read in (numerals.chinese_number, numerals.roman_number, numerals.read_number):
        found = read(text)
        assert found is None or found >= 0
    numerals.arabic_years(text)


def opening_lines(data: bytes) -> None:
    """Lines that open parts of a plan, and its title."""
    text = text_of(data)
    headings.read_section(text)
    headings.read_spatial(text)
    headings.read_body(text)
    headings.is_note(text)
    headings.is_furniture(text)
    headings.mentions_spatial(text)
    titles.is_title(text)
    titles.read_period(text)
    titles.spatial_by_title(text)
    bureaux.bureau_named(text)
    bureaux.bureau_in(text)
    bureaux.author_in(text, chinese=True)
    bureaux.author_in(text, chinese=False)
    bureaux.is_body(text)
    _landmarks(Passage(tuple(text.split("\n")), row="\n" in text, line=1))


def plan_titles(data: bytes) -> None:
    """Whose plan it is, by its first lines."""
    text = text_of(data)
    lines = text.split("\n")
    plan = titles.read_plan_identity("plan.txt", lines[:3], lines, text)
    assert plan.id and plan.language in ("en", "zh-Hant", "zh-Hans")


def _landmarks(passage: Passage) -> None:
    landmarks.merged(passage)
    landmarks.opens_plan(passage)
    landmarks.may_be_heading(passage)
    landmarks.section_of(passage)
    landmarks.spatial_of(passage)
    landmarks.sample([passage])


def prepared_words(data: bytes) -> None:
    """Text made ready to be compared, notes of portals, marks of tables."""
    text = text_of(data)
    assert words.fold(words.fold(text)) == words.fold(text)
    words.squeeze(text)
    words.without_brackets(text)
    assert len(prose.plain_text(text, SHOWN)) <= SHOWN + 3
    scripts.simplified(text)
    scripts.foreign(text, "zh-Hant")
    one, other = matching.units(text), matching.core(text)
    assert 0 <= matching.likeness(one, other) <= 1 and 0 <= matching.overlap(one, other) <= 1
    matching.digits(text)
    Sieve().clean(text, 1)
    marks = marks_of(text)
    for line in text.split("\n"):
        marks.row(line)
        marks.parts(line, opens=True)
        marks.bare(line)


def analyser() -> object:
    """What texts are found by: words, terms, sounds, names."""
    analysed = Analyser(("急症室", "Hospital Authority"))
    reader = Reader(analysed, load_vocabulary())
    waiting = Name("x", "急症室等候時間", sound("急症室等候時間"), cantonese("急症室等候時間"))
    names = Compared([spoken(waiting), spoken(Name("y", "Emergency Waiting Time"))])

    def read(data: bytes) -> None:
        text = text_of(data)
        assert clean(clean(text)) == clean(text)
        folded = fold(text)
        assert fold(folded) == folded
        for at, run in runs(folded):
            assert folded[at : at + len(run)] == run and stem(run)
        analysed.words(text)
        analysed.tokens(text)
        tokens = analysed.query_tokens(text)
        assert all(tokens)
        reader.terms(text)
        reader.units(text)
        reader.named_terms(text)
        cantonese(text)
        assert all(0 <= score <= 1.000001 for score in names.likeness(Asked(text)).tolist())
        for span in highlights.highlights(text, text.split()[:8]):
            assert 0 <= span[0] <= span[1] <= len(text)

    return read
