from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import load_library
from index import vocabulary
from index.vocabulary import Atom, Mention, Vocabulary, atoms, load_vocabulary, vocabulary_hash

TERMS: list[dict[str, Any]] = [
    {"id": "emergency", "en": ["emergency department"], "zh": ["急症室", "急診室", "急症"], "abbr": ["ER", "A&E"]},
    {"id": "waiting", "en": ["waiting time", "wait"], "zh": ["等候時間", "輪候"]},
    {"id": "emergency-waiting", "zh": ["急症室等候時間"], "broader": ["emergency", "waiting"]},
    {"id": "health-centre", "en": ["district health centre"], "zh": ["地區康健中心"], "broader": ["centre"]},
    {
        "id": "health-centre-express",
        "en": ["district health centre express"],
        "zh": ["地區康健站"],
        "broader": ["centre"],
    },
    {"id": "centre", "en": ["centre"], "zh": ["中心"], "broader": ["place"]},
    {"id": "place", "en": ["place"], "zh": ["地方"], "broader": ["centre"]},
    {"id": "knee", "en": ["knee replacement", "knee joint replacement"], "zh": ["換膝"], "broader": ["joint"]},
    {"id": "hip", "en": ["hip replacement"], "zh": ["換髖"], "broader": ["joint"]},
    {"id": "joint", "en": ["joint replacement"], "zh": ["關節置換"]},
    {"id": "ward-round", "en": ["wait"], "zh": ["巡房"]},
]
WORDS = Vocabulary(TERMS, ["emergency"])
pieces_of_text = "急症室等候時間輪候地區康健中心站換膝ER's er knee and hip replacement waiting time of、 "


def told(text: str, *, nested: bool = False) -> list[tuple[str, str]]:
    return [(mention.term, mention.text) for mention in WORDS.mentions(atoms(text), nested=nested)]


def test_a_text_falls_into_characters_and_stems_with_their_places() -> None:
    assert atoms("急症 Waiting　Times,衞") == (
        Atom("急", "急", 0, 1),
        Atom("症", "症", 1, 2),
        Atom("wait", "Waiting", 3, 10),
        Atom("time", "Times", 11, 16),
        Atom("卫", "衞", 17, 18),
    )


def test_places_count_in_the_cleaned_text() -> None:
    assert [(atom.start, atom.end) for atom in atoms("  急\u200b症")] == [(0, 1), (1, 2)]


@given(st.text(max_size=20))
def test_atoms_never_overlap(text: str) -> None:
    found = atoms(text)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_the_longest_wording_wins() -> None:
    assert told("急症室等候時間") == [("emergency-waiting", "急症室等候時間")]
    assert told("district health centre express") == [("health-centre-express", "district health centre express")]


def test_a_wording_that_breaks_off_leaves_the_shorter_one() -> None:
    assert told("急症室等候") == [("emergency", "急症室")]
    assert told("district health centre exports") == [("health-centre", "district health centre")]


def test_a_nested_search_also_tells_what_stands_inside() -> None:
    assert told("急症室等候時間", nested=True) == [
        ("emergency", "急症"),
        ("emergency", "急症室"),
        ("emergency-waiting", "急症室等候時間"),
        ("waiting", "等候時間"),
    ]


@given(st.lists(st.sampled_from(["急", "症", "室", "等", "候", "時", "間", "centre ", "place ", "ER ", "knee "])))
def test_what_is_told_without_nesting_is_told_with_it(parts: list[str]) -> None:
    plain, nested = (WORDS.mentions(atoms("".join(parts)), nested=inside) for inside in (False, True))
    assert set(plain) <= set(nested)
    assert all(one.last < other.first for one, other in pairwise(plain))


def test_words_meet_in_any_script_case_and_number() -> None:
    assert told("急诊室") == [("emergency", "急诊室")]
    assert told("Knee Replacements") == [("knee", "Knee Replacements")]


def test_english_words_are_not_found_inside_others() -> None:
    assert told("concentre awaiting") == []


