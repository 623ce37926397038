"""A Dask cluster as an executor: the scheduler hands a piece whose worker died to another one.

The package is needed only here, and only when a cluster is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from sim.errors import InputProblems, MissingFeature, OrgsimError, Problem


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """A cluster for the time of a block, and a function that counts its threads.

    Raises
    ------
    MissingFeature
        Dask is not installed.
    InputProblems
        Nobody answers at the address.
    OrgsimError
        The cluster has no workers.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        message = "a Dask cluster needs the package distributed: pip install orgsim[cluster]"
        raise MissingFeature(message) from None
    try:
        client = distributed.Client(f"tcp://{address}", timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers ({error}); expected dask://host:port of one that runs"
        raise InputProblems([Problem("--executor", 0, 0, address, message)]) from None
    try:
        width = _threads_of(client)
        if not width():
            raise OrgsimError(f"the Dask cluster at {address} has no workers; start some: dask worker {address}")
        executor = client.get_executor(pure=False)
        yield executor, width
    finally:
        client.close()


def _threads_of(client: Any) -> Callable[[], int]:
    return lambda: sum(client.ncores().values())
