"""What a comparison says in a terminal: the headline measures with their differences, the findings, and what to doubt.

Each headline measure is a small table with a row a structure: mean, interval, difference from the baseline in the same
years, its interval, the number of years, and how many of them were saturated. All other measures are one line each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.cli_text import Language, columns, table, width, wrapped
from sim.cli_words import FAMILIES, WORDS, called

if TYPE_CHECKING:
    from sim.measures.registry import Measure
    from sim.scenario.schema import Scenario
    from sim.study.compare import Comparison
    from sim.study.entrants import Entrants

Lines = Iterator[str]


def heading(scenario: Scenario, entrants: Entrants, years: int, seed: int, language: Language) -> Lines:
    """What is compared, said before anything is run: how many of what, who is left out, what had to be merged."""
    words = WORDS[language]
    title = scenario.title_zh if language == "zh" and scenario.title_zh else scenario.title
    yield wrapped(title)
    if scenario.question and language == "en":
        yield wrapped(scenario.question)
    counts = {
        "person": len(scenario.staffing.seat) or scenario.staffing.seats,
        "line": len(scenario.lines.names),
        "structure": len(entrants.structures),
        "year": years,
    }
    told = {name: words[name if n == 1 else f"{name}s"].format(n=n) for name, n in counts.items()}
    yield wrapped(words["counts"].format(seed=seed, **told))
    name = called(language)
    for structure, reason in entrants.left_out.items():
        told_by_itself = reason.removeprefix(f"{structure}: ")
        yield wrapped(words["left_out"].format(structure=name(structure), reason=told_by_itself), "- ", "  ")
    for structure, notes in entrants.notes.items():
        yield wrapped(words["note"].format(structure=name(structure), notes="; ".join(notes)), "- ", "  ")


def report(comparison: Comparison, language: Language, everything: bool) -> Lines:
    """A finished comparison."""
    words = WORDS[language]
    yield from _headline(comparison, language)
    if everything:
        yield from _everything(comparison, language)
    yield ""
    yield words["findings"]
    for sentence in _findings(comparison, language):
        yield wrapped(sentence, "- ", "  ")
    if "because" in comparison.tables:
        yield from _because(comparison, language)
    yield from _targets(comparison, language)


def _findings(comparison: Comparison, language: Language) -> list[str]:
    from sim.study.findings import findings

    return findings(comparison, language, called(language))


def _headline(comparison: Comparison, language: Language) -> Lines:
    from sim.measures.registry import measures

    words, name = WORDS[language], called(language)
    entrants = comparison.entrants
    summary = comparison.tables["summary"].set_index(["measure", "structure"])
    pairs = comparison.tables["differences"].set_index(["measure", "structure"])
    hit = comparison.saturated
    head = ["", words["mean"], words["interval"], words["difference"], words["interval"], "n", words["saturated"]]
    others = [structure for structure in comparison.structures if structure != entrants.baseline]
    for measure in measures().values():
        if not measure.headline:
            continue
        means = _triples(summary, measure.name, comparison.structures)
        gaps = _triples(pairs, measure.name, others)
        rows = [head]
        for structure in comparison.structures:
            mean, low, high = means[structure]
            cells = [name(structure), mean, _between(low, high, language)]
            if structure in gaps:
                mean, low, high = gaps[structure]
                cells += [_signed(mean), _between(low, high, language)]
            else:
                cells += [words["baseline"], ""]
            n = int(summary.loc[(measure.name, structure), "n"])
            rows.append([*cells, str(n), str(hit.get(structure, 0))])
        yield ""
        yield _title(measure, language)
        yield from table(rows)


def _triples(rows: Any, measure: str, structures: Sequence[str]) -> dict[str, list[str]]:
    """Mean, low and high of a measure by structure, all with the same number of decimals."""
    from sim.study.findings import figures

    values = [float(rows.loc[(measure, name), column]) for name in structures for column in ("mean", "low", "high")]
    texts = figures(*values)
    return {name: texts[3 * place : 3 * place + 3] for place, name in enumerate(structures)}


def _title(measure: Measure, language: Language) -> str:
    words = WORDS[language]
    way = {-1: words["lower"], 1: words["higher"]}.get(measure.direction, "")
    if language == "zh":
        return f"{measure.title_zh}，{measure.unit_zh}{way}"
    return f"{measure.title}, {measure.unit}{way}"


def _between(low: str, high: str, language: Language) -> str:
    return "-" if "-" in (low, high) else WORDS[language]["to"].format(low=low, high=high)


def _signed(text: str) -> str:
    return f"+{text}" if text[:1] not in "-" and any(digit in text for digit in "123456789") else text


def _everything(comparison: Comparison, language: Language) -> Lines:
    """All measures, family by family; a star where the interval of the difference from the baseline leaves zero out."""
    from sim.measures.registry import measures
    from sim.study.findings import figures

    words, name = WORDS[language], called(language)
    summary = comparison.tables["summary"].set_index(["measure", "structure"])
    pairs = comparison.tables["differences"].set_index(["measure", "structure"])
    apart = {
        key for key, low, high in zip(pairs.index, pairs["low"], pairs["high"], strict=True) if low > 0 or high < 0
    }
    rows, families, units = [["", *map(name, comparison.structures)]], [""], [""]
    for measure in sorted(measures().values(), key=_family):
        means = figures(*(summary.loc[(measure.name, one), "mean"] for one in comparison.structures))
        stars = ["*" if (measure.name, one) in apart else " " for one in comparison.structures]
        rows.append([_named(measure, language), *(mean + star for mean, star in zip(means, stars, strict=True))])
        families.append(measure.family)
        units.append(measure.unit_zh if language == "zh" else measure.unit)
    yield ""
    yield wrapped(words["all"].format(baseline=name(comparison.entrants.baseline)))
    lines, units = _fitting(rows, units, language)
    yield lines[0]
    for family, numbered in groupby(range(1, len(lines)), key=lambda place: families[place]):
        yield FAMILIES.get(family, (family, family))[language == "zh"]
        for place in numbered:
            yield lines[place]
            if units[place]:
                yield f"    {units[place]}"


def _family(measure: Measure) -> int:
    order = list(FAMILIES)
    return order.index(measure.family) if measure.family in order else len(order)


def _named(measure: Measure, language: Language) -> str:
    return measure.title_zh if language == "zh" else measure.title


def _fitting(rows: list[list[str]], units: list[str], language: Language) -> tuple[list[str], list[str]]:
    """Lines with the unit behind the title where it fits, and the units of those where it does not."""
    others = sum(max(width(row[column]) for row in rows) + 2 for column in range(1, len(rows[0])))
    room, comma = columns() - 2 - others, "，" if language == "zh" else ", "
    whole = [f"{row[0]}{comma}{unit}" if unit else row[0] for row, unit in zip(rows, units, strict=True)]
    fits = [width(text) <= room for text in whole]
    named = [[text if fit else row[0], *row[1:]] for row, text, fit in zip(rows, whole, fits, strict=True)]
    return table(named), ["" if fit else unit for unit, fit in zip(units, fits, strict=True)]


def _because(comparison: Comparison, language: Language) -> Lines:
    """The largest causes of each lead."""
    from sim.measures.registry import measures
    from sim.study.because import causes, says
    from sim.study.findings import difference_unit, figures

    words, name = WORDS[language], called(language)
    because = comparison.tables["because"]
    yield ""
    if because.empty:
        yield wrapped(words["no_because"])
        return
    yield wrapped(words["because"].format(n=int(because["n"].max())))
    for measure in dict.fromkeys(because["measure"]):
        one, rows = measures()[measure], causes(because, measure)
        first = rows.iloc[0]
        lead, low, high = figures(first["lead"], first["lead_low"], first["lead_high"])
        about = {
            "title": one.title_zh if language == "zh" else one.title,
            "winner": name(first["winner"]),
            "runner_up": name(first["runner_up"]),
            "unit": difference_unit(one, language),
        }
        yield ""
        if not (first["lead_low"] > 0 or first["lead_high"] < 0):
            yield wrapped(words["no_lead"].format(**about))
            continue
        yield wrapped(words["lead"].format(lead=lead, low=low, high=high, **about))
        texts = figures(*(value for row in rows.itertuples() for value in (row.mean, row.low, row.high)))
        cells = [[words["rule"], words["part"], words["interval"]]]
        for place, row in enumerate(rows.itertuples()):
            mean, low, high = texts[3 * place : 3 * place + 3]
            cells.append([row.rule, _signed(mean), _between(low, high, language)])
        lines = table(cells)
        yield lines[0]
        for line, row in zip(lines[1:], rows.itertuples(), strict=True):
            yield line
            yield wrapped(says(row.rule), " " * 6, " " * 6)


def _targets(comparison: Comparison, language: Language) -> Lines:
    """The baseline beside what surveys report."""
    from sim.measures.targets import compare_with_targets

    words, name = WORDS[language], called(language)
    baseline = comparison.entrants.baseline
    summary = comparison.tables["summary"]
    rows = summary[summary["structure"] == baseline]
    verdicts = compare_with_targets({row.measure: float(row.mean) for row in rows.itertuples()})
    if not any(isfinite(verdict.value) for verdict in verdicts):
        return
    yield ""
    yield wrapped(words["targets"].format(baseline=name(baseline)))
    for verdict in verdicts:
        yield wrapped(verdict.sentence(language), "- ", "  ")
