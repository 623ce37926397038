"""One group for each line, with all disciplines in it, and a thin headquarters above them.

The multidivisional form (Chandler 1962; Williamson 1975): everything a line needs is in one place, and each line does
for itself what another may have done already.
"""

from __future__ import annotations

from sim.errors import InfeasibleStructure
from sim.world.architectures.registry import Design, architecture
from sim.world.boxes import Box, solid_lines, tables
from sim.world.organisation import Organisation
from sim.world.staffing import apportion, bundle_name, head, joint_load, merge, merged, place
from sim.world.sub_teams import split, split_note


@architecture("divisional", order=4)
def build(design: Design) -> Organisation:
    """Headquarters, which takes what the lines leave, and a group for each line.

    Raises
    ------
    InfeasibleStructure
        Where there are not two seats for each of two groups beside a headquarters of one.
    """
    scenario, members = design.scenario, design.members
    names, disciplines = scenario.lines.names, range(len(scenario.disciplines))
    span = scenario.structure.span_max
    fewest = min(2, len(names))
    if len(members) < 1 + 2 * fewest:
        message = f"divisional: {len(members)} seats; a headquarters and {fewest} groups of two need {1 + 2 * fewest}"
        raise InfeasibleStructure(message)
    by_grade = sorted(range(len(members)), key=lambda seat: (-members[seat].grade, seat))
    wanted = int(scenario.structure.headquarters_share * len(members) + 0.5)
    staff = min(max(1, wanted), len(members) - 2 * fewest)
    top, others = by_grade[0], by_grade[staff:]

    loads = [joint_load(design.load, disciplines, [line]) for line in range(len(names))]
    bundles = merge(loads, len(others) // 2)
    notes = [*merged(bundles, names)]
    shares = apportion(len(others), [joint_load(design.load, disciplines, bundle) for bundle in bundles], 2)
    groups = place(others, members, [(tuple(disciplines), bundle) for bundle in bundles], shares)

    boxes: tuple[Box, ...] = (Box("department", -1, top), Box("headquarters", 0, top, tuple(sorted(by_grade[:staff]))))
    several = [True, len(names) > 1]
    for bundle, seats in zip(bundles, groups, strict=True):
        boxes += (Box(bundle_name(bundle, names), 0, head(seats, members), seats),)
        several.append(len(bundle) > 1)
    for number, lines in list(enumerate(several))[1:]:
        drawn = boxes
        boxes = split(drawn, number, set(boxes[number].seats) - {boxes[number].lead}, members, span, lines)
        notes += split_note(drawn, boxes, number, span)
    group_of = {line: number for number, bundle in enumerate(bundles, start=2) for line in bundle}
    coverage = [[(group_of[line], 1) for line in range(len(names))] for _ in disciplines]
    distinct = len(names) > 1
    if not distinct:
        notes.append("one line: one group under a headquarters, not distinct from other structures")
    return tables(scenario, "divisional", members, boxes, solid_lines(boxes), coverage, notes, distinct)
