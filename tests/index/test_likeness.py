"""How like names a text is: all at once as each by itself, word by word and letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from corpus.library import Library
from index import likeness
from index.analysis import is_han, stem
from index.inheritance import names_of
from index.likeness import PAIRS, PART, SOUND, WHOLE, Compared
from index.names import HEARD_LETTERS, Asked, Name, Spoken, named, spoken

NAMES = [
    *map(spoken, named({"a": ["按醫院劃分的急症室等候時間", "Accident and Emergency Waiting Time by Hospital"]})),
    *map(spoken, named({"b": ["18區普通科門診診症名額", "COVID-19 疫苗", "癌", "Waits, Waiting; Waited (Waiting)"]})),
    Spoken("a"),
    Spoken(""),
    Spoken("", "aizheng", "ngaamzing"),
]
LETTERS = "急症室癌急急室18 aiwtng zhe按醫院waiting time疫苗covid\ud800𠀀"
texts = st.text(st.sampled_from(LETTERS), max_size=20) | st.sampled_from([name.written for name in NAMES])


def plainly(asked: Asked, name: Spoken) -> float:
    """How like a text one name is, in so many words."""
    if not asked.text:
        return 0.0
    score = 0.0
    if is_han(name.written) and (asked.is_han or asked.text.isdecimal()):
        score = letters(asked.text, name.written)
    elif name.written and not is_han(name.written) and not asked.is_han:
        score = words(asked.text, name.written)
    if len(asked.heard) >= HEARD_LETTERS:
        sounds = [name.pinyin] if asked.is_han else [name.pinyin, name.jyutping]
        score = max(score, *(SOUND * letters(asked.heard, heard) for heard in sounds))
    return score


def letters(asked: str, written: str) -> float:
    if not written:
        return 0.0
    whole = fuzz.ratio(asked, written) / 100
    part = fuzz.partial_ratio(asked, written) / 100 if len(asked) <= len(written) else whole
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)}
    shared = sum(pair in written for pair in pairs) / len(pairs) if pairs else float(asked in written)
    return PART * part + PAIRS * shared + WHOLE * whole


def words(text: str, written: str) -> float:
    asked, others = text.split(), written.split()
    met = sum(
        len(word) * max(word_likeness(word, other, last=n == len(asked) - 1) for other in others)
        for n, word in enumerate(asked)
    )
    verbatim = len(text) > 1 and f" {text}" in f" {written}"
    share = 1.0 if verbatim else met / sum(map(len, asked))
    back = sum(len(other) * max(word_likeness(word, other, last=False) for word in asked) for other in others)
    return (PART + PAIRS) * share + WHOLE * back / sum(map(len, others))


def word_likeness(word: str, other: str, *, last: bool) -> float:
    if word == other or stem(word) == stem(other):
        return 1.0
    if last and len(word) > 1 and other.startswith(word):
        return 0.95
    alike = fuzz.ratio(word, other) / 100
    return alike if alike >= 0.7 else 0.0


@pytest.mark.parametrize("few", [0, likeness.FEW])
@given(texts)
@example("")
@example("18")
@example("a")
@example("癌")
@example("wai")
@example("waiting wait")
@example("ngaamzing")
def test_all_at_once_are_as_like_as_each_by_itself(few: int, text: str) -> None:
    asked = Asked(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "FEW", few)
        found = Compared(NAMES).likeness(asked).tolist()
    assert found == pytest.approx([plainly(asked, name) for name in NAMES])


def test_names_at_hand_are_as_like_their_beginnings_as_each_by_itself(library: Library) -> None:
    names = [spoken(name) for name in named({each.id: names_of(each) for each in library.datasets})]
    compared = Compared(names)
    for text in {name.written[:size] for name in names[::7] for size in (1, 2, 5, 13, 34)}:
        asked = Asked(text)
        assert compared.likeness(asked).tolist() == pytest.approx([plainly(asked, name) for name in names])


def test_a_name_is_held_against_a_text_by_its_sound_too() -> None:
    heard, written = named({"a": ["急症室"]})[0], Name("b", "Cancer")
    assert Compared([spoken(heard), spoken(written)]).likeness(Asked("急证室")).tolist() == pytest.approx([SOUND, 0])


def test_nothing_is_like_no_text_and_no_name_like_any() -> None:
    assert Compared(NAMES).likeness(Asked(" ")).tolist() == [0.0] * len(NAMES)
    assert Compared([]).likeness(Asked("癌症")).tolist() == []
