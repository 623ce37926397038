"""Fact tables written by hand: a row names only the columns that matter to the story, all others hold nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from sim.facts import (
    CampaignFacts,
    ChoreFacts,
    Facts,
    InterfaceFacts,
    MessageFacts,
    NeedFacts,
    SeatFacts,
    ShowFacts,
    SignalFacts,
    TaskFacts,
    WeekFacts,
)
from sim.log import Phase
from sim.measures.about import About
from sim.scenario.rules import Outcomes
from sim.vocabulary import TICK_PER_DAY, TICK_PER_HOUR, Booking, State

Row = Mapping[str, Any]
Table = TypeVar("Table")

HOUR, DAY = TICK_PER_HOUR, TICK_PER_DAY
WIDTHS = {"path": len(State), "states": len(State), "phases": len(Phase), "bookings": len(Booking)}
"""Columns that hold a vector; a row gives them as a mapping of number to ticks."""
NOTHING = {"due", "signal_tick", "ended", "owner", "released", "decider", "usable", "end", "delivered"}
"""Columns in which -1 stands for nothing."""


def table(kind: type[Table], rows: Sequence[Row], **defaults: int) -> Table:
    """A fact table from rows."""
    columns = {}
    for column in fields(kind):  # type: ignore[arg-type]
        if column.name in WIDTHS:
            values = np.zeros((len(rows), WIDTHS[column.name]), dtype=np.int64)
            for place, row in enumerate(rows):
                for number, ticks in row.get(column.name, {}).items():
                    values[place, number] = ticks
        else:
            default = defaults.get(column.name, -1 if column.name in NOTHING else 0)
            values = np.array([row.get(column.name, default) for row in rows], dtype=np.int64)
        columns[column.name] = values
    for row in rows:
        assert row.keys() <= columns.keys(), f"{kind.__name__} has no column {row.keys() - columns.keys()}"
    return kind(**columns)


def facts(
    *,
    campaigns: Sequence[Row] = (),
    tasks: Sequence[Row] = (),
    needs: Sequence[Row] = (),
    interfaces: Sequence[Row] = (),
    seats: Sequence[Row] = ({}, {}),
    chores: Sequence[Row] = (),
    signals: Sequence[Row] = (),
    shows: Sequence[Row] = (),
    weeks: Sequence[Row] = (),
    messages: Sequence[Row] = (),
    window: tuple[int, int] = (0, 100 * DAY),
    end: int = 120 * DAY,
    waiting: tuple[int, int] = (0, 0),
) -> Facts:
    """A run of 100 days and 20 more; campaigns belong to the cohort unless a row says otherwise."""
    seat_table = table(SeatFacts, seats)
    away = seat_table.bookings[:, [Booking.IDLE, Booking.OUTSIDE, Booking.ABSENT]].sum()
    return Facts(
        window_from=window[0],
        window_to=window[1],
        end=end,
        campaigns=table(CampaignFacts, campaigns, cohort=1),
        tasks=table(TaskFacts, tasks),
        needs=table(NeedFacts, needs),
        interfaces=table(InterfaceFacts, interfaces),
        seats=seat_table,
        chores=table(ChoreFacts, chores, cohort=1),
        signals=table(SignalFacts, signals, cohort=1, campaign=-1),
        shows=table(ShowFacts, shows),
        weeks=table(WeekFacts, weeks),
        waiting_from=waiting[0],
        waiting_to=waiting[1],
        served=int(seat_table.bookings.sum() - away),
        moments=0,
        messages=table(MessageFacts, messages, cohort=1),
    )


def about(**changes: Any) -> About:
    """Two seats, one of them leading, on two lines that share half of a brand."""
    known: dict[str, Any] = {
        "seats": 2,
        "titles": ("director", "specialist"),
        "is_lead": (True, False),
        "layers": 2,
        "mean_span": 1.0,
        "max_span": 1,
        "two_superiors": 0,
        "lines": 2,
        "lines_stopped": 0,
        "cost": (600.0, 200.0),
        "outcomes": Outcomes(late_loss=0.1, timeliness_floor=0.3, risk_loss=0.5, oversell_loss=0.2),
        "brand_tolerance": 0.5,
        "brand_shared": ((1.0, 0.5), (0.5, 1.0)),
    }
    return About(**{**known, **changes})
