"""Wordings as data: each template compiles, finds what it is meant to find, and takes no time to say no."""

import itertools
import re
import time
from collections.abc import Iterator
from functools import cache
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.hints import HINTS
from assistant.spelling import GRAMMAR
from assistant.templates import filler_values, slots
from assistant.wording import Grammar, Rule, find_spans, grammar, literals
from index.analysis import fold

RULES = grammar(*GRAMMAR)
COMPUTED = {"n": ("two", "三"), "k": ("two", "三"), "year": ("2025", "2025")}
PIECES = re.compile(r"(\{\w+\}|[\[\]()|])")


def made(rule: Rule, pick: int, *, full: bool) -> str:
    """A text of the template: its ``pick``-th alternatives, with what is optional where ``full``."""
    pieces = iter(piece for piece in PIECES.split(rule.template) if piece)
    text = _made(pieces, rule.language, pick, full)
    return fold(" ".join(text.split()) if rule.language == "en" else text.replace(" ", ""))


def _made(pieces: Iterator[str], language: str, pick: int, full: bool) -> str:
    choices = [""]
    for piece in pieces:
        if piece in ("(", "["):
            inner = _made(pieces, language, pick, full)
            choices[-1] += inner if piece == "(" or full else ""
        elif piece == "|":
            choices.append("")
        elif piece in (")", "]"):
            break
        elif re.fullmatch(r"\{\w+\}", piece):
            choices[-1] += filler(piece[1:-1], language, pick)
        else:
            choices[-1] += piece.replace("^", "")
    return choices[pick % len(choices)]


@cache
def filler(slot: str, language: str, pick: int) -> str:
    if slot in COMPUTED:
        return COMPUTED[slot][language == "zh"]
    forms = [form for value in slots()[slot].values() for form in value[language]]
    return forms[pick % len(forms)] if forms else ""


@pytest.mark.parametrize("name", GRAMMAR)
def test_every_template_finds_texts_made_of_it(name: str) -> None:
    missed = [
        f"{rule.tag} {rule.template!r}: {text!r}"
        for rule, pick, full in itertools.product(grammar(name).rules, range(3), (True, False))
        if (text := made(rule, pick, full=full)) and text not in (m.group() for m in rule.matches(text))
    ]
    assert missed == []


@pytest.mark.parametrize("name", GRAMMAR)
def test_needs_never_refuse_a_text_of_the_template(name: str) -> None:
    refused = [
        (rule.template, text)
        for rule, pick, full in itertools.product(grammar(name).rules, range(6), (True, False))
        if (text := made(rule, pick, full=full)) and rule not in (near for _, near in grammar(name).within(text))
    ]
    assert refused == []


def test_every_template_is_written_with_slots_that_exist_and_brackets_that_close() -> None:
    for rule in RULES.rules:
        assert set(re.findall(r"\{(\w+)\}", rule.template)) <= {*slots(), *COMPUTED}, rule.template
        for opening, closing in ("()", "[]", "{}"):
            if "{{" not in rule.template and "${" not in rule.template:
                assert rule.template.count(opening) == rule.template.count(closing), rule.template


def test_no_template_of_one_meaning_is_written_twice() -> None:
    written = [(rule.tag, rule.value, rule.language, rule.template) for rule in RULES.rules if rule.tag != "yes-no"]
    assert len(written) - len(set(written)) <= 3


def test_every_file_of_rules_is_read() -> None:
    files = {path.name for path in resources.files("assistant").joinpath("grammar").iterdir()}
    assert set(GRAMMAR) <= files


@pytest.mark.parametrize("text", ["weeklyx", "xweekly", "1weekly", "biweeklyish"])
def test_latin_words_are_not_cut_out_of_longer_ones(text: str) -> None:
    assert [span for span in find_spans(text, grammar("frequency.toml"))] == []


@pytest.mark.parametrize("text", ["每weekly嘅", "weekly更新", "(weekly)", "weekly,daily", "幾耐 update 一次"])
def test_latin_words_are_found_beside_chinese_and_marks(text: str) -> None:
    assert find_spans(fold(text), RULES) != []


