"""Make the committed sample result again: ``python tests/study/remake_sample.py`` (or ``make sample``) after a rule
has changed.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import sim
from sim.study.results import save

SAMPLE = Path(__file__).parents[2] / "results" / "sample"
REPLICATIONS = 2


def found() -> sim.Comparison:
    """The comparison that the sample holds."""
    return sim.compare(sim.load("startup_brand"), replications=REPLICATIONS, seed=1, workers=1)


def main() -> None:
    """Write the sample: every table, the sentences, and one figure."""
    with tempfile.TemporaryDirectory() as folder:
        made = save(found(), folder, command="orgsim compare startup_brand --replications 2").folder
        assert made is not None
        for figure in (made / "figures").iterdir():
            if figure.name != "headline.png":
                figure.unlink()
        shutil.rmtree(SAMPLE, ignore_errors=True)
        shutil.copytree(made, SAMPLE)
    print(f"Made {SAMPLE.name} again.")


if __name__ == "__main__":
    main()
