"""The ways to organise a department; each file of this folder that registers a function is one of them."""

from importlib import import_module
from pkgutil import iter_modules

from sim.world.architectures.registry import Design, architecture, architectures, arrange, organise

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["Design", "architecture", "architectures", "arrange", "organise"]
