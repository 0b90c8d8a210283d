"""The words of a search without a server: enough for the library at hand, and no more."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.static import wordings
from assistant.wording import grammar
from corpus.library import load_library
from index.analysis import fold
from index.evidence import Reader
from index.vocabulary import load_vocabulary


def pairs(folds: str) -> dict[str, str]:
    return dict(zip(folds[::2], folds[1::2], strict=True))


@pytest.fixture(scope="module")
def terms() -> list[dict[str, object]]:
    return wordings.terms(load_library().datasets)


def forms(terms: Iterable[dict[str, object]]) -> set[str]:
    return {str(form) for term in terms for form in term.get("forms", ())}  # type: ignore[attr-defined]


def test_rules_are_those_of_the_assistant_in_their_order_without_small_talk() -> None:
    told = [
        (tag, value, language, template)
        for tag, value, language, _, templates in wordings.rules()
        for template in templates
    ]
    names = [f"{name}.toml" for name in ("frequency", "conditions", "dates", "asking", "followup")]
    assert told == [(r.tag, r.value, r.language, r.template) for r in grammar(*names).rules]


def test_every_word_for_a_number_has_its_value() -> None:
    numbers = wordings.numbers()
    assert numbers["words"]["twenty-four"] == 24 and numbers["words"]["a couple of"] == 2
    assert set(numbers["patterns"]) == {"n", "year"}


@pytest.mark.parametrize("form", ["急症室", "AED", "vaccination", "疫苗", "measles vaccine"])
def test_words_for_what_some_dataset_holds_are_there(terms: list[dict[str, object]], form: str) -> None:
    assert form in forms(terms) | {short for term in terms for short in term.get("short", ())}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["typhoon", "巴士"])
def test_words_for_what_no_dataset_holds_are_left_out(terms: list[dict[str, object]], form: str) -> None:
    known = {each for written in load_vocabulary().forms.values() for each in written}
    assert form in known
    assert form not in forms(terms)


def test_terms_name_the_datasets_that_hold_them(terms: list[dict[str, object]]) -> None:
    datasets = load_library().datasets
    cancer = next(term for term in terms if "癌症" in term["forms"])  # type: ignore[operator]
    held = cancer["held"]
    assert isinstance(held, dict)
    reader = Reader(None, load_vocabulary())  # type: ignore[arg-type]
    on_cancer = {n for n, dataset in enumerate(datasets) if "cancer" in reader.terms(dataset.name)}
    assert on_cancer and on_cancer <= {int(n) for n, weight in held.items() if weight == 100}


def test_terms_point_at_wider_ones_in_the_list(terms: list[dict[str, object]]) -> None:
    places = [place for term in terms for name in ("wider", "beside") for place in term.get(name, ())]  # type: ignore[attr-defined]
    assert places and all(0 <= place < len(terms) for place in places)


def test_both_scripts_are_compared_as_one_where_a_text_needs_it() -> None:
    found = pairs(wordings.folds({"name": "癌症統計數字", "more": ["衞生署"]}))
    assert found["統"] == "统" and found["衞"] == found["衛"] == "卫"
    assert "龍" not in found, "no text holds it"
    assert all(fold(written) == compared for written, compared in found.items())


def test_characters_of_simplified_chinese_alone_are_told() -> None:
    assert wordings.simplified_only("數数據据的的") == "据数"


def test_characters_that_sound_like_those_of_a_name_are_together() -> None:
    found = wordings.syllables(["癌症"])
    assert set(found) == {"ai", "zheng"}
    assert {"症", "证", "正"} <= set(found["zheng"])


def test_sentences_are_there_in_each_language_with_the_page_s_own() -> None:
    found = wordings.sentences()
    keys = {language: set(words) for language, words in found.items()}
    assert set(found) == {"en", "zh-Hant", "zh-Hans"}
    assert keys["en"] == keys["zh-Hant"] == keys["zh-Hans"]
    assert {"list.many", "short.P1W", "spatial.true", "limits.none", "page.lead"} <= keys["en"]
    assert "advice" not in keys["en"]
