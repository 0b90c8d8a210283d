"""One family of errors, drawn as it is."""

from __future__ import annotations

from corpus import errors


def test_every_error_of_the_corpus_is_a_corpus_error_and_in_the_drawing() -> None:
    assert errors.__doc__
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.CorpusError)
        assert name in errors.__doc__
