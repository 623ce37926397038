"""A box in which too many would report to one lead is split: fewest layers of sub-leads, then fewest sub-teams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sim.vocabulary import NONE
from sim.world.boxes import Box
from sim.world.organisation import Member
from sim.world.staffing import head


def sub_team_layers(reporting: int, span: int) -> int:
    """Layers of sub-leads that so many people under one lead need, if nobody leads more than the span."""
    layers, reach = 0, span
    while reach < reporting:
        layers, reach = layers + 1, span * (reach + 1)
    return layers


def sub_team_count(reporting: int, span: int) -> int:
    """How many sub-teams: the fewest, and at least two, that need no more layers; 0 where the span is kept."""
    largest = 1  # a sub-lead and all below
    for _ in range(sub_team_layers(reporting, span)):
        largest = span * largest + 1
    return max(2, -(-reporting // largest)) if largest > 1 else 0


def by_home(members: Sequence[Member], lines: bool) -> Callable[[int], tuple[int, ...]]:
    """Order in which a group is cut into sub-teams: by home line (if it covers several), home discipline, seat."""
    return lambda seat: (members[seat].line if lines else 0, members[seat].discipline, seat)


def split(
    boxes: Sequence[Box], number: int, reporting: Iterable[int], members: Sequence[Member], span: int, lines: bool
) -> tuple[Box, ...]:
    """Sub-teams under sub-leads, wherever more than ``span`` would report to one lead.

    Parameters
    ----------
    boxes : sequence of Box
    number : int
        Box that may be too wide.
    reporting : iterable of int
        Its seats that report to its lead; only they move into sub-teams.
    members : sequence of Member
    span : int
        Largest number of direct reports.
    lines : bool
        Whether the box covers several lines.

    Returns
    -------
    tuple of Box
        The same boxes, with sub-teams added at the end; belonging moves into them.
    """
    queue = sorted(reporting, key=by_home(members, lines))
    drawn = list(boxes)
    box = drawn[number]
    count = sub_team_count(len(queue), span)
    for place_of_team in range(count):
        team = queue[place_of_team * len(queue) // count : (place_of_team + 1) * len(queue) // count]
        lead = head(team, members)
        drawn[number] = replace(drawn[number], seats=tuple(s for s in drawn[number].seats if s not in set(team)))
        drawn.append(Box(f"{box.name} {place_of_team + 1}", number, lead, tuple(sorted(team)), box.weight))
        drawn = list(split(drawn, len(drawn) - 1, set(team) - {lead}, members, span, lines))
    return tuple(drawn)


def split_note(before: Sequence[Box], after: Sequence[Box], number: int, span: int) -> tuple[str, ...]:
    """What a chart must say about a group that was split."""
    teams = sum(box.lead != NONE for box in after) - sum(box.lead != NONE for box in before)
    if not teams:
        return ()
    return (f"{after[number].name} is split into {teams} sub-teams, so that at most {span} report to one lead",)
