"""The page of an ablation in Markdown: what each rule does to each structure, and which claims hang on it.

Nothing on it depends on the day or the machine, and every number of it stands in the tables beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim.measures.registry import Measure, measures
from sim.study.ablation.rules import ON, rules
from sim.study.ablation.words import ENGLISH, Tongue

if TYPE_CHECKING:
    from sim.study.ablation.ablation import Ablation


def page(found: Ablation, tongue: Tongue = ENGLISH) -> str:
    """All of it: heading, figure, a table of effects for each measure, the claims, and what each rule means.

    Parameters
    ----------
    found : Ablation
    tongue : Tongue

    Returns
    -------
    str
    """
    title = tongue.either(found.declared["title"], found.declared["title_zh"])
    parts = [f"# {title}", heading(found, tongue), "![](figures/ablation.svg)", *tables(found, tongue)]
    parts += ["## " + tongue.say("rules_head"), meanings(found, tongue)]
    return "\n\n".join(parts) + "\n"


def heading(found: Ablation, tongue: Tongue = ENGLISH) -> str:
    """What was done, how often, and how the intervals are to be read."""
    told = found.declared
    ran = set(found.effects["structure"])
    said = {
        "rules": tongue.counted("rules", len(found.rules)),
        "years": tongue.counted("years", told["replications"]["most"]),
        "n": told["replications"]["most"],
        "seed": told["seed"],
        "fingerprint": told["fingerprint"],
        "structures": tongue.listed(tongue.called(name) for name in told["structures"] if name in ran),
        "intervals": tongue.counted("intervals", len(found.effects)),
    }
    parts = [tongue.say("intro", **said), *left_out(found, tongue)]
    if found.left_out:
        parts.append(tongue.say("off_already", rules=_rules(found.left_out, tongue)))
    return "\n\n".join(parts)


def left_out(found: Ablation, tongue: Tongue = ENGLISH) -> Iterator[str]:
    """Structures of the scenario that nothing can be said of, with the reason."""
    ran, runs = set(found.effects["structure"]), found.study.table
    reasons = found.study.failures.query("status == 'infeasible'").drop_duplicates("structure")
    told = dict(zip(reasons["structure"], reasons["message"], strict=True))
    for name in found.declared["structures"]:
        if name in ran:
            continue
        copies = runs.loc[(runs["structure"] == name) & (runs["status"] == "ok"), "distinct"]
        reason = tongue.say("alike" if len(copies) and not copies.any() else "did_not_run")
        if name in told:
            reason = str(told[name]).removeprefix(f"{name}: ").rstrip(".")
        yield tongue.say("left_out", structure=tongue.called(name), reason=reason)


def tables(found: Ablation, tongue: Tongue = ENGLISH) -> list[str]:
    """A table of effects for each measure, and the claims."""
    known, parts = measures(), []
    for name in found.measures:
        one = known[name]
        parts.append("## " + tongue.say("effect", title=_title(one, tongue)))
        parts += list(_effects(found, one, tongue))
    parts += ["## " + tongue.say("claims"), tongue.say("claims_intro")]
    for name in found.measures:
        parts.append("### " + _title(known[name], tongue))
        parts += list(_claims(found, known[name], tongue))
    return parts


def claim_lines(found: Ablation, tongue: Tongue = ENGLISH) -> Iterator[str]:
    """The claims in a few lines, for a terminal: what each measure's order of structures hangs on."""
    for name in found.measures:
        one = measures()[name]
        table = found.claims[found.claims["measure"] == name]
        yield ""
        yield tongue.say("line", title=_title(one, tongue), winners=_winners(found, one, tongue))
        if table.empty:
            yield f"- {tongue.say('no_claim')}"
        for (structure, other), rows in table.groupby(["structure", "other"], sort=False):
            off = rows[rows["rule"] != ON]
            gone = [str(rule) for rule in off.loc[off["standing"] != "stands", "rule"]]
            base = next(row for row in rows.itertuples() if row.rule == ON)
            lead, low, high = (text.lstrip("+") for text in signed(base.lead, base.low, base.high))
            key = "hangs" if gone else "hangs_on_none"
            yield "- " + tongue.say(
                key,
                claim=_claim(one, structure, other, tongue),
                lead=lead,
                unit=_unit(one, tongue),
                interval=tongue.say("to", low=low, high=high),
                rules=_rules(gone, tongue),
            )


def _claim(one: Measure, structure: str, other: str, tongue: Tongue) -> str:
    side = "below" if one.direction < 0 else "above"
    return tongue.say(side, one=tongue.called(structure), other=tongue.called(other))


def _effects(found: Ablation, one: Measure, tongue: Tongue) -> Iterator[str]:
    """One measure: what its values are with all rules on, and the table."""
    rows = found.effects[found.effects["measure"] == one.name]
    structures = [name for name in found.declared["structures"] if name in set(rows["structure"])]
    on = {row.structure: _plain(row, tongue) for row in rows.itertuples()}
    means = tongue.listed(f"{tongue.called(name)} {on[name]}" for name in structures)
    better = tongue.say("lower" if one.direction < 0 else "higher")
    yield tongue.say("effect_unit", unit=_unit(one, tongue), better=better, means=means)
    size = rows["mean"].abs().groupby(rows["rule"]).max().reindex(found.rules).fillna(0.0)
    known = {rule: bool(all(isfinite(mean) for mean in means)) for rule, means in rows.groupby("rule")["mean"]}
    lost = {rule for rule in found.rules if not known.get(rule, False)}
    silent = [rule for rule in found.rules if size[rule] == 0.0 and rule not in lost]
    order = sorted(set(found.rules) - set(silent), key=lambda rule: (rule not in lost, -size[rule], rule))
    years = int(found.declared["replications"]["most"])
    cells = {(row.rule, row.structure): entry(row, years, tongue) for row in rows.itertuples()}
    lines = [
        [rules()[rule].called(tongue.language), *(cells.get((rule, name), "") for name in structures)] for rule in order
    ]
    if lines:
        yield _table([tongue.say("rule"), *map(tongue.called, structures)], lines)
    if silent:
        yield tongue.say("silent", rules=_rules(silent, tongue))


