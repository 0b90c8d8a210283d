"""The only place that imports pymilvus: calls with an end, tried again where that helps, and told in one sentence."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import IndexAway, IndexRefused, PackageMissing
from index.milvus.address import Address
from index.milvus.entities import LONGEST_KEY, LONGEST_TEXT, MOST_KEYS, Entity, Sparse
from index.restriction import FACTS

if TYPE_CHECKING:
    from pymilvus import MilvusClient

__all__ = ["LIMIT", "Connection", "Fields"]

T = TypeVar("T")
Fields = Mapping[str, Any]

CONNECTING, ASKING, FILLING = 3.0, 10.0, 60.0
"""How many seconds it may take to connect, and a call while somebody waits for an answer, and while one fills."""
TRIES, FIRST_WAIT = 4, 0.2
"""How often a write is tried, and how many seconds are waited before it is tried again, each time twice as many."""
AGAIN = 5.0
"""When to come again, in seconds, where a Milvus is away."""
PAUSE = 1.0
"""For so many seconds after it was found away no question waits to find the same."""
LIMIT = 16_384
"""The most that a Milvus gives in one answer to a search or a query."""
BATCH = 1_000
"""So many entities are read at a time where all are wanted."""

# Each call has its end: no server need be asked in between whether it is there, which some take for an attack.
_QUIET = {"grpc.keepalive_time_ms": 60_000, "grpc.keepalive_permit_without_calls": False}
# What an engine says while it is away, starting or overloaded; all else will not go away by waiting.
_AWAY = (
    "UNAVAILABLE",
    "DEADLINE_EXCEEDED",
    "RESOURCE_EXHAUSTED",
    "connect",
    "timeout",
    "timed out",
    "not ready",
    "rate limit",
)


class Connection:
    """A Milvus, connected to when it is first asked; safe for threads. It comes back by itself where it was away."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._lock = threading.Lock()
        self._client: MilvusClient | None = None
        self._paused_until = 0.0

    def __repr__(self) -> str:
        return f"Connection({self.address})"

    def close(self) -> None:
        """Ends the connection; a later call makes a new one."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _open(self) -> MilvusClient:
        with self._lock:
            if self._client is None:
                self._client = _client(self.address)
            return self._client

    def _call(self, work: Callable[[MilvusClient], T], *, tries: int = 1) -> T:
        """What a call gives; IndexAway where nobody answers, IndexRefused where the engine will not do it."""
        failure = _failure()
        if tries == 1 and time.monotonic() < self._paused_until:
            raise self._away()
        wait = FIRST_WAIT
        for tried in range(1, tries + 1):
            try:
                return work(self._open())
            except Exception as error:
                if not isinstance(error, failure) and not _is_transport(error):
                    raise
                if not _is_away(error):
                    raise IndexRefused(f"The index at {self.address} refuses: {_reason(error)}.") from None
                if tried == tries:
                    self._paused_until = time.monotonic() + PAUSE
                    raise self._away() from None
            time.sleep(wait)
            wait *= 2
        raise AssertionError("a call ends by its answer or its error")

    def _away(self) -> IndexAway:
        return IndexAway(f"The index at {self.address} does not answer: try again in a few seconds.", AGAIN)

    def search(
        self, collection: str, field: str, queries: Sequence[Sparse] | Sequence[list[float]], *, limit: int, where: str
    ) -> list[list[tuple[str, float]]]:
        """For each query the keys of the entities nearest by a field's inner product, best first, with it."""
        found = self._call(
            lambda client: client.search(
                collection, data=list(queries), anns_field=field, limit=limit, filter=where, output_fields=["key"],
                search_params={"metric_type": "IP"}, timeout=ASKING,
            )
        )  # fmt: skip
        return [[(str(hit["key"]), float(hit["distance"])) for hit in hits] for hits in found]

    def get(self, collection: str, keys: Sequence[str], fields: Sequence[str]) -> list[Fields]:
        """The fields of entities by their keys, in no order; those that are missing are left out."""
        if not keys:
            return []
        return list(
            self._call(lambda c: c.get(collection, ids=list(keys), output_fields=["key", *fields], timeout=ASKING))
        )

    def count(self, collection: str, where: str) -> int:
        """How many entities pass a filter, those written a moment ago included."""
        ask = {"filter": where, "output_fields": ["count(*)"], "consistency_level": "Strong"}
        return int(self._call(lambda client: client.query(collection, **ask, timeout=FILLING))[0]["count(*)"])

    def every(self, collection: str, where: str, fields: Sequence[str], *, batch: int = BATCH) -> Iterable[Fields]:
        """All entities that pass a filter, however many, each once and in no order."""
        ask = {"filter": where, "output_fields": list(fields), "batch_size": batch, "timeout": FILLING}
        pages = self._call(lambda client: client.query_iterator(collection, **ask))
        try:
            while page := self._call(lambda _: pages.next()):
                yield from page
        finally:
            pages.close()

    def upsert(self, collection: str, rows: Sequence[Entity]) -> None:
        """Writes entities in the place of those with their keys; tried again where the engine is away for a moment."""
        self._call(lambda client: client.upsert(collection, data=list(rows), timeout=FILLING), tries=TRIES)

    def delete(self, collection: str, where: str) -> None:
        """Removes the entities that pass a filter."""
        self._call(lambda client: client.delete(collection, filter=where, timeout=FILLING), tries=TRIES)

    def collections(self) -> list[str]:
        """The names of all collections."""
        return sorted(self._call(lambda client: client.list_collections(timeout=ASKING)))

    def serving(self) -> str | None:
        """The collection that goes by the address's name; None where there is none yet."""
        name = self.address.collection
        for held in self.collections():
            if name in self._aliases(held):
                return held
        return None

    def _aliases(self, collection: str) -> list[str]:
        return list(self._call(lambda client: client.list_aliases(collection, timeout=ASKING))["aliases"])

    def serve(self, collection: str) -> None:
        """Lets a collection go by the address's name from now on, in one step."""
        name, before = self.address.collection, self.serving()
        if before is None:
            self._call(lambda client: client.create_alias(collection, name, timeout=FILLING), tries=TRIES)
        elif before != collection:
            self._call(lambda client: client.alter_alias(collection, name, timeout=FILLING), tries=TRIES)

    def drop(self, collection: str) -> None:
        """Removes a collection."""
        self._call(lambda client: client.drop_collection(collection, timeout=FILLING))

    def create(self, collection: str, width: int) -> None:
        """Makes an empty collection for vectors of a width, ready to be searched."""
        self._call(lambda client: _create(client, collection, width))

    def load(self, collection: str) -> None:
        """Makes a collection ready to be searched, which it is not after an engine was started again."""
        self._call(lambda client: client.load_collection(collection, timeout=FILLING))

    def settle(self, collection: str) -> None:
        """Has what was written put in its final place, so that it is searched by its indexes."""
        self._call(lambda client: client.flush(collection, timeout=FILLING), tries=TRIES)


