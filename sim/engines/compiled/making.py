"""How plain text becomes machine code: rules are compiled as they stand, engine functions by one decorator.

Rules never import a compiler; they are registered (`behaviour.registry`) or stand in files of pure arithmetic, and are
made compilable here. Only one thing has two readings: a 64-bit word, which is a masked integer in plain Python and an
unsigned machine word when compiled. With ``NUMBA_DISABLE_JIT=1`` everything below runs as plain Python.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

import numpy as np
from numba import njit, types
from numba.extending import overload, register_jitable
from numba.np.numpy_support import from_dtype
from numpy.typing import NDArray

from sim import arithmetic, randomness
from sim import behaviour as folder
from sim.behaviour import decisions
from sim.behaviour.registry import RULES
from sim.engines import trace
from sim.engines.compiled.numbers import RECORD
from sim.scenario import laws

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Function = TypeVar("Function", bound=Callable[..., Any])

SIGN = 1 << 63
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
    "_nrt": False,  # nothing is allocated, so nothing need be counted
}
_pointer: Any = types.CPointer
POINTERS = (_pointer(types.int64), _pointer(types.float64))
"""The memory as functions get it: one word, and no question whether an index is negative."""
KERNELS: list[Any] = []
"""Every function of the compiled engine, callees before callers (as they are imported)."""


def kernel(function: Function) -> Function:
    """A function of the compiled engine; its annotations say the types it is compiled for."""
    compiled: Function = njit(**OPTIONS)(function)
    KERNELS.append(compiled)
    return compiled


def small(function: Function) -> Function:
    """A function that is copied to where it is called, because it is small, or called often from one or two places."""
    compiled: Function = njit(forceinline=True, **OPTIONS)(function)
    KERNELS.append(compiled)
    return compiled


def compile_all() -> None:
    """Compile every function once, for the types that its annotations say, after those that it calls.

    Left to itself Numba would compile a function again for each constant that it is called with.
    """
    seen: set[int] = set()
    for function in KERNELS:
        _compile(function, seen)


def signature(function: Any) -> tuple[Any, ...]:
    """Types of a function's arguments, from its annotations."""
    kinds = {
        "Ints": POINTERS[0],
        "Floats": POINTERS[1],
        "Any": from_dtype(RECORD),
        "int": types.int64,
        "float": types.float64,
        "bool": types.boolean,
    }
    return tuple(kinds[word] for name, word in function.py_func.__annotations__.items() if name != "return")


ARRAYS = (types.Array(types.int64, 1, "C"), types.Array(types.float64, 1, "C"), from_dtype(RECORD))
"""Types of the arguments of the entry."""


def _compile(function: Any, seen: set[int]) -> None:
    if id(function) in seen:
        return
    seen.add(id(function))
    names = function.py_func.__code__.co_names
    for name in names:
        known = function.py_func.__globals__.get(name)
        for callee in [known, *(getattr(known, other, None) for other in names if isinstance(known, ModuleType))]:
            if any(callee is one for one in KERNELS):
                _compile(callee, seen)
    function.compile(signature(function))
    function.disable_compile()


def as_word(number: int) -> int:
    """A stored integer as a 64-bit word."""
    return randomness.word(int(number))


def as_stored(word: int) -> int:
    """A 64-bit word as an integer that can be stored."""
    return word - 2 * SIGN if word >= SIGN else word


# An overload gives, for types of arguments, the text to compile.
overload(randomness.word)(lambda n: lambda n: np.uint64(n))
overload(as_word)(lambda number: lambda number: np.uint64(number))
overload(as_stored)(lambda word: lambda word: np.int64(word))

for _module in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
    importlib.import_module(_module.name)  # a rule is known once its file is read

PLAIN: tuple[Callable[..., Any], ...] = (
    *RULES.values(),
    *decisions.POINTS,
    *(arithmetic.log, arithmetic.exp, arithmetic.normal_quantile, arithmetic.round_ticks),
    *(randomness.mix, randomness.entry, randomness.uniform_at),
    *(laws.draw_row, laws._gamma, laws._count, laws._from_table),
    *(trace.packed, trace.after_moment),
)
"""Plain functions that the compiled engine calls."""
LARGE = (laws.draw_row, laws._gamma, laws._count, laws._from_table, arithmetic.exp, arithmetic.normal_quantile)
"""Those that are too large to be copied to wherever they are called."""

for _function in PLAIN:
    register_jitable(_nrt=False, error_model="numpy", forceinline=_function not in LARGE)(_function)
