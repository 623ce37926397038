"""Workers for known answers: processes that live through stretches of replications, or this process alone.

They are started afresh (*spawn*), as those of a comparison are: they inherit nothing and import orgsim alone.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from types import ModuleType, TracebackType
from typing import TypeVar

A = TypeVar("A")
R = TypeVar("R")


class Crew:
    """Workers, started when there is work; with one everything is done here, at once.

    Parameters
    ----------
    workers : int
        Processes.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    def submit(self, do: Callable[[A], R], what: A) -> Future[R]:
        """Ask for a piece of work; `do` must stand at the top of a module."""
        if self.workers <= 1:
            done: Future[R] = Future()
            done.set_result(do(what))
            return done
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")  # a script that asks needs no `if __name__ == "__main__"`
        try:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(self.workers, context, _begin)
            return self._pool.submit(do, what)
        finally:
            sys.modules["__main__"] = main


def _begin() -> None:
    """Whether to stop is decided by the process that asked, not by a key that all hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
