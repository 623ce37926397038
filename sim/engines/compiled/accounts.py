"""Reading the accounts out of memory, as the fact tables that a log would be folded into."""

from __future__ import annotations

import numpy as np

from sim.engines.compiled import layout as at
from sim.engines.compiled.loading import Loaded
from sim.engines.compiled.making import Ints
from sim.facts import (
    CampaignFacts,
    ChoreFacts,
    Column,
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
from sim.vocabulary import TICK_PER_WEEK
from sim.world.year import Year


def _rows(m: Ints, place: int, count: int, width: int) -> Ints:
    begin = m[place]
    return m[begin : begin + count * width].reshape(count, width)


def _columns(rows: Ints, first: int, last: int) -> Ints:
    """Some places of all rows, one column after another."""
    return np.ascontiguousarray(rows[:, first:last].T)


def _in_window(ticks: Column, m: Ints) -> Column:
    return ((ticks >= m[at.FROM]) & (ticks < m[at.TO])).astype(np.int64)


def _numbers(addresses: Ints, begin: int, width: int) -> Column:
    """Numbers of the rows that addresses point at."""
    return (addresses - begin) // width


def facts_in(m: Ints, loaded: Loaded) -> Facts:
    """Copy the facts of a finished run out of memory.

    Parameters
    ----------
    m : ndarray of int64
        Memory after `loop.live`.
    loaded : Loaded
        The year it was about.

    Returns
    -------
    Facts
    """
    year = loaded.year
    table = year.campaigns
    count = len(table.arrival)
    rows = _rows(m, at.CAMPAIGNS_AT, count, at.CAMPAIGN)
    (ended, dropped, person, idea, assets, craft, tasks_ended, risk, live, oversold) = _columns(
        rows, at.C_ENDED, at.C_OVERSOLD + 1
    )
    campaigns = CampaignFacts(
        kind=table.kind,
        line=table.line,
        arrival=table.arrival,
        due=table.due,
        strategic=table.strategic,
        ended=ended,
        dropped=dropped,
        person=person,
        path=rows[:, at.C_PATH : at.C_PATH + at.STATES].copy(),
        idea=idea,
        assets=assets,
        craft=craft,
        tasks_ended=tasks_ended,
        risk=risk,
        live=live,
        oversold=oversold,
        **loaded.of_campaigns,
    )
    rows = _rows(m, at.TASKS_AT, len(year.tasks.campaign), at.TASK)
    known = _columns(rows, at.T_RELEASED, at.T_REWORK_MISSED + 1)
    released, ended, owner, checks, failures, found, missed, saved, avoidable, rework, rework_missed = known
    tasks = TaskFacts(
        campaign=year.tasks.campaign,
        discipline=year.tasks.discipline,
        owner=owner,
        released=released,
        ended=ended,
        states=rows[:, at.T_OWN : at.T_OWN + at.STATES].copy(),
        checks=checks,
        failures=failures,
        asset=loaded.asset,
        found=found,
        missed=missed,
        saved=saved,
        avoidable=avoidable,
        rework=rework,
        rework_missed=rework_missed,
    )
    return Facts(
        window_from=int(m[at.FROM]),
        window_to=int(m[at.TO]),
        end=int(m[at.END]),
        campaigns=campaigns,
        tasks=tasks,
        needs=_needs(m),
        interfaces=_interfaces(m, year.tasks.campaign),
        seats=_seats(m),
        chores=ChoreFacts(
            arrival=year.chores.arrival,
            cohort=loaded.cohort_of_chores,
            ended=_rows(m, at.CHORES_AT, len(year.chores.arrival), at.CHORE)[:, at.K_ENDED].copy(),
        ),
        signals=SignalFacts(
            arrival=year.signals.arrival,
            cohort=_in_window(year.signals.arrival, m),
            line=year.signals.line,
            crisis=year.signals.crisis,
            campaign=year.signals.campaign,
            sent_back=_rows(m, at.SIGNALS_AT, len(year.signals.arrival), at.SIGNAL)[:, at.N_SENT_BACK].copy(),
        ),
        shows=_shows(m),
        weeks=_weeks(m),
        waiting_from=int(m[at.WAITING_FROM]),
        waiting_to=int(m[at.WAITING_TO]),
        served=int(m[at.SERVED]),
        moments=int(m[at.MOMENTS]),
        messages=_messages(m, year),
    )


def _needs(m: Ints) -> NeedFacts:
    count = int(m[at.NEEDS])
    rows = _rows(m, at.NEEDS_AT, count, at.NEED)
    decider, level, asked, raised, usable, defaulted, rounds, outcome, bad, good = _columns(
        rows, at.E_DECIDER, at.E_GOOD_REFUSED + 1
    )
    return NeedFacts(
        cause=rows[:, at.E_CAUSE].copy(),
        campaign=_numbers(rows[:, at.E_CAMPAIGN], int(m[at.CAMPAIGNS_AT]), at.CAMPAIGN),
        task=rows[:, at.E_ABOUT_TASK].copy(),
        requester=rows[:, at.E_RAISED_BY].copy(),
        decider=decider,
        level=level,
        amount=rows[:, at.E_AMOUNT].copy(),
        raised=raised,
        usable=usable,
        asked=asked,
        alone=(asked == 0).astype(np.int64),
        defaulted=defaulted,
        rounds=rounds,
        outcome=outcome,
        phases=rows[:, at.E_PHASES : at.E_PHASES + at.PHASES].copy(),
        bad_accepted=bad,
        good_refused=good,
    )


def _interfaces(m: Ints, campaign_of: Column) -> InterfaceFacts:
    rows = _rows(m, at.INTERFACES_AT, int(m[at.INTERFACES]), at.INTERFACE)
    kind, label, task, giver, taker, begin, end, missed, work, wait = _columns(rows, at.I_KIND, at.I_WAIT + 1)
    numbers = _numbers(task, int(m[at.TASKS_AT]), at.TASK)
    return InterfaceFacts(
        kind=kind,
        label=label,
        campaign=campaign_of[numbers],
        task=numbers,
        giver=giver,
        taker=taker,
        begin=begin,
        end=end,
        missed=missed,
        work=work,
        wait=wait,
        kept=rows[:, at.I_KEPT].copy(),
    )


def _seats(m: Ints) -> SeatFacts:
    rows = _rows(m, at.SEATS_AT, int(m[at.SEATS]), at.SEAT)
    integral, stays, taken, skill_from, skill_to, relayed = _columns(rows, at.S_INTEGRAL, at.S_RELAYED + 1)
    disciplines = int(m[at.DISCIPLINES])
    return SeatFacts(
        bookings=rows[:, at.S_BOOKINGS : at.S_BOOKINGS + at.BOOKINGS].copy(),
        number_integral=integral,
        stays=stays,
        taken=taken,
        skill_from=skill_from // disciplines,
        skill_to=skill_to // disciplines,
        relayed=relayed,
    )


def _messages(m: Ints, year: Year) -> MessageFacts:
    rows = _rows(m, at.MESSAGES_AT, int(m[at.MESSAGES]), at.MESSAGE)
    sent, delivered, passed = _columns(rows, at.M_SENT, at.M_PASSED + 1)
    return MessageFacts(
        sender=year.messages.sender,
        receiver=year.messages.receiver,
        sent=sent,
        cohort=_in_window(sent, m),
        delivered=delivered,
        passed=passed,
    )


def _shows(m: Ints) -> ShowFacts:
    lines = int(m[at.LINES])
    rows = _rows(m, at.SHOWS_AT, 4 * lines, 3)
    shown = np.flatnonzero(rows[:, 0])
    assets, style, squared = rows[shown].T.copy()
    return ShowFacts(quarter=shown // lines, line=shown % lines, assets=assets, style=style, style_squared=squared)


def _weeks(m: Ints) -> WeekFacts:
    edges = np.array([*range(int(m[at.FROM]), int(m[at.TO]), TICK_PER_WEEK), int(m[at.TO])], dtype=np.int64)
    busy, away, waiting = _rows(m, at.WEEKS_AT, len(edges) - 1, 3).T.copy()
    return WeekFacts(begin=edges[:-1], end=edges[1:], busy=busy, away=away, waiting=waiting)
