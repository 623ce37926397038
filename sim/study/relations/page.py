"""The report on relations in Markdown: an overview, and a page for each experiment; misses stand beside hits.

Nothing on it depends on the day or the machine. Directions are verdicts on a sign only; the effect, its interval and
its standardised size stand beside each, so that a reader can tell a large effect from one that is merely sure.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from math import isfinite
from typing import Any

import pandas as pd

from sim.measures.registry import measures
from sim.study.relations.contrasts import AS_EXPECTED, OPPOSITE, SATURATED, UNDECIDED
from sim.study.relations.relation import Relation
from sim.study.relations.running import RelationsReport

VERDICTS = (AS_EXPECTED, OPPOSITE, UNDECIDED, SATURATED)
SIGNS = {AS_EXPECTED: "as expected", OPPOSITE: "**opposite**", UNDECIDED: "undecided", SATURATED: "saturated"}
HOW = """\
A claim is *as expected* or *opposite* where the interval of its contrast excludes zero, *undecided* where it does not.
The contrast is taken inside each year and averaged over the years, which all structures and all values share; the
intervals of all claims of one experiment hold together at 95 % (Bonferroni, Student's t). *d* is the standardised
effect: mean over standard deviation of the yearly contrasts. *From*: what is contrasted, at the low end; of a lead, the
mean of the structure subtracted. *Saturated*: work waiting kept growing in most years, so there is no mean. Relations,
values and criteria are declared in the experiment files beforehand; where one was changed after a first look, its file
says so. No parameter was tuned to them, and no verdict makes a test fail."""


def overview(found: RelationsReport, links: bool = True) -> str:
    """The first page: every experiment with the count of its verdicts."""
    rows = ["| experiment | claims | as expected | opposite | undecided | saturated |", "|---|---|---|---|---|---|"]
    for group in found.groups:
        counts = Counter(found.claims.loc[found.claims["group"] == group["name"], "verdict"])
        name = f"[{group['title']}]({group['name']}.md)" if links else group["title"]
        rows.append(f"| {name} | {counts.total()} | " + " | ".join(str(counts[one]) for one in VERDICTS) + " |")
    total = Counter(found.claims["verdict"])
    rows.append(f"| all | {total.total()} | " + " | ".join(str(total[one]) for one in VERDICTS) + " |")
    return "\n".join(rows)


def index(found: RelationsReport) -> str:
    """The overview as a page of its own."""
    return "\n\n".join(["# Relations", HOW, overview(found)]) + "\n"


def page(found: RelationsReport, name: str) -> str:
    """The page of one experiment."""
    group = next(one for one in found.groups if one["name"] == name)
    return "\n\n".join([f"# {group['title']}", HOW, *sections(found, name), "[All relations](index.md)"]) + "\n"


def sections(found: RelationsReport, name: str) -> list[str]:
    """One experiment without its heading: what was asked, the claims, the maps, and what makes it so."""
    group = next(one for one in found.groups if one["name"] == name)
    relations = found.relations(name)
    parts = [f"**Question.** {group['question']} **Expected.** {group['expected']}", _setting(group)]
    rows = found.claims[found.claims["group"] == name]
    contrasts = rows[rows["kind"] != "winners"]
    if len(contrasts):
        labels = {path: str(about["label"]) for path, about in group["factors"].items()}
        parts.append(_claims(contrasts, relations, labels))
    for one in relations:
        if one.kind == "winners":
            row = rows[rows["relation"] == one.name].iloc[0]
            told = measures()[one.measure]
            parts.append(
                f"**{one.statement}** ({one.source}.) Criterion: {told.title}, {told.unit}, "
                f"{'lower' if told.direction < 0 else 'higher'} is better. {row['verdict'].capitalize()}: "
                f"{_said(row['note'])}."
            )
            parts.append(_map(found.places[(found.places["group"] == name)], one, group))
    made = [f"- *{one.statement}* {one.mechanism}" for one in relations if one.mechanism]
    if made:
        parts += ["**What makes it so in this model** (written after the fact):", "\n".join(made)]
    return parts


def _setting(group: dict[str, Any]) -> str:
    varied = "; ".join(f"{about['label']} {_values(about)}" for about in group["factors"].values())
    return (
        f"Scenario `{group['scenario']}`, experiment `{group['file']}`: {varied}. "
        f"n = {group['replications']} years, seed {group['seed']}, result `{group['fingerprint']}`."
    )


def _values(about: dict[str, Any]) -> str:
    unit = f" {about['unit']}" if about.get("unit") else ""
    return ", ".join(map(_value, about["values"])) + unit


def _value(value: Any) -> str:
    """A value of a factor: a number, a word, true or false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _claims(rows: pd.DataFrame, relations: tuple[Relation, ...], labels: dict[str, str]) -> str:
    """The table of contrasts, relation by relation, structure by structure."""
    by_name = {one.name: one for one in relations}
    heads = ("statement", "structure", "contrast", "from", "effect (interval)", "d", "verdict")
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    last = ""
    for row in rows.itertuples():
        one, told = by_name[str(row.relation)], measures()[str(row.measure)]
        said = f"{one.statement} ({one.source}) Expected: {row.expected}." if row.relation != last else ""
        last = str(row.relation)
        who = f"{row.structure} − {row.against}" if row.against else str(row.structure)
        values = (row.effect, row.low, row.high)
        effect = "no mean" if not isfinite(row.effect) else "{} ({} to {})".format(*_signed(*values))
        cells = (said, _said(who), _contrast(one, told.title, told.unit, labels), _plain(row.base), effect)
        verdict = SIGNS[str(row.verdict)] + (f" ({_said(row.note)})" if row.note else "")
        lines.append("| " + " | ".join((*cells, _standard(row.standardised), verdict)) + " |")
    return "\n".join(lines)


def _contrast(one: Relation, title: str, unit: str, labels: dict[str, str]) -> str:
    what = {
        "change": "high end − low end",
        "convex": "upper slope − lower slope",
        "interaction": "change at high − change at low",
        "lead": "difference",
        "winners": "",
    }[one.kind]
    held = ", ".join(f"{labels[path].lower()} {' and '.join(map(_value, values))}" for path, values in one.at.items())
    per = " per unit of the factor" if one.kind == "convex" else ""
    return f"{title}, {unit}{per}: {what}" + (f" at {held}" if held else "")


def _signed(*values: float) -> list[str]:
    places = _places(max(map(abs, values)))
    return [f"{value:+.{places}f}".replace("-", "−") if round(value, places) else "0" for value in values]


def _places(size: float) -> int:
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 4


def _plain(value: float) -> str:
    return f"{value:.{_places(abs(value))}f}" if isfinite(value) else ""


def _standard(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−") if isfinite(value) else ""


def _said(text: str) -> str:
    return text.replace("_", " ")


def _map(places: pd.DataFrame, one: Relation, group: dict[str, Any]) -> str:
    """Who wins where: the factor with the most values across, the others as rows; bold where decided."""
    rows = places[places["relation"] == one.name]
    spots = [json.loads(at) for at in rows["at"]]
    factors = {path: about for path, about in group["factors"].items() if spots and path in spots[0]}
    if not factors:
        return f"At the one place there is: {', '.join(map(_cell, rows.itertuples()))}."
    across = max(factors, key=lambda path: len(factors[path]["values"]))
    others = [path for path in factors if path != across]
    heads = [factors[path]["label"] for path in others]
    columns = factors[across]["values"]
    heads += [f"{factors[across]['label']} {_value(value)}" for value in columns]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    cells = {tuple(spot[path] for path in factors): row for spot, row in zip(spots, rows.itertuples(), strict=True)}
    for setting in product(*(factors[path]["values"] for path in others)):
        at = dict(zip(others, setting, strict=True))
        found = [cells[tuple({**at, across: value}[path] for path in factors)] for value in columns]
        lines.append("| " + " | ".join([*map(_value, setting), *map(_cell, found)]) + " |")
    return "\n".join(lines)


def _cell(row: Any) -> str:
    if row.winner:
        lead = _signed(row.lead)[0] if isfinite(row.lead) else "alone"
        return f"**{_said(row.winner)}** {lead}"
    return " ≈ ".join(_said(name) for name in (row.best, *filter(None, row.level.split(",")))) if row.best else "nobody"


def lines(found: RelationsReport) -> list[str]:
    """The report in a few lines, for a terminal: each relation with its verdicts."""
    said = []
    for group in found.groups:
        said.append(f"{group['title']} ({group['scenario']}, n = {group['replications']})")
        rows = found.claims[found.claims["group"] == group["name"]]
        for one in found.relations(group["name"]):
            own = rows[rows["relation"] == one.name]
            told = "; ".join(
                f"{word}: {_said(', '.join(filter(None, some['structure'])) or str(some['note'].iloc[0]))}"
                for word in VERDICTS
                if len(some := own[own["verdict"] == word])
            )
            said.append(f"  {one.statement} {told[:1].upper()}{told[1:]}.")
    return said
