"""Who takes up which work next: at the own desk, for another group, and for somebody who is absent."""

from __future__ import annotations

from typing import Literal

from sim.scenario.section import NO_SOURCE, VIRTUAL_DESIGN_TEAM, Section
from sim.vocabulary import parameter


class Attention(Section):
    """What a member picks next."""

    law: Literal["priority", "fifo", "lifo", "random", "mix"] = parameter(
        "priority",
        unit="word",
        source=NO_SOURCE,
        confidence="assumption",
        says="Order inside a class: campaign priority, first come, last come, a fresh draw at every pick, or a mix.",
    )
    mix: tuple[float, float, float, float] = parameter(
        (0.5, 0.2, 0.2, 0.1),
        unit="probabilities of priority, fifo, lifo, random",
        source=VIRTUAL_DESIGN_TEAM,
        confidence="anecdotal",
        says="Weights used by the law 'mix'.",
    )
    ranks: dict[str, int] = parameter(
        {
            "decision": 0,
            "answer": 1,
            "handover": 2,
            "rework": 3,
            "supervision": 4,
            "dated_task": 5,
            "chore": 6,
            "undated_task": 7,
        },
        unit="rank, lower is more urgent",
        source=NO_SOURCE,
        confidence="assumption",
        says="Which class of work comes first; chores stand between dated and undated tasks.",
    )
    slice_hours: float = parameter(
        2.0,
        unit="hours",
        above=0,
        source="González & Mark 2004 report far shorter spheres; a slice is the longest uninterrupted stretch",
        confidence="assumption",
        says="A member works this long before looking whether something more urgent waits.",
    )
    switching_hours: float = parameter(
        0.25,
        unit="hours",
        low=0,
        high=8,
        source="Mark et al. 2005: 23 min until return, of which only a part is lost labour",
        confidence="anecdotal",
        says="Time lost when a task or rework of another campaign is taken up.",
    )
    open_tasks_max: int = parameter(
        3,
        unit="tasks",
        low=1,
        high=100,
        source="Wheelwright & Clark 1992: two to three concurrent projects",
        confidence="anecdotal",
        says="A member pulls no further task from a backlog beyond this many open ones.",
    )
    chore_patience_hours: float = parameter(
        16.0,
        unit="hours",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="A chore that has waited this long rises one class.",
    )


class Borrowing(Section):
    """Help between groups, decided by a common superior."""

    after: float = parameter(
        1.0,
        unit="items waiting per member of the group",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="A backlog longer than this may ask the nearest idle group for help.",
    )


class Absence(Section):
    """What happens to the work of an absent member."""

    hold_hours: float = parameter(
        24.0,
        unit="hours",
        low=0,
        source=NO_SOURCE,
        confidence="assumption",
        says="Up to this length an absent member keeps tasks and requests.",
    )
    loss: float = parameter(
        0.1,
        unit="share of the remaining work",
        low=0,
        source="half of tacit context lost at a hand-off (rule of thumb), upper bound",
        confidence="anecdotal",
        says="What the next person must do again when a task changes hands half-way.",
    )
