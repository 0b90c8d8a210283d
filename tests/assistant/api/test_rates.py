"""How much one client may ask: its share at once, then evenly; and no more memory than is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.api.ledgers import Memory
from assistant.api.rates import RateLimit
from assistant.reach import Rate


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_share_may_be_asked_at_once_and_then_one_by_one(clock: Clock) -> None:
    limit = RateLimit(Rate(3, 60), clock=clock)
    assert [limit.take("a").left for _ in range(3)] == [2, 1, 0]
    refused = limit.take("a")
    assert not refused.granted and refused.after == pytest.approx(20)
    clock.now += 19.9
    assert not limit.take("a").granted
    clock.now += 0.1
    assert limit.take("a").granted and not limit.take("a").granted


def test_clients_are_counted_apart(clock: Clock) -> None:
    limit = RateLimit(Rate(1, 60), clock=clock)
    assert limit.take("a").granted and limit.take("b").granted and not limit.take("a").granted


def test_whoever_waits_has_its_whole_share_again(clock: Clock) -> None:
    limit = RateLimit(Rate(5, 10), clock=clock)
    for _ in range(9):
        limit.take("a")
    clock.now += 10
    assert [limit.take("a").granted for _ in range(6)] == [True] * 5 + [False]


def test_refused_requests_are_not_held_against_a_client(clock: Clock) -> None:
    limit = RateLimit(Rate(1, 10), clock=clock)
    limit.take("a")
    waits = [limit.take("a").after for _ in range(50)]
    assert len(set(waits)) == 1
    clock.now += waits[0]
    assert limit.take("a").granted


def test_clients_without_a_past_are_forgotten(clock: Clock) -> None:
    ledger = Memory()
    limit = RateLimit(Rate(10, 10), ledger=ledger, clock=clock)
    for number in range(50):
        limit.take(str(number))
    clock.now += 11
    limit.take("new")
    assert len(ledger) == 1


def test_memory_is_bounded_whatever_asks(clock: Clock) -> None:
    ledger = Memory(100)
    limit = RateLimit(Rate(1, 3600), ledger=ledger, clock=clock)
    for number in range(1000):
        limit.take(str(number))
    assert len(ledger) == 100
    assert not limit.take("999").granted and limit.take("0").granted


def test_headers_tell_the_share_what_is_left_and_when_it_is_whole(clock: Clock) -> None:
    limit = RateLimit(Rate(4, 60), clock=clock)
    limit.take("a")
    assert limit.take("a").headers == {"RateLimit-Policy": '"default";q=4;w=60', "RateLimit": '"default";r=2;t=30'}


@settings(max_examples=60)
@given(st.integers(1, 9), st.integers(1, 9), st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 5)), max_size=60))
def test_no_window_ever_holds_more_than_twice_the_share(
    requests: int, seconds: int, asked: list[tuple[str, float]]
) -> None:
    """A share at once and one that drips in during the window: that is the most a leaking bucket lets through."""
    clock = Clock()
    limit = RateLimit(Rate(requests, seconds), clock=clock)
    granted: list[tuple[str, float]] = []
    for client, wait in asked:
        clock.now += wait
        if limit.take(client).granted:
            granted.append((client, clock.now))
    for client, start in granted:
        within = [at for name, at in granted if name == client and start <= at < start + seconds]
        assert len(within) <= 2 * requests
