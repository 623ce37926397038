"""Breakdowns of one run, as rows ready for a table: where hours, lead time and delay go, seat by seat and week by week.

Each function gives a list of rows, each a mapping of column to value; a study stacks those of many runs and adds which
run they are from.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np

from sim.facts import Facts, overlap
from sim.log import Label, Phase
from sim.measures.about import About
from sim.measures.cohort import cohort, cohort_interfaces, cohort_needs, count, finished, ratio, size, until
from sim.measures.effort import busy
from sim.measures.latency import latency as latency_of_needs
from sim.measures.survival import kaplan_meier, quantile
from sim.vocabulary import NONE, TICK_PER_DAY, TICK_PER_HOUR, Booking, Cause, Interface, State

Rows = list[dict[str, object]]

PASSED = (
    State.WORKED,
    State.REWORK,
    State.HANDOVER,
    State.EXCHANGE,
    State.DECISION,
    State.WAITING,
    State.COUNTERPART,
    State.ASSET,
    State.DATE,
)
"""States that a released task can be in until it is over."""
LEVELS = ("0", "1", "2", "3+")
SHARES = tuple(step / 20 for step in range(1, 20))
"""Quantiles of decision latency: 0.05, 0.10 ... 0.95."""


def hours(facts: Facts) -> Rows:
    """Hours of all seats in the window by booking; ``share`` of capacity, which sums to 1.

    Columns: booking, hours, share.
    """
    ticks = facts.seats.bookings.sum(axis=0)
    return [
        {
            "booking": booking.name.lower(),
            "hours": float(ticks[booking]) / TICK_PER_HOUR,
            "share": ratio(ticks[booking], ticks.sum()),
        }
        for booking in Booking
    ]


def lead_time(facts: Facts) -> Rows:
    """Mean working days of the cohort's finished campaigns by state along the realised critical path.

    Columns: state, days, n (campaigns). Days sum to the mean lead time of these campaigns.
    """
    rows = cohort(facts) & finished(facts)
    ticks = facts.campaigns.path[rows].sum(axis=0)
    n = count(rows)
    return [
        {"state": state.name.lower(), "days": ratio(ticks[state], n * TICK_PER_DAY), "n": n} for state in PASSED if n
    ]


def latency(facts: Facts) -> Rows:
    """Quantiles of decision latency of the cohort's needs, by the level that answered (Kaplan-Meier).

    Columns: level (``0``, ``1``, ``2``, ``3+`` steps above the maker; for needs still open, the level asked), quantile
    (0.05 to 0.95), days, needs, at_least (the quantile was not reached within the run: the longest time seen stands
    there). Decisions that the maker took alone are at level 0 and took no time.
    """
    needs = facts.needs
    days, answered = latency_of_needs(facts) / TICK_PER_DAY, needs.usable != NONE
    level = np.minimum(np.where(answered, needs.level, needs.asked), len(LEVELS) - 1)
    found: Rows = []
    inside = cohort_needs(facts)
    for number, name in enumerate(LEVELS):
        rows = inside & (level == number)
        if not rows.any():
            continue
        curve = kaplan_meier(days[rows], answered[rows])
        for share in SHARES:
            reached = quantile(curve, share)
            open_yet = bool(np.isnan(reached))
            found.append(
                {
                    "level": name,
                    "quantile": share,
                    "days": curve.longest if open_yet else reached,
                    "needs": count(rows),
                    "at_least": open_yet,
                }
            )
    return found


def delay(facts: Facts) -> Rows:
    """Decision delay by cause and phase, working days per campaign of the cohort; the days sum to the decision delay.

    Columns: cause, phase, days, needs (of the cause). Rework between rounds is left out.
    """
    needs = facts.needs
    found: Rows = []
    inside = cohort_needs(facts)
    for cause in Cause:
        rows = inside & (needs.cause == cause)
        ticks = needs.phases[rows & (needs.alone == 0)].sum(axis=0)
        for phase in Phase:
            if phase not in (Phase.REWORKED, Phase.DONE):
                days = ratio(ticks[phase], size(facts) * TICK_PER_DAY)
                found.append(
                    {"cause": cause.name.lower(), "phase": phase.name.lower(), "days": days, "needs": count(rows)}
                )
    return found


def interfaces(facts: Facts) -> Rows:
    """Friction at interfaces between people, by kind and by what they cross; only those that occur.

    Columns: kind, cross_team, other_discipline, other_line (0 or 1), n, work (hours per campaign of the cohort), wait
    (working days per campaign of the cohort).
    """
    table, campaigns = facts.interfaces, size(facts)
    inside = cohort_interfaces(facts)
    found: Rows = []
    for kind in Interface:
        for label in range(8):
            rows = inside & (table.kind == kind) & (table.label == label)
            if rows.any():
                found.append(
                    {
                        "kind": kind.name.lower(),
                        **{one.name.lower(): int(bool(label & one)) for one in Label if one.name},
                        "n": count(rows),
                        "work": ratio(table.work[rows].sum(), campaigns * TICK_PER_HOUR),
                        "wait": ratio(table.wait[rows].sum(), campaigns * TICK_PER_DAY),
                    }
                )
    return found


def desks(facts: Facts, about: About) -> Rows:
    """How full each desk was.

    Columns: seat, title, lead (bool), busy (share of present time in the window; NaN if never there), waiting (mean
    number of items on the desk over the run).
    """
    shares = busy(facts)
    return [
        {
            "seat": seat,
            "title": about.titles[seat],
            "lead": about.is_lead[seat],
            "busy": float(shares[seat]),
            "waiting": ratio(facts.seats.number_integral[seat], facts.end),
        }
        for seat in range(about.seats)
    ]


def timeline(facts: Facts, date_of: Callable[[int], datetime.date] | None = None) -> Rows:
    """The window week by week.

    Columns: week (from 0), start (date of its first day, ISO; empty without a calendar), busy (share of present time of
    all seats), open_campaigns, waiting_items (on desks and in backlogs; means over the week).

    Parameters
    ----------
    facts : Facts
    date_of : function of int, optional
        The working day that contains a tick, as the scenario's calendar has it.
    """
    weeks, seats = facts.weeks, len(facts.seats.stays)
    edges = np.append(weeks.begin, weeks.end[-1:])
    # What ended before its time began, or begins after the run, is open for no tick.
    last = until(facts)
    campaigns = overlap(np.minimum(facts.campaigns.arrival, last), last, edges)
    return [
        {
            "week": week,
            "start": date_of(int(begin)).isoformat() if date_of else "",
            "busy": ratio(weeks.busy[week], seats * (end - begin) - weeks.away[week]),
            "open_campaigns": ratio(campaigns[week], end - begin),
            "waiting_items": ratio(weeks.waiting[week], end - begin),
        }
        for week, (begin, end) in enumerate(zip(weeks.begin.tolist(), weeks.end.tolist(), strict=True))
    ]
