"""Catches a site that does not build without a network, a chart nobody explains, and a checklist with a gap."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from sim.scenario.load import builtin_names
from sim.show.charts.registry import charts

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FETCHED = re.compile(r"""<(?:script|img|iframe)[^>]*\ssrc=["']?(?:https?:)?//|<link[^>]*\shref=["']?(?:https?:)?//""")
ODD_D = {
    "I.i": "ab",
    "I.ii": "abcde",
    "I.iii": "a",
    "II.i": "abcde",
    "II.ii": "abcdefgh",
    "II.iii": "ab",
    "II.iv": "abcde",
    "II.v": "abc",
    "II.vi": "abcd",
    "II.vii": "ab",
    "II.viii": "ab",
    "II.ix": "a",
    "II.x": "ab",
    "III.i": "ab",
    "III.ii": "abc",
    "III.iii": "a",
    "III.iv": "abc",
}
"""Questions of the ODD+D protocol (Müller et al. 2013, table 1)."""
STRESS = {"1": 3, "2": 4, "2.5": 5, "3": 4, "4": 3, "5": 4, "6": 1}
"""Sections of the STRESS-DES checklist (Monks et al. 2019) and how many items each has."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a dead link or anchor is an error."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_site_builds_and_no_page_fetches_anything(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        found = FETCHED.search(page.read_text("utf-8"))
        assert not found, f"{page.name}: {found[0] if found else ''}"
    assert FETCHED.search('<script src="https://cdn.example/x.js">'), "the check has gone blind"


def test_the_specification_on_the_site_is_the_one_in_the_program(site: Path) -> None:
    shown = re.sub(r"<[^>]+>", "", (site / "specification.html").read_text("utf-8"))
    for sentence in ("A moment is ordered by (tick, kind, subject)", "One tick is one second of working time"):
        assert sentence in (ROOT / "sim" / "specification.md").read_text("utf-8")
        assert sentence in shown


def test_every_chart_has_a_section_that_says_how_to_read_it() -> None:
    text = (DOCS / "charts.md").read_text("utf-8")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    missing = sorted(set(charts()) - set(sections))
    assert not missing, f"docs/charts.md does not say how to read {', '.join(missing)}"
    for name in charts():
        assert "*What it answers:*" in sections[name], name
        assert len(sections[name].split()) > 50, f"{name}: hardly anything is said"


def test_the_description_answers_every_question_of_its_protocol() -> None:
    text = (DOCS / "odd.md").read_text("utf-8")
    answered = set()
    for chapter, letters in re.findall(r"\*\*(I{1,3}\.[ivx]+)\.([a-z](?:-[a-z])?)", text):
        last = letters[-1]
        answered |= {f"{chapter}.{chr(letter)}" for letter in range(ord(letters[0]), ord(last) + 1)}
    asked = {f"{chapter}.{letter}" for chapter, letters in ODD_D.items() for letter in letters}
    assert asked <= answered, f"no answer to {sorted(asked - answered)}"


def test_the_checklist_is_filled_in() -> None:
    text = (DOCS / "stress-des.md").read_text("utf-8")
    items = [f"{section}.{item}" for section, count in STRESS.items() for item in range(1, count + 1)]
    assert len(items) == 24
    for item in items:
        answer = re.search(rf"^\*\*{re.escape(item)} [^*]+\*\* *\n*(\S[^\n]*)", text, re.MULTILINE)
        assert answer, f"STRESS-DES {item} is not answered"


def test_only_scenarios_that_exist_are_spoken_of() -> None:
    known = set(builtin_names()) | {"my_firm.toml", "NAME"}
    for page in [*DOCS.rglob("*.md"), ROOT / "CONTRIBUTING.md"]:
        for verb, name in re.findall(r"orgsim (compare|run|orgchart|export) ([\w./]+)", page.read_text("utf-8")):
            assert name in known, f"{page.name}: orgsim {verb} {name}"


def test_citation_and_metadata_agree_with_the_project() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert all(citation[name] for name in ("message", "title", "authors", "type", "abstract", "keywords"))
    assert all({"name"} <= set(author) or {"family-names"} <= set(author) for author in citation["authors"])
    meta = json.loads((ROOT / "codemeta.json").read_text("utf-8"))
    assert meta["@context"] == "https://w3id.org/codemeta/3.0"
    assert meta["@type"] == "SoftwareSourceCode"
    assert citation["version"] == meta["version"] == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert meta["license"].endswith(PROJECT["license"])
    assert citation["title"].split(":")[0] == meta["name"] == PROJECT["name"]
    assert f">={meta['runtimePlatform'].split()[1]}" == PROJECT["requires-python"]


def test_the_changelog_keeps_its_form_and_knows_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert versions[0] == ("Unreleased", "")
    assert PROJECT["version"] in {version for version, _ in versions}
    assert all(date for _, date in versions[1:]), "a release has a date"
    heads = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert heads <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
