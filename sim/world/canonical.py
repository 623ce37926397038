"""Groups have no natural numbers, so before a run they get canonical ones; relabelling a box then changes nothing at
all.

A group's number decides ties: whose backlog is handed out first, who meets on which day. Numbering by who belongs
to the group makes these ties depend on people alone, not on how somebody wrote the boxes down.
"""

from __future__ import annotations

from dataclasses import replace

from sim.vocabulary import NONE
from sim.world.organisation import Organisation

TO_GROUP = ("belongs_to", "leads")


def canonical(organisation: Organisation) -> Organisation:
    """The same organisation with groups numbered by their members, then from the top down, then by lead.

    Parameters
    ----------
    organisation : Organisation
        Verified.

    Returns
    -------
    Organisation
        Equal in everything but the numbers (and so the order) of its groups; applying it twice changes nothing.
    """
    members = organisation.member_weights()

    def place(group: int) -> tuple[tuple[int, ...], int, int, int]:
        return (tuple(sorted(members[group])), len(organisation.chain(group)), organisation.groups[group].lead, group)

    order = sorted(range(len(organisation.groups)), key=place)
    number = {group: place for place, group in enumerate(order)}
    number[NONE] = NONE
    return replace(
        organisation,
        groups=tuple(
            replace(organisation.groups[group], parent=number[organisation.groups[group].parent]) for group in order
        ),
        relations=tuple(
            replace(row, to=number[row.to]) if row.relation in TO_GROUP else row for row in organisation.relations
        ),
        coverage=tuple(
            tuple(tuple(number[group] for group in covering) for covering in row) for row in organisation.coverage
        ),
    )
