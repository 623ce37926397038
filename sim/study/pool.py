"""Replications are shared out among workers: one piece of work is one year, lived through by every structure.

The year is drawn once for all of them, and what comes back are numbers, not logs. Results are put in order by
replication, so neither the number of workers nor who was faster can show in them. The compiled engine holds no lock, so
its workers are threads. All other work goes to processes, started afresh (*spawn*): they inherit no state, behave alike
on every platform, and import orgsim alone, never the script that asked for them.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from types import ModuleType, TracebackType
from typing import TypeVar

from sim.engines.plan import Plan
from sim.errors import OrgsimError
from sim.run import build, live
from sim.scenario.schema import Scenario
from sim.study.progress import Report, silent
from sim.study.provenance import cores

DEFAULT_ENGINE = "compiled"
SERIAL = 4
"""Up to so many runs are done here and now: starting workers would take longer."""
P = TypeVar("P")
R = TypeVar("R")


@dataclass
class Bench:
    """What a worker keeps between pieces of work: organisations that are built once and used for every year.

    Attributes
    ----------
    scenario : Scenario
    seed : int
        Chooses the years.
    engine : str
        Lives through them.
    """

    scenario: Scenario
    seed: int
    engine: str = "reference"
    plans: dict[tuple[str, str], tuple[Scenario, Plan]] = field(default_factory=dict)

    def plan(self, structure: str, off: str) -> tuple[Scenario, Plan]:
        """The scenario with a rule switched off (none where empty), and the structure built for it."""
        if (structure, off) not in self.plans:
            scenario = without(self.scenario, off) if off else self.scenario
            self.plans[structure, off] = scenario, build(scenario, structure)
        return self.plans[structure, off]


def without(scenario: Scenario, switch: str) -> Scenario:
    """The same scenario with one rule switched off; its year stays as it is."""
    switches = scenario.rules.switches.model_copy(update={switch: False})
    return scenario.model_copy(update={"rules": scenario.rules.model_copy(update={"switches": switches})})


@dataclass(frozen=True)
class Piece:
    """One year under several structures.

    Attributes
    ----------
    replication : int
        Which year.
    structures : tuple of str
        Who lives through it.
    off : str
        Rule that is switched off; none where empty.
    tables : bool
        Whether the tables for charts are wanted beside the measures.
    """

    replication: int
    structures: tuple[str, ...]
    off: str = ""
    tables: bool = True


@dataclass(frozen=True)
class Sample:
    """What is kept of one run; moments and digest are those of `sim.run.Run`."""

    structure: str
    replication: int
    saturated: bool
    measures: dict[str, float]
    tables: Mapping[str, list[dict[str, object]]]
    moments: int = 0
    digest: int = 0


def work(bench: Bench, piece: Piece) -> list[Sample]:
    """Live through one year in every structure of a piece, in their order."""
    from sim.world.workload import draw_year

    year = draw_year(bench.scenario, bench.seed, piece.replication)
    samples = []
    for structure in piece.structures:
        scenario, plan = bench.plan(structure, piece.off)
        one = live(scenario, structure, plan, year, engine=bench.engine)
        tables = one.tables if piece.tables else {}
        kept = one.saturated, one.measures, tables, one.moments, one.digest
        samples.append(Sample(structure, piece.replication, *kept))
    return samples


class Crew:
    """Workers for one scenario and seed, started when they are first needed.

    Parameters
    ----------
    scenario : Scenario
    seed : int
    workers : int, optional
        Threads or processes; one a core where nothing is said. With 1 everything is done here and now.
    engine : str
        Lives through the years.
    """

    def __init__(self, scenario: Scenario, seed: int, workers: int | None = None, engine: str = DEFAULT_ENGINE) -> None:
        self.bench = Bench(scenario, seed, engine)
        self.workers = workers or cores()
        self._pool: ProcessPoolExecutor | None = None
        self._processes: set[BaseProcess] = set()

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in self._processes:
                process.terminate()  # what they are at would be thrown away; nobody should wait for it

    def start(self) -> None:
        """Start the processes now, so that they are ready when there is work; nothing where there would be only one."""
        if self.workers > 1:
            self._submit(_ready, range(self.workers))

    def live(self, pieces: Sequence[Piece], report: Report = silent) -> list[list[Sample]]:
        """Live through the years of all pieces; see `each`."""

        def runs(piece: Piece) -> int:
            return len(piece.structures)

        if self.bench.engine == "reference" or self.workers == 1:
            return self.each(work, pieces, runs, report)
        for structure, off in dict.fromkeys((name, piece.off) for piece in pieces for name in piece.structures):
            self.bench.plan(structure, off)
        with ThreadPoolExecutor(self.workers) as threads:
            futures = {threads.submit(work, self.bench, piece): place for place, piece in enumerate(pieces)}
            return _gathered(((futures[one], one.result()) for one in as_completed(futures)), pieces, runs, report)

    def each(
        self,
        do: Callable[[Bench, P], R],
        pieces: Sequence[P],
        weight: Callable[[P], int] = lambda piece: 1,
        report: Report = silent,
    ) -> list[R]:
        """Do all pieces of work.

        Parameters
        ----------
        do : function of Bench and a piece
            Must stand at the top of a module.
        pieces : sequence
        weight : function of a piece
            How many runs it counts for.
        report : function
            Called with the runs done and the runs to do.

        Returns
        -------
        list
            One result a piece, in the order of the pieces.

        Raises
        ------
        OrgsimError
            A worker was ended from outside.
        """
        finished = self._finished(do, pieces, sum(weight(piece) for piece in pieces))
        return _gathered(finished, pieces, weight, report)

    def _finished(self, do: Callable[[Bench, P], R], pieces: Sequence[P], total: int) -> Iterator[tuple[int, R]]:
        """Places and results, in the order in which they are finished."""
        if self._pool is None and (min(self.workers, len(pieces)) <= 1 or total <= SERIAL):
            yield from ((place, do(self.bench, piece)) for place, piece in enumerate(pieces))
            return
        futures = self._submit(do, pieces)
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BrokenProcessPool:
            message = "a worker process was ended from outside, most often for want of memory; try --workers 1"
            raise OrgsimError(message) from None

    def _submit(self, do: Callable[[Bench, P], R], pieces: Sequence[P]) -> dict[Future[R], int]:
        others = set(multiprocessing.active_children())
        with nameless():
            if self._pool is None:
                context = multiprocessing.get_context("spawn")  # Mesa asks for it too, and it is alike everywhere
                self._pool = ProcessPoolExecutor(
                    self.workers, context, _begin, (self.bench.scenario, self.bench.seed, self.bench.engine)
                )
            futures = {self._pool.submit(_do, do, piece): place for place, piece in enumerate(pieces)}
        self._processes |= set(multiprocessing.active_children()) - others
        return futures


def _gathered(
    finished: Iterable[tuple[int, R]], pieces: Sequence[P], weight: Callable[[P], int], report: Report
) -> list[R]:
    """Results in the order of their pieces, reporting each as it comes in."""
    total, done = sum(weight(piece) for piece in pieces), 0
    found: dict[int, R] = {}
    for place, result in finished:
        found[place] = result
        done += weight(pieces[place])
        report(done, total)
    return [found[place] for place in range(len(pieces))]


def _ready(bench: Bench, place: int) -> int:
    return place


_bench: Bench | None = None


def _begin(scenario: Scenario, seed: int, engine: str) -> None:
    """Set a new worker up.

    Whether to stop is decided by the process that asked, not by a key that both hear. What is imported stays for good,
    so the search for garbage after each run need not look through it.
    """
    if engine == "reference":
        import sim.engines.reference.engine  # noqa: F401

    global _bench
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bench = Bench(scenario, seed, engine)
    gc.collect()
    gc.freeze()


def _do(do: Callable[[Bench, P], R], piece: P) -> R:
    assert _bench is not None
    return do(_bench, piece)


@contextmanager
def nameless() -> Iterator[None]:
    """Start workers without the script that asked, so that a script needs no ``if __name__ == "__main__"``."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
