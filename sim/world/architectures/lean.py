"""One group, one head: everybody covers everything, and whoever is free takes what comes.

The simple structure of Mintzberg (1979): coordination by direct supervision, no borders, no specialised units.
"""

from __future__ import annotations

from sim.errors import InfeasibleStructure
from sim.world.architectures.registry import Design, architecture
from sim.world.boxes import Box, solid_lines, tables
from sim.world.organisation import Organisation
from sim.world.staffing import head
from sim.world.sub_teams import split, split_note


@architecture("lean", order=1)
def build(design: Design) -> Organisation:
    """All seats in one group; possible from one seat on."""
    scenario, members = design.scenario, design.members
    if not members:
        raise InfeasibleStructure("lean: 0 seats; one is needed")
    span, lines = scenario.structure.span_max, len(scenario.lines.names)
    seats = range(len(members))
    lead = head(seats, members)
    drawn = (Box("department", -1, lead, tuple(seats)),)
    boxes = split(drawn, 0, [seat for seat in seats if seat != lead], members, span, lines > 1)
    coverage = [[(0,)] * lines for _ in scenario.disciplines]
    notes = split_note(drawn, boxes, 0, span)
    return tables(scenario, "lean", members, boxes, solid_lines(boxes), coverage, notes)
