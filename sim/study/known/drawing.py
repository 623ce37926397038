"""Pictures of known answers, written as SVG by hand: small, the same to the byte, and readable without any library.

Two kinds. *Errors*: one row a reading, the error in units of what is allowed, with its interval, between two lines that
mark agreement. *Curve*: what theory says along an axis, and the simulated readings as dots with their intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, log10
from xml.sax.saxutils import escape

from sim.study.known.case import Case
from sim.study.known.verdicts import CaseResult, Judged

INK, QUIET, RULE, GOOD, BAD, BAND = "#222222", "#5c5c5c", "#c8c8c8", "#0072B2", "#D55E00", "#e8f1f8"
HUES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
STYLE = 'font-family="Helvetica, Arial, sans-serif"'
WIDTH, ROW = 760, 22


def _svg(height: float, parts: Sequence[str], title: str) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
        f'height="{height:g}" role="img" {STYLE}>'
    )
    ground = f'<rect width="{WIDTH}" height="{height:g}" fill="white"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", ground, *parts, "</svg>"]) + "\n"


def _text(x: float, y: float, text: str, size: int = 12, anchor: str = "start", fill: str = INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, width: float = 1.0) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width:g}"/>'


def errors(result: CaseResult, factor: float) -> str:
    """Each reading's error in units of what is allowed, with its 95 % interval; agreement lies inside the band.

    Parameters
    ----------
    result : CaseResult
    factor : float
        By which tolerances were widened.
    """
    rows = [(trial.trial.name, judged) for trial in result.trials for judged in trial.judged]
    left, right, top = 400.0, WIDTH - 30.0, 40.0
    bottom = top + ROW * len(rows)

    def across(units: float) -> float:
        return left + (min(2.0, max(-2.0, units)) + 2.0) / 4.0 * (right - left)

    parts = [
        f'<rect x="{across(-1):.1f}" y="{top - 6:.1f}" width="{across(1) - across(-1):.1f}" '
        f'height="{bottom - top + 6:.1f}" fill="{BAND}"/>',
        _text(right, 20, "error in units of what is allowed (band: agreement), 95 % interval", 12, "end", QUIET),
        _line(across(0), top - 6, across(0), bottom, QUIET),
    ]
    several = any(len(trial.judged) > 1 for trial in result.trials)
    for number, (name, judged) in enumerate(rows):
        y = top + ROW * number + ROW / 2
        label = f"{name}: {judged.reading.name}" if several else name
        parts.append(_text(12, y + 4, label if len(label) <= 62 else label[:61] + "…"))
        parts.append(_mark(judged, factor, across, y))
    for units in (-2, -1, 0, 1, 2):
        parts.append(_text(across(units), bottom + 16, f"{units:+d}" if units else "0", 11, "middle", QUIET))
    return _svg(bottom + 28, parts, f"Errors of {result.case.title}")


def _mark(judged: Judged, factor: float, across: object, y: float) -> str:
    assert callable(across)
    allowed = judged.reading.allowed(factor)
    colour = GOOD if judged.verdict == "holds" else BAD
    error = judged.found.mean - judged.reading.expected
    if allowed == 0.0:
        at = across(0.0 if judged.verdict == "holds" else 2.0)
        return f'<circle cx="{at:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    low, high = judged.found.interval()
    shown = [across((edge - judged.reading.expected) / allowed if isfinite(edge) else 2.0) for edge in (low, high)]
    dot = f'<circle cx="{across(error / allowed):.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    return _line(shown[0], y, shown[1], y, colour, 2.0) + dot


def steps(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from `low` to `high` for an axis."""
    wide = (high - low) / most
    power = 10.0 ** floor(log10(wide))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= wide)
    first = floor(low / step + 0.999999)
    return [number * step for number in range(first, floor(high / step + 1e-9) + 1)]


def curve(result: CaseResult) -> str:
    """What theory says along the case's axis, and what was simulated."""
    case = result.case
    left, right, top = 70.0, WIDTH - 30.0, 16.0 + 18.0 * len(result.case.curves)
    bottom = top + 280.0
    dots = _dots(result)
    xs = [case.span[0] + (case.span[1] - case.span[0]) * number / 160 for number in range(161)]
    lines = [[one.theory(x) for x in xs] for one in case.curves]
    highest = 1.08 * max(max(max(line) for line in lines), *(found for found, *_ in (d[1:] for d in dots)), 1e-9)

    def at(x: float, y: float) -> tuple[float, float]:
        along = (x - case.span[0]) / (case.span[1] - case.span[0])
        return left + along * (right - left), bottom - y / highest * (bottom - top)

    parts = []
    for y in steps(0.0, highest):
        parts += [_line(left, at(0, y)[1], right, at(0, y)[1]), _text(left - 8, at(0, y)[1] + 4, f"{y:g}", 11, "end")]
    for x in steps(*case.span):
        parts.append(_text(at(x, 0)[0], bottom + 16, f"{x:g}", 11, "middle"))
    parts += [
        _line(left, bottom, right, bottom, QUIET),
        _text((left + right) / 2, bottom + 36, case.axis, 12, "middle"),
    ]
    for number, (one, line) in enumerate(zip(case.curves, lines, strict=True)):
        points = " ".join("{:.1f},{:.1f}".format(*at(x, y)) for x, y in zip(xs, line, strict=True))
        hue = HUES[number % len(HUES)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{hue}" stroke-width="1.6"/>')
        unit = _unit(case, one.reading)
        label = one.reading + (f" ({unit})" if unit else "")
        parts.append(_text(left, 20.0 + 18.0 * number, f"{label}: line theory, dots simulated", 12, fill=hue))
    for x, mean, low, high, number in dots:
        (across, y), hue = at(x, mean), HUES[number % len(HUES)]
        parts.append(_line(across, at(x, low)[1], across, at(x, high)[1], hue, 2.0))
        parts.append(f'<circle cx="{across:.1f}" cy="{y:.1f}" r="4" fill="white" stroke="{hue}" stroke-width="2"/>')
    return _svg(bottom + 50, parts, case.title)


def _dots(result: CaseResult) -> list[tuple[float, float, float, float, int]]:
    """Axis, mean, interval and number of the curve of every reading that lies on one."""
    place = {one.reading: number for number, one in enumerate(result.case.curves)}
    return [
        (trial.trial.x, judged.found.mean, *judged.found.interval(), place[judged.reading.name])
        for trial in result.trials
        if trial.trial.x is not None and result.case.span[0] <= trial.trial.x <= result.case.span[1]
        for judged in trial.judged
        if judged.reading.name in place and isfinite(judged.found.error)
    ]


def _unit(case: Case, name: str) -> str:
    return next((one.unit for trial in case.trials for one in trial.readings if one.name == name), "")