def test_heavier_wording_wins_then_the_longer_then_the_first() -> None:
    light = Rule("light", "", "one two three", "en", -1, ())
    short = Rule("short", "", "one", "en", 0, ())
    long = Rule("long", "", "one two", "en", 0, ())
    twin = Rule("twin", "", "one two", "en", 0, ())
    assert [span.tag for span in find_spans("one two three", Grammar((light, short, long, twin)))] == ["long"]
    assert [span.tag for span in find_spans("one two three", Grammar((light,)))] == ["light"]


def test_what_is_taken_belongs_to_something_else() -> None:
    taken = bytearray(len("weekly daily"))
    taken[:6] = b"\1" * 6
    assert [span.value for span in find_spans("weekly daily", grammar("frequency.toml"), taken)] == ["P1D"]
    assert sum(taken) == 6


def test_slots_tell_what_filled_them() -> None:
    (span,) = [s for s in find_spans("updated 3 times a month", grammar("frequency.toml")) if s.tag == "every"]
    assert (span.slots["k"], span.slots["unit"]) == (["3"], ["month"])
    assert filler_values("unit")["month"] == "month"
    assert filler_values("unit")["个月"] == "month"


def test_literals_are_the_latin_words_of_the_templates() -> None:
    assert {"weekly", "fortnightly", "minutes"} <= literals("frequency.toml")
    assert not {"unit", "update", "n"} & literals("frequency.toml") - {"update"}


ALPHABET = "每年月日週星期更新一次空間非唔係不CSV json every not or and 2025-年/（）「」、? weekly between"
TEXTS = st.one_of(st.text(max_size=120), st.text(alphabet=ALPHABET, max_size=120))


@given(TEXTS)
def test_spans_never_overlap_and_lie_in_the_text(text: str) -> None:
    folded = fold(text)
    spans = find_spans(folded, RULES)
    assert all(0 <= span.start < span.end <= len(folded) for span in spans)
    assert all(span.text == folded[span.start : span.end] for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


LITERALS = sorted({literal for rule in RULES.rules for group in rule.needs for literal in group})
BETWEEN = st.sampled_from(["", " ", "-", " - ", ", "])
WORDED = st.lists(st.tuples(st.sampled_from([*LITERALS, "2025", "19", "三", "the", "，"]), BETWEEN), max_size=12).map(
    lambda pieces: "".join(map("".join, pieces))
)


@given(st.one_of(TEXTS.map(fold), WORDED), st.sampled_from([RULES, grammar(HINTS)]))
def test_rules_are_found_where_their_patterns_find_them_in_the_whole_text(folded: str, rules: Grammar) -> None:
    everywhere = [(n, match) for n, rule in rules.within(folded) for match in rule.matches(folded)]
    found = [(n, match) for n, _, match in rules.matches(folded)]
    assert [(n, match.span(), match.groups()) for n, match in found] == [
        (n, match.span(), match.groups()) for n, match in everywhere
    ]


@pytest.mark.parametrize("name", GRAMMAR)
def test_templates_are_found_among_other_words(name: str) -> None:
    missed = [
        (rule.template, text)
        for rule, pick, full in itertools.product(grammar(name).rules, range(3), (True, False))
        if (words := made(rule, pick, full=full)) and "^" not in rule.template
        for text in (f"x, {words} x",)
        if not any(near is rule and words in match.group() for _, near, match in grammar(name).matches(text))
    ]
    assert missed == []


HOSTILE = {
    "hyphens": "-" * 500,
    "hyphens and words": "every" + "-" * 490 + "week",
    "spaces and hyphens": " -" * 250,
    "every": "every " * 83,
    "每": "每" * 500,
    "numerals": "一" * 500,
    "digits": "9" * 500,
    "dates": "2018-" * 100,
    "brackets": "(" * 250 + ")" * 250,
    "mixed brackets": "[{(「" * 125,
    "opening words": "list all of the " * 31,
    "asked": "how often does it get " * 22,
    "quotes": "「" * 500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_take_no_time(text: str) -> None:
    find_spans("which datasets are updated weekly 每年更新", RULES)
    find_spans(text[:60], RULES)  # compiles what it needs
    begun = time.process_time()
    find_spans(text[:500], RULES)
    assert time.process_time() - begun < 0.5
