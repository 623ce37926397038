"""The memory of one run: header, year, organisation, and room for all that will come to be."""

from __future__ import annotations

import threading

import numpy as np

from sim.engines.compiled import layout as at
from sim.engines.compiled.agenda import (
    HEAP_FULL,
    INTERFACES_FULL,
    LATER_FULL,
    NEEDS_FULL,
    NODES_FULL,
    REQUESTS_FULL,
    STEP,
)
from sim.engines.compiled.loading import Loaded, load
from sim.engines.compiled.lowering import Lowered
from sim.engines.compiled.making import Floats, Ints
from sim.vocabulary import TICK_PER_WEEK
from sim.world.year import Year

GROWS = {
    HEAP_FULL: at.HEAP_CAP,
    LATER_FULL: at.LATER_CAP,
    NEEDS_FULL: at.NEEDS_CAP,
    REQUESTS_FULL: at.REQUESTS_CAP,
    INTERFACES_FULL: at.INTERFACES_CAP,
    NODES_FULL: at.NODES_CAP,
}
"""What to give more room when a run stopped for want of it."""
_own = threading.local()


def loaded(year: Year) -> Loaded:
    """The block of a year; each thread remembers its last one, since structures come year by year."""
    known: Loaded | None = getattr(_own, "loaded", None)
    if known is None or known.year is not year:
        known = load(year)
        _own.loaded = known
    return known


def _scratch(name: str, size: int, kind: type) -> np.ndarray:
    """A piece of memory of this thread, at least so large; what it holds is left over from the last run."""
    piece: np.ndarray | None = getattr(_own, name, None)
    if piece is None or len(piece) < size:
        piece = np.empty(size + size // 4, dtype=kind)
        setattr(_own, name, piece)
    return piece


def lay_out(plan: Lowered, year: Loaded, rows: int) -> tuple[Ints, Floats]:
    """Memory for one run.

    Parameters
    ----------
    plan : Lowered
    year : Loaded
    rows : int
        Rows of the log to keep room for; 0 where none is wanted.

    Returns
    -------
    m, x : ndarray of int64, ndarray of float64
        They belong to this thread and are used again for its next run.
    """
    header = dict(year.header) | plan.header
    caps = _caps(plan, header) | {at.ROWS_CAP: rows}
    header |= caps
    header[at.WEEKS] = -(-(header[at.TO] - header[at.FROM]) // TICK_PER_WEEK)
    seats, groups, words = header[at.SEATS], header[at.GROUPS], header[at.SEAT_WORDS]
    items = header[at.TASKS] + header[at.CHORES] + header[at.MESSAGES] + 64
    cleared = {
        at.SUPERVISIONS_AT: seats * at.WORK,
        at.INSIGHT_AT: header[at.LINES],
        at.FREE_AT: words,
        at.LADEN_AT: words,
        at.ROOMY_AT: words,
        at.BACKLOGS_AT: header[at.GROUP_WORDS],
        at.FREE_GROUPS_AT: header[at.GROUP_WORDS],
        at.ROOMY_GROUPS_AT: header[at.GROUP_WORDS],
        at.CHORE_GROUPS_AT: header[at.GROUP_WORDS],
        at.LENT_GROUPS_AT: header[at.GROUP_WORDS],
        at.DONORS_AT: groups * header[at.GROUP_WORDS],
        at.SHOWS_AT: 4 * header[at.LINES] * 3,
        at.WEEKS_AT: 3 * (header[at.WEEKS] + 1),
    }
    uncleared = {
        at.SCRATCH_AT: seats + header[at.TASKS] + 64,
        at.SCRATCH_GROUPS_AT: header[at.GROUP_WORDS],
        at.SCRATCH_SEATS_AT: seats + words,
        at.SCRATCH_ITEMS_AT: items + caps[at.REQUESTS_CAP] + caps[at.INTERFACES_CAP] + header[at.QUESTIONS],
        at.NEEDS_AT: caps[at.NEEDS_CAP] * at.NEED,
        at.SLOTS_AT: caps[at.NEEDS_CAP] * header[at.SIGNERS_MAX] * 3,
        at.REQUESTS_AT: caps[at.REQUESTS_CAP] * header[at.REQUEST_SIZE],
        at.INTERFACES_AT: caps[at.INTERFACES_CAP] * at.INTERFACE,
        at.NODES_AT: caps[at.NODES_CAP] * at.NODE,
        at.AGENDA_AT: caps[at.LATER_CAP] * STEP,
        at.HEAP_AT: caps[at.HEAP_CAP],
        at.ROWS_AT: 8 * rows,
    }
    end = at.HEADER + len(year.block)
    for place, table in plan.ints.items():
        header[place] = end
        end += table.size
    from_here = end
    for sizes in (cleared, uncleared):
        if sizes is uncleared:
            until_here = end
        for place, size in sizes.items():
            header[place] = end
            end += size
    floats = {
        at.TALENT_AT: seats,
        at.SKILL_AT: seats * header[at.DISCIPLINES],
        at.FAMILIAR_AT: seats * header[at.LINES],
        at.MISSED_PART_AT: caps[at.NEEDS_CAP],
        at.SCRATCH_X_AT: (seats + 2) * (header[at.DISCIPLINES] + 1) + header[at.LINES],
        at.MEAN_STYLE_AT: seats,
        at.STYLE_AT: seats,
        at.EARNED_AT: seats * seats,
    }
    end_x = 0
    for place, numbers in plan.floats.items():
        header[place] = end_x
        end_x += numbers.size
    for place, size in floats.items():
        header[place] = end_x
        end_x += size
    m, x = _scratch("ints", end, np.int64), _scratch("floats", end_x, np.float64)
    first = np.zeros(at.HEADER, dtype=np.int64)
    first[list(header)] = list(header.values())
    m[: at.HEADER] = first
    m[at.HEADER : at.HEADER + len(year.block)] = year.block
    for place, table in plan.ints.items():
        m[header[place] : header[place] + table.size] = table.ravel()
    m[from_here:until_here] = 0
    for place, numbers in plan.floats.items():
        x[header[place] : header[place] + numbers.size] = numbers
    x[header[at.STYLE_AT] : end_x] = 0.0
    x[header[at.TALENT_AT] : header[at.TALENT_AT] + seats] = year.year.talent
    desks = header[at.DESKS_AT] + np.arange(seats + groups) * at.DESK
    table_of_seats = m[header[at.SEATS_AT] : header[at.SEATS_AT] + seats * at.SEAT].reshape(seats, at.SEAT)
    table_of_seats[:, at.S_DESK] = desks[:seats]
    table_of_groups = m[header[at.GROUPS_AT] : header[at.GROUPS_AT] + groups * at.GROUP].reshape(groups, at.GROUP)
    table_of_groups[:, at.G_DESK] = desks[seats:]
    return m, x


def _caps(plan: Lowered, header: dict[int, int]) -> dict[int, int]:
    """Room for what a run makes, by what most runs need."""
    tasks, questions = header[at.TASKS], header[at.QUESTIONS]
    usual = {
        at.HEAP_CAP: 512 + 8 * header[at.SEATS] + tasks,
        at.LATER_CAP: 64 + 2 * header[at.SEATS],
        at.NEEDS_CAP: 64 + tasks,
        at.REQUESTS_CAP: 64 + 3 * tasks,
        at.INTERFACES_CAP: 64 + 4 * tasks + questions,
        at.NODES_CAP: 64 + 3 * tasks,
    }
    return {place: int(size * plan.room.get(place, 1.0)) for place, size in usual.items()}