def entry(row: Any, years: int, tongue: Tongue = ENGLISH) -> str:
    """One effect with its interval; bold where the interval excludes zero; with its n where years are missing."""
    if _lost(row):
        return tongue.say("saturated")
    if not isfinite(row.low):
        return tongue.say("undefined")
    mean, low, high = signed(row.mean, row.low, row.high)
    few = f"; n = {row.n}" if row.n < years else ""
    said = f"{mean} ({tongue.say('to', low=low, high=high)}{few})"
    return f"**{said}**" if _told(row) else said


def _told(row: Any) -> bool:
    return bool(row.low > 0.0 or row.high < 0.0)


def _lost(row: Any) -> bool:
    """Whether a side was saturated so often that it has no mean."""
    return bool(row.overloaded_on or row.overloaded_off)


def signed(*values: float) -> list[str]:
    """Numbers of one entry with their signs, all with as many decimals as three digits of the largest need."""
    places = _places(values)
    return [_minus(f"{value:+.{places}f}") if round(value, places) else "0" for value in values]


def _places(values: Iterable[float]) -> int:
    largest = max((abs(value) for value in values), default=0.0)
    return 0 if largest >= 100 else 1 if largest >= 10 else 2


def _plain(row: Any, tongue: Tongue) -> str:
    """Mean of a structure with all rules on, or why there is none."""
    if isfinite(row.on):
        return f"{row.on:.{_places([row.on])}f}"
    return tongue.say("saturated" if row.overloaded_on else "undefined")


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _claims(found: Ablation, one: Measure, tongue: Tongue) -> Iterator[str]:
    """One measure: who wins, and each claim with the rules it hangs on."""
    yield _winners(found, one, tongue)
    table = found.claims[found.claims["measure"] == one.name]
    if table.empty:
        yield tongue.say("no_claim")
        return
    heads = [tongue.say(name) for name in ("claim", "lead", "falls", "turns", "stands")]
    lines = []
    for (structure, other), rows in table.groupby(["structure", "other"], sort=False):
        base = next(row for row in rows.itertuples() if row.rule == ON)
        lead, low, high = (text.lstrip("+") for text in signed(base.lead, base.low, base.high))
        off = rows[rows["rule"] != ON]
        stands = int((off["standing"] == "stands").sum())
        lines.append(
            [
                _claim(one, structure, other, tongue),
                f"{lead} ({tongue.say('to', low=low, high=high)})",
                *(_where(off, standing, tongue) for standing in ("falls", "turns")),
                tongue.say("stands_count", k=stands, of=len(off)),
            ]
        )
    yield _table(heads, lines)


def _where(off: pd.DataFrame, standing: str, tongue: Tongue) -> str:
    """Rules without which a claim has a standing, those that took most of the lead first."""
    rows = off[off["standing"] == standing].sort_values("lead", kind="stable")
    told = []
    for row in rows.itertuples():
        what = tongue.say("undefined")
        if isfinite(row.low):
            lead, low, high = signed(row.lead, row.low, row.high)
            what = f"{lead}; {tongue.say('to', low=low, high=high)}"
        told.append(f"{rules()[str(row.rule)].called(tongue.language)} ({what})")
    return tongue.listed(told) or tongue.say("nothing")


def _winners(found: Ablation, one: Measure, tongue: Tongue) -> str:
    rows = found.winners[found.winners["measure"] == one.name]
    won = dict(zip(rows["rule"], rows["winner"], strict=True))

    def called(name: str) -> str:
        return tongue.called(name) if name else tongue.say("no_winner")

    others = [
        tongue.say("and_wins", rule=rules()[rule].called(tongue.language), winner=called(name))
        for rule, name in won.items()
        if rule != ON and name != won[ON]
    ]
    key = "winner" if won[ON] else "nobody"
    return tongue.say(key, winner=called(won[ON]), others=tongue.listed(others) or tongue.say("nothing"))


def meanings(found: Ablation, tongue: Tongue = ENGLISH) -> str:
    """What each rule does, and which parameters switch it off."""
    known = rules()
    lines = [
        [
            known[name].called(tongue.language),
            " ".join(f"`{key} = {_value(value)}`" for key, value in known[name].sets),
            known[name].says,
        ]
        for name in found.rules
    ]
    return _table([tongue.say("rule"), tongue.say("sets"), tongue.say("means")], lines)


def _value(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _rules(names: Sequence[str], tongue: Tongue) -> str:
    return tongue.listed(rules()[name].called(tongue.language) for name in names)


def _title(one: Measure, tongue: Tongue) -> str:
    return tongue.either(one.title, one.title_zh)


def _unit(one: Measure, tongue: Tongue) -> str:
    return tongue.either(one.unit, one.unit_zh)


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return "\n".join([*rows, *(f"| {' | '.join(line)} |" for line in lines)])
