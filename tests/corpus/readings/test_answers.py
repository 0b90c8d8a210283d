"""A portal's answers are read record by record; what is none is refused in a sentence that names the key."""

import json
import tracemalloc
from typing import Any

import pytest

from corpus.errors import CorpusError, NotAPlan, UnreadableDocument
from corpus.readings.answers import Answers

ONE = {"name": "hk-td-one", "title": "泊車位", "resources": []}
TWO = {"name": "hk-td-two", "title": "隧道", "resources": []}
SEARCH = {
    "help": "https://data.gov.hk/tc-data/api/3/action/help_show",
    "success": True,
    "result": {"count": 2, "results": [ONE, TWO]},
}


def read(content: Any, **options: Any) -> list[dict[str, Any]]:
    return [record.content for record in Answers("a.json", json.dumps(content, **options).encode())]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        (SEARCH, ["hk-td-one", "hk-td-two"]),
        ({"success": True, "result": ONE}, ["hk-td-one"]),
        ({"result": {"name": "transport", "packages": [ONE, TWO]}}, ["hk-td-one", "hk-td-two"]),
        ({"result": [ONE, TWO]}, ["hk-td-one", "hk-td-two"]),
        ({"results": [TWO]}, ["hk-td-two"]),
        ([{"success": True, "result": ONE}, {"success": True, "result": TWO}], ["hk-td-one", "hk-td-two"]),
        ([SEARCH, {"result": ONE}], ["hk-td-one", "hk-td-two", "hk-td-one"]),
        ([ONE, TWO], ["hk-td-one", "hk-td-two"]),
        (ONE, ["hk-td-one"]),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_datasets_are_found_in_every_kind_of_answer(content: Any, names: list[str], indent: int | None) -> None:
    assert [record["name"] for record in read(content, indent=indent)] == names


def test_answers_one_after_the_other_are_read_with_their_lines() -> None:
    data = "\n".join(json.dumps({"result": each}, ensure_ascii=False) for each in (ONE, TWO)).encode("utf-8-sig")
    records = list(Answers("a.jsonl", data))
    assert [(record.line, record.pointer) for record in records] == [(1, "/result"), (2, "/result")]
    assert [record.content["title"] for record in records] == ["泊車位", "隧道"]


def test_lines_and_pointers_lead_to_the_record() -> None:
    text = json.dumps(SEARCH, indent=1)
    records = list(Answers("a.json", text.encode()))
    assert [record.pointer for record in records] == ["/result/results/0", "/result/results/1"]
    lines = text.split("\n")
    assert all('"name": "hk-td' in lines[record.line] for record in records)


def test_the_address_is_known_wherever_it_stands() -> None:
    for content in (SEARCH, dict(reversed(SEARCH.items()))):
        answers = Answers("a.json", json.dumps(content).encode())
        assert len(list(answers)) == 2 and answers.address == SEARCH["help"]


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b'{"success": true, "result": {"results": [', UnreadableDocument, "not JSON from line 1"),
        (b'{"result"\n: {"results": [{"name": tru', UnreadableDocument, "not JSON from line 2"),
        (b"[1 2]", NotAPlan, "no dataset"),
        (b'{"a" 1}', UnreadableDocument, "':' is missing"),
        (b'{"a": 1 "b": 2}', UnreadableDocument, "comma"),
        (b'{"result": [],}', UnreadableDocument, "comma"),
        (b"{1: 2}", UnreadableDocument, "key"),
        (b"hello", UnreadableDocument, "neither an object nor a list"),
        (b"[" * 100_000, UnreadableDocument, "nested too deeply"),
        ('{"name": "甲"}'.encode("utf-16"), UnreadableDocument, "not UTF-8"),
        (b'{"success": false, "error": {"message": "Not found"}}', NotAPlan, "'success'"),
        (b'{"error": {"message": "Not found"}}', NotAPlan, "'error'"),
        (b'{"success": true, "result": {"count": 0, "results": []}}', NotAPlan, "'results'"),
        (b'{"success": true}', NotAPlan, "'result'"),
        (b'{"result": ["hk-td-one", "hk-td-two"]}', NotAPlan, "package_list"),
        (b'{"result": "none"}', NotAPlan, "'result'"),
        (b'{"result": {"results": [{"title": "x"}]}}', NotAPlan, "'name' in line 1 (/result/results/0)"),
        (b'{"result": {"results": [{"name": 7}]}}', NotAPlan, "'name'"),
        (b'{"type": "FeatureCollection", "features": []}', NotAPlan, "no dataset"),
        (b"", NotAPlan, "no dataset"),
    ],
)
def test_what_is_no_answer_is_refused_in_one_sentence(data: bytes, kind: type[CorpusError], words: str) -> None:
    with pytest.raises(kind) as refused:
        list(Answers("a.json", data))
    message = str(refused.value)
    assert words in message and message.startswith("a.json ") and "\n" not in message and len(message) < 300


def test_values_that_lie_across_what_is_read_at_once_are_whole() -> None:
    records = [{"name": f"n{n}", "title": "題" * 700, "count": n} for n in range(200)]
    assert read({"result": {"count": 12345, "results": records}}, ensure_ascii=False) == records


def test_thousands_of_records_need_the_memory_of_one() -> None:
    record = json.dumps({"name": "n", "title": "t", "notes": "x" * 2000, "resources": [{"a": 1}] * 20})
    data = f'{{"result": {{"results": [{",".join([record] * 4000)}]}}}}'.encode()
    tracemalloc.start()
    assert sum(1 for _ in Answers("a.json", data)) == 4000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(data) * 1.2 + 4_000_000


def test_halves_of_characters_are_marked_and_whole_ones_stay() -> None:
    (found,) = read({**ONE, "name": "a\ud800", "tags": ["\udfff", {"\ud801": "\U0001f600"}]})
    assert found["name"] == "a\ufffd" and found["tags"] == ["\ufffd", {"\ufffd": "\U0001f600"}]


def test_number_of_thousands_of_digits_is_told() -> None:
    with pytest.raises(UnreadableDocument, match=r"a\.json is not JSON from line 1 on: a number"):
        list(Answers("a.json", b'{"result": ' + b"9" * 5000 + b"}"))
