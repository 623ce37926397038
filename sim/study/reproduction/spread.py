"""Of many runs a few are chosen that lie evenly among them, the same ones each time.

Every k-th run would do, were a study not regular itself: with four structures every fourth run has the same one. Steps
of the golden section cannot fall into step with any such rhythm (Weyl 1916), and leave no gap and no heap.
"""

from __future__ import annotations

from math import sqrt

GOLDEN = (sqrt(5.0) - 1.0) / 2.0


def evenly(total: int, wanted: int | None) -> list[int]:
    """Places of a few among many.

    Parameters
    ----------
    total : int
        How many there are.
    wanted : int or None
        How many to choose; all where nothing is said.

    Returns
    -------
    list of int
        From 0, in order.
    """
    if wanted is None or wanted >= total:
        return list(range(total))
    found: set[int] = set()
    step = 0
    while len(found) < wanted:
        found.add(int((0.5 + step * GOLDEN) % 1.0 * total))
        step += 1
    return sorted(found)
