"""The report on known answers: an overview and a page for each case, in Markdown and as HTML that needs nothing else.

Each page has the statement, its source, the formula, the set-up file with what was changed in it, a table of expected
and simulated values with intervals and verdicts, and pictures that can be judged at a glance. Nothing in it depends on
the day, the machine or the number of workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.study.known.case import World
from sim.study.known.drawing import curve, errors
from sim.study.known.pages import html
from sim.study.known.verdicts import CaseResult, Judged, TrialResult, Verification

SIGNS = {"holds": "✓ holds", "misses": "✗ misses", "not sharp enough": "✗ not sharp enough", "cut off": "✗ cut off"}
INTRODUCTION = """\
What theory proves about queues, approvals and coordination, and what the simulator returns. Every row runs the ordinary
engine on an ordinary scenario file of `scenarios/theory`; nothing in the engine knows that it is being tested.

A row *holds* if the standard error is at most a quarter of the allowed error (runs are added until it is) and the
error itself is at most the allowed one. *Misses*: the error is larger. *Not sharp enough*: the runs that a trial may
have did not bring the standard error down. *Cut off*: too much was still open at the end of the runs."""


def write(found: Verification, folder: Path, formats: Sequence[str] = ("md", "html")) -> list[Path]:
    """Write the report.

    Parameters
    ----------
    found : Verification
    folder : Path
        Made where it does not exist; files of an earlier report of the same name are replaced.
    formats : sequence of {"md", "html"}

    Returns
    -------
    list of Path
        What was written, the overview first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"index": overview(found)}
    pictures: dict[str, str] = {}
    for result in found.results:
        pictures[f"{result.case.name}-errors.svg"] = errors(result, found.factor)
        if result.case.curves:
            pictures[f"{result.case.name}.svg"] = curve(result)
        texts[result.case.name] = page(result, found)
    written = []
    for name, text in texts.items():
        for kind in formats:
            written.append(_put(folder / f"{name}.{kind}", text if kind == "md" else html(text, pictures)))
    return written + [_put(folder / name, drawn) for name, drawn in pictures.items()]


def _put(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def overview(found: Verification) -> str:
    """The first page: every case with its verdict, and what is left out."""
    from sim.study.known.cases import LEFT_OUT

    rows = ["| case | source | readings | largest error / allowed | verdict |", "|---|---|---|---|---|"]
    for result in found.results:
        judged = [one for trial in result.trials for one in trial.judged]
        worst = max((_share(one, found.factor) for one in judged), default=0.0)
        sign = "✓ holds" if result.holds else "✗ does not hold"
        case = result.case
        rows.append(f"| [{case.title}]({case.name}.md) | {case.source} | {len(judged)} | {worst:.2f} | {sign} |")
    total = sum(len(trial.judged) for result in found.results for trial in result.trials)
    held = sum(one.verdict == "holds" for r in found.results for trial in r.trials for one in trial.judged)
    parts = ["# Known answers", INTRODUCTION, f"**{held} of {total} readings hold.** {_asked(found)}", "\n".join(rows)]
    parts += ["## Left out, and why", "\n".join(f"- **{name}**: {why}" for name, why in LEFT_OUT.items())]
    return "\n\n".join(parts) + "\n"


def _asked(found: Verification) -> str:
    wide = f" Short suite: windows are a quarter as long and tolerances {found.factor:g} times as wide as stated."
    wide = wide if found.quick else ""
    return f"Engine {found.engine}, seed {found.seed}.{wide}"


def _share(one: Judged, factor: float) -> float:
    allowed, error = one.reading.allowed(factor), abs(one.found.mean - one.reading.expected)
    return error / allowed if allowed else (0.0 if one.verdict == "holds" else float("inf"))


def page(result: CaseResult, found: Verification) -> str:
    """The page of one case."""
    case = result.case
    parts = [
        f"# {case.title}",
        f"{'✓ **Holds.**' if result.holds else '✗ **Does not hold.**'} {_asked(found)}",
        case.statement,
        f"**Source.** {case.source}.",
        f"**Formula.** `{case.formula}`",
        f"**Set-up.** {case.setting}",
    ]
    if case.curves:
        parts.append(f"![Theory and simulation]({case.name}.svg)")
    parts.append(_table(result, found.factor))
    parts.append(f"![Errors in units of what is allowed]({case.name}-errors.svg)")
    parts.append("## Files and what was changed in them")
    parts.append("\n".join(_setting(trial) for trial in result.trials))
    if case.page is not None:
        parts += ["## Computed, not simulated", case.page()]
    return "\n\n".join(parts) + "\n\n[All known answers](index.md)\n"


def _table(result: CaseResult, factor: float) -> str:
    rows = [
        "| setting | reading | expected | simulated | 95 % interval | allowed | runs | verdict |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for trial in result.trials:
        for one in trial.judged:
            low, high = one.found.interval()
            unit = f" {one.reading.unit}" if one.reading.unit else ""
            twin = "" if trial.twin is not False else "; engines differ"
            cells = (
                trial.trial.name,
                one.reading.name,
                f"{one.reading.expected:.5g}{unit}",
                f"{one.found.mean:.5g}",
                f"{low:.5g} to {high:.5g}",
                _allowed(one, factor),
                str(trial.replications),
                SIGNS[one.verdict] + twin,
            )
            rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def _allowed(one: Judged, factor: float) -> str:
    wide = factor * one.reading.tolerance
    if one.reading.absolute:
        return f"± {wide:g}" + (f" {one.reading.unit}" if one.reading.unit else "") if wide else "exact"
    return f"± {100 * wide:g} %"


def _setting(trial: TrialResult) -> str:
    return f"- {trial.trial.name}: " + "; ".join(map(_world, trial.trial.worlds))


def _world(world: World) -> str:
    changes = ", ".join(f"`{key} = {_short(content)}`" for key, content in world.changes.items())
    return f"`scenarios/theory/{world.file}.toml`" + (f" with {changes}" if changes else "")


def _short(content: object) -> str:
    text = str(content).replace("'", '"')
    return text if len(text) <= 90 else text[:87] + "..."


def lines(found: Verification) -> list[str]:
    """The report in a few lines, for a terminal: what does not hold, reading by reading, and the sum."""
    said = []
    for result in found.results:
        for trial in result.trials:
            for one in trial.judged:
                if one.verdict != "holds":
                    said.append(
                        f"{result.case.name}, {trial.trial.name}, {one.reading.name}: expected "
                        f"{one.reading.expected:.5g}, simulated {one.found.mean:.5g} (standard error "
                        f"{one.found.error:.2g}, allowed error {one.reading.allowed(found.factor):.2g}): {one.verdict}"
                    )
            if trial.twin is False:
                said.append(f"{result.case.name}, {trial.trial.name}: the engines do not run alike")
    total = sum(len(trial.judged) for result in found.results for trial in result.trials)
    held = sum(one.verdict == "holds" for r in found.results for trial in r.trials for one in trial.judged)
    return [*said, f"{held} of {total} readings hold, in {len(found.results)} cases."]
