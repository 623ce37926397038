"""Logarithm, exponential and normal quantile in our own arithmetic, because the last bit of the platform's differs.

The mathematical libraries of two machines disagree in the last bit of log and exp, and so does NumPy with itself on
two processors; a simulated year would then depend on where it was run. These functions use only + - * / and square
root, comparisons, and the exact ``floor``, ``frexp`` and ``ldexp``, all of which IEEE 754 fixes to the bit. Powers are
written as products. The text may be compiled as it stands, if products and sums are not contracted.

``log`` and ``exp`` follow fdlibm (e_log.c, e_exp.c), whose notice is kept here:

    Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
    Developed at SunSoft, a Sun Microsystems, Inc. business.
    Permission to use, copy, modify, and distribute this software is freely granted,
    provided that this notice is preserved.
"""

from __future__ import annotations

import math

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
INVERSE_LN2 = 1.44269504088896338700e00
SQRT_HALF = 7.07106781186547524401e-01
LARGEST_EXPONENT = 7.09782712893383973096e02
SMALLEST_EXPONENT = -7.08396418532264078749e02


def log(x: float) -> float:
    """Natural logarithm, within one unit in the last place.

    Parameters
    ----------
    x : float
        Above 0, finite.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        Where x is 0 or below.

    Notes
    -----
    fdlibm: x = 2**k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); log(1 + f) = f - f*f/2 + s (f*f/2 + R), where
    s = f / (2 + f) and R is an even polynomial in s.
    """
    if x <= 0.0:
        raise ValueError("log needs a number above 0")
    fraction, k = math.frexp(x)
    if fraction < SQRT_HALF:
        fraction = fraction + fraction
        k = k - 1
    f = fraction - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    odd = z * (
        6.666666666666735130e-01
        + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))
    )
    half = 0.5 * f * f
    return k * LN2_HIGH - ((half - (s * (half + (odd + even)) + k * LN2_LOW)) - f)


def exp(x: float) -> float:
    """Exponential, within one unit in the last place.

    Parameters
    ----------
    x : float
        At most 709.78.

    Returns
    -------
    float
        0 where the result would be below the smallest normal number (x < -708.396), whose rounding is not portable.

    Raises
    ------
    OverflowError
        Where the result is too large for a float.

    Notes
    -----
    fdlibm: x = k log 2 + r with abs(r) <= log(2) / 2; exp(r) by a rational function of r*r.
    """
    if x > LARGEST_EXPONENT:
        raise OverflowError("exp needs a number up to 709.78")
    if x < SMALLEST_EXPONENT:
        return 0.0
    k = math.floor(x * INVERSE_LN2 + 0.5)
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (
        1.66666666666666019037e-01
        + t
        * (
            -2.77777777770155933842e-03
            + t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))
        )
    )
    return math.ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), k)


def normal_quantile(u: float) -> float:
    """Quantile of the standard normal distribution, to about 1 part in 10**15.

    Parameters
    ----------
    u : float
        Probability, strictly between 0 and 1.

    Returns
    -------
    float
        The number of standard deviations below which a share u lies.

    Raises
    ------
    ValueError
        Where u is outside (0, 1).

    Notes
    -----
    Algorithm AS 241, routine PPND16: Wichura (1988), Applied Statistics 37(3), 477-484.
    """
    if u <= 0.0 or u >= 1.0:
        raise ValueError("normal_quantile needs a number strictly between 0 and 1")
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = 2.5090809287301226727e3 * r + 3.3430575583588128105e4
        top = (top * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4
        top = (top * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3
        top = (top * r + 1.3314166789178437745e2) * r + 3.3871328727963666080e0
        bottom = 5.2264952788528545610e3 * r + 2.8729085735721942674e4
        bottom = (bottom * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4
        bottom = (bottom * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2
        bottom = (bottom * r + 4.2313330701600911252e1) * r + 1.0
        return q * top / bottom
    tail = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-log(tail))
    if r <= 5.0:
        r = r - 1.6
        top = 7.74545014278341407640e-4 * r + 2.27238449892691845833e-2
        top = (top * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0
        top = (top * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0
        top = (top * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0
        bottom = 1.05075007164441684324e-9 * r + 5.47593808499534494600e-4
        bottom = (bottom * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1
        bottom = (bottom * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0
        bottom = (bottom * r + 2.05319162663775882187e0) * r + 1.0
    else:
        r = r - 5.0
        top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5
        top = (top * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2
        top = (top * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0
        top = (top * r + 5.46378491116411436990e0) * r + 6.65790464350110377720e0
        bottom = 2.04426310338993978564e-15 * r + 1.42151175831644588870e-7
        bottom = (bottom * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4
        bottom = (bottom * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1
        bottom = (bottom * r + 5.99832206555887937690e-1) * r + 1.0
    return -top / bottom if q < 0.0 else top / bottom


def round_ticks(x: float) -> int:
    """Turn a duration into whole ticks: ``floor(x + 0.5)``.

    Parameters
    ----------
    x : float
        Duration in ticks (seconds of working time), finite.

    Returns
    -------
    int
        Halves are rounded up, also for negative numbers.
    """
    return math.floor(x + 0.5)
