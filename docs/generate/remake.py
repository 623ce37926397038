"""Make the numbers behind a page anew, store them beside the manual, and renew the page: ``python remake.py ablation``.

The runs take minutes, so they are not made whenever the manual is built. What is stored is the result itself, and the
page is generated from it; a test holds the one against the other.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from runpy import run_path

DOCS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(DOCS.parent), str(Path(__file__).parent)]

import sim  # noqa: E402  # found above
from sim.show.style import save  # noqa: E402
from sim.study.progress import shown  # noqa: E402

DERIVED = ("index.md", "index.html", "effects.parquet", "claims.parquet", "winners.parquet")
"""Files of an ablation that are made from its runs; they are not stored twice."""


def ablation() -> None:
    """The ablation of the scenario that the findings speak of most."""
    with tempfile.TemporaryDirectory() as folder, shown("runs") as report:
        command = "orgsim ablate beauty_group"
        made = sim.ablate(sim.load("beauty_group"), out=folder, report=report, command=command).folder
        shutil.copy(made / "figures" / "ablation.png", DOCS / "images" / "ablation.png")
        target = DOCS / "stored" / "ablation"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target, ignore=shutil.ignore_patterns("parts", "figures", *DERIVED))


def relations() -> None:
    """Every group of relations that comes along, and the map of winners of the group that has one."""
    from sim.study.relations.reading import chosen_groups
    from sim.study.relations.running import run_groups, store

    with tempfile.TemporaryDirectory() as folder, shown("runs") as report:
        found = run_groups(chosen_groups(), out=folder, report=report, command="orgsim relations")
        store(found, DOCS / "stored" / "relations")
        for name, study in found.studies.items():
            if any(one.kind == "winners" for one in found.relations(name)):
                save(study.chart("winner_map"), DOCS / "images" / "relations", name)
                (DOCS / "images" / "relations" / f"{name}.svg").unlink()


PAGES = {"ablation": ablation, "relations": relations}


def main(names: list[str]) -> int:
    """Remake some pages, or say which there are."""
    if not names or not set(names) <= set(PAGES):
        print(f"usage: python docs/generate/remake.py {' | '.join(PAGES)}", file=sys.stderr)
        return 2
    for name in names:
        PAGES[name]()
    renew = run_path(str(Path(__file__).with_name("__main__.py")))["main"]
    renew([])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
