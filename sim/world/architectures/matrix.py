"""Everybody belongs to a function and to a line, and has a superior on both sides.

The matrix (Galbraith 1971; Davis & Lawrence 1977). A function and a line cross in a *cell*: the group that answers for
a discipline on a line. ``matrix_strength`` m is the weight of the line side (matrix strength after Jin & Levitt 1996):
a member belongs to the cell, and so to the function, with weight 1 - m, and to the line with weight m; the heavier
side gives the solid superior, the function where both are equal. A side without weight has no lead and no lines to it,
so that the ends of m give the reporting lines of a department that has the other side only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

from sim.errors import InfeasibleStructure
from sim.vocabulary import NONE
from sim.world.architectures.registry import Design, architecture
from sim.world.boxes import Box, chain, nearest_lead, producing, tables
from sim.world.organisation import Member, Organisation, Relation
from sim.world.staffing import Bundle, apportion, bundle_name, head, joint_load, merge, merged, place
from sim.world.sub_teams import split, split_note, sub_team_layers


@dataclass(frozen=True)
class Grid:
    """Functions and lines after merging, and who sits where they cross.

    Attributes
    ----------
    functions, lines : tuple of Bundle
        Disciplines of each function, lines of each line group.
    cells : dict of (int, int) to tuple of int
        Seats by function and line group; a cell without seats is left out.
    """

    functions: tuple[Bundle, ...]
    lines: tuple[Bundle, ...]
    cells: dict[tuple[int, int], tuple[int, ...]]

    def function(self, number: int) -> tuple[int, ...]:
        """Seats of a function."""
        return tuple(sorted(seat for (one, _), seats in self.cells.items() if one == number for seat in seats))

    def line(self, number: int) -> tuple[int, ...]:
        """Seats of a line group."""
        return tuple(sorted(seat for (_, one), seats in self.cells.items() if one == number for seat in seats))


@architecture("matrix", order=3)
def build(design: Design) -> Organisation:
    """A top, functions, lines, and cells where they cross.

    Raises
    ------
    InfeasibleStructure
        Where there are not two seats for each of two functions, or lines, beside the top.
    """
    scenario, members = design.scenario, design.members
    disciplines, lines = scenario.disciplines, scenario.lines.names
    fewest = min(2, max(len(disciplines), len(lines)))
    if len(members) < 1 + 2 * fewest:
        message = f"matrix: {len(members)} seats; a top and {fewest} groups of two need {1 + 2 * fewest}"
        raise InfeasibleStructure(message)
    strength, notes = scenario.structure.matrix_strength, []
    if len(lines) == 1 or len(disciplines) == 1:
        strength = 0.0 if len(lines) == 1 else 1.0
        which = "line" if len(lines) == 1 else "discipline"
        notes.append(f"one {which}: nobody has two superiors, not distinct from other structures")

    top = head(range(len(members)), members)
    grid = _grid(design, [seat for seat in range(len(members)) if seat != top])
    notes += [*merged(grid.functions, disciplines), *merged(grid.lines, lines)]
    function_leads, line_leads = _leads(grid, members, strength)
    leads = {top, *function_leads, *line_leads} - {NONE}

    boxes: tuple[Box, ...] = (Box("department", -1, top), Box("direction", 0, top, (top,)))
    function_box = range(2, 2 + len(grid.functions))
    for bundle, lead in zip(grid.functions, function_leads, strict=True):
        boxes += (Box(bundle_name(bundle, disciplines), 0, lead),)
    line_box = range(len(boxes), len(boxes) + (len(grid.lines) if strength > 0.0 else 0))
    for number in range(len(line_box)):
        name = bundle_name(grid.lines[number], lines)
        boxes += (Box(name, 0, line_leads[number], grid.line(number), strength),)
    cell_box = {}
    for (function, line), seats in grid.cells.items():
        cell_box[function, line] = len(boxes)
        name = f"{bundle_name(grid.functions[function], disciplines)}, {bundle_name(grid.lines[line], lines)}"
        boxes += (Box(name, function_box[function], NONE, seats, 1.0 - strength),)

    span, by_line = scenario.structure.span_max, strength > 0.5
    for number in line_box if by_line else function_box:
        drawn = boxes
        if by_line:
            several = len(grid.lines[number - line_box[0]]) > 1
            boxes = split(drawn, number, set(boxes[number].seats) - leads, members, span, several)
        else:
            wide = [
                (cell, tuple(seat for seat in boxes[cell].seats if seat not in leads))
                for (function, _), cell in cell_box.items()
                if function_box[function] == number
            ]
            boxes = _split_function(drawn, number, wide, members, span)
        notes += split_note(drawn, boxes, number, span)

    coverage = _coverage(design, boxes, grid, function_box, cell_box)
    reports = _reports(boxes, strength, leads, line_box)
    distinct = len(lines) > 1 and len(disciplines) > 1
    return tables(scenario, "matrix", members, boxes, reports, coverage, notes, distinct)


def _grid(design: Design, seats: Sequence[int]) -> Grid:
    """Merge disciplines, then lines, until each cell with work can have two seats; then fill the cells by load."""
    load = design.load
    rows, columns = range(len(load)), range(len(load[0]))
    by_discipline = [joint_load(load, [row], columns) for row in rows]
    by_line = [joint_load(load, rows, [column]) for column in columns]
    idle = (  # where a discipline, or a line, has no work at all, its cells are kept
        {row for row in rows if not by_discipline[row]},
        {column for column in columns if not by_line[column]},
    )

    def worth(function: Bundle, line: Bundle) -> bool:
        kept = set(function) <= idle[0] or set(line) <= idle[1]
        return kept or joint_load(load, function, line) > 0.0

    most = [len(rows), len(columns)]
    while True:
        functions, lines = merge(by_discipline, most[0]), merge(by_line, most[1])
        crossing = [(f, k) for f in range(len(functions)) for k in range(len(lines)) if worth(functions[f], lines[k])]
        if 2 * len(crossing) <= len(seats) or max(most) <= 2:
            break
        most[0 if most[0] > 2 else 1] -= 1
    least = min(2, len(seats) // len(crossing))
    shares = apportion(len(seats), [joint_load(load, functions[f], lines[k]) for f, k in crossing], least)
    groups = place(seats, design.members, [(functions[f], lines[k]) for f, k in crossing], shares)
    filled = {cell: inside for cell, inside in zip(crossing, groups, strict=True) if inside}
    return Grid(functions, lines, filled)


def _leads(grid: Grid, members: Sequence[Member], strength: float) -> tuple[list[int], list[int]]:
    """Leads of functions and of lines; nobody on a side without weight, and nobody twice if it can be helped."""
    functions = [head(grid.function(number), members) for number in range(len(grid.functions))]
    if strength == 1.0:
        functions = [NONE] * len(functions)
    lines = []
    for number in range(len(grid.lines)):
        inside = grid.line(number)
        free = [seat for seat in inside if seat not in functions]
        lines.append(head(free or inside, members) if strength > 0.0 else NONE)
    return functions, lines


def _split_function(
    boxes: Sequence[Box],
    parent: int,
    cells: Sequence[tuple[int, tuple[int, ...]]],
    members: Sequence[Member],
    span: int,
) -> tuple[Box, ...]:
    """Sub-teams of whole neighbouring cells under sub-leads; a cell that is too wide is cut itself."""
    if len(cells) == 1:
        return split(boxes, cells[0][0], cells[0][1], members, span, lines=False)
    sizes = tuple(len(seats) for _, seats in cells)
    if sum(sizes) <= span:
        return tuple(boxes)
    _, cuts = _best_cuts(sizes, span)
    drawn = list(boxes)
    for number, (start, end) in enumerate(pairwise(cuts), start=1):
        team = cells[start:end]
        seats = tuple(seat for _, inside in team for seat in inside)
        if len(seats) < 2:
            continue
        lead = head(seats, members)
        box = team[0][0]
        if len(team) == 1:
            drawn[box] = replace(drawn[box], lead=lead)
        else:
            box = len(drawn)
            drawn.append(Box(f"{drawn[parent].name} {number}", parent, lead))
            for cell, _ in team:
                drawn[cell] = replace(drawn[cell], parent=box)
        rest = [(cell, tuple(seat for seat in inside if seat != lead)) for cell, inside in team]
        drawn = list(_split_function(drawn, box, rest, members, span))
    return tuple(drawn)


@cache
def _best_cuts(sizes: tuple[int, ...], span: int) -> tuple[int, list[int]]:
    """Layers below a lead, and the cuts into the fewest sub-teams that need no more than these."""
    found = []
    for count in range(2, min(span, len(sizes)) + 1):
        cuts = _cuts(sizes, count)
        parts = [(max(0, sizes[start] - 1), *sizes[start + 1 : end]) for start, end in pairwise(cuts)]
        found.append((1 + max(_layers(part, span) for part in parts), count, cuts))
    layers, _, cuts = min(found)
    return layers, cuts


def _layers(sizes: tuple[int, ...], span: int) -> int:
    """Layers of sub-leads that the cells of one lead need."""
    if sum(sizes) <= span:
        return 0
    return sub_team_layers(sizes[0], span) if len(sizes) == 1 else _best_cuts(sizes, span)[0]


def _cuts(sizes: Sequence[int], count: int) -> list[int]:
    """Where to cut neighbours into so many parts, none empty, each cut where it comes nearest to equal parts."""
    before = [0, *accumulate(sizes)]
    cuts = [0]
    for part in range(1, count):
        allowed = range(cuts[-1] + 1, len(sizes) - count + part + 1)
        off = [abs(before[cut] * count - part * before[-1]) for cut in allowed]
        cuts.append(allowed[off.index(min(off))])
    return [*cuts, len(sizes)]


def _coverage(
    design: Design, boxes: Sequence[Box], grid: Grid, function_box: range, cell_box: dict[tuple[int, int], int]
) -> list[list[tuple[int, ...]]]:
    """The cell, or the function where nobody in the cell produces; then the top."""
    produces = producing(design.scenario, design.members, boxes)
    function_of = {one: number for number, bundle in enumerate(grid.functions) for one in bundle}
    line_of = {one: number for number, bundle in enumerate(grid.lines) for one in bundle}

    def first(discipline: int, line: int) -> int:
        cell = (function_of[discipline], line_of[line])
        inside = grid.cells.get(cell, ())
        return cell_box[cell] if any(not produces or produces[s] for s in inside) else function_box[cell[0]]

    return [[(first(discipline, line), 1) for line in line_of] for discipline in function_of]


def _reports(boxes: Sequence[Box], strength: float, leads: set[int], line_box: range) -> list[Relation]:
    """Solid lines to the heavier side and dotted lines to the lighter one; leads of both sides report to the top."""
    top, lighter = boxes[0].lead, min(strength, 1.0 - strength)
    superior: dict[tuple[int, bool], int] = {}  # (seat, on the line side) -> its superior there
    for number, box in enumerate(boxes):
        on_line_side = any(one in line_box for one in chain(boxes, number))
        for seat in box.seats:
            superior[seat, on_line_side] = nearest_lead(boxes, number, seat)
    rows = [Relation(seat, "reports_to", top, 1.0) for seat in sorted(leads - {top})]
    for seat in sorted({seat for seat, _ in superior} - leads):
        solid = superior[seat, strength > 0.5]
        dotted = superior[seat, strength <= 0.5] if lighter else solid
        rows.append(Relation(seat, "reports_to", solid, 1.0 if dotted == solid else 1.0 - lighter))
        if dotted != solid:
            rows.append(Relation(seat, "dotted_to", dotted, lighter))
    return rows
