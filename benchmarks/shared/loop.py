"""The compiled loop without what Python does around it: laying out memory before, reading facts afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sim.engines.compiled import engine


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """Note how long each passage through the compiled loop takes, in seconds of computing of its thread."""
    taken: list[float] = []
    real = engine.entry

    def timed() -> Any:
        live = real()

        def run(*memory: Any) -> None:
            began = time.thread_time()
            live(*memory)
            taken.append(time.thread_time() - began)

        return run

    engine.entry = timed
    try:
        yield taken
    finally:
        engine.entry = real
