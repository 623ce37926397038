"""The same people face the same year of work under different organisation structures: what does each cost and buy?

    import sim
    scenario = sim.load("beauty_group")
    year = sim.run(scenario, architecture="functional", seed=1)
    comparison = sim.compare(scenario, replications=30, seed=1)
    print(comparison.summary())
    results = sim.study("experiments/turbulence.toml").run()
    print(results.table)
    print(sim.reproduce(results.folder).equal)

Names are imported when they are first used, so that ``import sim`` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

# What is written "as" is at hand, though few will name it.
from sim.errors import InfeasibleStructure as InfeasibleStructure
from sim.errors import InputProblems, OrgsimError
from sim.run import Run as Run
from sim.run import load, run
from sim.study import figures

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.study.ablation.ablation import Ablation as Ablation
    from sim.study.ablation.ablation import ablate, read_ablation
    from sim.study.compare import Comparison as Comparison
    from sim.study.compare import compare
    from sim.study.reproduction.again import reproduce
    from sim.study.results import read_results, save
    from sim.study.sweep.results import read_study
    from sim.study.sweep.study import study
    from sim.world.architectures import architectures

__all__ = [
    "InputProblems",
    "OrgsimError",
    "Scenario",
    "ablate",
    "architectures",
    "compare",
    "load",
    "read_ablation",
    "read_results",
    "read_study",
    "reproduce",
    "run",
    "save",
    "study",
]

_HOMES = {
    "Ablation": "sim.study.ablation.ablation",
    "Comparison": "sim.study.compare",
    "Scenario": "sim.scenario.schema",
    "ablate": "sim.study.ablation.ablation",
    "architectures": "sim.world.architectures",
    "compare": "sim.study.compare",
    "read_ablation": "sim.study.ablation.ablation",
    "read_results": "sim.study.results",
    "read_study": "sim.study.sweep.results",
    "reproduce": "sim.study.reproduction.again",
    "save": "sim.study.results",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Studies(ModuleType):
    """The room ``sim.study``, which can be called: ``sim.study(file)`` loads an experiment."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """See :func:`sim.study.sweep.study.study`."""
        return import_module("sim.study.sweep.study").study(*arguments, **options)


sys.modules["sim.study"].__class__ = _Studies


def _gallery() -> figures.Gallery:
    registry, style = import_module("sim.show.charts.registry"), import_module("sim.show.style")
    charts, studies, ablations = registry.charts(), registry.charts("study"), registry.charts("ablation")
    return figures.Gallery(charts, style.Foot, style.save, studies, ablations)


figures.opens(_gallery)