def test_a_wording_of_two_terms_mentions_both() -> None:
    assert told("wait") == [("waiting", "wait"), ("ward-round", "wait")]


@pytest.mark.parametrize("text", ["ER", "ERs", "A&E", "the ER queue"])
def test_an_abbreviation_in_capitals_is_its_term(text: str) -> None:
    assert [term for term, _ in told(text)] == ["emergency"]


@pytest.mark.parametrize("text", ["er", "Er", "ers", "ERS", "a&e", "HER", "E R"])
def test_an_abbreviation_written_otherwise_is_a_word_like_any_other(text: str) -> None:
    assert told(text) == []


def test_nothing_is_mentioned_by_nothing() -> None:
    assert told("") == told("。，") == []
    assert Vocabulary(()).mentions(atoms("急症室")) == []


@pytest.mark.parametrize(
    ("text", "elided"),
    [
        ("knee and hip replacement", [("knee", "knee", 0)]),
        ("a Knee or hip replacement", [("knee", "Knee", 1)]),
        ("knee and total hip replacement", [("knee", "knee", 0)]),
        ("knee and hip surgery", []),
        ("knee replacement and hip", []),
        ("knee and", []),
        ("and hip replacement", []),
        ("", []),
    ],
)
def test_a_word_said_once_counts_for_both_sides_of_and(text: str, elided: list[tuple[str, str, int]]) -> None:
    assert [(m.term, m.text, m.first) for m in WORDS.elided(atoms(text))] == elided


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("急正室", [("emergency", "急正室", 0, 2)]),
        ("我想問急正室", [("emergency", "急正室", 3, 5)]),
        ("等后时间", [("waiting", "等后时间", 0, 3)]),
        ("輪侯", []),  # two characters sound like too much else
        ("正室", []),
        ("ERR", []),
        ("", []),
    ],
)
def test_a_term_is_heard_where_none_is_written(text: str, heard: list[tuple[str, str, int, int]]) -> None:
    assert [(m.term, m.text, m.first, m.last) for m in WORDS.heard(list(atoms(text)))] == heard


def test_the_longest_that_is_heard_wins() -> None:
    words = Vocabulary([{"id": "short", "zh": ["急症室"]}, {"id": "long", "zh": ["急症室等候"]}])
    assert [m.term for m in words.heard(list(atoms("急正室等后")))] == ["long"]


def test_nothing_is_heard_across_what_is_taken() -> None:
    pieces: list[Atom | None] = list(atoms("急正室"))
    pieces[1] = None
    assert WORDS.heard(pieces) == []


def test_wider_terms_are_followed_all_the_way_even_in_a_circle() -> None:
    assert WORDS.closure(["health-centre"]) == {"health-centre", "centre", "place"}
    assert WORDS.closure(["emergency-waiting"]) == {"emergency-waiting", "emergency", "waiting"}
    assert WORDS.closure([]) == frozenset()


@given(st.sets(st.sampled_from([term["id"] for term in TERMS])))
def test_closing_what_is_closed_adds_nothing(terms: set[str]) -> None:
    closed = WORDS.closure(terms)
    assert terms <= closed == WORDS.closure(closed)


@given(st.text(max_size=15) | st.text(st.sampled_from(pieces_of_text), max_size=25))
def test_no_text_is_too_odd_to_be_searched(text: str) -> None:
    pieces = atoms(text)
    for mention in (*WORDS.mentions(pieces, nested=True), *WORDS.elided(pieces), *WORDS.heard(list(pieces))):
        assert isinstance(mention, Mention)
        assert 0 <= mention.first <= mention.last < len(pieces)
        assert mention.text.startswith(pieces[mention.first].text)


def test_wordings_are_told_by_language() -> None:
    words = Vocabulary([{"id": "a", "en": ["casualty"], "zh": ["急症室"]}, {"id": "b", "en": ["wait"], "abbr": ["W"]}])
    assert (list(words.chinese), list(words.english)) == (["急症室"], ["casualty", "wait"])


