"""A report on relations is kept as every result is: in a folder named by what was asked, with a manifest, unchanged.

    results/relations-<fingerprint>/
        index.md, index.html         the overview, and a page for each experiment beside it
        claims.parquet               a row a claim; places.parquet: a row a place of each winner map
        relations.json               what was declared
        manifest.json                what was asked, what made it, and where the runs are

The runs are studies of their own, and each is run again by itself. All pages are made before a file is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.study.known.pages import html
from sim.study.manifest import MANIFEST, as_text, manifest
from sim.study.naming import existing, folder_name
from sim.study.provenance import LENGTH
from sim.study.relations.page import index, page
from sim.study.relations.running import RelationsReport, store
from sim.study.sweep.folders import make_folder

KIND = "relations"


def pages(found: RelationsReport) -> dict[str, str]:
    """Every page of a report, by the name of its file."""
    texts = {"index": index(found)} | {group["name"]: page(found, group["name"]) for group in found.groups}
    told: dict[str, str] = {}
    for name, text in texts.items():
        told |= {f"{name}.md": text, f"{name}.html": html(text, {})}
    return told


def fingerprint_of(found: RelationsReport) -> str:
    """Fingerprint of a report: of its studies, and of what was expected of each."""
    parts = [[group["fingerprint"], group["relations"]] for group in found.groups]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:LENGTH]


def keep_report(found: RelationsReport, root: str | Path, *, command: str = "", seconds: float = 0.0) -> Path:
    """Keep a report whose studies were just run or found again.

    Parameters
    ----------
    found : RelationsReport
    root : str or Path
        Folder of results; made where it does not exist.
    command : str
        What was typed, for the manifest.
    seconds : float
        How long it took.

    Returns
    -------
    Path
        Where it is: a report that says the same, or a new one; an earlier report that says something else stays beside
        it.
    """
    told, name = pages(found), folder_name(KIND, fingerprint_of(found))
    text = as_text(_manifest(found, command, seconds))

    def fill(folder: Path) -> None:
        store(found, folder)
        for file, content in told.items():
            (folder / file).write_text(content, encoding="utf-8", newline="\n")
        (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")

    there = existing(root, name)
    return make_folder(Path(root), name, fill, fresh=there is not None and not _says(there, told))


def _says(folder: Path, told: dict[str, str]) -> bool:
    """Whether a folder holds these pages already."""
    try:
        return all((folder / file).read_text(encoding="utf-8") == content for file, content in told.items())
    except (OSError, ValueError):
        return False


def _manifest(found: RelationsReport, command: str, seconds: float) -> dict[str, Any]:
    """What made a report, in the shape that all manifests have; what differs between its studies is told of each."""
    made = [found.studies[group["name"]] for group in found.groups]
    scenarios = [study.manifest["fingerprint_of_scenario"] for study in made]
    rules = {study.manifest["fingerprint_of_rules"] for study in made}
    keys = ("name", "file", "scenario", "seed", "replications", "fingerprint", "failed")
    studies = [
        {key: group[key] for key in keys} | {"folder": study.folder.name}
        for group, study in zip(found.groups, made, strict=True)
    ]
    return manifest(
        KIND,
        command=command,
        title="Relations",
        scenario=_once([group["scenario"] for group in found.groups]),
        fingerprint_of_scenario=hashlib.sha256("\n".join(scenarios).encode()).hexdigest(),
        changes=(),
        structures=tuple(dict.fromkeys(name for group in found.groups for name in group["structures"])),
        seed=found.groups[0]["seed"],
        replications=max(group["replications"] for group in found.groups),
        fingerprint=fingerprint_of(found),
        engine=_once([study.manifest["engine"] for study in made]),
        runs=sum(study.manifest["runs"] for study in made),
        seconds=seconds,
        rules=rules.pop() if len(rules) == 1 else "",
        more={"studies": studies},
    )


def _once(names: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(names))
