"""A year of work as tables: what every organisation will face, drawn before anyone is organised.

The year knows campaigns, tasks, questions, chores, signals and the spells in which a seat is away. It knows no
group, no lead and no structure. Columns are integer arrays (ticks, millionths, indices, flags); a table's row
number is the subject under which its draws are addressed, so the same row has the same luck in every organisation.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]


@dataclass(frozen=True)
class Campaigns:
    """One row a campaign, in order of arrival (then kind, then line)."""

    kind: Column  #: index of the campaign kind in the scenario
    line: Column  #: index of the line
    arrival: Column  #: tick
    due: Column  #: tick, -1 = never late
    hard: Column  #: 1 = the due tick is a hard date
    priority: Column  #: millionths, higher goes first
    amount: Column  #: millionths of the largest commitment
    signal: Column  #: row of the signal it answers, -1 = none
    strategic: Column  #: 1 = counts for the strategic share
    unsettled: Column  #: 1 = volatile signals send its plan back
    budget: Column  #: yuan spent outside
    first_task: Column  #: row of its first task
    tasks: Column  #: number of tasks


@dataclass(frozen=True)
class Tasks:
    """One row a task; a campaign's tasks stand together, in the order of its kind."""

    campaign: Column
    spec: Column  #: index of the task inside its campaign kind
    discipline: Column
    ticks: Column  #: work at skill 1
    complexity: Column  #: millionths
    date: Column  #: earliest tick at which it may start, -1 = none
    delay: Column  #: elapsed ticks between the end of its predecessors and its start (a pilot that runs)
    live: Column  #: 1 = a promotion goes live with it
    insight: Column  #: 1 = its end renews the line's insight
    topic: Column  #: number of the asset's topic, -1 = leaves no asset
    generic: Column  #: 1 = the asset would also serve another line
    visible: Column  #: 1 = customers see the asset
    counterpart: Column  #: response ticks of another department, -1 = none
    stock: Column  #: 1 = that response confirms stock
    gate: Column  #: 1 = the task ends with the sign-off of its spec
    fit_version: Column  #: first version (from 0) whose fit is good
    craft_version: Column  #: first version (from 0) whose craft is good
    idea: Column  #: millionths, quality of the maker-independent idea
    drift: Column  #: signed millionths, normal quantile of the style draw
    predecessor_from: Column  #: first index into `predecessors`
    predecessor_count: Column


@dataclass(frozen=True)
class Questions:
    """One row a bundled question that one coupled task asks another; ordered by asker, then fraction."""

    asker: Column  #: task row
    partner: Column  #: task row
    fraction: Column  #: millionths of the asker's work done when the question comes up


@dataclass(frozen=True)
class Chores:
    """One row a routine request, in order of arrival."""

    arrival: Column
    discipline: Column
    line: Column
    ticks: Column


@dataclass(frozen=True)
class Signals:
    """One row a competitor move or crisis, in order of arrival."""

    arrival: Column
    line: Column
    crisis: Column  #: 1 = crisis
    campaign: Column  #: row of the response campaign, -1 = the scenario has none for it


@dataclass(frozen=True)
class Spells:
    """One row a spell away from the desk; a seat's spells never overlap nor touch; ordered by begin, then seat."""

    seat: Column
    begin: Column
    end: Column
    cause: Column  #: `vocabulary.Away`


@dataclass(frozen=True)
class Messages:
    """One row a routine message, in order of time, then sender."""

    arrival: Column  #: tick at which its sender has something to write
    sender: Column  #: seat
    receiver: Column  #: seat


def no_messages() -> Messages:
    """The table of a year in which nobody writes."""
    return Messages(*(np.zeros(0, dtype=np.int64) for _ in fields(Messages)))


@dataclass(frozen=True)
class Year:
    """Everything that happens to a department from outside, for one seed and replication.

    Attributes
    ----------
    seed, replication : int
        Address of all its draws.
    window_from, window_to, end : int
        Ticks: the cohort arrives in [window_from, window_to); moments at tick >= end are not processed.
    predecessors : Column
        Task rows, all tasks' predecessors one after another.
    talent : ndarray of float64, shape (seats,)
        Talent of each seat, 1 = typical.
    """

    seed: int
    replication: int
    window_from: int
    window_to: int
    end: int
    campaigns: Campaigns
    tasks: Tasks
    predecessors: Column
    questions: Questions
    chores: Chores
    signals: Signals
    spells: Spells
    talent: NDArray[np.float64]
    messages: Messages = field(default_factory=no_messages)

    def digest(self) -> str:
        """Fingerprint of every byte of the year (SHA-256, hexadecimal); a table of messages counts if it has rows."""
        total = sha256(f"{self.seed} {self.replication} {self.window_from} {self.window_to} {self.end}".encode())
        written = (self.messages,) if len(self.messages.arrival) else ()
        for table in (self.campaigns, self.tasks, self.questions, self.chores, self.signals, self.spells, *written):
            for column in fields(table):
                total.update(column.name.encode())
                total.update(np.ascontiguousarray(getattr(table, column.name)).tobytes())
        total.update(np.ascontiguousarray(self.predecessors).tobytes())
        total.update(np.ascontiguousarray(self.talent).tobytes())
        return total.hexdigest()
