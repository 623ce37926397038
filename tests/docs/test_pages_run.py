"""Catches a page that tells the reader to do what cannot be done: every command and every Python block is run.

Each page gets an empty folder. Its blocks run from top to bottom: ``console`` blocks command by command (lines that
begin with ``$``), ``bash`` blocks as a whole, ``python`` blocks in one session a page. A block with a title is a file
of the program: it is written into, or (``diff``) applied to, a copy of the program, which the page then works with. A
block is left out only by a comment above it that says why: ``<!-- not run: reason -->``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(
    r"(?:^<!-- not run: (?P<reason>[^\n]+) -->\n\s*)?^(?P<indent> *)```(?P<language>\w+)(?P<rest>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
TITLE = re.compile(r'title="([^"]+)"')
SESSION = """
import sys
space = {"__name__": "__main__"}
for line in sys.stdin:
    path = line.strip()
    exec(compile(open(path, encoding="utf-8").read(), path, "exec"), space)
    print("\\0done", flush=True)
"""
RUN = ("console", "bash", "python", "diff")
LONG = ("quick-start.md", "charts.md")
"""Pages that compare whole departments, which takes more than twenty seconds; they are run by ``make slow``."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    language: str
    title: str
    body: str
    line: int
    left_out: str


def blocks(text: str) -> Iterator[Block]:
    for match in FENCE.finditer(text):
        title = TITLE.search(match["rest"])
        body = "".join(line.removeprefix(match["indent"]) for line in match["body"].splitlines(keepends=True))
        line = text.count("\n", 0, match.start("language")) + 1
        yield Block(match["language"], title[1] if title else "", body, line, match["reason"] or "")


def pages() -> list[Path]:
    found = [*sorted(DOCS.rglob("*.md")), ROOT / "CONTRIBUTING.md"]
    return [page for page in found if any(block.language in RUN for block in blocks(page.read_text("utf-8")))]


class Desk:
    """Where one page is followed: an empty folder, and a copy of the program once the page writes into it."""

    def __init__(self, folder: Path) -> None:
        self.work, self.house = folder / "work", folder / "house"
        self.work.mkdir()
        self.session: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        source = self.house if self.house.exists() else ROOT
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        return {**os.environ, "PATH": path, "PYTHONPATH": str(source), "MPLBACKEND": "Agg", "COLUMNS": "100"}

    def follow(self, block: Block) -> None:
        if block.title:
            self.build(block)
        elif block.language == "console":
            self.command(block)
        elif block.language == "bash":
            self.shell(block.body)
        elif block.language == "python":
            self.python(block)

    def build(self, block: Block) -> None:
        """Put a file of the page into the copy of the program."""
        if not self.house.exists():
            for part in ("sim", "scenarios"):
                shutil.copytree(ROOT / part, self.house / part, ignore=shutil.ignore_patterns("__pycache__"))
        file = self.house / block.title
        if block.language != "diff":
            assert not file.exists(), f"{block.title} exists; the page would overwrite it"
            file.write_text(block.body, "utf-8")
            return
        lines = block.body.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{block.title} has no such place any more, or several:\n{old}"
        file.write_text(text.replace(old, new), "utf-8")

    def command(self, block: Block) -> None:
        """Run the commands of a block; what stands below a command must be told by it."""
        told = ""
        for line in block.body.splitlines():
            if line.startswith("$ "):
                told = self.shell(line[2:])
            elif line.strip():
                assert line.strip() in told, f"not told: {line}\n{told}"

    def shell(self, script: str) -> str:
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.work,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def python(self, block: Block) -> None:
        """Run a block in the page's session."""
        if self.session is None:
            self.session = subprocess.Popen(
                [sys.executable, "-c", SESSION],
                cwd=self.work,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=(self.work.parent / "errors").open("w"),
                text=True,
            )
        assert self.session.stdin is not None
        assert self.session.stdout is not None
        script = self.work.parent / f"line_{block.line}.py"
        script.write_text(block.body, "utf-8")
        print(script, file=self.session.stdin, flush=True)
        for line in self.session.stdout:
            if line == "\0done\n":
                return
        raise AssertionError(f"line {block.line}: " + (self.work.parent / "errors").read_text())

    def leave(self) -> None:
        if self.session is not None:
            self.session.communicate()


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[pytest.mark.slow] * (page.name in LONG)) for page in pages()],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_what_a_page_tells_to_do_can_be_done(page: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    try:
        for block in blocks(page.read_text("utf-8")):
            if not block.left_out:
                desk.follow(block)
    finally:
        desk.leave()


def test_a_block_that_fails_is_noticed(tmp_path: Path) -> None:
    text = "```console\n$ echo hello\nhello\n```\n\n```python\nx = 1\n```\n\n```python\nassert x == 2\n```\n"
    desk = Desk(tmp_path)
    ran = list(blocks(text))
    desk.follow(ran[0])
    desk.follow(ran[1])
    with pytest.raises(AssertionError, match=r"line 10"):
        desk.follow(ran[2])
    desk.leave()
    with pytest.raises(AssertionError, match="not told: bye"):
        desk.follow(Block("console", "", "$ echo hello\nbye\n", 1, ""))
    with pytest.raises(AssertionError, match="no such place"):
        desk.follow(Block("diff", "sim/vocabulary.py", "-no such line\n+another\n", 1, ""))


def test_only_a_reason_takes_a_block_out() -> None:
    text = "<!-- not run: needs a cluster -->\n```console\n$ false\n```\n\n```console\n$ true\n```\n"
    assert [block.left_out for block in blocks(text)] == ["needs a cluster", ""]
