"""The words of the command line, in English and Chinese."""

from __future__ import annotations

from collections.abc import Callable

from sim.cli_text import Language


def called(language: Language) -> Callable[[str], str]:
    """How a structure is called: by its own name in English sentences, by its translation in Chinese ones."""
    from sim.show.words import structure

    return lambda name: structure(name, language) if language == "zh" else name.replace("_", " ")


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
        "counts": "{person}, {line}; {structure}, each through the same {year} (seed {seed}).",
        **{"person": "{n} person", "persons": "{n} people", "line": "{n} line", "lines": "{n} lines"},
        **{"structure": "{n} structure", "structures": "{n} structures", "year": "{n} year", "years": "{n} years"},
        "left_out": "{structure} is left out: {reason}",
        "note": "{structure}: {notes}",
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
        "lead": "{title}: {winner} is {lead} {unit} better than {runner_up} ({low} to {high})",
        "no_lead": "{title}: over these years {winner} cannot be told apart from {runner_up}; "
        "there is no lead to explain.",
        "part": "of the lead",
        "rule": "rule",
        "stored": "Stored in {folder} after {time}: {figures} figures in figures/ (PNG and SVG), {tables} tables "
        "(Parquet), findings.md, scenario.toml, manifest.json.",
        "again": "This comparison is already stored in {folder}; nothing was run. --fresh runs it again.",
        "kept": "The people of this scenario are listed one by one; the quick look keeps all of them.",
        "targets": "Beside surveys ({baseline}; the parameters are illustrative defaults, "
        "none is fitted to these figures)",
    },
    "zh": {
        "counts": "{person}，{line}；{structure}，各经历相同的 {year}（种子 {seed}）。",
        **dict.fromkeys(("person", "persons"), "{n} 人"),
        **dict.fromkeys(("line", "lines"), "{n} 条产品线"),
        **dict.fromkeys(("structure", "structures"), "{n} 种结构"),
        **dict.fromkeys(("year", "years"), "{n} 年"),
        "left_out": "{structure}未参与：{reason}",
        "note": "{structure}：{notes}",
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
        "lead": "{title}：{winner}比{runner_up}优 {lead} {unit}（{low} 至 {high}）",
        "no_lead": "{title}：在这些年份中{winner}与{runner_up}看不出差异，没有领先可解释。",
        "part": "领先中的份额",
        "rule": "规则",
        "stored": "已存入 {folder}（用时 {time}）：figures/ 中有 {figures} 幅图（PNG 与 SVG），"
        "{tables} 张数据表（Parquet），以及 findings.md、scenario.toml、manifest.json。",
        "again": "此比较已存于 {folder}，未再运行；--fresh 可重新运行。",
        "kept": "此场景的人员逐一列出，速览保留全部人员。",
        "targets": "与调查数据对照（{baseline}；参数为示例默认值，未按这些数字拟合）",
    },
}
