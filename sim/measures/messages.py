"""What routine information takes: how long a message is under way, and on whose desk the ways cross.

Messages are the same in every organisation; what lies between sender and receiver is not. The share of all messages
that pass through the busiest seat is the congestion centrality of Dodds, Watts and Sabel (2003), from which follows
the traffic at which an organisation stalls. All three are undefined where nobody writes.
"""

from __future__ import annotations

import numpy as np

from sim.facts import Column, Facts
from sim.measures.about import About
from sim.measures.cohort import Mask, count, percent
from sim.measures.once import once
from sim.measures.registry import measure
from sim.measures.scalars import HOUR, NONE, ONE
from sim.measures.survival import kaplan_meier, mean


@once
def _sent(facts: Facts) -> Mask:
    """Which messages were sent in the window."""
    rows: Mask = facts.messages.cohort == ONE
    return rows


@once
def _delivered(facts: Facts) -> Column:
    """Ticks at which they were delivered, -1 where they were not."""
    ticks: Column = facts.messages.delivered[_sent(facts)]
    return ticks


@measure(
    title="Delivery time of a message",
    title_zh="消息送达时长",
    unit="hours",
    unit_zh="小时",
    direction=-1,
    source="Guimera et al. 2002",
)
def message_delivery(facts: Facts, about: About) -> float:
    """Mean working hours from sending to delivery of the window's messages; undefined with more than 1 % under way."""
    arrived = _delivered(facts) != NONE
    until = np.where(arrived, _delivered(facts), facts.end)
    return mean(kaplan_meier((until - facts.messages.sent[_sent(facts)]) / HOUR, arrived))


@measure(title="Messages delivered", title_zh="消息送达率", unit="%", unit_zh="%", direction=1)
def messages_delivered(facts: Facts, about: About) -> float:
    """Share of the window's messages that were delivered before the run ended."""
    return percent(count(_delivered(facts) != NONE), len(_delivered(facts)))


@measure(
    title="Messages through the busiest relay",
    title_zh="最忙中转岗占比",
    unit="%",
    unit_zh="%",
    direction=-1,
    source="congestion centrality: Dodds, Watts & Sabel 2003",
)
def busiest_relay(facts: Facts, about: About) -> float:
    """Share of the window's messages that one seat passed on for others, of the seat that passed on most."""
    return percent(int(facts.seats.relayed.max(initial=0)), len(_delivered(facts)))
