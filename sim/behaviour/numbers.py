"""The parameters of behaviour as an engine wants them: whole ticks, plain floats, small integers.

A scenario speaks in hours, days and words; this file says once how they become ticks and codes. A switch that is off
turns its numbers into those of a world without the phenomenon, so the engines need no second text for ablation.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.arithmetic import round_ticks
from sim.scenario.laws import Law
from sim.scenario.rules import Rules, Switches
from sim.vocabulary import MILLION, TICK_PER_DAY, TICK_PER_HOUR, Class

LAWS = ("priority", "fifo", "lifo", "random", "mix")
FOREVER = 1 << 60
"""Ticks that never pass."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """All behaviour parameters of one scenario, lowered; names as in the scenario's rules."""

    law: int
    mix: tuple[float, float, float, float]
    ranks: tuple[int, ...]
    slice: int
    switching: int
    open_tasks_max: int
    chore_patience: int
    floor: float
    gain: float
    decay: float
    start: float
    half: float
    line_start: float
    line_half: float
    spill_over: float
    fade: float
    brief: int
    read_in: int
    clarification: float
    clarify: int
    transit_inside: int
    transit_across: int
    visibility: float
    search: int
    adaptation: float
    fresh: int
    start_probability: float
    review: int
    candidates_max: int
    failure: float
    skill_gap: float
    missed: float
    failure_cap: float
    checks_max: int
    redraw: bool
    rework_share: float
    quick_fix_share: float
    severity: Law
    ignore_by_level: tuple[float, ...]
    rework_by_level: tuple[float, ...]
    deciding: Law
    reading: Law
    transit: int
    patience: int
    climbs: bool
    centralisation: float
    misread: float
    ignorance: float
    revise_share: float
    answer: int
    question_transit: Law
    question_lost: float
    exchange_patience: int
    meeting_base: float
    meeting_member: float
    meeting_weeks: int
    supervision: float
    drift: float
    gate_pull: float
    close_pull: float
    ageing: float
    ageing_ticks: int
    signal_ages: int
    oversell: float
    oversell_confirmed: float
    borrow_after: float
    hold: int
    loss: float
    formalisation: float
    on: Switches


def _ticks(hours: float) -> int:
    return round_ticks(hours * TICK_PER_HOUR)


def lower(rules: Rules) -> Numbers:
    """Turn a scenario's rules into numbers.

    Parameters
    ----------
    rules : Rules
        As validated.

    Returns
    -------
    Numbers
        Ticks, floats and codes; switched-off rules are neutral.
    """
    on = rules.switches
    handover = rules.handover
    decisions = rules.decisions
    exceptions = rules.exceptions
    learning = rules.learning
    names = [kind.name.lower() for kind in Class]
    return Numbers(
        law=LAWS.index(rules.attention.law),
        mix=rules.attention.mix,
        ranks=tuple(rules.attention.ranks[name] for name in names),
        slice=_ticks(rules.attention.slice_hours) if on.slices else FOREVER,
        switching=_ticks(rules.attention.switching_hours) if on.switching else 0,
        open_tasks_max=rules.attention.open_tasks_max,
        chore_patience=_ticks(rules.attention.chore_patience_hours),
        floor=rules.closeness.floor,
        gain=rules.closeness.gain,
        decay=rules.closeness.decay,
        start=learning.start,
        half=learning.half_hours,
        line_start=learning.line_start,
        line_half=learning.line_half_hours,
        spill_over=learning.spill_over,
        fade=learning.fade,
        brief=_ticks(handover.brief_hours) if on.handover else 0,
        read_in=_ticks(handover.read_in_hours) if on.handover else 0,
        clarification=handover.clarification if on.handover else 0.0,
        clarify=_ticks(handover.clarify_hours),
        transit_inside=_ticks(handover.transit_inside_hours) if on.handover else 0,
        transit_across=_ticks(handover.transit_across_hours) if on.handover else 0,
        visibility=rules.reuse.visibility,
        search=_ticks(rules.reuse.search_hours),
        adaptation=rules.reuse.adaptation,
        fresh=round_ticks(rules.reuse.fresh_days * TICK_PER_DAY),
        start_probability=rules.reuse.start_probability,
        review=_ticks(rules.reuse.review_hours),
        candidates_max=rules.reuse.candidates_max,
        failure=exceptions.base if on.exceptions else 0.0,
        skill_gap=exceptions.skill_gap,
        missed=exceptions.missed,
        failure_cap=exceptions.cap,
        checks_max=exceptions.rounds_max,
        redraw=exceptions.rework == "redraw",
        rework_share=exceptions.rework_share,
        quick_fix_share=exceptions.quick_fix_share,
        severity=exceptions.severity.lower(),
        ignore_by_level=exceptions.ignore_by_level if on.outcome else (1.0,),
        rework_by_level=exceptions.rework_by_level if on.outcome else (0.0,),
        deciding=decisions.deciding.lower(TICK_PER_HOUR),
        reading=decisions.reading.lower(TICK_PER_HOUR),
        transit=_ticks(decisions.transit_hours),
        patience=_ticks(decisions.patience_hours) if on.default else FOREVER,
        climbs=decisions.route == "climb",
        centralisation=decisions.centralisation,
        misread=rules.gates.base_error,
        ignorance=rules.gates.ignorance_error,
        revise_share=rules.gates.revise_share,
        answer=_ticks(rules.exchange.answer_hours),
        question_transit=rules.exchange.transit.lower(TICK_PER_HOUR),
        question_lost=rules.exchange.lost,
        exchange_patience=_ticks(rules.exchange.patience_hours),
        meeting_base=rules.meetings.base_hours * TICK_PER_HOUR,
        meeting_member=rules.meetings.per_member_hours * TICK_PER_HOUR,
        meeting_weeks=rules.meetings.every_weeks,
        supervision=rules.meetings.supervision_hours * TICK_PER_HOUR if on.supervision else 0.0,
        drift=rules.brand.drift if on.brand else 0.0,
        gate_pull=rules.brand.pull_of_gates if on.brand else 0.0,
        close_pull=rules.brand.pull_of_closeness if on.brand else 0.0,
        ageing=rules.ideas.ageing if on.ideas else 0.0,
        ageing_ticks=round_ticks(rules.ideas.ageing_days * TICK_PER_DAY),
        signal_ages=round_ticks(rules.ideas.signal_ages_days * TICK_PER_DAY),
        oversell=rules.outcomes.oversell,
        oversell_confirmed=rules.outcomes.oversell_confirmed,
        borrow_after=rules.borrowing.after if on.borrow else FOREVER,
        hold=_ticks(rules.absence.hold_hours),
        loss=rules.absence.loss,
        formalisation=rules.exchange.formalisation,
        on=on,
    )


def millionths(share: float) -> int:
    """A share as whole millionths."""
    return int(share * MILLION + 0.5)
