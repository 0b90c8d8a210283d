"""The index in a Milvus, for more datasets than one machine holds (docs/scale.md)."""
