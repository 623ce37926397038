"""Signals: open plans of a line may go back to their deciders, and the line's insight may age.

Beside `engines/reference/calendar.py` (`signal_arrives`). One plan is sent back in one step, so that an answer which
takes no time is given before the next plan is looked at.
"""

from __future__ import annotations

from typing import Any

from sim.engines.compiled import layout as at
from sim.engines.compiled import needs, telling
from sim.engines.compiled.agenda import SEND_BACK, later
from sim.engines.compiled.codes import Cause, Stream, Verb
from sim.engines.compiled.draws import member_of, uniform
from sim.engines.compiled.making import Floats, Ints, kernel
from sim.vocabulary import NONE


@kernel
def send_back(m: Ints, x: Floats, b: Any, number: int, campaign: int, sent: int) -> None:
    """Look at the campaigns from this one on, until one is sent back; then go on after it."""
    row = m[at.SIGNALS_AT] + number * at.SIGNAL
    line = m[row + at.N_LINE]
    volatility = x[m[at.VOLATILITY_AT]]
    if volatility > 0.0:
        while campaign < m[at.CAMPAIGNS]:
            plan = m[at.CAMPAIGNS_AT] + campaign * at.CAMPAIGN
            if m[plan + at.C_ARRIVED] == 0:
                break
            campaign += 1
            if (
                m[plan + at.C_OVER] == 1
                or m[plan + at.C_LINE] != line
                or m[plan + at.C_UNSETTLED] == 0
                or m[plan + at.C_LAST_MAKER] == 0
                or m[plan + at.C_UNSETTLED_NEED] != 0
            ):
                continue
            if uniform(m, Stream.VOLATILITY, 2 * m[plan] + 1, number) < volatility:
                maker = member_of(m, m[m[plan + at.C_LAST_MAKER]])
                need = needs.new_need(m, Cause.SIGNAL, maker, 0, plan, m[plan + at.C_AMOUNT])
                m[plan + at.C_UNSETTLED_NEED] = need
                later(m, SEND_BACK, number, campaign, sent + 1)
                needs.raise_prepared(m, x, b, need, NONE)
                return
        if uniform(m, Stream.VOLATILITY, 2 * number, 0) < volatility:
            m[m[at.INSIGHT_AT] + line] -= b.signal_ages
    telling.say(m, Verb.SIGNAL, number, NONE, NONE, sent, 0, 0)
    m[row + at.N_SENT_BACK] = sent
