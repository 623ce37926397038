"""What whoever rebuilds the model can check against: numbers at known addresses, the log of a small example."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markdown import table

import sim
from sim.log import COLUMNS, Verb
from sim.measures.about import About, about
from sim.randomness import Stream, entry, key, mix, uniform_at
from sim.run import Run, outcome
from sim.scenario.laws import LawSpec, draw
from sim.world.frame import named

SMALL = Path(__file__).resolve().parents[1] / "examples" / "small.toml"
SEED = 1


@cache
def small() -> Run:
    """The small example, run and checked."""
    return sim.run(sim.load(SMALL), architecture="custom", seed=SEED, check=True)


def addresses() -> str:
    """Values along one address, from the mixing function to a draw of each law."""
    hours = key(SEED, 0, Stream.HOURS)
    home = named("campaign", "launch", "main")
    campaign = entry(home, 0)
    task = entry(named("task", "copy"), campaign)
    rows = [
        ("`mix(1)`", mix(1)),
        ("`entry(0, 0)`", entry(0, 0)),
        ("`entry(0, 1)`", entry(0, 1)),
        ("`key(seed=1, replication=0, stream=6)`", hours),
        ('`named("task", "copy")`', named("task", "copy")),
        ('`named("campaign", "launch", "main")`', home),
        ("campaign 0 of that process: `entry(home, 0)`", campaign),
        ('its task *copy*: `entry(named("task", "copy"), campaign)`', task),
        ("uniform number at (key, task, 0)", repr(uniform_at(hours, task, 0))),
        ("uniform number at (key, task, 1)", repr(uniform_at(hours, task, 1))),
    ]
    laws = [
        LawSpec(law="uniform", low=1.0, high=3.0),
        LawSpec(law="exponential", mean=5.0),
        LawSpec(law="gamma", mean=42.0, cv=0.5),
        LawSpec(law="hyperexponential", mean=5.0, cv=2.0),
        LawSpec(law="lognormal", mean=6.0, cv=0.5),
        LawSpec(law="triangular", low=1.0, mode=2.0, high=6.0),
        LawSpec(law="table", values=(1.0, 2.0, 4.0), weights=(1.0, 2.0, 1.0)),
        LawSpec(law="poisson", mean=2.3),
    ]
    for law in laws:
        told = ", ".join(f"{name} {value}" for name, value in law.parameters().items())
        rows.append((f"draw at (key, task, 0), {law.law} with {told}", repr(draw(law.lower(), hours, task, 0))))
    return table(("What", "Value"), rows)


def small_scenario() -> str:
    """The file of the small example."""
    return f"```toml\n{SMALL.read_text('utf-8').strip()}\n```"


def small_year() -> str:
    """The year that is drawn for it."""
    year = small().year
    campaigns, tasks = year.campaigns, year.tasks
    heads = ("Row", "Arrival", "Due", "Priority", "Amount", "First task")
    arriving = [
        (row, *(int(getattr(campaigns, name)[row]) for name in ("arrival", "due", "priority", "amount", "first_task")))
        for row in range(len(campaigns.arrival))
    ]
    names = ("campaign", "discipline", "ticks", "complexity", "gate", "fit_version", "craft_version")
    asked = [(row, *(int(getattr(tasks, name)[row]) for name in names)) for row in range(len(tasks.ticks))]
    heads_of_tasks = ("Row", *(name.replace("_", " ").capitalize() for name in names))
    return f"{table(heads, arriving)}\n\n{table(heads_of_tasks, asked)}"


def digest() -> int:
    """Running digest of its moments."""
    return outcome(small().plan, small().year, about_small(), engine="reference").digest


def about_small() -> About:
    """What measures need to know of it."""
    return about(small().scenario, small().organisation, small().plan.derived)


def small_log() -> str:
    """Its whole event log, one row a line, with the names of the verbs."""
    run = small()
    lines = [",".join(COLUMNS)]
    for tick, verb, *rest in run.rows:
        lines.append(",".join([str(tick), Verb(verb).name, *map(str, rest)]))
    trace = f"{len(run.rows)} rows; {run.facts.moments} moments; digest {digest()}."
    return "```text\n" + "\n".join(lines) + f"\n```\n\n{trace}"
