"""One group for each discipline, under a director: people work beside those who do the same, on all lines.

The functional form (Chandler 1962; Galbraith 1971): depth of skill and pooling inside a discipline, with a border at
every handover between disciplines.
"""

from __future__ import annotations

from sim.errors import InfeasibleStructure
from sim.world.architectures.registry import Design, architecture
from sim.world.boxes import Box, solid_lines, tables
from sim.world.organisation import Organisation
from sim.world.staffing import apportion, bundle_name, head, joint_load, merge, merged, place
from sim.world.sub_teams import split, split_note


@architecture("functional", order=2)
def build(design: Design) -> Organisation:
    """A director, who takes what others leave, and a group for each discipline.

    Raises
    ------
    InfeasibleStructure
        Where there are not two seats for each of two groups beside the director.
    """
    scenario, members = design.scenario, design.members
    names, lines = scenario.disciplines, range(len(scenario.lines.names))
    fewest = min(2, len(names))
    if len(members) < 1 + 2 * fewest:
        message = f"functional: {len(members)} seats; a director and {fewest} groups of two need {1 + 2 * fewest}"
        raise InfeasibleStructure(message)
    director = head(range(len(members)), members)
    others = [seat for seat in range(len(members)) if seat != director]

    loads = [joint_load(design.load, [discipline], lines) for discipline in range(len(names))]
    bundles = merge(loads, len(others) // 2)
    notes = [*merged(bundles, names)]
    shares = apportion(len(others), [joint_load(design.load, bundle, lines) for bundle in bundles], 2)
    groups = place(others, members, [(bundle, tuple(lines)) for bundle in bundles], shares)

    boxes: tuple[Box, ...] = (Box("department", -1, director), Box("direction", 0, director, (director,)))
    for bundle, seats in zip(bundles, groups, strict=True):
        boxes += (Box(bundle_name(bundle, names), 0, head(seats, members), seats),)
    coverage = [[(0, 0)] * len(lines) for _ in names]
    for number, bundle in enumerate(bundles, start=2):
        for discipline in bundle:
            coverage[discipline] = [(number, 1)] * len(lines)
        reporting = set(boxes[number].seats) - {boxes[number].lead}
        drawn, span = boxes, scenario.structure.span_max
        boxes = split(drawn, number, reporting, members, span, len(lines) > 1)
        notes += split_note(drawn, boxes, number, span)
    distinct = len(names) > 1
    if not distinct:
        notes.append("one discipline: one group under a director, not distinct from other structures")
    return tables(scenario, "functional", members, boxes, solid_lines(boxes), coverage, notes, distinct)
