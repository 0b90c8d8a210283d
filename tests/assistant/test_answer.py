"""An answer's JSON is the contract: these keys, in this order, of these kinds."""

import json

from assistant.answer import Answer, Match

MATCH = Match("p/D.ii.9", "甲", "A", 0.123456, ("name",), {"document": "p.txt", "line": 3})


def test_answer_has_the_keys_of_the_contract() -> None:
    told = Answer("q?", "en", "none", "No.").to_json()
    keys = ["question", "language", "kind", "answer", "value", "conditions", "understood", "dataset_ids", "matches"]
    assert list(told) == keys
    assert told["value"] is None and told["conditions"] == {} and told["dataset_ids"] == [] and told["matches"] == []


def test_match_has_the_keys_of_the_contract() -> None:
    told = MATCH.to_json()
    assert list(told) == ["id", "name", "name_en", "score", "why", "source"]
    assert told["score"] == 0.1235 and told["why"] == ["name"]


def test_answer_is_json_all_through() -> None:
    answer = Answer("問", "zh-Hant", "list", "有", 1, {"every": ["P1W"]}, ("p/D.ii.9",), (MATCH,), ("每星期",))
    assert json.loads(json.dumps(answer.to_json(), ensure_ascii=False)) == answer.to_json()
