"""A duration or a size is a law: a plain number, or a distribution named with its parameters.

In a scenario file ``hours = 20`` is a constant and ``hours = {law = "lognormal", mean = 20, cv = 0.5}`` a
distribution; cv is the coefficient of variation, standard deviation over mean. Validation turns both into a
:class:`LawSpec`, lowering turns that into a :class:`Law` in the unit of the simulation, and :func:`draw` looks one
value up at an address. Every law is non-negative and is evaluated by our own arithmetic, so a draw is the same
everywhere.

A law reads the uniform numbers ``occasion * 64 + j``, j = 0, 1, ... of its subject; hence a stream that draws by a law
must not also be read by :func:`sim.randomness.uniform_at` itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_serializer, model_validator

from sim.arithmetic import exp, log, normal_quantile, round_ticks
from sim.errors import nearest
from sim.randomness import uniform_at

LawName = Literal[
    "constant", "uniform", "exponential", "gamma", "hyperexponential", "lognormal", "triangular", "table", "poisson"
]
NAMES: tuple[LawName, ...] = get_args(LawName)
CONSTANT, UNIFORM, EXPONENTIAL, GAMMA, HYPEREXPONENTIAL, LOGNORMAL, TRIANGULAR, TABLE, POISSON = range(9)

# What each law needs: exactly one parameter of each group.
PARAMETERS: dict[LawName, tuple[tuple[str, ...], ...]] = {
    "constant": (("value",),),
    "uniform": (("low",), ("high",)),
    "exponential": (("mean",),),
    "gamma": (("mean",), ("cv",)),
    "hyperexponential": (("mean",), ("cv",)),
    "lognormal": (("mean", "median"), ("cv", "sigma")),
    "triangular": (("low",), ("mode",), ("high",)),
    "table": (("values",), ("weights",)),
    "poisson": (("mean",),),
}

# A Poisson number is looked for one by one from 0, so its mean is bounded.
LARGEST_POISSON_MEAN = 500.0

# Uniform numbers set aside for a draw. Only gamma takes a varying number; it needs more than the 31 attempts that fit
# with a probability below 1e-40, and then reads on.
SLOTS = 64

Size = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.0, le=1e12)]
PositiveSize = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0.0, le=1e12)]


@dataclass(frozen=True)
class Law:
    """A law in numbers, as :func:`draw` reads it.

    Attributes
    ----------
    code : int
        Place in ``NAMES``.
    a, b, c : float
        constant: value. uniform: low, high. exponential: mean. gamma: shape, scale. hyperexponential: probability of
        the first branch, means of the two branches. lognormal: median, sigma. triangular: low, mode, high.
        poisson: mean of the count, what each counts for.
        Means (but that of the count), bounds, scale and median are in the unit of the draw.
    values, weights : tuple of float
        table: the values that have a positive weight, and those weights.
    """

    code: int
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    values: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()


class LawSpec(BaseModel):
    """A law as a scenario file gives it: the type of every field that holds a duration or a size.

    Attributes
    ----------
    law : str
        One of ``NAMES``; what each takes is in ``PARAMETERS``.
    value, low, mode, high, mean, median : float or None
        In the unit of the field that the law is given for (hours, days, money), 0 to 1e12.
    cv, sigma : float or None
        Coefficient of variation; standard deviation of the logarithm. Without a unit.
    values, weights : tuple of float or None
        The values of a table, and how often each comes, in any proportion.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    law: LawName
    value: Size | None = None
    low: Size | None = None
    mode: Size | None = None
    high: Size | None = None
    mean: PositiveSize | None = None
    median: PositiveSize | None = None
    cv: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.001, le=100.0)] | None = None
    sigma: Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.001, le=10.0)] | None = None
    values: tuple[Size, ...] | None = None
    weights: tuple[Size, ...] | None = None

    @model_validator(mode="before")
    @classmethod
    def _number_is_constant(cls, given: Any) -> Any:
        if isinstance(given, (int, float)) and not isinstance(given, bool):
            return {"law": "constant", "value": given}
        if not isinstance(given, (dict, LawSpec)):
            raise ValueError(f'expected a number or a table such as {{law = "exponential", mean = 8}} (got {given!r})')
        return given

    @field_validator("law", mode="before")
    @classmethod
    def _known_name(cls, given: Any) -> Any:
        if given not in NAMES:
            raise ValueError(f"unknown law {given!r}, expected one of {', '.join(NAMES)}{nearest(given, NAMES)}")
        return given

    @model_validator(mode="after")
    def _consistent(self) -> LawSpec:
        given, groups = self.parameters(), PARAMETERS[self.law]
        wanted = " and ".join(" or ".join(group) for group in groups)
        for name in given:
            if not any(name in group for group in groups):
                raise ValueError(f'law "{self.law}" takes {wanted}, not {name}')
        for group in groups:
            found = [name for name in group if name in given]
            if len(found) != 1:
                got = "both" if found else "neither" if len(group) > 1 else "nothing"
                raise ValueError(
                    f'law "{self.law}" needs {"either " * (len(group) > 1)}{" or ".join(group)} (got {got})'
                )
        mistake = _mistake(self.law, given)
        if mistake:
            raise ValueError(f'law "{self.law}" needs {mistake}')
        return self

    @model_serializer(mode="plain")
    def _as_written(self) -> dict[str, Any]:
        return {"law": self.law, **self.parameters()}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": "number", "minimum": 0}, handler.resolve_ref_schema(handler(core))]}

    def parameters(self) -> dict[str, Any]:
        """The parameters that the file gives, by name; none that belongs to another law."""
        return {name: content for name, content in self if name != "law" and content is not None}

    def lower(self, scale: float = 1.0) -> Law:
        """Put the law into numbers, in another unit if wanted.

        Parameters
        ----------
        scale : float
            Units of the draw in one unit of the file: 3600 for hours drawn in ticks.

        Returns
        -------
        Law
        """
        given = self.__dict__
        mean, cv = (given["mean"] or 0.0) * scale, given["cv"] or 0.0
        if self.law == "constant":
            return Law(CONSTANT, given["value"] * scale)
        if self.law == "uniform":
            return Law(UNIFORM, given["low"] * scale, given["high"] * scale)
        if self.law == "exponential":
            return Law(EXPONENTIAL, mean)
        if self.law == "gamma":
            return Law(GAMMA, 1.0 / (cv * cv), mean * (cv * cv))
        if self.law == "hyperexponential":
            first = 0.5 + 0.5 * math.sqrt((cv * cv - 1.0) / (cv * cv + 1.0))
            return Law(HYPEREXPONENTIAL, first, mean / (2.0 * first), mean / (2.0 * (1.0 - first)))
        if self.law == "lognormal":
            sigma = given["sigma"] or math.sqrt(log(1.0 + cv * cv))
            median = given["median"] * scale if given["median"] else mean / exp(0.5 * sigma * sigma)
            return Law(LOGNORMAL, median, sigma)
        if self.law == "triangular":
            return Law(TRIANGULAR, given["low"] * scale, given["mode"] * scale, given["high"] * scale)
        if self.law == "poisson":
            return Law(POISSON, given["mean"], scale)
        rows = [
            (value * scale, weight) for value, weight in zip(given["values"], given["weights"], strict=True) if weight
        ]
        return Law(TABLE, values=tuple(value for value, _ in rows), weights=tuple(weight for _, weight in rows))


