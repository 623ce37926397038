"""Facts: the integer tables that a log is folded into, and all that a measure may read.

Each table is a set of int64 columns; a second engine may fill the same tables without a log, and must then agree
to the bit. The identities of `specification.md` section 8 are checked while folding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]
QUARTERS = 4
"""Parts of the window in which consistency is looked at."""


def quarter_ticks(window_from: int, window_to: int) -> int:
    """Length of a quarter; the last one takes what is left over."""
    return max(1, (window_to - window_from) // QUARTERS)


def quarter(ticks: Column, window_from: int, window_to: int) -> Column:
    """The quarter of the window, from 0, that ticks lie in; the nearest one for ticks outside."""
    number = (ticks - window_from) // quarter_ticks(window_from, window_to)
    return np.minimum(np.maximum(number, 0), QUARTERS - 1)


@dataclass(frozen=True)
class CampaignFacts:
    """One row a campaign of the year (all that arrived, cohort or not)."""

    kind: Column
    line: Column
    arrival: Column
    due: Column  #: -1 = never late
    cohort: Column  #: 1 = arrived in the window
    signal_tick: Column  #: tick of the signal it answers, -1
    strategic: Column
    complexity: Column  #: mean complexity of its tasks, millionths
    ended: Column  #: tick, -1 = still open at the end of the run
    dropped: Column
    standard: Column  #: ticks at skill 1 of all its tasks
    person: Column  #: ticks that anybody spent on it (all bookings but chores, meetings, supervision)
    path: NDArray[
        np.int64
    ]  #: shape (campaigns, 12): ticks by State along the realised critical path; sums to lead time
    idea: Column  #: sum over its assets, millionths
    assets: Column
    craft: Column  #: sum over its ended tasks, millionths
    tasks_ended: Column
    risk: Column  #: sum, millionths
    live: Column  #: 0 not live, 1 live with stock confirmed, 2 live without
    oversold: Column


@dataclass(frozen=True)
class TaskFacts:
    """One row a task of the year."""

    campaign: Column
    discipline: Column
    owner: Column  #: last owner, -1
    released: Column  #: tick, -1
    ended: Column  #: tick, -1
    states: NDArray[np.int64]  #: shape (tasks, 12): its own ticks by State
    checks: Column
    failures: Column
    asset: Column  #: 1 = leaves an asset
    found: Column  #: 1 = an asset was reused
    missed: Column  #: 1 = an equivalent was there and not used
    saved: Column  #: standard ticks saved by reuse
    avoidable: Column  #: standard ticks duplicated
    rework: Column  #: ticks of rework asked for
    rework_missed: Column  #: of them caused by missed exchanges


@dataclass(frozen=True)
class NeedFacts:
    """One row a need for a decision."""

    cause: Column  #: vocabulary.Cause
    campaign: Column  #: -1 for borrowing of chores
    task: Column  #: -1 for signals
    requester: Column
    decider: Column  #: last who answered, -1 open
    level: Column  #: highest level that answered, 0 = the maker
    amount: Column
    raised: Column
    usable: Column  #: tick, -1 = open at the end
    asked: Column  #: highest level that was asked, 0 = the maker
    alone: Column  #: 1 = nobody but the maker was needed
    defaulted: Column
    rounds: Column
    outcome: Column
    phases: NDArray[np.int64]  #: shape (needs, 8): ticks by log.Phase; without REWORKED they sum to the latency
    bad_accepted: Column
    good_refused: Column


@dataclass(frozen=True)
class InterfaceFacts:
    """One row a place where work passed between two people."""

    kind: Column  #: vocabulary.Interface
    label: Column  #: log.Label flags
    campaign: Column
    task: Column
    giver: Column
    taker: Column
    begin: Column
    end: Column  #: -1 open
    missed: Column
    work: Column  #: ticks of briefing, reading in, clarifying, answering, arbitrating
    wait: Column  #: ticks for which it held a task up
    kept: Column  #: 1 = a question that was kept for a meeting


@dataclass(frozen=True)
class SeatFacts:
    """One row a seat."""

    bookings: NDArray[np.int64]  #: shape (seats, 15): ticks by Booking inside the window; sums to the window
    number_integral: Column  #: integral of the number of items waiting on the desk, over the run
    stays: Column  #: sum of the stays; equals number_integral (Little)
    taken: Column  #: items taken from the desk
    skill_from: Column  #: mean skill over disciplines at the start, millionths
    skill_to: Column  #: the same at the end
    relayed: Column  #: times it passed on a message of the window that another had written


@dataclass(frozen=True)
class ChoreFacts:
    """One row a chore."""

    arrival: Column
    cohort: Column
    ended: Column  #: -1 = open


@dataclass(frozen=True)
class SignalFacts:
    """One row a signal."""

    arrival: Column
    cohort: Column
    line: Column
    crisis: Column
    campaign: Column
    sent_back: Column


@dataclass(frozen=True)
class ShowFacts:
    """One row a (quarter of the window, line): assets that customers saw."""

    quarter: Column
    line: Column
    assets: Column
    style: Column  #: sum, signed millionths
    style_squared: Column  #: sum of squares, in millionths (style/1000 squared)


@dataclass(frozen=True)
class WeekFacts:
    """One row a week of the window, 5 working days long; the last may be shorter."""

    begin: Column  #: tick
    end: Column
    busy: Column  #: ticks served by all seats
    away: Column  #: ticks of all seats spent on outside duties, absent or vacant
    waiting: Column  #: integral of the number of items waiting, on desks and in backlogs


@dataclass(frozen=True)
class MessageFacts:
    """One row a message of the year."""

    sender: Column
    receiver: Column
    sent: Column  #: tick, -1 = its sender was away for long, or nobody writes
    cohort: Column  #: 1 = sent in the window
    delivered: Column  #: tick, -1 = not yet
    passed: Column  #: times it was passed on, by its sender too


@dataclass(frozen=True)
class Facts:
    """All fact tables of one run.

    Attributes
    ----------
    window_from, window_to, end : int
        Ticks.
    waiting_from, waiting_to : int
        Work waiting (ticks, withdrawn work excluded) at the two edges of the window.
    served : int
        Ticks of work served in the window (all bookings but idle, outside, absent).
    moments : int
        Moments processed, dispatch included.
    """

    window_from: int
    window_to: int
    end: int
    campaigns: CampaignFacts
    tasks: TaskFacts
    needs: NeedFacts
    interfaces: InterfaceFacts
    seats: SeatFacts
    chores: ChoreFacts
    signals: SignalFacts
    shows: ShowFacts
    weeks: WeekFacts
    waiting_from: int
    waiting_to: int
    served: int
    moments: int
    messages: MessageFacts


def overlap(begins: Column, ends: Column, edges: Column) -> Column:
    """Ticks that intervals share with each of the stretches between edges.

    Parameters
    ----------
    begins, ends : Column
        Intervals [begin, end), in any order.
    edges : Column
        Ascending; n edges make n - 1 stretches.

    Returns
    -------
    Column
        One sum a stretch.
    """
    shared: Column = np.diff(_elapsed(begins, edges) - _elapsed(ends, edges))
    return shared


def _elapsed(starts: Column, edges: Column) -> Column:
    """Sum over starts of the ticks between a start and an edge, where the start is earlier."""
    ordered = np.sort(starts)
    total = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(ordered)])
    earlier = np.searchsorted(ordered, edges)
    elapsed: Column = edges * earlier - total[earlier]
    return elapsed
