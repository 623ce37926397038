"""Who decides: the scope rule, the amount, centralisation, and the way a request takes (specification section 3).

The lowest superior common to everyone concerned decides, then upward until the amount is within authority, then, as
often as centralisation has it, one level more (after Galbraith 1974: exceptions travel up until somebody can see, and
may settle, the whole of them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.behaviour.approval import may_decide
from sim.randomness import Stream
from sim.vocabulary import NONE

if TYPE_CHECKING:
    from sim.engines.reference.department import Department
    from sim.engines.reference.needs import Need


def scope_of(d: Department, need: Need) -> list[int]:
    """Makers so far, the member at work, and the lead of the group that covers the next task."""
    scope = list(need.campaign.makers)
    if need.requester.seat not in scope:
        scope.append(need.requester.seat)
    task = need.task
    if task is not None and task.successors:
        next_task = task.successors[0]
        scope.append(d.derived.group_lead[d.derived.first_group[next_task.discipline][next_task.line]])
    return scope


def side_holds(d: Department, need: Need, scope: list[int]) -> int:
    """0 if both sides of a double line hold authority for this need, 1 if only the heavier one does."""
    p = min(d.derived.side_probability[seat] for seat in scope)
    if p >= 1.0:
        return 0
    return 0 if d.uniform(Stream.AUTHORITY_SIDE, need.subject, need.occasion) < p else 1


def lowest_common(d: Department, scope: list[int], asker: int, mode: int) -> int:
    """The lowest superior of everyone in scope, seen from the asker."""
    others = [d.plan.routes.above[mode][seat] for seat in scope if seat != asker]
    for superior, _, _ in d.derived.above[mode][asker]:
        if all(superior in above for above in others):
            return superior
    return d.derived.top


def decider_of(d: Department, need: Need) -> int:
    """Who decides: scope, then amount, then centralisation."""
    seat = need.requester.seat
    if not d.b.on.climb:
        return seat
    scope = scope_of(d, need)
    need.mode = side_holds(d, need, scope)
    decider = lowest_common(d, scope, seat, need.mode)
    authority = d.plan.organisation.authority
    depth = d.derived.depth
    while decider != d.derived.top:
        level = min(depth[decider], len(authority) - 1)
        if may_decide(need.amount, authority[level]):
            break
        decider = d.derived.superior[decider]
    steps = 0
    central = d.b.centralisation
    while central > 0.0 and decider != d.derived.top:
        if d.uniform(Stream.CENTRALISATION, need.subject, need.occasion * 64 + steps) >= central:
            break
        decider = d.derived.superior[decider]
        steps += 1
    return decider


def way_to(d: Department, seat: int, decider: int, mode: int) -> list[int]:
    """Seats that a request passes on the shortest way up, the decider last; the seat itself if it decides alone.

    To somebody who is not above (a signer whom a gate names) there is no way but the direct one.
    """
    if seat == decider:
        return [seat]
    path: list[int] = []
    here = seat
    while here != decider:
        hops = d.plan.routes.hop[mode][here]
        here = hops.get(decider, d.derived.superior[here])
        if here == NONE:
            return [decider]
        path.append(here)
    return path


def stand_in(d: Department, seat: int) -> int:
    """Who answers for a seat that is away for long."""
    if not d.members[seat].away_long:
        return seat
    for other in d.derived.stand_in[seat]:
        if not d.members[other].away_long:
            return other
    return seat
