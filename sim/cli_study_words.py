"""The words of orgsim study and orgsim merge, in English and Chinese."""

from __future__ import annotations

WORDS = {
    "en": {
        "question": "Question: {text}",
        "expected": "Expected: {text}",
        "shard": "shard {number} of {of}",
        "points": "{n} of {all} points ({design})",
        "runs": "{n} runs: {years} replications a point, {k} structures",
        "runs_at_most": "at most {n} runs: up to {years} replications a point, {k} structures",
        "time": "about {time} with {workers} workers on the {engine} engine (from a pilot of {tried} runs)",
        "disk": "at most {size} MB on disk",
        "findings": "Findings",
        "infeasible": "{n} runs were not possible: the staff cannot form the structure at that point (failures.parquet "
        "says why).",
        "failed": "{n} runs failed; the first at point {point} under {structure} in replication {replication}: "
        "{error}: {message}. All are in {folder}/failures.parquet with their stories; --retry-failed makes them again.",
        "stored": "Stored in {folder}: {n} runs in runs.parquet, failures.parquet, design.parquet, columns.json, "
        "manifest.json, and {figures} figures in figures/ (PNG and SVG).",
        "again": "This study is already stored in {folder} ({n} runs); nothing was run. --fresh runs it again.",
        "stopped": "Stopped. What is finished is kept; the same command (without --fresh) goes on from there.",
    },
    "zh": {
        "question": "问题：{text}",
        "expected": "预期：{text}",
        "shard": "第 {number} 份，共 {of} 份",
        "points": "{all} 个设计点中的 {n} 个（{design}）",
        "runs": "{n} 次运行：每点 {years} 次重复，{k} 种结构",
        "runs_at_most": "至多 {n} 次运行：每点至多 {years} 次重复，{k} 种结构",
        "time": "约需 {time}：{workers} 个工作单元，{engine} 引擎（依据 {tried} 次试运行估计）",
        "disk": "磁盘占用至多 {size} MB",
        "findings": "结论",
        "infeasible": "{n} 次运行无法进行：人员在该设计点无法组成该结构（原因见 failures.parquet）。",
        "failed": "{n} 次运行失败；首个失败在第 {point} 点、{structure} 结构、第 {replication} 次重复："
        "{error}：{message}。全部记录见 {folder}/failures.parquet；--retry-failed 可重新运行。",
        "stored": "已存入 {folder}：{n} 次运行（runs.parquet），以及 failures.parquet、design.parquet、columns.json、"
        "manifest.json 与 figures/ 中的 {figures} 幅图（PNG 与 SVG）。",
        "again": "此研究已存于 {folder}（{n} 次运行），未再运行；--fresh 可重新运行。",
        "stopped": "已停止。已完成的部分已保存；再次执行同一命令（不加 --fresh）即可继续。",
    },
}


def counted(n: int) -> str:
    """A number of things, with commas."""
    return f"{n:,}"