def _failure() -> type[Exception]:
    """What pymilvus raises; PackageMissing where it is not installed."""
    try:
        from pymilvus.exceptions import MilvusException
    except ImportError:
        raise PackageMissing(
            "ODPLAN_INDEX names a Milvus, and pymilvus is not installed: install odplan's extra `milvus`, "
            'as by pip install "odplan[milvus]", or leave ODPLAN_INDEX out.'
        ) from None
    failure: type[Exception] = MilvusException
    return failure


def _client(address: Address) -> MilvusClient:
    from pymilvus import MilvusClient

    # It logs each failed call with a traceback, and what it was called with; what failed is told by our errors.
    for name in ("pymilvus", *(name for name in logging.root.manager.loggerDict if name.startswith("pymilvus."))):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return MilvusClient(address.uri, token=address.token, timeout=CONNECTING, grpc_options=_QUIET)


def _is_transport(error: Exception) -> bool:
    """Whether an error is of the wire and not of the engine: gRPC's own, or a socket's."""
    return type(error).__module__.split(".")[0] in ("grpc", "pymilvus") or isinstance(error, OSError | ValueError)


def _is_away(error: Exception) -> bool:
    words = f"{type(error).__name__} {error}".lower()
    return any(sign.lower() in words for sign in _AWAY)


def _reason(error: Exception) -> str:
    text = str(getattr(error, "message", "") or error)
    return " ".join(text.split())[:200].rstrip(".")


def _create(client: MilvusClient, collection: str, width: int) -> None:
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("key", DataType.VARCHAR, is_primary=True, max_length=1_000)
    schema.add_field("kind", DataType.INT64)
    schema.add_field("lot", DataType.INT64)
    schema.add_field("digest", DataType.VARCHAR, max_length=64)
    schema.add_field("text", DataType.VARCHAR, max_length=64)
    schema.add_field("content", DataType.JSON)
    texts = {"element_type": DataType.VARCHAR, "max_capacity": 256, "max_length": LONGEST_TEXT}
    numbers = {"element_type": DataType.INT64, "max_capacity": MOST_KEYS}
    for name, kind in FACTS.items():
        match kind:
            case "text":
                schema.add_field(name, DataType.VARCHAR, max_length=LONGEST_TEXT)
            case "number":
                schema.add_field(name, DataType.DOUBLE)
            case _:
                schema.add_field(name, DataType.ARRAY, **(texts if kind == "texts" else numbers))
    held = {"element_type": DataType.VARCHAR, "max_capacity": MOST_KEYS, "max_length": LONGEST_KEY + 20}
    schema.add_field("held", DataType.ARRAY, **held)
    for name in ("evidence", "words", "grams"):
        schema.add_field(name, DataType.SPARSE_FLOAT_VECTOR)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=width)
    client.create_collection(collection, schema=schema, consistency_level="Bounded", timeout=FILLING)
    indexes = _indexes(client, is_lite="lite" in str(client.get_server_version(timeout=ASKING)))
    # Of an empty collection there is nothing to wait for.
    client.create_index(collection, indexes, timeout=FILLING, sync=False)
    client.load_collection(collection, timeout=FILLING)


def _indexes(client: MilvusClient, *, is_lite: bool) -> Any:
    found = client.prepare_index_params()
    # Milvus Lite looks at all vectors; a cluster by a graph, in which recall and memory are weighed (docs/scale.md).
    dense = {"index_type": "FLAT"} if is_lite else {"index_type": "HNSW", "params": {"M": 32, "efConstruction": 200}}
    found.add_index("vector", metric_type="IP", **dense)
    for name in ("evidence", "words", "grams"):
        found.add_index(name, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    # Of a small engine's all is looked at soon enough, and each index takes half a second to make.
    for name in () if is_lite else ("kind", "lot", "held", *FACTS):
        found.add_index(name, index_type="INVERTED")
    return found
