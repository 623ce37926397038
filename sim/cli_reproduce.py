"""orgsim reproduce: a stored result is run again from its folder alone, and compared with it bit for bit."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli_text import Language, say, table, wrapped

if TYPE_CHECKING:
    from sim.study.reproduction.verdict import Difference, Maker, Reproduction

SHORT = 10
"""Digits of a fingerprint that are shown."""
WORDS = {
    "en": {
        "again": "{folder}: {kind}, made by orgsim {version}; made again on the {engine} engine.",
        "rules": "Made with rules {then}, now {now}: differences are expected.",
        "scenario": "The scenario reads otherwise today ({then}, now {now}): differences are expected.",
        "package": "Made with {what} {then}, now {now}.",
        "sample": "Only {runs} of {of} {unit} were made again, chosen evenly.",
        "head": ("file", "rows compared", "different"),
        "left_out": "Not compared: {names}; times and platform never are.",
        "equal": "Equal to the last bit.",
        "unequal": "DIFFERENT in {n} {rows}. The first differences of each file:",
        "rows": ("row", "rows"),
        "value": "{where}: {column} was {stored}, is now {made}",
        "gone": "{where}: is stored, but was not found again",
        "new": "{where}: was found, but is not stored",
        "nothing": "nothing",
    },
    "zh": {
        "again": "{folder}：{kind}，由 orgsim {version} 生成；现由 {engine} 引擎重新运行。",
        "rules": "当时规则为 {then}，现为 {now}：出现差异在意料之中。",
        "scenario": "场景现在的读法与当时不同（{then}，现为 {now}）：出现差异在意料之中。",
        "package": "当时 {what} 为 {then}，现为 {now}。",
        "sample": "只重新运行了 {of} {unit}中均匀选出的 {runs} 个。",
        "head": ("文件", "比较的行数", "不同"),
        "left_out": "未比较：{names}；时间与平台从不比较。",
        "equal": "逐位一致。",
        "unequal": "不一致，共 {n} {rows}。各文件的首批差异：",
        "rows": ("行", "行"),
        "value": "{where}：{column} 原为 {stored}，现为 {made}",
        "gone": "{where}：已存储，但重新运行未得到",
        "new": "{where}：重新运行得到，但未存储",
        "nothing": "无",
    },
}
KINDS = {
    "comparison": ("a comparison of {of} {unit}", "比较，共 {of} {unit}"),
    "study": ("a study of {of} {unit}", "研究，共 {of} {unit}"),
    "run": ("a single run", "单次运行"),
    "known answers": ("a report on known answers, {of} {unit}", "已知答案报告，共 {of} {unit}"),
}
UNITS = {"known answers": ("trial", "trials", "次试验")}
RUNS = ("run", "runs", "次运行")
COLUMNS_ZH = {
    "structure": "结构",
    "baseline": "基准",
    "replication": "重复",
    "point": "设计点",
    "measure": "指标",
    "row": "行",
}
TOLD = 5
"""Differences of one file that are told in a terminal."""


def reproduce(
    result: Annotated[str, typer.Argument(help="Folder of a result, or the beginning of its name in results/.")],
    engine: Annotated[
        str | None, typer.Option(help="compiled or reference; the numbers are the same. [the one that made it]")
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only N runs, chosen evenly. [all of them]")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Who shares the work. [one a core]")] = None,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
) -> None:
    """Run a stored result again and compare it bit for bit: every run, every row of every table, every sentence.

    Everything is read from the folder of the result, which stays as it is. Exit code 0: equal. 1: different. 2: it
    cannot be run.
    """
    from sim.cli_look import find_result
    from sim.study.progress import shown
    from sim.study.reproduction.again import reproduce as again

    with shown("runs") as progress:
        found = again(find_result(result), engine, sample, workers=workers, report=progress)
    for line in told(found, language):
        say(line)
    if not found.equal:
        raise typer.Exit(1)


def told(found: Reproduction, language: Language) -> Iterator[str]:
    """A reproduction in words: what made it then and now, what was compared, and where it differs."""
    from sim.cli_compare import shortened

    words, chinese = WORDS[language], language == "zh"
    of, unit = f"{found.of:,}", UNITS.get(found.kind, RUNS)[2 if chinese else found.of != 1]
    about = {"folder": shortened(found.folder), "kind": KINDS[found.kind][chinese].format(of=of, unit=unit)}
    yield wrapped(str(words["again"]).format(version=found.made_by, engine=found.engine, **about))
    for maker in found.makers:
        yield wrapped(_maker(maker, words))
    if found.runs < found.of:
        yield wrapped(str(words["sample"]).format(runs=f"{found.runs:,}", of=of, unit=unit))
    yield ""
    rows = [[part.name, f"{part.rows:,}", f"{part.different:,}"] for part in found.parts]
    yield from table([list(words["head"]), *rows])
    yield ""
    if found.left_out:
        names = ("、" if chinese else ", ").join(found.left_out)
        yield wrapped(str(words["left_out"]).format(names=names))
    if found.equal:
        yield str(words["equal"])
        return
    total = sum(part.different for part in found.parts)
    yield wrapped(str(words["unequal"]).format(n=f"{total:,}", rows=words["rows"][total != 1]))
    for part in found.parts:
        for one in part.differences[:TOLD]:
            yield wrapped(difference(one, language), "- ", "  ")


def _maker(maker: Maker, words: Mapping[str, Any]) -> str:
    if maker.decides:
        return str(words[maker.what]).format(then=maker.then[:SHORT], now=maker.now[:SHORT])
    return str(words["package"]).format(what=maker.what, then=maker.then, now=maker.now)


def difference(one: Difference, language: Language) -> str:
    """A difference as a sentence: which run or row, which column, both values."""
    words = WORDS[language]
    names = COLUMNS_ZH if language == "zh" else {}
    row = [f"{names.get(key, key)} {value}" for key, value in one.row.items()]
    where = ("，" if language == "zh" else ", ").join([one.table, *row])
    if one.column == "row":
        return str(words["gone" if one.made is None else "new"]).format(where=where)
    nothing = str(words["nothing"])
    values = {"stored": _shown(one.stored, nothing), "made": _shown(one.made, nothing)}
    return str(words["value"]).format(where=where, column=one.column, **values)


def _shown(value: Any, nothing: str) -> str:
    """A value, a number of floating point with its bits: two numbers may print alike."""
    if value is None:
        return nothing
    if isinstance(value, float):
        return f"{value!r} (0x{struct.pack('>d', value).hex()})"
    return str(value)
