"""Style belongs to people: it drifts with every asset and is pulled together by closeness and by signatures.

A brand is consistent when those who make its assets stay alike (items 9, 48, 61). One number stands for a style; a
drift that is independent from asset to asset is an assumption.
"""

from __future__ import annotations

from sim.behaviour.registry import rule


@rule
def drifted(style: float, drift: float, normal: float) -> float:
    """Style after one more asset; `normal` is the year's standard normal draw."""
    return style + drift * normal


@rule
def pulled(style: float, towards: float, share: float) -> float:
    """Style after being pulled a share of the way towards another."""
    return style + share * (towards - style)


@rule
def in_millionths(x: float) -> int:
    """A signed number in whole millionths, rounded half up."""
    scaled = x * 1000000.0 + 0.5
    whole = int(scaled)
    return whole - 1 if whole > scaled else whole
