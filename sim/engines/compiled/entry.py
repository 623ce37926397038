"""The one entry point of the compiled engine, kept on disk under the fingerprint of all that it was compiled from.

Numba's own cache looks only at the file of the function it keeps, and would go on running old rules after an edit of
another file. So each version of the rules has a folder of its own, in the user's cache (``ORGSIM_CACHE`` names
another), and an installation that cannot be written to works as any other. Compiling takes about a minute, once; it is
said when it happens, and whoever else wants the same engine meanwhile waits for it.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any

Entry = Callable[[Any, Any, Any], None]
SOURCES = (
    *("behaviour", "engines/compiled", "engines/plan.py", "engines/trace.py", "scenario/laws.py", "world/practice.py"),
    *("world/closeness.py", "arithmetic.py", "sums.py", "randomness.py", "vocabulary.py", "log.py"),
)
"""Files and folders of sim/ whose text ends up in the machine code."""
_lock = Lock()
_entry: Entry | None = None


@cache
def fingerprint() -> str:
    """Fingerprint of the text that is compiled, and of what compiles it.

    Returns
    -------
    str
        Sixteen hexadecimal digits.
    """
    package = Path(__file__).resolve().parents[2]
    total = hashlib.sha256()
    for name in ("numba", "llvmlite", "numpy"):
        total.update(f"{name} {metadata.version(name)}\n".encode())
    total.update(f"{sys.implementation.cache_tag} {os.environ.get('NUMBA_CPU_NAME', '')}\n".encode())
    for entry in SOURCES:
        path = package / entry
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            total.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:16]


def folder() -> Path:
    """Where the compiled engine is kept; made if need be, in the temporary folder if there is no other way."""
    if "ORGSIM_CACHE" in os.environ:
        home = Path(os.environ["ORGSIM_CACHE"])
    elif sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA", Path.home())) / "orgsim"
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches" / "orgsim"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "orgsim"
    for place in (home, Path(tempfile.gettempdir()) / "orgsim"):
        found = place / f"engine-{fingerprint()}"
        try:
            found.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=found):
                return found
        except OSError:
            continue
    return Path(tempfile.mkdtemp(prefix="orgsim-"))


def entry() -> Entry:
    """The loop, ready to run: from the disk, or compiled now.

    Returns
    -------
    function of m, x and b
        See `loop.live`.
    """
    global _entry
    if _entry is None:
        with _lock:
            if _entry is None:
                _entry = _ready()
    return _entry


def is_compiled() -> bool:
    """Whether the engine is on disk already."""
    return _stamp(folder()).is_file()


def _stamp(place: Path) -> Path:
    """A file that says for which file and processor there is a compiled engine in a folder."""
    from llvmlite.binding import get_host_cpu_name

    source = Path(importlib.import_module("sim.engines.compiled.loop").__file__ or "")
    about = f"{source} {source.stat().st_mtime_ns} {get_host_cpu_name()}"
    return place / f"{hashlib.sha256(about.encode()).hexdigest()[:16]}.done"


def _ready() -> Entry:
    import numba

    from sim.engines.compiled import loop
    from sim.engines.compiled.making import ARRAYS, OPTIONS, compile_all

    config: Any = numba.config
    if config.DISABLE_JIT:
        return loop.live
    place = folder()
    before, config.CACHE_DIR = config.CACHE_DIR, str(place)
    try:
        live = numba.njit(cache=True, **OPTIONS | {"no_cpython_wrapper": False, "no_cfunc_wrapper": True})(loop.run)
    finally:
        config.CACHE_DIR = before
    with _alone(place):
        stamp = _stamp(place)
        if stamp.is_file():
            live.compile(ARRAYS)
        else:
            print("orgsim: compiling the engine, once on this machine; about a minute ...", file=sys.stderr, flush=True)
            began = time.monotonic()
            compile_all()
            live.compile(ARRAYS)
            stamp.touch()
            print(f"orgsim: compiled in {time.monotonic() - began:.0f} s.", file=sys.stderr, flush=True)
    return live


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One process at a time, where the platform can say so; elsewhere two may compile the same."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(place / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
