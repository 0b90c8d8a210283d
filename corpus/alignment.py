"""Two lists in one order, put side by side: who stands beside whom, and who stands alone."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["align"]

# Beyond this a place is not looked at: the lists have been longer and shorter by turns so often nowhere.
_SLACK = 40


def align(left: int, right: int, gain: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The pairs of places, in order and each once, whose gains together are the most.

    ``gain`` of two places is above 0 where they are better together than alone. Of equal ways the one with
    the earliest pairs is taken. Takes time in proportion to the longer list.
    """
    band = abs(left - right) + _SLACK
    columns = [range(max(0, i - band), min(right, i + band + 1)) for i in range(left)]
    best: dict[tuple[int, int], float] = {}
    together: dict[tuple[int, int], bool] = {}
    for i in range(left - 1, -1, -1):
        for j in reversed(columns[i]):
            gained = gain(i, j)
            pair = gained + best.get((i + 1, j + 1), 0.0)
            alone = max(best.get((i + 1, j), 0.0), best.get((i, j + 1), 0.0))
            together[i, j] = pair >= alone and gained > 0
            best[i, j] = pair if together[i, j] else alone
    return _walk(left, right, best, together)


def _walk(
    left: int, right: int, best: dict[tuple[int, int], float], together: dict[tuple[int, int], bool]
) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < left and j < right:
        if together.get((i, j)):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif (i, j + 1) not in best or best.get((i + 1, j), -1.0) >= best[i, j + 1]:
            i += 1
        else:
            j += 1
    return pairs
