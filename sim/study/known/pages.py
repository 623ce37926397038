"""A page of the report as HTML: one file that needs no other, pictures inside.

Only the Markdown that the report writes is understood: headings, paragraphs, bullets, tables, pictures, links, bold and
code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

LOOK = """
body { font: 15px/1.5 Helvetica, Arial, sans-serif; color: #222; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 13px; }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .6rem; text-align: left; vertical-align: top; }
code { background: #f4f4f4; padding: .1rem .3rem; font-size: 13px; }
svg { max-width: 100%; height: auto; }
.miss { color: #b03000; font-weight: bold; }
"""


def html(text: str, pictures: Mapping[str, str], language: str = "en") -> str:
    """Turn a page of the report into HTML.

    Parameters
    ----------
    text : str
        Markdown, as `report` writes it.
    pictures : mapping of str to str
        SVG by file name; put in place of the links to them.
    language : {"en", "zh"}
        In which the page is written.

    Returns
    -------
    str
        A complete document.
    """
    blocks = [_block(block, pictures) for block in text.strip().split("\n\n")]
    title = escape(text.split("\n", 1)[0].lstrip("# "))
    tag = "zh-CN" if language == "zh" else "en"
    head = f'<!doctype html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    return f"{head}<style>{LOOK}</style>\n</head>\n<body>\n" + "\n".join(blocks) + "\n</body>\n</html>\n"


def _block(block: str, pictures: Mapping[str, str]) -> str:
    if block.startswith("#"):
        level = len(block) - len(block.lstrip("#"))
        return f"<h{level}>{_inline(block[level:].strip())}</h{level}>"
    if block.startswith("!["):
        name = block[block.rindex("(") + 1 : -1]
        return f"<figure>{pictures[name]}</figure>"
    if block.startswith("- "):
        return "<ul>" + "".join(f"<li>{_inline(item[2:])}</li>" for item in block.split("\n")) + "</ul>"
    if block.startswith("|"):
        head, _, *rows = block.split("\n")
        body = "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in rows)
        return f"<table><thead><tr>{_cells(head, 'th')}</tr></thead><tbody>{body}</tbody></table>"
    return f"<p>{_inline(block)}</p>"


def _cells(row: str, tag: str) -> str:
    found = []
    for cell in row.strip("|").split("|"):
        kind = ' class="miss"' if cell.strip().startswith("✗") else ""
        found.append(f"<{tag}{kind}>{_inline(cell.strip())}</{tag}>")
    return "".join(found)


def _inline(text: str) -> str:
    said = escape(text, quote=False)
    said = re.sub(r"`([^`]+)`", r"<code>\1</code>", said)
    said = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", said)
    said = re.sub(r"(?<![\w*])\*([^*]+)\*(?![\w*])", r"<em>\1</em>", said)
    return re.sub(r"\[([^\]]+)\]\(([^)]+)\.md\)", r'<a href="\2.html">\1</a>', said)
