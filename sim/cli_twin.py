"""orgsim twin: the same year on both engines, structure by structure, and the story of the first difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_text import Language, say, table, wrapped

if TYPE_CHECKING:
    from sim.engines.twin import Comparison

WORDS = {
    "en": {
        "title": "{title}: one year (seed {seed}, replication {replication}) on both engines",
        "head": ("structure", "rows", "moments", "digest", "reference", "compiled", "ratio", ""),
        "same": "equal",
        "different": "DIFFERENT",
        "left_out": "{structure} is left out: {reason}",
        "seconds": "Seconds; both engines write their log. Without a log the compiled engine took {times} as long.",
        "equal": "The engines agree in every row, fact and moment.",
        "unequal": "The engines do not agree. The first difference of {structure}:",
        "none": "No structure could be arranged; nothing was compared.",
    },
    "zh": {
        "title": "{title}：同一年（种子 {seed}，第 {replication} 次重复）由两个引擎各运行一次",
        "head": ("结构", "日志行数", "时刻数", "摘要", "参考引擎", "编译引擎", "倍数", ""),
        "same": "一致",
        "different": "不一致",
        "left_out": "{structure}未参与：{reason}",
        "seconds": "单位：秒；两个引擎都写日志。编译引擎不写日志时用时为写日志时的 {times}。",
        "equal": "两个引擎的每一行日志、每一个数字与每一个时刻都一致。",
        "unequal": "两个引擎不一致。{structure}的第一处差异：",
        "none": "没有可安排的结构，未作比较。",
    },
}
STORY_ZH = {
    "rows": "两份日志的前 {row:,} 行一致；第 {row:,} 行（从 0 数起）不同。",
    "before": "此前两个引擎就相同的人与事共同写下的最后几行：",
    "reference": "随后，参考引擎写道",
    "compiled": "而编译引擎写道",
    "over": "（日志到此为止）",
    "differ": "不同之处：",
    "numbers": "原始数字（{columns}）：",
    "fact": "日志一致，而数据表不一致：{column} 在参考引擎中为 {reference}，在编译引擎中为 {compiled}。",
    "length": "日志一致，而数据表不一致：{column} 在参考引擎中有 {reference} 行，在编译引擎中有 {compiled} 行。",
    "quiet": "这是编译引擎不写日志的那次运行；写日志时一致。",
    "moments": "日志与数据表一致；参考引擎经历了 {reference:,} 个时刻，编译引擎经历了 {compiled:,} 个。",
    "digest": "日志、数据表与时刻数一致；时刻或其次序不同"
    "（摘要：参考引擎 {reference:016x}，编译引擎 {compiled:016x}）。",
}


def twin(
    scenario: Annotated[str, typer.Argument(help="A TOML file, or the name of a built-in scenario (orgsim list).")],
    structure: Annotated[
        list[str] | None, typer.Option("--structure", "-s", help="May be repeated. [all of the scenario]")
    ] = None,
    seed: Annotated[int, typer.Option(help="Chooses the luck of a study.")] = 1,
    replication: Annotated[int, typer.Option(min=0, help="Chooses one of its years.")] = 0,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter; may be repeated.")
    ] = None,
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
) -> None:
    """Run one year on both engines and compare every row of the log, every fact and every moment.

    Ends with exit code 1 if they differ anywhere, and tells the first difference.
    """
    from sim.cli_words import called
    from sim.engines.sentences import cast
    from sim.engines.story import HEADINGS, told
    from sim.engines.twin import twin as compare
    from sim.errors import InfeasibleStructure
    from sim.run import build, load
    from sim.world.workload import draw_year

    chosen = load(scenario, changes or ())
    word, name = WORDS[language], called(language)
    year = draw_year(chosen, seed, replication)
    found: dict[str, Comparison] = {}
    stories: dict[str, list[str]] = {}
    left_out: list[str] = []
    for one in dict.fromkeys(structure or chosen.structures):
        try:
            plan = build(chosen, one)
        except InfeasibleStructure as reason:
            left_out.append(str(word["left_out"]).format(structure=name(one), reason=reason))
            continue
        found[name(one)] = shown = compare(plan, year)
        if shown.difference is not None:
            headings = STORY_ZH if language == "zh" else HEADINGS
            stories[name(one)] = told(shown.difference, cast(chosen, plan, year), headings)
    title = chosen.title_zh if language == "zh" and chosen.title_zh else chosen.title
    say(str(word["title"]).format(title=title, seed=seed, replication=replication))
    for line in (*left_out, *_lines(found, word)):
        say(line)
    for which, story in stories.items():
        say()
        say(str(word["unequal"]).format(structure=which))
        for line in story:
            say(wrapped(line) if not line.startswith(" ") else line)
    if stories:
        raise typer.Exit(1)


def _lines(found: Mapping[str, Comparison], word: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A line for each structure, and what they say together."""
    if not found:
        yield str(word["none"])
        return
    rows = []
    for name, one in found.items():
        slow, fast, _ = one.seconds
        verdict = str(word["same" if one.equal else "different"])
        numbers = [f"{one.rows:,}", f"{one.moments:,}", f"{one.digest:016x}"]
        rows.append([name, *numbers, f"{slow:.2f}", f"{fast:.4f}", f"{slow / fast:.0f}x", verdict])
    yield from table([list(word["head"]), *rows])
    quiet = sum(one.seconds[2] for one in found.values()) / sum(one.seconds[1] for one in found.values())
    yield str(word["seconds"]).format(times=f"{100 * quiet:.0f} %")
    if all(one.equal for one in found.values()):
        yield str(word["equal"])
