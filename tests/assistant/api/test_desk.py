"""Where questions wait: what cannot be answered soon is refused at once, and nothing piles up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from assistant.api.app import create
from assistant.api.desk import Desk
from assistant.api.problems import GONE, Problem
from assistant.errors import Busy
from assistant.queue import Queue
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.shared import Shared

LONG = 30.0


class Held:
    """Work that begins when it is its turn and goes on until it is let go."""

    def __init__(self) -> None:
        self.begun, self._go = threading.Semaphore(0), threading.Event()
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        self.begun.release()
        assert self._go.wait(LONG)
        return "done"

    def let_go(self) -> None:
        self._go.set()


@pytest.fixture
def held() -> Iterator[Held]:
    work = Held()
    yield work
    work.let_go()


def run(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in a thread of its own: a browser that other tests drive may keep a loop in this one."""
    with ThreadPoolExecutor(1) as stage:
        stage.submit(asyncio.run, scene).result()


def request(left: asyncio.Event | None = None) -> Request:
    async def receive() -> dict[str, Any]:
        await (left or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http"}, receive)


async def refusal(desk: Desk, work: Callable[[], Any], asked: Request | None = None) -> Problem | Busy:
    with pytest.raises((Problem, Busy)) as told:
        await desk.do(asked or request(), work)
    return told.value


def gone(refused: Problem | Busy) -> bool:
    return isinstance(refused, Problem) and refused.status == GONE


def test_as_many_wait_as_there_are_places_and_no_more(shared: Shared, held: Held) -> None:
    desk = Desk(shared, Queue(1, 2))

    async def crowd() -> None:
        waiting = [asyncio.create_task(desk.do(request(), held)) for _ in range(3)]
        await asyncio.to_thread(held.begun.acquire)
        refused = await refusal(desk, held)
        assert isinstance(refused, Busy) and refused.after == 1.0
        held.let_go()
        assert await asyncio.gather(*waiting) == ["done"] * 3
        assert await desk.do(request(), lambda: "again") == "again"

    run(crowd())


def test_what_takes_too_long_is_given_up_and_keeps_its_place_until_it_is_done(shared: Shared, held: Held) -> None:
    desk = Desk(shared, Queue(1, 0, 0.02))

    async def slow() -> None:
        assert "too long" in str(await refusal(desk, held))
        # The thread is still at it.
        assert "Too many" in str(await refusal(desk, lambda: None))
        held.let_go()
        while True:
            try:
                return await desk.do(request(), lambda: None)
            except Busy:
                await asyncio.to_thread(held.begun.acquire, timeout=0.01)

    run(slow())
    assert held.count == 1


def test_what_is_given_up_before_it_has_begun_is_never_begun(shared: Shared, held: Held) -> None:
    desk, begun = Desk(shared, Queue(1, 1, LONG)), threading.Event()

    async def impatient() -> None:
        first = asyncio.create_task(desk.do(request(), held))
        await asyncio.to_thread(held.begun.acquire)
        left = asyncio.Event()
        second = asyncio.create_task(refusal(desk, begun.set, request(left)))
        await asyncio.sleep(0)
        left.set()
        assert gone(await second)
        # Its place is free at once.
        third = asyncio.create_task(desk.do(request(), lambda: "third"))
        await asyncio.sleep(0)
        held.let_go()
        assert await first == "done" and await third == "third"

    run(impatient())
    assert not begun.is_set()


def test_client_that_has_left_is_not_waited_for(shared: Shared, held: Held) -> None:
    desk = Desk(shared, Queue(seconds=LONG))

    async def leaving() -> None:
        left = asyncio.Event()
        asked = asyncio.create_task(refusal(desk, held, request(left)))
        await asyncio.to_thread(held.begun.acquire)
        left.set()
        assert gone(await asked)

    run(leaving())


def test_what_the_work_raises_comes_out(shared: Shared) -> None:
    async def wrong() -> None:
        with pytest.raises(ZeroDivisionError):
            await Desk(shared).do(request(), lambda: 1 / 0)

    run(wrong())


def test_busy_server_says_so_with_the_time_to_come_again(shared: Shared, held: Held) -> None:
    desk = Desk(shared, Queue(1, 0))
    app = create(shared, Reach(rate=None), write=lambda line: None, desk=desk)

    async def busy() -> None:
        first = asyncio.create_task(desk.do(request(), held))
        await asyncio.to_thread(held.begun.acquire)
        answer = await asyncio.to_thread(TestClient(app).get, "/api/v1/ask?q=weekly")
        assert answer.status_code == 503 and answer.headers["retry-after"] == "1"
        assert answer.headers["content-type"] == "application/problem+json"
        # Who watches over it is answered all the same.
        assert (await asyncio.to_thread(TestClient(app).get, "/api/v1/health")).status_code == 200
        held.let_go()
        await first

    run(busy())


@pytest.mark.parametrize(("encoder", "words"), [("loading", "are opening"), ("failed", "could not be opened")])
def test_server_that_is_not_ready_says_so_and_lives(assistant: Assistant, encoder: Any, words: str) -> None:
    cold = Shared(lambda: assistant)
    cold.encoder = encoder
    client = TestClient(create(cold, Reach(rate=None), write=lambda line: None), base_url="http://testserver/api/v1/")
    for path in ("ask?q=weekly", "suggest?q=a", "datasets", "datasets/D.ii.9", "facets", "download/datasets.csv"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "3"), path
        assert words in answer.json()["detail"] and answer.headers["cache-control"] == "no-store"
    assert client.get("health").json() == {"status": "ok"}
    ready = client.get("ready")
    assert ready.status_code == 503 and ready.headers["retry-after"] == "3"
    assert ready.json() == {"ready": False, "datasets": 0, "plans": 0, "encoder": encoder}
    assert client.get("docs").status_code == 200 == client.get("plans").status_code
