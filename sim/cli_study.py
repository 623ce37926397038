"""orgsim study, merge: an experiment through its whole design, in parts that survive a crash, alone or in shards."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_study_words import WORDS, counted
from sim.cli_text import Language, say, wrapped

if TYPE_CHECKING:
    from sim.study.sweep.experiment import Experiment
    from sim.study.sweep.pilot import Forecast
    from sim.study.sweep.results import StudyResults
    from sim.study.sweep.shards import Shard
    from sim.study.sweep.study import Study

Out = Annotated[Path, typer.Option(help="Folder of results.", file_okay=False)]
Fresh = Annotated[bool, typer.Option("--fresh", help="Begin again although the same study is stored.")]
STOPPED = 130


def study(
    file: Annotated[str, typer.Argument(help="An experiment: a TOML file, such as experiments/turbulence.toml.")],
    plan: Annotated[
        bool, typer.Option("--plan", help="Say how many runs, how long and how large; run nothing.")
    ] = False,
    replications: Annotated[
        int | None, typer.Option("--replications", "-n", help="Years a point. [what the file says]")
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one parameter at every point.")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="compiled or reference; the numbers are the same.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Who shares the work. [one a core]")] = None,
    executor: Annotated[
        str | None, typer.Option(help="serial, threads, processes, dask://host:port, or package.module:factory.")
    ] = None,
    shard: Annotated[str | None, typer.Option(metavar="I/N", help="Only every N-th point, from the I-th.")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Make runs that failed again.")] = False,
    fresh: Fresh = False,
    out: Out = Path("results"),
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
) -> None:
    """Run an experiment: every point of its design, every structure, every replication.

    What is finished is kept as it comes. Broken off, by whatever, the same command goes on where it was; the tables
    are the same to the byte. Runs that fail are recorded, and the others go on; the exit code is then 1.
    """
    from sim.study.progress import shown
    from sim.study.sweep.executors import check_kind
    from sim.study.sweep.results import finished
    from sim.study.sweep.shards import WHOLE, parse_shard
    from sim.study.sweep.study import study as make_study

    share = parse_shard(shard) if shard else WHOLE
    if executor:
        check_kind(executor)
    made = make_study(file, changes or (), replications=replications)
    for line in heading(made.experiment, language):
        say(wrapped(line))
    if plan:
        for line in forecast(made, made.forecast(engine, workers, share), share, language):
            say(line)
        return
    there = made.existing(out, share)
    again = there is not None and finished(there) and not (fresh or retry_failed)
    sys.stdout.flush()
    try:
        with shown("runs") as progress:
            results = made.run(
                engine=engine,
                workers=workers,
                executor=executor,
                out=out,
                shard=share,
                fresh=fresh,
                retry_failed=retry_failed,
                report=progress,
                command=" ".join(["orgsim", *sys.argv[1:]]),
            )
    except KeyboardInterrupt:
        say(WORDS[language]["stopped"], sys.stderr)
        raise typer.Exit(STOPPED) from None
    tell(results, language, findings=share == WHOLE, drawn=share == WHOLE and not again, again=again)
    if results.failed:
        raise typer.Exit(1)


def merge(
    folders: Annotated[list[Path], typer.Argument(help="The folders of all shards of one study.")],
    fresh: Fresh = False,
    out: Out = Path("results"),
    language: Annotated[Language, typer.Option(help="en or zh.")] = "en",
) -> None:
    """Make one study of its shards; the tables are those of a run in one piece."""
    from sim.study.sweep.merge import merge as merge_shards

    results = merge_shards(folders, out, fresh=fresh, command=" ".join(["orgsim", *sys.argv[1:]]))
    tell(results, language, drawn=True)
    if results.failed:
        raise typer.Exit(1)


def heading(experiment: Experiment, language: Language) -> list[str]:
    """Title, question and what is expected."""
    words = WORDS[language]
    lines = [experiment.title_zh if language == "zh" and experiment.title_zh else experiment.title]
    lines += [words["question"].format(text=experiment.question)] if experiment.question else []
    lines += [words["expected"].format(text=experiment.expected)] if experiment.expected else []
    return lines


def forecast(made: Study, found: Forecast, shard: Shard, language: Language) -> list[str]:
    """What a study will take, line by line."""
    from sim.study.progress import duration

    words, experiment = WORDS[language], made.experiment
    most = experiment.replications.until
    lines = [
        words["points"].format(n=counted(found.points), all=counted(len(made.points)), design=experiment.design),
        words["runs_at_most" if most else "runs"].format(
            n=counted(found.runs), years=counted(experiment.replications.most), k=len(experiment.structures)
        ),
        words["time"].format(
            time=duration(found.seconds), workers=found.workers, engine=found.engine, tried=found.pilot.runs
        ),
        words["disk"].format(size=f"{found.megabytes:.3g}"),
    ]
    if shard.of > 1:
        lines.insert(0, words["shard"].format(number=shard.number, of=shard.of))
    return [f"  {line}" for line in lines]


def tell(
    results: StudyResults, language: Language, *, findings: bool = True, drawn: bool = False, again: bool = False
) -> None:
    """Draw the figures; say what was found, what failed, and where it is."""
    from sim.cli_compare import shortened
    from sim.study.sweep.figures import hang

    words, counts = WORDS[language], results.manifest["runs_by_status"]
    if findings:
        say("\n" + words["findings"])
        for sentence in results.findings(language):
            say(wrapped(sentence, "- ", "  "))
    if counts.get("infeasible"):
        say("\n" + wrapped(words["infeasible"].format(n=counted(counts["infeasible"]))))
    if results.failed:
        first = next(row for row in results.failures.to_dict("records") if row["status"] == "failed")
        about = {key: first[key] for key in ("point", "structure", "replication", "error", "message")}
        say(
            "\n" + wrapped(words["failed"].format(n=counted(results.failed), folder=shortened(results.folder), **about))
        )
    files = len(hang(results, language)) // 2 if drawn else 0
    key = "again" if again else "stored"
    say(
        "\n"
        + wrapped(
            words[key].format(folder=shortened(results.folder), n=counted(results.manifest["runs"]), figures=files)
        )
    )
