"""Catches a compiled engine that agrees only under the conditions of the other tests: with a log, alone, with room.

Facts must not depend on whether a log is kept, folding that log must give the same facts, two threads at once must not
meet in one memory, and a run that outgrows its room must begin again and say the same.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import pytest
from twin.running import FOLDERS, worked

from sim.engines.compiled import layout as at
from sim.engines.compiled import memory
from sim.engines.compiled.engine import simulate
from sim.engines.compiled.lowering import lowered
from sim.engines.plan import Plan
from sim.engines.trace import Trace
from sim.engines.twin import difference, log_of
from sim.folding import Ledger
from sim.run import build, load
from sim.scenario.schema import Scenario
from sim.world.workload import draw_year
from sim.world.year import Year


@cache
def scenario() -> Scenario:
    return load("startup_brand")


@cache
def plan() -> Plan:
    return build(scenario(), scenario().baseline)


@cache
def year(replication: int) -> Year:
    return draw_year(scenario(), 5, replication)


def same(one: Trace, other: Trace, log: bool = True) -> None:
    assert difference(one, other, log) is None


def test_facts_do_not_depend_on_whether_a_log_is_kept() -> None:
    for replication in range(3):
        with_log, without = simulate(plan(), year(replication), log=True), simulate(plan(), year(replication))
        assert without.table is None
        assert log_of(with_log).shape[1] > 1000
        same(with_log, without, log=False)


@pytest.mark.parametrize("folder", [*FOLDERS, None], ids=lambda folder: folder.name if folder else "startup_brand")
def test_the_log_folds_into_the_facts_that_came_with_it(folder: object) -> None:
    _, made, lived = (scenario(), plan(), year(0)) if folder is None else worked(folder)  # type: ignore[arg-type]
    trace = simulate(made, lived, log=True)
    ledger = Ledger(lived, len(made.organisation.members))
    ledger.take(list(zip(*log_of(trace).tolist(), strict=True)))
    folded = Trace(ledger.close(trace.moments), trace.moments, trace.digest, table=trace.table)
    same(folded, trace)


def test_two_threads_at_once_say_what_one_says_after_another() -> None:
    """The two begin together on different years, and again on the same one."""
    alone = [simulate(plan(), year(replication), log=True) for replication in range(4)]
    start = Barrier(2)

    def live(replications: list[int]) -> list[Trace]:
        start.wait(60)
        return [simulate(plan(), year(replication), log=True) for replication in replications]

    with ThreadPoolExecutor(2) as pool:
        for both in ([[0, 1, 2, 3], [3, 2, 1, 0]], [[1, 1, 1], [1, 1, 1]]):
            for replications, found in zip(both, pool.map(live, both), strict=True):
                for replication, trace in zip(replications, found, strict=True):
                    same(alone[replication], trace)


@pytest.fixture
def small_rooms(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Room for next to nothing at first; gives what was given more room."""
    usual, laid_out = memory._caps, memory.lay_out
    tries: list[int] = []

    def small(low: object, header: dict[int, int]) -> dict[int, int]:
        caps = usual(low, header)  # type: ignore[arg-type]
        return {place: max(8, size // 256) for place, size in caps.items()}

    def counted(*arguments: object) -> object:
        tries.append(len(tries))
        return laid_out(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(memory, "_caps", small)
    monkeypatch.setattr(memory, "lay_out", counted)
    return tries


def test_a_run_that_outgrows_its_room_begins_again_and_says_the_same(small_rooms: list[int]) -> None:
    for log in (False, True):
        crowded = build(scenario(), scenario().baseline)
        before = len(small_rooms)
        trace = simulate(crowded, year(0), log=log)
        assert len(small_rooms) - before > 3, "it had room enough: this test tries nothing"
        assert set(lowered(crowded).room) >= {at.NEEDS_CAP, at.INTERFACES_CAP}
        same(_reference(), trace, log=log)


def test_a_log_that_outgrows_its_room_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.engines.compiled.engine.FIRST_ROWS", 100)
    same(_reference(), simulate(plan(), year(0), log=True))


@cache
def _reference() -> Trace:
    from sim.engines.reference.engine import simulate as reference

    return reference(plan(), year(0))
