"""What a table of times must say of the machine: how many cores, how busy they were, and with which versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform


def machine(*packages: str) -> str:
    """One line for the top of a table."""
    versions = [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in packages)]
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
    return f"{os.cpu_count()} cores, {load} before; {', '.join(versions)}"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
