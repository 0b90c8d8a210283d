"""Where an index lies: what the setting may say, and that it holds no secret."""

import pytest

from index.milvus.address import Address, read_address


@pytest.mark.parametrize(
    ("text", "uri", "collection"),
    [
        ("milvus+http://milvus:19530/plans", "http://milvus:19530", "plans"),
        ("milvus+http://milvus/plans/", "http://milvus:19530", "plans"),
        ("milvus+https://milvus.example:443/plans_2", "https://milvus.example:443", "plans_2"),
        ("milvus+http://10.0.0.1", "http://10.0.0.1:19530", "odplan"),
        ("milvus+http://[::1]:9000/plans", "http://[::1]:9000", "plans"),
        ("milvus+file:///tmp/plans.db", "/tmp/plans.db", "odplan"),
    ],
)
def test_address_says_where_and_by_which_name(text: str, uri: str, collection: str) -> None:
    found = read_address(text, "secret")
    assert found == Address(uri, collection, "secret")


def test_nothing_means_the_index_on_this_machine() -> None:
    assert read_address("") is None


@pytest.mark.parametrize(
    "text",
    [
        "milvus", "http://milvus:19530/plans", "milvus+ftp://milvus/plans", "milvus+http:///plans", "milvus+http://",
        "milvus+http://milvus:port/plans", "milvus+http://milvus:99999/plans", "milvus+http://milvus/a/b",
        "milvus+http://milvus/計劃", "milvus+http://milvus/1st", "milvus+file://host/x.db", "milvus+file:///tmp/x",
        "milvus+http://[::1/plans",
    ],
)  # fmt: skip
def test_what_will_not_do_is_refused_with_what_will(text: str) -> None:
    with pytest.raises(ValueError, match=r"^ODPLAN_INDEX .*(milvus\+http://HOST|letters, digits).*\.$"):
        read_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "milvus+http://root:hunter2@milvus:19530/plans", "milvus+http://hunter2@milvus/plans",
        "milvus+http://milvus/plans?token=hunter2", "milvus+http://milvus/plans#hunter2",
    ],
)  # fmt: skip
def test_secret_in_an_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="ODPLAN_INDEX_TOKEN") as refused:
        read_address(text)
    assert "hunter2" not in str(refused.value)


def test_token_is_in_nothing_that_is_shown() -> None:
    address = read_address("milvus+http://milvus:19530/plans", "hunter2")
    assert "hunter2" not in f"{address!r} {address}"