def test_subjects_are_what_data_is_about_and_not_how_it_is_counted() -> None:
    words = load_vocabulary()
    assert "emergency" in WORDS.subjects and "waiting" not in WORDS.subjects
    assert words.subjects < words.forms.keys()
    assert {"hospital", "bus-route"} <= words.subjects and "waiting-time" not in words.subjects


def test_every_wording_is_found_where_it_lies() -> None:
    # "dying" has the stem "die" and "aed" the stem "a": a wording lies under what its stem begins with.
    words = load_vocabulary()
    for term, forms in words.forms.items():
        for form in forms:
            pieces = atoms(form)
            whole = {m.term for m in words.mentions(pieces) if (m.first, m.last) == (0, len(pieces) - 1)}
            assert term in whole, form


@pytest.mark.parametrize(
    "form", ["(a) ward", "…etc", "AED wait", "dying at home", "衞生", "Ａ＆Ｅ wait", "３歲", "𠮷野家"]
)
def test_a_wording_is_found_whatever_it_begins_with(form: str) -> None:
    words = Vocabulary([{"id": "odd", "en": [form]}])
    assert [mention.term for mention in words.mentions(atoms(form))] == ["odd"]


def test_every_wording_of_a_fit_length_is_heard() -> None:
    # 重 begins 重建 as "chong" and 重量 as "zhong".
    words = Vocabulary([{"id": "built", "zh": ["重建區"]}, {"id": "weight", "zh": ["重量級"]}])
    assert [m.term for text in ("蟲建區", "眾量級") for m in words.heard(list(atoms(text)))] == ["built", "weight"]


@pytest.mark.parametrize(
    ("english", "chinese", "term"),
    [
        ("hospital authority", "医管局", "hospital-authority"),
        ("waiting time", "輪候時間", "waiting-time"),
        ("patient days", "住院日次", "patient-days"),
    ],
)
def test_the_two_languages_meet_in_one_term(english: str, chinese: str, term: str) -> None:
    words = load_vocabulary()
    assert term in {m.term for m in words.mentions(atoms(english))} & {m.term for m in words.mentions(atoms(chinese))}


@pytest.mark.parametrize("changed", ["health.toml", "city.toml", "measures.toml", "variants.toml"])
def test_the_hash_changes_with_any_file_of_words(monkeypatch: pytest.MonkeyPatch, changed: str) -> None:
    before, read = vocabulary_hash(), vocabulary._data
    monkeypatch.setattr(vocabulary, "_data", lambda name: read(name) + (b"#" if name == changed else b""))
    assert vocabulary_hash.__wrapped__() != before


def test_the_hash_stays_while_the_words_stay() -> None:
    assert vocabulary_hash.__wrapped__() == vocabulary_hash()
    assert len(vocabulary_hash()) == 64


@pytest.mark.parametrize(
    "text",
    [
        "",
        "急症室等候時間",
        "地區康健站",
        "knee and hip replacement",
        "A&E waiting time",
        "district health centre express",
    ],
)
def test_terms_of_a_text_are_those_of_its_mentions_and_wider_ones(text: str) -> None:
    vocabulary, pieces = load_vocabulary(), atoms(text)
    outer, inner = vocabulary.terms(pieces)
    assert outer == vocabulary.closure(mention.term for mention in vocabulary.mentions(pieces))
    assert inner == vocabulary.closure(mention.term for mention in vocabulary.mentions(pieces, nested=True))


def test_all_names_at_hand_mention_the_same_in_one_walk_as_in_two() -> None:
    vocabulary = load_vocabulary()
    for dataset in load_library().datasets:
        for text in (dataset.name, dataset.name_en, dataset.description, dataset.description_en):
            pieces = atoms(text)
            mentioned = [vocabulary.mentions(pieces, nested=nested) for nested in (False, True)]
            assert vocabulary.terms(pieces) == tuple(vocabulary.closure(m.term for m in found) for found in mentioned)
