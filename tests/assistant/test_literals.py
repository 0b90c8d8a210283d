"""The strings that a text holds are found, each of them and no other."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.literals import Literals

TEXT = st.text("ab每周 ", max_size=12)


def test_strings_of_any_length_are_found_in_both_languages() -> None:
    words = Literals(["a", "ab", "weekly", "每", "每周", "每周更新"])

    assert words.within("updated weekly, 每周發放") == {"a", "weekly", "每", "每周"}


def test_nothing_is_found_in_nothing() -> None:
    assert Literals(["a", "ab"]).within("") == set()
    assert Literals([]).within("ab") == set()


@given(st.lists(TEXT.filter(bool), max_size=8), TEXT)
def test_the_strings_found_are_those_within_the_text(strings: list[str], text: str) -> None:
    assert Literals(strings).within(text) == {string for string in strings if string in text}
