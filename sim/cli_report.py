"""What a comparison says in a terminal: the headline measures with their differences, the findings, and what to doubt.

Each headline measure is a small table with a row a structure: mean, interval, difference from the baseline in the same
years, its interval, the number of years, and how many of them were saturated. All other measures are one line each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.cli_text import Language, columns, table, wrapped

if TYPE_CHECKING:
    from sim.measures.registry import Measure
    from sim.study.compare import Comparison

Lines = Iterator[str]


def called(language: Language) -> Callable[[str], str]:
    """How a structure is called: by its own name in English sentences, by its translation in Chinese ones."""
    from sim.show.words import structure

    return lambda name: structure(name, language) if language == "zh" else name.replace("_", " ")


def heading(scenario: Any, structures: int, years: int, seed: int, language: Language) -> Lines:
    """What is compared, before anything is run."""
    words = WORDS[language]
    title = scenario.title_zh if language == "zh" and scenario.title_zh else scenario.title
    yield wrapped(title)
    if scenario.question and language == "en":
        yield wrapped(scenario.question)
    counts = {"structures": structures, "years": years, "seed": seed, "lines": len(scenario.lines.names)}
    people = len(scenario.staffing.seat) or scenario.staffing.seats
    yield wrapped(words["counts"].format(people=people, **counts))


def report(comparison: Comparison, language: Language, everything: bool) -> Lines:
    """A finished comparison."""
    words = WORDS[language]
    yield from _left_out(comparison, language)
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


def _left_out(comparison: Comparison, language: Language) -> Lines:
    """Structures that could not be formed, and what had to be merged or split in those that could."""
    words, name = WORDS[language], called(language)
    entered = comparison.field
    for structure, reason in entered.left_out.items():
        yield wrapped(words["left_out"].format(structure=name(structure), reason=reason), "- ", "  ")
    for structure, notes in entered.notes.items():
        yield wrapped(words["note"].format(structure=name(structure), notes="; ".join(notes)), "- ", "  ")


def _headline(comparison: Comparison, language: Language) -> Lines:
    from sim.measures.registry import measures
    from sim.study.findings import figures

    words, name = WORDS[language], called(language)
    entered = comparison.field
    summary = comparison.tables["summary"].set_index(["measure", "structure"])
    pairs = comparison.tables["differences"].set_index(["measure", "structure"])
    hit = comparison.saturated
    for measure in measures().values():
        if not measure.headline:
            continue
        yield ""
        yield _title(measure, language)
        head = [words["structure"], words["mean"], words["interval"], words["difference"], words["interval"], "n"]
        rows = [[*head, words["saturated"]] if hit else head]
        for structure in comparison.structures:
            one = summary.loc[(measure.name, structure)]
            mean, low, high = figures(one["mean"], one["low"], one["high"])
            cells = [name(structure), mean, _between(low, high, language)]
            if structure == entered.baseline:
                cells += [words["baseline"], ""]
            else:
                pair = pairs.loc[(measure.name, structure)]
                mean, low, high = figures(pair["mean"], pair["low"], pair["high"])
                cells += [_signed(mean), _between(low, high, language)]
            cells.append(str(int(one["n"])))
            rows.append([*cells, str(hit.get(structure, 0) or "-")] if hit else cells)
        yield from table(rows)


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
    """All measures, a line each, family by family; a star where the difference from the baseline is told apart from 0."""
    from sim.measures.registry import measures
    from sim.study.findings import figures

    words, name = WORDS[language], called(language)
    summary = comparison.tables["summary"].set_index(["measure", "structure"])
    pairs = comparison.tables["differences"].set_index(["measure", "structure"])
    apart = {key for key, low, high in zip(pairs.index, pairs["low"], pairs["high"], strict=True) if low > 0 or high < 0}
    rows, families = [["", *map(name, comparison.structures)]], [""]
    for family, group in groupby(sorted(measures().values(), key=_family), key=lambda one: one.family):
        for measure in group:
            means = figures(*(summary.loc[(measure.name, one), "mean"] for one in comparison.structures))
            stars = ["*" if (measure.name, one) in apart else " " for one in comparison.structures]
            title = f"{measure.title_zh}，{measure.unit_zh}" if language == "zh" else f"{measure.title}, {measure.unit}"
            rows.append([title, *(mean + star for mean, star in zip(means, stars, strict=True))])
            families.append(family)
    yield ""
    yield wrapped(words["all"].format(baseline=name(comparison.field.baseline)))
    lines = table(_fitting(rows))
    yield lines[0]
    for family, numbered in groupby(zip(families[1:], lines[1:], strict=True), key=lambda pair: pair[0]):
        yield FAMILIES.get(family, (family, family))[language == "zh"]
        yield from (line for _, line in numbered)


def _family(measure: Measure) -> int:
    order = list(FAMILIES)
    return order.index(measure.family) if measure.family in order else len(order)


def _fitting(rows: list[list[str]]) -> list[list[str]]:
    """Rows whose first cell is cut where the line would be too long."""
    from sim.cli_text import width

    others = sum(max(width(row[column]) for row in rows) + 2 for column in range(1, len(rows[0])))
    room = max(24, columns() - 2 - others)
    return [[_cut(row[0], room), *row[1:]] for row in rows]


def _cut(text: str, room: int) -> str:
    from sim.cli_text import width

    if width(text) <= room:
        return text
    while width(text) > room - 2:
        text = text[:-1]
    return f"{text.rstrip(' ,，')}.."


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
        (lead,) = figures(first["lead"])
        title = one.title_zh if language == "zh" else one.title
        unit = difference_unit(one, language)
        yield ""
        yield wrapped(
            words["lead"].format(
                title=title, winner=name(first["winner"]), runner_up=name(first["runner_up"]), lead=lead, unit=unit
            )
        )
        cells = [[words["part"], words["interval"], words["rule"]]]
        for row in rows.itertuples():
            mean, low, high = figures(row.mean, row.low, row.high)
            cells.append([_signed(mean), _between(low, high, language), row.rule])
        lines = table([[rule, part, interval] for part, interval, rule in cells])
        yield lines[0]
        for line, row in zip(lines[1:], rows.itertuples(), strict=True):
            yield wrapped(says(row.rule), f"{line}  ", " " * 4) if len(line) + len(says(row.rule)) < columns() else line
            if len(line) + len(says(row.rule)) >= columns():
                yield wrapped(says(row.rule), " " * 6, " " * 6)


def _targets(comparison: Comparison, language: Language) -> Lines:
    """The baseline beside what surveys report."""
    from sim.measures.targets import compare_with_targets

    words, name = WORDS[language], called(language)
    baseline = comparison.field.baseline
    summary = comparison.tables["summary"]
    rows = summary[summary["structure"] == baseline]
    verdicts = compare_with_targets({row.measure: float(row.mean) for row in rows.itertuples()})
    if not any(isfinite(verdict.value) for verdict in verdicts):
        return
    yield ""
    yield wrapped(words["targets"].format(baseline=name(baseline)))
    for verdict in verdicts:
        yield wrapped(verdict.sentence(language), "- ", "  ")


FAMILIES = {
    "latency": ("Decisions", "决策"),
    "duplication": ("Duplication and reuse", "重复与复用"),
    "friction": ("Friction", "协作摩擦"),
    "time": ("Time", "时间"),
    "effort": ("Effort", "投入"),
    "money": ("Money", "成本"),
    "quality": ("Quality", "质量"),
    "brand": ("Brand", "品牌"),
    "shape": ("Shape", "结构形态"),
    "saturation": ("Saturation", "饱和"),
}
WORDS = {
    "en": {
        "counts": "{people} people, {lines} lines; {structures} structures, each through the same {years} years (seed {seed}).",
        "left_out": "{structure} is left out: {reason}",
        "note": "{structure}: {notes}",
        "structure": "",
        "mean": "mean",
        "interval": "95 % interval",
        "difference": "difference",
        "baseline": "baseline",
        "saturated": "saturated",
        "lower": " (lower is better)",
        "higher": " (higher is better)",
        "to": "{low} to {high}",
        "findings": "Findings",
        "all": "All measures, means (* the 95 % interval of the difference from {baseline} leaves zero out)",
        "because": "Why: each rule switched off in turn over {n} years; what that takes from the lead",
        "no_because": "Why: there are no two structures of which one could be called better.",
        "lead": "{title}: {winner} is {lead} {unit} better than {runner_up}",
        "part": "of the lead",
        "rule": "rule",
        "targets": "Beside surveys ({baseline}; the parameters are illustrative defaults, none is fitted to these figures)",
    },
    "zh": {
        "counts": "{people} 人，{lines} 条产品线；{structures} 种结构，各经历相同的 {years} 年（种子 {seed}）。",
        "left_out": "{structure}未参与：{reason}",
        "note": "{structure}：{notes}",
        "structure": "",
        "mean": "均值",
        "interval": "95 % 区间",
        "difference": "差异",
        "baseline": "基准",
        "saturated": "饱和",
        "lower": "（越低越好）",
        "higher": "（越高越好）",
        "to": "{low} 至 {high}",
        "findings": "结论",
        "all": "全部指标的均值（* 与{baseline}之差的 95 % 区间不含零）",
        "because": "原因：在 {n} 年中逐一关闭规则，领先优势减少多少",
        "no_because": "原因：没有两种可分优劣的结构。",
        "lead": "{title}：{winner}比{runner_up}优 {lead} {unit}",
        "part": "领先中的份额",
        "rule": "规则",
        "targets": "与调查数据对照（{baseline}；参数为示例默认值，未按这些数字拟合）",
    },
}
