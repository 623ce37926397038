"""Run the compiled engine: one plan, one year, the facts, and a log where one is wanted.

It says the same as the reference engine to the byte (`engines/twin.py`), some hundred times faster. Whoever runs it
from several threads gains: the compiled loop holds no lock, and each thread has its own memory.
"""

from __future__ import annotations

import numpy as np

from sim.engines.compiled import layout as at
from sim.engines.compiled import memory
from sim.engines.compiled.accounts import facts_in
from sim.engines.compiled.agenda import PARTS_FULL
from sim.engines.compiled.entry import entry
from sim.engines.compiled.lowering import lowered
from sim.engines.plan import Plan
from sim.engines.trace import Trace
from sim.errors import BrokenInvariant
from sim.world.year import Year

FIRST_ROWS = 1 << 17
"""Rows of a log that room is kept for at first."""


def simulate(plan: Plan, year: Year, *, log: bool = False) -> Trace:
    """Let an organisation live through a year.

    Parameters
    ----------
    plan : Plan
        See `engines.plan.make_plan`.
    year : Year
        Of the same scenario.
    log : bool
        Keep the event log.

    Returns
    -------
    Trace

    Raises
    ------
    BrokenInvariant
        An item has more parts than an item can have.
    """
    low, loaded, live = lowered(plan), memory.loaded(year), entry()
    rows = FIRST_ROWS if log else 0
    while True:
        m, x = memory.lay_out(low, loaded, rows)
        live(m, x, low.b)
        stop = int(m[at.STOP])
        if stop == PARTS_FULL:
            raise BrokenInvariant(f"an item has more than {at.PARTS} parts")
        if stop:
            place = memory.GROWS[stop]
            low.room[place] = 2.0 * low.room.get(place, 1.0)
        elif log and m[at.ROWS] > rows:
            rows = int(m[at.ROWS])
        else:
            break
    table = None
    if log:
        begin, count = int(m[at.ROWS_AT]), int(m[at.ROWS])
        table = np.ascontiguousarray(m[begin : begin + 8 * count].reshape(count, 8).T)
    digest = int(m[at.DIGEST]) & ((1 << 64) - 1)
    return Trace(facts_in(m, loaded), int(m[at.MOMENTS]), digest, table=table)
