"""Whether the tables of a custom organisation speak of groups, seats, disciplines and lines that exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sim.scenario.schema import Custom, Scenario
from sim.scenario.small_checks import Mistake, check_names, check_seat, check_weights, check_word, loops
from sim.scenario.words import value_in_words


def check_custom(scenario: Scenario, custom: Custom, folder: Path | None) -> Iterator[Mistake]:
    """Groups, coverage and extra reporting lines, or the file that stands for them."""
    groups = [group.name for group in custom.group]
    if custom.hr_export is None:
        yield from check_names(("custom", "group"), groups, "group", key="name")
    elif folder and not (folder / custom.hr_export).is_file():
        got = f"(got {value_in_words(custom.hr_export)}, relative to the scenario)"
        yield ("custom", "hr_export"), f"no such file {got}"
    for number, group in enumerate(custom.group):
        path = ("custom", "group", number)
        if group.parent is not None:
            yield from check_word((*path, "parent"), group.parent, groups, "group")
        if group.lead is not None:
            yield from check_seat((*path, "lead"), group.lead, scenario)
        for place, member in enumerate(group.members):
            yield from check_seat((*path, "members", place), member, scenario)
        if group.weights and len(group.weights) != len(group.members):
            got = f"(got {len(group.weights)} weights, {len(group.members)} members)"
            yield (*path, "weights"), f"must have one weight for each member {got}"
        yield from check_weights((*path, "weights"), dict(enumerate(group.weights)))
    for loop in loops({group.name: [group.parent] if group.parent else [] for group in custom.group}):
        told = " below ".join([*loop, loop[0]])
        yield ("custom", "group", groups.index(loop[0]), "parent"), f"the groups close a loop: {told}"
    for number, row in enumerate(custom.coverage):
        for key, words, allowed, what in (
            ("groups", row.groups, groups, "group"),
            ("disciplines", row.disciplines, scenario.disciplines, "discipline"),
            ("lines", row.lines, scenario.lines.names, "line"),
        ):
            for place, word in enumerate(words):
                yield from check_word(("custom", "coverage", number, key, place), word, allowed, what)
        if not row.groups:
            yield ("custom", "coverage", number, "groups"), "must name at least one group"
    for number, report in enumerate(custom.report):
        yield from check_seat(("custom", "report", number, "member"), report.member, scenario)
        yield from check_seat(("custom", "report", number, "to"), report.to, scenario)
        if report.member == report.to:
            yield ("custom", "report", number, "to"), f"seat {report.member} cannot report to itself"