def _mistake(law: LawName, given: dict[str, Any]) -> str:
    """What a law needs that its parameters do not give, looked at together; empty where nothing is wrong."""
    if law == "hyperexponential" and given["cv"] <= 1.0:
        return f"cv above 1 (got {given['cv']:g})"
    if law in ("uniform", "triangular") and given["low"] >= given["high"]:
        return f"low below high (got low {given['low']:g}, high {given['high']:g})"
    if law == "triangular" and not given["low"] <= given["mode"] <= given["high"]:
        return f"mode from low to high (got low {given['low']:g}, mode {given['mode']:g}, high {given['high']:g})"
    if law == "table" and len(given["values"]) != len(given["weights"]):
        return f"one weight for each value (got {len(given['values'])} values, {len(given['weights'])} weights)"
    if law == "table" and not sum(given["weights"]) > 0.0:
        return "at least one weight above 0"
    if law == "poisson" and given["mean"] > LARGEST_POISSON_MEAN:
        return f"mean up to {LARGEST_POISSON_MEAN:g} (got {given['mean']:g})"
    return ""


def mean(law: Law) -> float:
    """Expected value of a law.

    Parameters
    ----------
    law : Law

    Returns
    -------
    float
        In the unit of the draw.
    """
    if law.code == UNIFORM:
        return (law.a + law.b) / 2.0
    if law.code in (GAMMA, POISSON):
        return law.a * law.b
    if law.code == HYPEREXPONENTIAL:
        return law.a * law.b + (1.0 - law.a) * law.c
    if law.code == LOGNORMAL:
        return law.a * exp(0.5 * law.b * law.b)
    if law.code == TRIANGULAR:
        return (law.a + law.b + law.c) / 3.0
    if law.code == TABLE:
        total = weights = 0.0  # added one by one: the built-in sum rounds differently from Python 3.12 on
        for value, weight in zip(law.values, law.weights, strict=True):
            total, weights = total + value * weight, weights + weight
        return total / weights
    return law.a


