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
from sim.study.ablation.words import WORDS

if TYPE_CHECKING:
    from sim.study.ablation.ablation import Ablation


def page(found: Ablation, language: str = "en") -> str:
    """All of it: heading, figure, a table of effects for each measure, the claims, and what each rule means.

    Parameters
    ----------
    found : Ablation
    language : {"en", "zh"}

    Returns
    -------
    str
    """
    title = found.declared["title_zh" if language == "zh" else "title"]
    parts = [f"# {title}", heading(found, language), "![](figures/ablation.svg)", *tables(found, language)]
    parts += ["## " + WORDS[language]["rules_head"], meanings(found, language)]
    return "\n\n".join(parts) + "\n"


def heading(found: Ablation, language: str = "en") -> str:
    """What was done, how often, and how the intervals are to be read."""
    words, told = WORDS[language], found.declared
    told = {
        "k": len(found.rules),
        "n": told["replications"]["most"],
        "seed": told["seed"],
        "fingerprint": told["fingerprint"],
        "structures": words["comma"].join(_name(name) for name in told["structures"]),
        "family": len(found.effects),
    }
    said = words["intro"].format(**told)
    without = found.left_out
    return said + ("\n\n" + words["off_already"].format(rules=_rules(without, language)) if without else "")


def tables(found: Ablation, language: str = "en") -> list[str]:
    """A table of effects for each measure, and the claims."""
    words, known, parts = WORDS[language], measures(), []
    for name in found.measures:
        one = known[name]
        parts.append("## " + words["effect"].format(title=_title(one, language)))
        parts += list(_effects(found, one, language))
    parts += ["## " + words["claims"], words["claims_intro"]]
    for name in found.measures:
        parts.append("### " + _title(known[name], language))
        parts += list(_claims(found, known[name], language))
    return parts


def claim_lines(found: Ablation, language: str = "en") -> Iterator[str]:
    """The claims in a few lines, for a terminal: what each measure's order of structures hangs on."""
    for name in found.measures:
        one = measures()[name]
        table = found.claims[found.claims["measure"] == name]
        yield ""
        yield f"{_title(one, language)}: {_winners(found, one, language)}"
        if table.empty:
            yield f"- {WORDS[language]['no_claim']}"
        for (structure, other), rows in table.groupby(["structure", "other"], sort=False):
            off = rows[rows["rule"] != ON]
            gone = [str(rule) for rule in off.loc[off["standing"] != "stands", "rule"]]
            base = next(row for row in rows.itertuples() if row.rule == ON)
            lead, low, high = (text.lstrip("+") for text in signed(base.lead, base.low, base.high))
            key = "hangs" if gone else "hangs_on_none"
            yield "- " + WORDS[language][key].format(
                claim=_claim(one, structure, other, language),
                lead=lead,
                unit=_unit(one, language),
                interval=WORDS[language]["to"].format(low=low, high=high),
                rules=_rules(gone, language),
            )


def _claim(one: Measure, structure: str, other: str, language: str) -> str:
    side = "below" if one.direction < 0 else "above"
    return WORDS[language][side].format(one=_name(structure), other=_name(other))


def _effects(found: Ablation, one: Measure, language: str) -> Iterator[str]:
    """One measure: what its values are with all rules on, and the table."""
    words = WORDS[language]
    rows = found.effects[found.effects["measure"] == one.name]
    structures = [name for name in found.declared["structures"] if name in set(rows["structure"])]
    on = {row.structure: row.on for row in rows.itertuples()}
    means = words["comma"].join(f"{_name(name)} {_plain(on[name], language)}" for name in structures)
    better = words["lower" if one.direction < 0 else "higher"]
    yield words["effect_unit"].format(unit=_unit(one, language), better=better, means=means)
    size = rows["mean"].abs().groupby(rows["rule"]).max()
    lost = {row.rule for row in rows.itertuples() if _lost(row)}
    silent = [rule for rule in found.rules if size[rule] == 0.0 and rule not in lost]
    order = sorted(set(found.rules) - set(silent), key=lambda rule: (rule not in lost, -size[rule], rule))
    years = int(found.declared["replications"]["most"])
    cells = {(row.rule, row.structure): entry(row, years, language) for row in rows.itertuples()}
    lines = [[rules()[rule].called(language), *(cells.get((rule, name), "") for name in structures)] for rule in order]
    if lines:
        yield _table([words["rule"], *map(_name, structures)], lines)
    if silent:
        yield words["silent"].format(rules=_rules(silent, language))


