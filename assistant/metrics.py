"""What is counted while odplan serves, for Prometheus: the names, what each means, and how they are told.

No label holds anything that a visitor wrote, or who it was. Several workers count in files of a folder that
``odplan serve`` makes and takes away; whichever is asked tells the sums of all.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

__all__ = [
    "ANSWERING", "VISITS", "WAITING", "Errors", "answered", "encoder_is", "exposed", "recalled", "refused", "requested",
    "serves", "suggested",
]  # fmt: skip

ENCODER_STATES = ("loading", "loaded", "failed")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# A question takes some milliseconds; who waits longest is told so after 15 seconds.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15)

ANSWERS = Counter(
    "odplan_answers", "Questions answered, by what was asked for and the kind of answer.", ("asked", "kind", "language")
)
ANSWER_SECONDS = Histogram(
    "odplan_answer_seconds", "How long an answer took to work out.", ("asked",), buckets=_SECONDS
)
SUGGESTIONS = Counter("odplan_suggestions", "Names half-typed that were looked up.")
ENCODINGS = Counter(
    "odplan_encoder_lookups", "Questions compared by meaning: remembered (hit) or encoded (miss).", ("result",)
)
ENCODER = Gauge("odplan_encoder", "Processes whose encoder is in a state.", ("state",), multiprocess_mode="livesum")
PLANS = Gauge("odplan_plans", "Plans at hand.", multiprocess_mode="livemostrecent")
DATASETS = Gauge("odplan_datasets", "Datasets in the plans at hand.", multiprocess_mode="livemostrecent")
WAITING = Gauge("odplan_questions_waiting", "Questions that wait to be answered.", multiprocess_mode="livesum")
ANSWERING = Gauge("odplan_questions_answering", "Questions being answered.", multiprocess_mode="livesum")
REFUSED = Counter("odplan_refused", "Questions refused: too many waited (full), or it took too long (slow).", ("why",))
ERRORS = Counter("odplan_errors", "What went wrong and was logged, by the kind of error.", ("error",))
REQUESTS = Counter("odplan_requests", "Requests, by route, method and status.", ("route", "method", "status"))
REQUEST_SECONDS = Histogram("odplan_request_seconds", "How long requests took.", ("route",), buckets=_SECONDS)
VISITS = Gauge("odplan_visits", "Pages that are open in browsers.", multiprocess_mode="livesum")
STARTED = Gauge("odplan_started_seconds", "When the process began to serve.", multiprocess_mode="liveall")

_counting = threading.Lock()
_recalled = [0, 0]


@contextmanager
def answered(asked: str) -> Iterator[list[tuple[str, str]]]:
    """Times what is done within; each kind and language that is put into the list counts as an answer."""
    began = time.perf_counter()
    given: list[tuple[str, str]] = []
    yield given
    ANSWER_SECONDS.labels(asked).observe(time.perf_counter() - began)
    for kind, language in given:
        ANSWERS.labels(asked, kind, language).inc()


def suggested() -> None:
    """A name was looked up."""
    SUGGESTIONS.inc()


def recalled(hits: int, misses: int) -> None:
    """How many vectors the process's encoder has remembered and made since it was opened."""
    with _counting:
        for place, (result, total) in enumerate((("hit", hits), ("miss", misses))):
            ENCODINGS.labels(result).inc(max(0, total - _recalled[place]))
            _recalled[place] = total


def refused(why: str) -> None:
    """A question was not answered: "full" or "slow"."""
    REFUSED.labels(why).inc()


def requested(route: str, method: str, status: int, seconds: float) -> None:
    """A request is over; the route is one of ours, never what was asked for."""
    REQUESTS.labels(route, method if method in METHODS else "other", str(status)).inc()
    REQUEST_SECONDS.labels(route).observe(seconds)


def encoder_is(state: str) -> None:
    """The state of this process's encoder."""
    for each in ENCODER_STATES:
        ENCODER.labels(each).set(each == state)
    if state == ENCODER_STATES[0]:
        STARTED.set_to_current_time()


def serves(plans: int, datasets: int) -> None:
    """What this process answers from."""
    PLANS.set(plans)
    DATASETS.set(datasets)


class Errors(logging.Handler):
    """Counts what is logged with an error, by the error's kind."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        error = record.exc_info[0] if record.exc_info else None
        if error is not None:
            ERRORS.labels(error.__name__).inc()


def exposed(accept: str) -> tuple[bytes, str]:
    """All of it as Prometheus reads it, and the media type, which the Accept header may choose."""
    encode, media_type = choose_encoder(accept)
    return encode(_registry()), media_type


def _registry() -> CollectorRegistry:
    """What there is to tell: this process's own, or where several count together that of all."""
    several = CollectorRegistry()
    try:
        counted = MultiProcessCollector(several)  # type: ignore[no-untyped-call]
    except ValueError:  # no folder is named, so there is but one process
        return REGISTRY
    found = counted.collect()  # type: ignore[no-untyped-call]
    workers = [_worker(sample.labels) for metric in found for sample in metric.samples]
    several.register(_Processes({pid for pid in workers if pid and _lives(pid)}))
    return several


def _worker(labels: dict[str, str]) -> int:
    return int(labels.get("pid", 0))


def _lives(pid: int) -> bool:
    """Whether a worker is still there; what one that was killed has left is taken out of the sums."""
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    mark_process_dead(pid)  # type: ignore[no-untyped-call]
    return False


class _Processes(Collector):
    """Memory, time and open files of each worker: the client tells them of one process alone."""

    def __init__(self, pids: set[int]) -> None:
        self._pids = pids

    def collect(self) -> Iterator[Metric]:
        """The client's own metrics of a process, with the process as a label."""
        found: dict[str, Metric] = {}
        for pid in sorted(self._pids):
            for metric in ProcessCollector(pid=lambda pid=pid: pid, registry=None).collect():  # type: ignore[misc]
                of_all = found.setdefault(metric.name, Metric(metric.name, metric.documentation, metric.type))
                for sample in metric.samples:
                    of_all.add_sample(sample.name, {**sample.labels, "pid": str(pid)}, sample.value)
        yield from found.values()