def draw(law: Law, key: int, subject: int, occasion: int) -> float:
    """Draw from a law at an address.

    Parameters
    ----------
    law : Law
    key : int
        From :func:`sim.randomness.key`.
    subject, occasion : int
        See :func:`sim.randomness.uniform_at`.

    Returns
    -------
    float
        0 or more, in the unit of the law. A constant reads no random number.
    """
    numbers = (law.a, law.b, law.c, *law.values, *law.weights) if law.values else (law.a, law.b, law.c)
    return draw_row(law.code, numbers, 0, len(law.values), key, subject, occasion)


def draw_ticks(law: Law, key: int, subject: int, occasion: int) -> int:
    """Draw a duration in whole ticks, at least 0.

    Parameters
    ----------
    law : Law
        In ticks: lowered with 3600 where the file gives hours.
    key, subject, occasion : int
        See :func:`draw`.

    Returns
    -------
    int
    """
    return max(0, round_ticks(draw(law, key, subject, occasion)))


def draw_row(
    code: int, numbers: Sequence[float], first: int, count: int, key: int, subject: int, occasion: int
) -> float:
    """Draw from a law whose numbers stand in a table of laws; text that may also be compiled.

    Parameters
    ----------
    code : int
        Place in ``NAMES``.
    numbers : sequence of float
        From ``first`` on: a, b, c, then the values of a table and their weights, so many each; see :class:`Law`.
    first, count : int
    key, subject, occasion : int
        See :func:`draw`.

    Returns
    -------
    float
        0 or more.

    Notes
    -----
    Inversion, except gamma: Marsaglia and Tsang (2000), "A simple method for generating gamma variables", ACM
    Transactions on Mathematical Software 26(3), 363-372. Hyperexponential: two branches with balanced means.
    """
    a, b, c = numbers[first], numbers[first + 1], numbers[first + 2]
    if code == CONSTANT:
        return a
    slot = occasion * SLOTS
    if code == GAMMA:
        return _gamma(a, b, key, subject, slot)
    u = uniform_at(key, subject, slot)
    if code == UNIFORM:
        return a + (b - a) * u
    if code == EXPONENTIAL:
        return -a * log(u)
    if code == HYPEREXPONENTIAL:
        return -(b if u < a else c) * log(uniform_at(key, subject, slot + 1))
    if code == LOGNORMAL:
        return a * exp(b * normal_quantile(u))
    if code == TRIANGULAR:
        if u * (c - a) < b - a:
            return a + math.sqrt(u * (c - a) * (b - a))
        return c - math.sqrt((1.0 - u) * (c - a) * (c - b))
    if code == POISSON:
        return b * _count(a, u)
    return _from_table(numbers, first + 3, count, u)


def _gamma(shape: float, scale: float, key: int, subject: int, slot: int) -> float:
    """Gamma by rejection; a shape below 1 is raised by 1 and the draw multiplied by u**(1/shape)."""
    factor = scale
    if shape < 1.0:
        factor = scale * exp(log(uniform_at(key, subject, slot)) / shape)
        shape = shape + 1.0
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal_quantile(uniform_at(key, subject, slot + 1))
        u = uniform_at(key, subject, slot + 2)
        v = 1.0 + c * x
        if v > 0.0:
            v = v * v * v
            if log(u) < 0.5 * x * x + d * (1.0 - v + log(v)):
                return factor * d * v
        slot = slot + 2


def _count(average: float, u: float) -> float:
    """The Poisson number at which the summed probabilities pass u; the search ends where they do not grow any more."""
    count = 0.0
    chance = exp(-average)
    reached = chance
    while u >= reached and (count < average or chance > 1e-17):
        count = count + 1.0
        chance = chance * average / count
        reached = reached + chance
    return count


def _from_table(numbers: Sequence[float], first: int, count: int, u: float) -> float:
    """The value in whose part of the summed weights the number u falls; `count` values, then their positive weights."""
    weights = first + count
    total = 0.0
    for row in range(count):
        total = total + numbers[weights + row]
    target = u * total
    reached = 0.0
    for row in range(count):
        reached = reached + numbers[weights + row]
        if target < reached:
            return numbers[first + row]
    return numbers[first + count - 1]
