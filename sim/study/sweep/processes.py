"""Worker processes that are replaced: after some pieces of work, and when one of them was ended from outside.

They are started afresh (*spawn*), so they inherit no state and are alike on every platform, and import orgsim alone.
Replacing them keeps memory from piling up, whatever a run leaves behind.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from typing import Any

from sim.study.pool import nameless

PIECES = 32
"""Pieces of work a worker does before it is replaced."""


class Processes(Executor):
    """Processes that are replaced after some pieces of work, and when one of them was ended from outside.

    Parameters
    ----------
    workers : int
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._given = 0
        self._started: set[BaseProcess] = set()

    def submit(self, do: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a piece to a worker."""
        if self._pool is not None and self._given >= PIECES * self.workers:
            self._pool.shutdown(wait=False)
            self._pool = None
        try:
            return self._hand_over(do, *args, **kwargs)
        except BrokenProcessPool:
            self._pool = None
            return self._hand_over(do, *args, **kwargs)

    def _hand_over(self, do: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        others = set(multiprocessing.active_children())
        with nameless():
            if self._pool is None:
                context = multiprocessing.get_context("spawn")  # Mesa asks for it too, and it is alike everywhere
                self._pool = ProcessPoolExecutor(self.workers, context, _begin)
                self._given = 0
            self._given += 1
            future = self._pool.submit(do, *args, **kwargs)
        self._started |= set(multiprocessing.active_children()) - others
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers go; where nobody waits for them, end them: what they are at would be thrown away."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
        for process in self._started if not wait else ():
            process.terminate()


def _begin() -> None:
    """Set a worker up.

    Whether to stop is decided by the process that asked, not by a key that both hear; and where that process is
    killed, nobody is left to take the work, so the worker ends too.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
