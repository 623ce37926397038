"""Routine information between staff members: how much of it there is, who writes to whom, and on which way.

In the tradition of congestion in hierarchies (Guimerà, Díaz-Guilera, Vega-Redondo, Cabrales and Arenas 2002; Dodds,
Watts and Sabel 2003) an organisation is a network of people who pass messages on, each of them a queue. A scenario
without this table has no messages.
"""

from __future__ import annotations

from typing import Literal

from sim.scenario.laws import LawSpec
from sim.scenario.section import NO_SOURCE, Section
from sim.vocabulary import parameter


class Messages(Section):
    """Routine messages between staff members, which belong to no campaign; without this table there are none."""

    per_week: float = parameter(
        5.0,
        unit="messages per member and week",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="How often each member writes: bundles of routine information, not single e-mails.",
    )
    between: Literal["any", "same_line", "same_discipline"] = parameter(
        "any",
        unit="word",
        source=NO_SOURCE,
        confidence="assumption",
        says="Who writes to whom: everybody to everybody, or to those of the same home line or home discipline.",
    )
    hours: LawSpec = parameter(
        {"law": "constant", "value": 0.25},
        unit="hours",
        source=NO_SOURCE,
        confidence="assumption",
        says="Time of the sender, and of everybody who passes the message on.",
    )
    reading: LawSpec = parameter(
        {"law": "constant", "value": 0.1},
        unit="hours",
        source=NO_SOURCE,
        confidence="assumption",
        says="Time of the receiver; delivered when it is over.",
    )
    channel: Literal["direct", "line"] = parameter(
        "direct",
        unit="word",
        source="after Guimerà et al. 2002; Dodds, Watts & Sabel 2003 (next hop)",
        confidence="assumption",
        says="Straight to the receiver, or from neighbour to neighbour along reporting lines and liaison links.",
    )
