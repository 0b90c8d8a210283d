"""Milvus Lite: BM25 by its jieba tokenizer and dense vectors, joined by its ranker of reciprocal ranks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pymilvus import AnnSearchRequest, DataType, Function, FunctionType, MilvusClient, RRFRanker

from benchmarks.peers import DEPTH, Corpus, Query

COLLECTION, AT_ONCE = "documents", 2_000
BYTES = 8_192


class Peer:
    """One collection in a file."""

    def build(self, corpus: Corpus, vectors: NDArray[np.float32]) -> None:
        self._client = MilvusClient(str(corpus.folder / "milvus.db"))
        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("id", DataType.VARCHAR, max_length=128, is_primary=True)
        schema.add_field(
            "text", DataType.VARCHAR, max_length=BYTES, enable_analyzer=True, analyzer_params={"tokenizer": "jieba"}
        )
        schema.add_field("dense", DataType.FLOAT_VECTOR, dim=vectors.shape[1])
        schema.add_field("sparse", DataType.SPARSE_FLOAT_VECTOR)
        bm25 = Function("bm25", FunctionType.BM25, input_field_names=["text"], output_field_names=["sparse"])
        schema.add_function(bm25)
        indexes = self._client.prepare_index_params()
        indexes.add_index("dense", index_type="FLAT", metric_type="IP")
        indexes.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25")
        self._client.create_collection(COLLECTION, schema=schema, index_params=indexes)
        for start in range(0, len(corpus.ids), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            rows = zip(corpus.ids[part], corpus.texts[part], vectors[part], strict=True)
            self._client.insert(COLLECTION, [{"id": i, "text": t[: BYTES // 4], "dense": v} for i, t, v in rows])

    def ask(self, question: Query, vector: NDArray[np.float32]) -> list[str]:
        requests = [
            AnnSearchRequest([vector], "dense", {"metric_type": "IP"}, limit=DEPTH),
            AnnSearchRequest([question.text], "sparse", {"metric_type": "BM25"}, limit=DEPTH),
        ]
        found = self._client.hybrid_search(COLLECTION, requests, RRFRanker(), limit=DEPTH)
        return [hit["id"] for hit in found[0]]
