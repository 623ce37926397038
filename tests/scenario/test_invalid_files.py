"""A folder of wrong scenarios, one mistake each, and the sentence that each must give.

These tests exist to catch an error that only a person with a wrong file meets: a mistake that passes unseen, one told
at the wrong line, or told in words that do not help. The sentence stands in the first lines of the file, after
``expect:``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.errors import InputProblems
from sim.scenario.load import Declarations, load

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"
FILES = sorted(path.name for path in (FOLDER / "invalid").glob("*.toml"))
KNOWN = Declarations(architectures=("flat", "star", "grid"))


def expected(path: Path) -> list[str]:
    """The sentences that a file says it gives."""
    return re.findall(r"^# expect: (.*)$", path.read_text("utf-8", errors="replace"), flags=re.MULTILINE)


def test_there_are_many_and_each_has_one_mistake_in_its_name() -> None:
    assert len(FILES) >= 30
    assert [name for name in FILES if not re.fullmatch(r"bad_[a-z_]+_\d\d\.toml", name)] == []


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_gives_exactly_its_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER / "invalid")
    with pytest.raises(InputProblems) as caught:
        load(name, declarations=KNOWN, library=FOLDER / "library")
    sentences = expected(Path(name))
    assert [str(problem) for problem in caught.value.problems] == sentences
    assert sentences
    assert str(caught.value) == "\n".join(sentences)


@pytest.mark.parametrize("name", ["bad_range_01.toml", "bad_similarity_03.toml", "bad_syntax_03.toml"])
def test_windows_line_ends_move_nothing(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (FOLDER / "invalid" / name).read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + content)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputProblems) as caught:
        load(name)
    assert str(caught.value).splitlines() == expected(FOLDER / "invalid" / name)
