"""A coverage-guided fuzzer over every reader of what strangers write: ``python -m benchmarks.fuzzing``."""
