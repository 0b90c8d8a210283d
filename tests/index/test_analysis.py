import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.library import Library
from index.analysis import Analyser, clean, fold, fold_all, is_han, runs, simplified, stem
from index.evidence import Document
from index.postings import Postings

ENDINGS = ("ations", "ational", "ing", "ally", "ized", "izations", "ements", "ables")
ANALYSER = Analyser(["急症室", "等候時間", "Accident and Emergency"])

# Letters that have surprised analysers: lone surrogates, accents, joiners, marks of direction, four-byte characters.
ODD = (
    "aée\u0301H\u0331İΣς’'&.-_ \t\n\u3000\u200b\u200d\ufeff\u202e\u0000\ud800\udfff①㎏ﬁＡ１。𠮷𨋢薴乾坤著瞭望後餘急症室"
)
texts = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.text(st.sampled_from(ODD), max_size=20),
    st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=12),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("開放數據", "开放数据"),
        ("急症室等候時間", "急症室等候时间"),
        ("醫院管理局轄下專科門診診所目錄", "医院管理局辖下专科门诊诊所目录"),
        ("衞生署", "衛生署"),  # two Traditional forms of one character
        ("麻痺", "麻痹"),
        ("臺灣", "台灣"),
        ("Ａ＆Ｅ　１８區", "a&e 18区"),  # full width
        ("冇得睇", "無得睇"),
        ("ﬁnance", "FINANCE"),
        ("急\u200b症\ufeff室", "急症室"),  # what copying from a page brings along
        ("  waiting \n time ", "Waiting time"),
        ("a\u200d\u0301", "á"),  # composed only once the joiner is gone
    ],
)
def test_the_same_words_in_another_writing_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert ANALYSER.tokens(one) == ANALYSER.tokens(other)
    assert ANALYSER.query_tokens(one) == ANALYSER.query_tokens(other)


def test_clean_text_is_still_as_it_was_written() -> None:
    assert clean(" 急症室\u200b　A&E \r\n Waiting\tTime ") == "急症室 A&E Waiting Time"


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert clean("a\ud800b") == "a?b"


def test_text_is_shown_in_simplified_characters() -> None:
    assert simplified("醫院管理局 (HA) 轄下診所") == "医院管理局 (HA) 辖下诊所"


@given(texts)
@example("薴")
@example("H\u0331")
@example("e\u200b\u0301")
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_clean_text_is_normal_and_has_single_spaces(text: str) -> None:
    found = clean(text)
    assert unicodedata.is_normalized("NFKC", found)
    assert found == " ".join(found.split()) == clean(found)


@given(texts)
def test_no_text_is_too_odd_to_be_cut(text: str) -> None:
    for cut in (ANALYSER.words(text), ANALYSER.tokens(text), ANALYSER.query_tokens(text)):
        assert all(isinstance(token, str) and token.strip() == token != "" for token in cut)


@given(texts, texts)
def test_words_of_a_line_do_not_depend_on_its_neighbour(one: str, other: str) -> None:
    assert ANALYSER.tokens(f"{one}。{other}") == ANALYSER.tokens(one) + ANALYSER.tokens(other)


@given(texts)
def test_every_word_of_a_question_is_a_token_of_the_same_text(text: str) -> None:
    assert set(ANALYSER.query_tokens(text)) <= set(ANALYSER.tokens(text))


@given(texts)
def test_runs_stand_where_they_say(text: str) -> None:
    folded = fold(text)
    for start, run in runs(folded):
        assert folded[start : start + len(run)] == run


def holds(text: str, part: str) -> bool:
    """Whether a text that is indexed is found by a part of it."""
    tokens = ANALYSER.tokens(text)
    index = Postings.build([Document(dict.fromkeys(tokens, 1.0), tuple(tokens))])
    return len(index.bm25(ANALYSER.query_tokens(part), 1)) == 1


def test_any_part_of_a_name_finds_it(library: Library) -> None:
    """As readers of Chinese expect: wherever the words end, and down to single characters."""
    for dataset in library.datasets:
        for _, run in runs(clean(dataset.name)):
            parts = (
                [run] if not is_han(run) else [run[i:j] for i in range(len(run)) for j in range(i + 1, len(run) + 1)]
            )
            assert [part for part in parts if not holds(dataset.name, part)] == []


@pytest.mark.parametrize(("text", "part"), [("安装简单", "简单"), ("這是一段文字", "是一段"), ("數據", "據")])
def test_parts_that_a_dictionary_hides_are_found(text: str, part: str) -> None:
    assert holds(text, part)


@pytest.mark.parametrize(("text", "asked"), [("景點", "經典"), ("經典", "景点"), ("就診", "九針"), ("時間", "事件")])
def test_what_only_sounds_alike_is_no_match(text: str, asked: str) -> None:
    assert not holds(text, asked)


