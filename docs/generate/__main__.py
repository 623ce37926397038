"""Write the generated parts of the documentation anew, in place: ``python docs/generate``.

A page holds a generated part between two comments, ``<!-- generated: NAME -->`` and ``<!-- end of NAME -->``. What
stands between them is made from the declarations of the program, so that a table of the documentation cannot say what
the program does not do. With ``--check`` nothing is written, and the exit code is 1 where a page is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(DOCS.parent), str(Path(__file__).parent)]

from pages import written_anew  # noqa: E402  # found beside this file


def main(arguments: list[str]) -> int:
    """Renew every page, or say which are out of date; the number of those that were is the exit code, at most 1."""
    check = arguments == ["--check"]
    if arguments and not check:
        print("usage: python docs/generate [--check]", file=sys.stderr)
        return 2
    stale = []
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text("utf-8")
        fresh = written_anew(text, page.name)
        if fresh != text:
            stale.append(page)
            if not check:
                page.write_text(fresh, "utf-8")
    for page in stale:
        print(f"{page.relative_to(DOCS.parent)}: {'out of date' if check else 'written anew'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
