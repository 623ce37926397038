"""Who does the work: this process, threads, processes, or a cluster; all have the shape of ``concurrent.futures``.

The compiled engine lets go of the interpreter while it runs, so threads share what has been built and cost nothing.
The reference engine is Python, so it needs processes; they are started afresh (*spawn*), import orgsim alone, and are
replaced after some pieces of work, so that no memory can pile up. A Dask cluster hands a piece whose worker died to
another one. Whoever it is, the same pieces give the same rows.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sim.errors import InputProblems, Problem, nearest
from sim.study.sweep.cluster import cluster
from sim.study.sweep.processes import Processes

KINDS = ("serial", "threads", "processes")


@dataclass(frozen=True)
class Crew:
    """An executor, and how many pieces it works at at once.

    Attributes
    ----------
    executor : Executor
        Anything with ``submit``.
    width : function
        Number of workers; that of a cluster may change.
    kind : str
        For the manifest.
    """

    executor: Executor
    width: Callable[[], int]
    kind: str


class Serial(Executor):
    """Does each piece at once, in this process."""

    def submit(self, do: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it; the future is done already."""
        future: Future[Any] = Future()
        try:
            future.set_result(do(*args, **kwargs))
        except Exception as error:  # the future carries it, as every executor's does
            future.set_exception(error)
        return future


def default_kind(engine: str, workers: int) -> str:
    """What suits an engine: threads if it lets go of the interpreter, else processes."""
    if workers == 1:
        return "serial"
    return "processes" if engine == "reference" else "threads"


@contextmanager
def crew(kind: str, workers: int) -> Iterator[Crew]:
    """Workers for the time of a block.

    Parameters
    ----------
    kind : str
        ``serial``, ``threads``, ``processes``, ``dask://host:port``, or ``package.module:factory`` of an executor.
    workers : int
        How many; a cluster knows itself.

    Raises
    ------
    InputProblems
        There is no such kind.
    MissingFeature
        Dask is not installed.
    """
    check_kind(kind)
    if kind.startswith("dask://"):
        with cluster(kind.removeprefix("dask://")) as (executor, threads):
            yield Crew(executor, threads, f"dask, {threads()} threads")
        return
    if ":" in kind:
        executor, width = _made_by(kind), workers
    elif kind == "serial":
        executor, width = Serial(), 1
    else:
        executor, width = ThreadPoolExecutor(workers) if kind == "threads" else Processes(workers), workers
    try:
        yield Crew(executor, lambda: width, kind)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown(wait=True)


def check_kind(kind: str) -> None:
    """Refuse an executor that does not exist."""
    if kind in KINDS or ":" in kind.removeprefix("dask://"):
        return
    allowed = (*KINDS, "dask://host:port")
    message = f'"{kind}" is unknown; expected {", ".join(allowed)} or package.module:factory{nearest(kind, allowed)}'
    raise InputProblems([Problem("--executor", 0, 0, "", message)])


def _made_by(name: str) -> Executor:
    module, _, factory = name.partition(":")
    try:
        executor: Executor = getattr(importlib.import_module(module), factory)()
    except (ImportError, AttributeError) as error:
        raise InputProblems([Problem("--executor", 0, 0, name, f"cannot be found: {error}")]) from None
    return executor