def entry(row: Any, years: int, language: str = "en") -> str:
    """One effect with its interval; bold where the interval excludes zero; with its n where years are missing."""
    words = WORDS[language]
    if _lost(row):
        return words["saturated"]
    if not isfinite(row.low):
        return words["undefined"]
    mean, low, high = signed(row.mean, row.low, row.high)
    few = f"; n = {row.n}" if row.n < years else ""
    said = f"{mean} ({words['to'].format(low=low, high=high)}{few})"
    return f"**{said}**" if _told(row) else said


def _told(row: Any) -> bool:
    return bool(row.low > 0.0 or row.high < 0.0)


def _lost(row: Any) -> bool:
    """Whether a side was saturated so often that it has no mean."""
    return not isfinite(row.mean) and bool(row.saturated_on or row.saturated_off)


def signed(*values: float) -> list[str]:
    """Numbers of one entry with their signs, all with as many decimals as three digits of the largest need."""
    places = _places(values)
    return [_minus(f"{value:+.{places}f}") if round(value, places) else "0" for value in values]


def _places(values: Iterable[float]) -> int:
    largest = max((abs(value) for value in values), default=0.0)
    return 0 if largest >= 100 else 1 if largest >= 10 else 2


def _plain(value: float, language: str) -> str:
    return f"{value:.{_places([value])}f}" if isfinite(value) else WORDS[language]["saturated"]


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _claims(found: Ablation, one: Measure, language: str) -> Iterator[str]:
    """One measure: who wins, and each claim with the rules it hangs on."""
    words = WORDS[language]
    yield _winners(found, one, language)
    table = found.claims[found.claims["measure"] == one.name]
    if table.empty:
        yield words["no_claim"]
        return
    heads = [words[name] for name in ("claim", "lead", "falls", "turns", "stands")]
    lines = []
    for (structure, other), rows in table.groupby(["structure", "other"], sort=False):
        base = next(row for row in rows.itertuples() if row.rule == ON)
        lead, low, high = (text.lstrip("+") for text in signed(base.lead, base.low, base.high))
        off = rows[rows["rule"] != ON]
        stands = int((off["standing"] == "stands").sum())
        lines.append(
            [
                _claim(one, structure, other, language),
                f"{lead} ({words['to'].format(low=low, high=high)})",
                *(_where(off, standing, language) for standing in ("falls", "turns")),
                words["stands_count"].format(k=stands, of=len(off)),
            ]
        )
    yield _table(heads, lines)


def _where(off: pd.DataFrame, standing: str, language: str) -> str:
    """Rules without which a claim has a standing, those that took most of the lead first."""
    rows = off[off["standing"] == standing].sort_values("lead", kind="stable")
    told = []
    for row in rows.itertuples():
        lead, low, high = signed(row.lead, row.low, row.high)
        interval = WORDS[language]["to"].format(low=low, high=high)
        told.append(f"{rules()[str(row.rule)].called(language)} ({lead}; {interval})")
    return WORDS[language]["comma"].join(told) or WORDS[language]["nothing"]


def _winners(found: Ablation, one: Measure, language: str) -> str:
    words = WORDS[language]
    rows = found.winners[found.winners["measure"] == one.name]
    won = dict(zip(rows["rule"], rows["winner"], strict=True))

    def called(name: str) -> str:
        return _name(name) if name else words["no_winner"]

    others = [
        words["and_wins"].format(rule=rules()[rule].called(language), winner=called(name))
        for rule, name in won.items()
        if rule != ON and name != won[ON]
    ]
    return words["winner"].format(winner=called(won[ON]), others=words["comma"].join(others) or words["nothing"])


def meanings(found: Ablation, language: str = "en") -> str:
    """What each rule does, and which parameters switch it off."""
    words, known = WORDS[language], rules()
    lines = [
        [
            known[name].called(language),
            " ".join(f"`{key} = {_value(value)}`" for key, value in known[name].sets),
            known[name].says,
        ]
        for name in found.rules
    ]
    return _table([words["rule"], words["sets"], words["means"]], lines)


def _value(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _rules(names: Sequence[str], language: str) -> str:
    return WORDS[language]["comma"].join(rules()[name].called(language) for name in names)


def _name(structure: str) -> str:
    return structure.replace("_", " ")


def _title(one: Measure, language: str) -> str:
    return one.title_zh if language == "zh" else one.title


def _unit(one: Measure, language: str) -> str:
    return one.unit_zh if language == "zh" else one.unit


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return "\n".join([*rows, *(f"| {' | '.join(line)} |" for line in lines)])
