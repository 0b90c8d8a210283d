"""What the question reader knows of the datasets at hand: their names, their owners, empty words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lexicon import NAME_CHARACTERS, NAME_WORDS, Called, Lexicon, is_filler
from corpus.records import Dataset, Source
from index.analysis import fold

NAME = "截至各年度的三月三十一日的醫生人數"
NAME_EN = "Number of Doctors as at 31 March of Each Year"
DATASET = Dataset("p/A.i.1", "A", True, "醫院管理局", None, NAME, "planned", ("CSV",), (), Source("p.txt", 1), NAME_EN)
LEXICON = Lexicon([DATASET], {"醫院管理局": ("醫院管理局", "Hospital Authority")})


def masked(text: str) -> str:
    """What of the text is quoted from a name."""
    return "".join(char for char, taken in zip(text, LEXICON.name_mask(text), strict=True) if taken)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{NAME}幾耐更新一次", NAME),
        ("每年更新的截至各年度的三月嗎", "截至各年度的三月"),
        ("截至各年度", ""),
        ("三月三十一日", ""),
        ("number of doctors as at 31 march is updated each year?", "number of doctors as at 31 march"),
        ("number of doctors", ""),
        ("", ""),
    ],
)
def test_long_pieces_of_a_name_are_masked(text: str, name: str) -> None:
    assert masked(fold(text)) == fold(name)


def test_mask_covers_the_text_and_needs_a_piece_long_enough() -> None:
    folded = fold(NAME)
    assert masked(folded[: NAME_CHARACTERS - 1]) == ""
    assert masked(folded[:NAME_CHARACTERS]) == folded[:NAME_CHARACTERS]
    words = fold(NAME_EN).split()
    assert masked(" ".join(words[: NAME_WORDS - 1])) == ""
    assert masked(" ".join(words[:NAME_WORDS])) == " ".join(words[:NAME_WORDS])


def test_owners_go_by_their_short_names_too_the_longest_first() -> None:
    forms = [form for form, organisation in LEXICON.organisations if organisation == "醫院管理局"]
    assert {"HA", "醫管局", "Hospital Authority", "醫院管理局"} <= set(forms)
    assert forms == sorted(forms, key=lambda form: (-len(form), form))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("data of the Hospital Authority", [(12, "HA")]),
        ("醫管局同衞生署的數據", [(0, "HA"), (4, "DH")]),
        ("医管局的数据", [(0, "HA")]),
        ("what does HA hold", [(10, "HA")]),
        ("ha ha, what a shame", []),
        ("THA and HAT", []),
        ("hospital authorityship", []),
        ("", []),
    ],
)
def test_what_a_text_calls_by_a_form_is_found_where_it_stands(text: str, places: list[tuple[int, str]]) -> None:
    called = Called(
        [("Hospital Authority", "HA"), ("醫管局", "HA"), ("HA", "HA"), ("衞生署", "DH"), ("。", "DH"), ("", "DH")]
    )
    assert called.places(text) == places


@given(st.lists(st.sampled_from(["HA", "ha", "醫管局", "Hospital Authority", "hospital", "衞生署", "x", "，", "9"])))
def test_forms_are_found_together_as_each_by_itself(pieces: list[str]) -> None:
    text, forms = (
        " ".join(pieces),
        [("HA", "a"), ("Hospital Authority", "a"), ("醫管局", "a"), ("衞生署", "b"), ("署", "c")],
    )
    alone = [place for pair in forms for place in Called([pair]).places(text)]
    assert Called(forms).places(text) == alone


def test_words_of_the_names_are_known() -> None:
    assert {"doctors", "number"} <= LEXICON.words


@pytest.mark.parametrize("word", ["the", "which", "update", "updat", "的", "數據集", "数据", "a", "7", "31"])
def test_empty_words_are_fillers(word: str) -> None:
    assert is_filler(fold(word))


@pytest.mark.parametrize("word", ["cancer", "2026", "醫院", "癌", "hospital"])
def test_words_of_a_topic_are_no_fillers(word: str) -> None:
    assert not is_filler(fold(word))
