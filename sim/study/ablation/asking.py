"""The question of an ablation as an experiment: one factor, the rule that is off, over one scenario as it stands.

What a study can do an ablation can: it is cut into parts, survives a crash, and is found again by its fingerprint.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomli_w

from sim.errors import InputProblems, Problem, nearest
from sim.measures.registry import Measure
from sim.scenario.idle import idle_rules
from sim.scenario.schema import Scenario
from sim.scenario.writing import digest, dump
from sim.study.ablation.rules import ON, Rule, rules
from sim.study.entrants import check_replications
from sim.study.sweep.experiment import Base, Experiment, Replications
from sim.study.sweep.factors import Factor, Level
from sim.study.sweep.plan import SCENARIO
from sim.study.sweep.settings import setting

FACTOR = "rule"
"""Column that says which rule is off."""
LABEL, LABEL_ZH = "Rule off", "关闭的规则"


def chosen_rules(names: Sequence[str] = ()) -> list[Rule]:
    """Rules by name; all where none is named.

    Raises
    ------
    InputProblems
        There is no rule of a name.
    """
    known = rules()
    wrong = [name for name in names if name not in known]
    if wrong:
        raise InputProblems(
            Problem("--rules", 0, 0, "", f'there is no rule "{name}"{nearest(name, known)}') for name in wrong
        )
    return [known[name] for name in dict.fromkeys(names)] if names else list(known.values())


def chosen_measures(names: Sequence[str] = ()) -> list[Measure]:
    """Measures by name; the headline measures where none is named.

    Raises
    ------
    InputProblems
        There is no measure of a name, or it is better neither way, so that no structure leads in it.
    """
    from sim.measures.registry import measures

    known = measures()
    if not names:
        return [one for one in known.values() if one.headline and one.direction]
    problems = []
    for name in names:
        if name not in known or name == "saturated":
            problems.append(f'there is no measure "{name}"{nearest(name, known)}')
        elif not known[name].direction:
            problems.append(f'"{name}" is better neither way, so no structure can lead in it')
    if problems:
        raise InputProblems(Problem("--measures", 0, 0, "", message) for message in problems)
    return [known[name] for name in dict.fromkeys(names)]


def chosen_structures(scenario: Scenario, names: Sequence[str] = ()) -> tuple[str, ...]:
    """Structures by name; those of the scenario where none is named.

    Raises
    ------
    InputProblems
        There is no structure of a name.
    """
    from sim.world.architectures import architectures

    known = architectures()
    wrong = [name for name in names if name not in known]
    if wrong:
        raise InputProblems(
            Problem("--structures", 0, 0, "", f'"{name}" is unknown; expected {", ".join(known)}{nearest(name, known)}')
            for name in wrong
        )
    return tuple(dict.fromkeys(names)) or scenario.structures


def ablation_experiment(
    scenario: Scenario,
    structures: Sequence[str] = (),
    measures: Sequence[str] = (),
    only: Sequence[str] = (),
    replications: int = 30,
    seed: int = 1,
) -> tuple[Experiment, tuple[str, ...]]:
    """The experiment that switches each rule of a scenario off in turn.

    Parameters
    ----------
    scenario : Scenario
    structures, measures, only : sequence of str
        Names of structures, measures and rules; those of the scenario, the headline ones and all where none is named.
    replications, seed : int

    Returns
    -------
    tuple of Experiment and tuple of str
        And the rules that have no effect in the scenario as it stands, which are left out.

    Raises
    ------
    InputProblems
        A name or a number is wrong.
    """
    check_replications(replications)
    if seed < 0:
        raise InputProblems([Problem("--seed", 0, 0, "", f"must be 0 or more (got {seed})")])
    kept, formed, wanted = chosen_measures(measures), chosen_structures(scenario, structures), chosen_rules(only)
    base = Base(dump(scenario), f"{scenario.name}.toml", scenario.name, ".")
    here = digest(scenario)
    idle = idle_rules(scenario)
    without = [rule.name for rule in wanted if rule.name in idle or setting(base, rule.sets)[0].digest == here]
    varied = [rule for rule in wanted if rule.name not in without]
    if not varied:
        have = "has" if len(without) == 1 else "have"
        message = f"nothing is left to switch off: {', '.join(without)} {have} no effect in this scenario"
        raise InputProblems([Problem("--rules", 0, 0, "", message)])
    levels = (Level(ON), *(Level(rule.name, rule.sets) for rule in varied))
    factor = Factor(FACTOR, "lever", LABEL, LABEL_ZH, "", "", levels, None, None, False, ("levers", FACTOR))
    criterion = kept[0]
    title, title_zh = f"Ablation: {scenario.title}", f"规则消融：{scenario.title_zh or scenario.title}"
    experiment = Experiment(
        name=f"ablation-{scenario.name}",
        title=title,
        title_zh=title_zh,
        question="What is each rule worth, and which claims about the structures hang on it?",
        expected="",
        base=base,
        seed=seed,
        structures=formed,
        baseline=scenario.baseline if scenario.baseline in formed else formed[0],
        factors=(factor,),
        design="grid",
        settings={},
        replications=Replications(replications, replications),
        measures=_in_order(kept),
        criterion=criterion.name,
        direction="lower" if criterion.direction < 0 else "higher",
        file="experiment.toml",
        text="",
    )
    return _with_text(experiment), tuple(without)


def _in_order(kept: Sequence[Measure]) -> tuple[str, ...]:
    from sim.measures.registry import measures

    names = {one.name for one in kept}
    return tuple(name for name in measures() if name in names)


def _with_text(experiment: Experiment) -> Experiment:
    """The same with its file, which `orgsim study` could run beside the scenario that is stored with it."""
    from dataclasses import replace

    factor = experiment.factors[0]
    told: dict[str, Any] = {
        "title": experiment.title,
        "title_zh": experiment.title_zh,
        "question": experiment.question,
        "scenario": SCENARIO,
        "structures": list(experiment.structures),
        "baseline": experiment.baseline,
        "seed": experiment.seed,
        "replications": experiment.replications.most,
        "measures": list(experiment.measures),
        "criterion": {"measure": experiment.criterion, "direction": experiment.direction},
        "levers": {
            FACTOR: {
                "label": factor.label,
                "label_zh": factor.label_zh,
                "levels": [{"value": level.value, "set": dict(level.sets)} for level in factor.levels],
            }
        },
        "design": {"kind": "grid"},
    }
    return replace(experiment, text=tomli_w.dumps(told))
