"""A row of the log as a sentence: who did what to which piece of work, on which day and hour.

The log holds eight integers a row so that engines can be compared byte by byte; a person who looks for the error behind
a difference needs names and clock times. Which column means what is read from `log.Verb` itself, so a sentence cannot
contradict the published description of the log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sim.engines.plan import Plan
from sim.log import CODES, COLUMNS, Detail, Item, Label, Row, Verb, details
from sim.scenario.schema import Scenario
from sim.vocabulary import MILLION, NONE, TICK_PER_DAY, TICK_PER_HOUR, Cause, Interface
from sim.world.year import Year

Thing = tuple[str, int]
"""What a number in a row stands for, as ("task", 4)."""


@dataclass(frozen=True)
class Cast:
    """What the numbers of a log are called: one name a row of the year, or of the organisation."""

    seats: Sequence[str]
    groups: Sequence[str]
    campaigns: Sequence[str]
    tasks: Sequence[str]
    disciplines: Sequence[str]

    def called(self, thing: Thing) -> str:
        """A thing by number and, where it has one, by name."""
        kind, number = thing
        if number == NONE:
            return "nobody" if kind in ("seat", "group") else f"no {kind}"
        names = {
            "seat": self.seats,
            "group": self.groups,
            "campaign": self.campaigns,
            "task": self.tasks,
            "discipline": self.disciplines,
        }.get(kind, ())
        name = names[number] if 0 <= number < len(names) else ""
        return f"{kind} {number} ({name})" if name else f"{kind} {number}"


def cast(scenario: Scenario, plan: Plan, year: Year) -> Cast:
    """Names for the log of one organisation and year."""
    kinds, lines = scenario.campaign, scenario.lines.names
    kind_of, line_of = year.campaigns.kind.tolist(), year.campaigns.line.tolist()
    campaigns = [f"{kinds[kind].name}, {lines[line]}" for kind, line in zip(kind_of, line_of, strict=True)]
    tasks = [
        f"{kinds[kind_of[campaign]].task[spec].name} of campaign {campaign}"
        for campaign, spec in zip(year.tasks.campaign.tolist(), year.tasks.spec.tolist(), strict=True)
    ]
    organisation = plan.organisation
    seats, groups = [one.title for one in organisation.members], [one.name for one in organisation.groups]
    return Cast(seats, groups, campaigns, tasks, scenario.disciplines)


SENTENCES = {
    Verb.CAMPAIGN_ARRIVES: "{subject} arrives",
    Verb.CAMPAIGN_ENDS: "{subject} {b}; last was {a}",
    Verb.STATE: "{subject} enters the state {a}; owner: {seat}{more}",
    Verb.SPAN: "{seat} has spent {length}, since {b}, on: {a}, {subject}",
    Verb.QUEUED: "{subject} is laid {place}, as {a}, with {b} of work",
    Verb.LEFT: "{subject} {a} {place}",
    Verb.NEED: "{subject} arises ({a}): {seat} asks, about {b}, amount {c}",
    Verb.REQUEST: "{subject} of {other} goes to {seat}, {c} steps up, slot {a}{b}",
    Verb.REQUEST_PHASE: "{subject} of {other} enters the phase {a}{more}",
    Verb.ANSWER: "{seat} answers {subject} of {other} at level {c}: {a}{b}",
    Verb.NEED_PHASE: "{subject} of {seat} enters the phase {a}{more}",
    Verb.DEFAULTED: "{subject} of {other} got no answer in {a}; {seat} decides alone",
    Verb.INTERFACE: "{subject} begins: {a} from {seat} to {other}, for {b}{more}",
    Verb.INTERFACE_ENDS: "{subject} from {seat} to {other}, for {b}, {a}",
    Verb.ASSET_FOUND: "{seat} finds, for {subject}, the asset of {other} from {b}: usable {a}, saves {c}",
    Verb.ASSET_MISSED: "{seat} misses, for {subject}, the asset of {other} from {b}: usable {a}, avoidable {c}",
    Verb.ASSET_SHOWN: "{subject} leaves an asset by {seat} in style {a}{b}",
    Verb.CHECKED: "{subject} of {seat} {b} its check (attempt {a}, {c} missed exchanges)",
    Verb.TASK_ENDS: "{subject} of {seat} ends with craft {a}, risk {b}, idea {c}",
    Verb.WENT_LIVE: "{subject} goes live, {a}{b}",
    Verb.CHORE_ENDS: "{seat} has done {subject}",
    Verb.SIGNAL: "{subject} comes; plans sent back: {a}",
    Verb.MEETING_MISSED: "{seat} misses the meeting of {subject}",
    Verb.SKILL: "{seat} has skill {a} in {subject} and familiarity {b} with the home line",
    Verb.REWORK_CAUSE: "{subject} of {seat} needs {a} of rework, {b} of it after missed exchanges",
    Verb.KEPT: "{seat} keeps {subject}, for {b}, for the next meeting of {other}",
    Verb.MESSAGE_SENT: "{subject} arises: {seat} has something to write to {other}",
    Verb.MESSAGE_PASSED: "{seat} passes {subject} on to {other}; passed on before: {a}",
    Verb.MESSAGE_DELIVERED: "{seat} has read {subject}, which is delivered; passed on in all: {a}",
}
FLAGS = {
    (Verb.CAMPAIGN_ENDS, "b"): ("ends", "is dropped"),
    (Verb.LEFT, "a"): ("is taken", "is withdrawn", "is moved away"),
    (Verb.REQUEST, "b"): ("", " (arbitration)"),
    (Verb.ANSWER, "b"): ("", " (a bad one accepted)", " (a good one refused)"),
    (Verb.INTERFACE_ENDS, "a"): ("ends", "is missed"),
    (Verb.ASSET_SHOWN, "b"): (", unseen by customers", ", seen by customers"),
    (Verb.CHECKED, "b"): ("passes", "fails"),
    (Verb.WENT_LIVE, "a"): ("stock not confirmed", "stock confirmed"),
    (Verb.WENT_LIVE, "b"): ("", ", oversold"),
}
"""What small numbers say."""
MORE = {
    (Verb.STATE, "b"): "; released by {b}",
    (Verb.REQUEST_PHASE, "seat"): ", at {seat}",
    (Verb.NEED_PHASE, "other"): "; judge: {other}",
    (Verb.NEED_PHASE, "b"): "; {b} said {c}",
}
"""What is told only where a column names somebody or something."""
VERBS = {int(verb): verb for verb in Verb}
THINGS = (
    *("campaign", "task", "chore", "signal", "need", "request", "question", "interface", "group", "discipline"),
    "message",
)
ITEMS = {Item.BRIEFING: "interface", Item.MEETING: "group"}
"""Items that are numbered as something else."""


def sentence(row: Row, names: Cast) -> str:
    """A row as one sentence, without its time."""
    verb = VERBS.get(row[1])
    if verb is None:
        return f"verb {row[1]}, which is unknown"
    words = {column: cell(row, column, names) for column in COLUMNS}
    desk = names.called(("seat", row[3])) if row[3] != NONE else names.called(("group", row[4]))
    way = "from" if verb is Verb.LEFT else "on" if row[3] != NONE else "in"
    words["place"] = f"{way} the {'desk' if row[3] != NONE else 'backlog'} of {desk}"
    words["length"] = duration(row[0] - row[6])
    said = [text for (which, column), text in MORE.items() if which is verb and row[COLUMNS.index(column)] != NONE]
    if verb is Verb.INTERFACE and row[5] % 16 in (Interface.QUESTION, Interface.ARBITRATION):
        said = [", {c}"]
    words["more"] = "".join(said).format_map(words)
    return SENTENCES[verb].format_map(words)


def cell(row: Row, column: str, names: Cast) -> str:
    """One number of a row in words."""
    value = row[COLUMNS.index(column)]
    if column == "tick":
        return moment(value)
    verb = VERBS[row[1]]
    said = _details(verb).get(column)
    stands_for = thing(row, column)
    if stands_for is not None:
        return names.called(stands_for)
    flags = FLAGS.get((verb, column), ())
    if 0 <= value < len(flags):
        return flags[value]
    if verb is Verb.INTERFACE and column == "a":
        return _interface(value)
    if said is None:
        return str(value)
    if said.codes:
        known = {int(code): code.name for code in CODES[said.codes]}
        return str(known.get(value, f"unknown {value}")).lower().replace("_", " ")
    if said.unit == "ticks":
        return moment(value) if said.meaning.startswith("begin") else duration(value)
    if said.unit:
        return f"{value / MILLION:g}"
    return str(value)


def thing(row: Row, column: str) -> Thing | None:
    """What a number of a row stands for; None where it is a quantity or a code."""
    value, verb = row[COLUMNS.index(column)], VERBS[row[1]]
    said = _details(verb).get(column)
    if column == "seat":
        return "seat", value
    if said is None or column in ("tick", "verb"):
        return None
    first = said.meaning.removeprefix("its ").split(maxsplit=1)[0].rstrip(",;")
    if first == "item":
        item = Item(row[7]) if row[7] in list(Item) else Item.NOTHING
        return ITEMS.get(item, "item" if item is Item.NOTHING else item.name.lower()), value
    if verb is Verb.NEED and column == "b":
        return "campaign" if row[5] == Cause.SIGNAL else "task", value
    if verb is Verb.INTERFACE and column == "c":
        return "request" if row[5] % 16 == Interface.ARBITRATION else "question", value
    if first in THINGS:
        return first, value
    return ("seat", value) if column == "other" else None


def things(row: Row) -> frozenset[Thing]:
    """Everything and everybody that a row is about."""
    return frozenset(_things(row)) if row[1] in VERBS else frozenset()


def _things(row: Row) -> Iterator[Thing]:
    for column in COLUMNS:
        found = thing(row, column)
        if found is not None and found[1] != NONE:
            yield found


@cache
def _details(verb: Verb) -> dict[str, Detail]:
    return details(verb)


def _interface(code: int) -> str:
    kind, label = code % 16, code // 16
    known = {int(one): one.name for one in Interface}
    crossed = [str(flag.name) for flag in Label if label & flag]
    words = [known.get(kind, f"unknown {kind}"), *([f"({', '.join(crossed)})"] if crossed else [])]
    return " ".join(words).lower().replace("_", " ")


def moment(tick: int) -> str:
    """A tick as working day, from 1, and hours into it."""
    return f"day {tick // TICK_PER_DAY + 1}, {duration(tick % TICK_PER_DAY)}"


def duration(ticks: int) -> str:
    """Ticks as hours, minutes and seconds of work; nothing is rounded."""
    if ticks < 0:
        return f"-{duration(-ticks)}"
    hours, rest = divmod(ticks, TICK_PER_HOUR)
    parts = [(hours, "h"), (rest // 60, "min"), (rest % 60, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 h"