def test_a_single_character_inside_a_longer_word_is_not_looked_up_alone() -> None:
    # 時 of 時間 stands in half of all descriptions; asked for alone it means something.
    assert "时" not in ANALYSER.query_tokens("時間")
    assert ANALYSER.query_tokens("籌") == ["筹"]


def test_words_are_cut_by_the_dictionary_and_the_words_given() -> None:
    assert ANALYSER.words("急症室等候時間 (Waiting Times)") == ["急症室", "等候时间", "wait", "time"]
    assert Analyser(["龘龘龘"]).words("看龘龘龘數據") == ["看", "龘龘龘", "数据"]


def test_words_given_to_one_analyser_are_not_known_to_another() -> None:
    Analyser(["龘龘齉"]).words("龘龘齉")
    assert Analyser().words("龘龘齉") == ["龘", "龘", "齉"]


def test_the_order_of_the_words_given_does_not_matter() -> None:
    words = ["急症室等候", "等候時間", "症室等"]
    text = "急症室等候時間表"
    assert Analyser(words).tokens(text) == Analyser(reversed(words)).tokens(text)


@pytest.mark.parametrize(
    ("words", "stemmed"),
    [
        ("statistics statistic", ["statist", "statist"]),
        ("clinics clinic", ["clinic", "clinic"]),
        ("hospital's hospitals", ["hospit", "hospit"]),
        ("vaccinations vaccination vaccinated", ["vaccin", "vaccin", "vaccin"]),
        ("covid-19 2019", ["covid", "19", "2019"]),
        ("A&E e.g. CSV", ["a&e", "e.g", "csv"]),
        ("cafés", ["cafés"]),  # the stemmer knows English letters alone
        ("3rd", ["3rd"]),
    ],
)
def test_english_words_meet_by_their_stems(words: str, stemmed: list[str]) -> None:
    assert ANALYSER.words(words) == ANALYSER.tokens(words) == stemmed


def test_a_stem_of_a_folded_word_keeps_no_possessive() -> None:
    assert stem("husband's") == stem("husband") and stem("2019's") == "2019"


@pytest.mark.parametrize(("text", "has"), [("急", True), ("A急", True), ("𠮷", True), ("ABC。、", False), ("", False)])
def test_chinese_characters_are_told_from_others(text: str, has: bool) -> None:
    assert is_han(text) is has


@pytest.mark.parametrize("text", ["", "  ", "。，！？", "\u200b\ufeff", "---", "😀"])
def test_text_without_words_has_no_tokens(text: str) -> None:
    assert ANALYSER.words(text) == ANALYSER.tokens(text) == ANALYSER.query_tokens(text) == []


CUT = "from index.analysis import Analyser; assert Analyser(['急症室']).words('急症室數據') == ['急症室', '数据']"


def cut_elsewhere(cache: Path, shared: Path) -> None:
    """Cuts a text in a fresh process, whose user's cache and shared temporary folder are these."""
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(cache), "TMPDIR": str(shared), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", CUT], env=surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_dictionary_is_kept_in_our_cache_and_nothing_in_the_shared_folder(tmp_path: Path) -> None:
    cache, shared = tmp_path / "cache", tmp_path / "shared"
    shared.mkdir()
    cut_elsewhere(cache, shared)
    assert [path.name for path in cache.rglob("*") if path.is_file()] == ["jieba.cache"]
    assert list(shared.iterdir()) == []


def test_a_dictionary_planted_in_the_shared_folder_is_not_read(tmp_path: Path) -> None:
    cache, shared = tmp_path / "cache", tmp_path / "shared"
    shared.mkdir()
    cut_elsewhere(cache, shared)
    # A dictionary without words, in jieba's own form: whoever reads it cuts 数据 in two.
    (shared / "jieba.cache").write_bytes(b")\x02{0g\x00\x00\x00\x00\x00\x00\xf0?")
    (cache / "odplan" / "jieba.cache").unlink()
    cut_elsewhere(cache, shared)


def test_words_are_cut_where_no_cache_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "shared").mkdir()
    cut_elsewhere(tmp_path / "file", tmp_path / "shared")
    assert list((tmp_path / "shared").iterdir()) == []


@pytest.mark.parametrize("given", [[], [""], ["急症室"], ["後", "皇后", "乾坤", "乾"], [" 衞生署 ", "A&E", "İ", "ﬁ"]])
def test_folding_all_is_folding_each(given: list[str]) -> None:
    assert fold_all(given) == [fold(text) for text in given]


def test_words_are_stemmed_alike_whoever_else_is_stemming() -> None:
    words = [f"{start}{end}" for start in ("vaccin", "oper", "statist", "hospit", "organ") for end in ENDINGS] * 20
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as readers:
        together = list(readers.map(lambda _: [stem.__wrapped__(word) for word in words], range(8)))
    assert all(found == alone for found in together)
