"""Whether campaigns can arrive, and whether their tasks can be done in some order by somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.scenario.checks_calendar import check_dates
from sim.scenario.positions import KeyPath
from sim.scenario.schema import CampaignKind, GateSpec, Scenario, TaskSpec
from sim.scenario.small_checks import Mistake, check_names, check_seat, check_word, loops


def check_campaigns(scenario: Scenario, library: Sequence[str]) -> Iterator[Mistake]:
    """Kinds have names of their own, reasons to arrive, lines and dates that exist, and tasks that can be done."""
    kinds = scenario.campaign
    if kinds:
        yield from check_names(("campaign",), [kind.name for kind in kinds], "campaign kind", key="name")
    answered: dict[str, str] = {}
    for number, kind in enumerate(kinds):
        path: KeyPath = ("campaign", number)
        if kind.use is not None:
            yield from check_word((*path, "use"), kind.use, library, "library kind")
        if kind.answers != "none" and kind.answers in answered:
            yield (*path, "answers"), f'signals "{kind.answers}" are answered by "{answered[kind.answers]}" already'
        answered.setdefault(kind.answers, kind.name)
        if kind.use is None and not kind.rate and not kind.dates and kind.answers == "none":
            yield path, "never arrives; give a rate above 0, dates, or answers"
        for place, line in enumerate(kind.lines):
            yield from check_word((*path, "lines", place), line, scenario.lines.names, "line")
        yield from check_dates(path, kind, scenario)
        yield from check_tasks(path, kind, scenario)


def check_tasks(path: KeyPath, kind: CampaignKind, scenario: Scenario) -> Iterator[Mistake]:
    """The tasks of a kind; of one still to be taken from the library nothing is asked."""
    names = [task.name for task in kind.task]
    if kind.use is not None:
        return
    yield from check_names((*path, "task"), names, "task", key="name")
    for number, task in enumerate(kind.task):
        yield from _check_task((*path, "task", number), task, names, scenario)
    before: dict[str, Sequence[str]] = {}
    for task in kind.task:
        before.setdefault(task.name, [name for name in task.after if name != task.name])
    for loop in loops(before):
        number = names.index(loop[0])
        after = kind.task[number].after.index(loop[1])
        told = " after ".join([*loop, loop[0]])
        yield (*path, "task", number, "after", after), f"the order of tasks closes a loop: {told}"


def _check_task(path: KeyPath, task: TaskSpec, names: Sequence[str], scenario: Scenario) -> Iterator[Mistake]:
    yield from check_word((*path, "discipline"), task.discipline, scenario.disciplines, "discipline")
    others = [name for name in names if name != task.name]
    for number, name in enumerate(task.after):
        place = (*path, "after", number)
        if name == task.name:
            yield place, f'task "{name}" cannot come after itself'
        elif name in task.after[:number]:
            yield place, f'task "{name}" is there already'
        else:
            yield from check_word(place, name, others, "task")
    for number, question in enumerate(task.asks):
        place = (*path, "asks", number, "with")
        if question.with_ == task.name:
            yield place, f'task "{task.name}" cannot ask itself'
        else:
            yield from check_word(place, question.with_, others, "task")
    if task.gate:
        yield from _check_gate((*path, "gate"), task.gate, scenario)


def _check_gate(path: KeyPath, gate: GateSpec, scenario: Scenario) -> Iterator[Mistake]:
    if not gate.faces:
        yield (*path, "faces"), "must name at least one face: fit, craft"
    for number, seat in enumerate(gate.signers):
        yield from check_seat((*path, "signers", number), seat, scenario)
    if gate.signers and gate.needed > len(gate.signers):
        got = f"(got {gate.needed}, {len(gate.signers)} signers)"
        yield (*path, "needed"), f"must be at most the number of signers {got}"
