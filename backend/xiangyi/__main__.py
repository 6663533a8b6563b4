"""The console script, and `python -m xiangyi` for processes that start one another."""

import gc
import importlib
import signal
import sys
from types import ModuleType

# Ctrl-C ends the process at once and in silence until a command knows better: Python's own way
# would interrupt whatever is being imported and print where.
signal.signal(signal.SIGINT, signal.SIG_DFL)

# What is imported stays: to look for cycles among it after each 700 objects is a tenth of a start.
gc.set_threshold(10_000)


class _Later(ModuleType):
    """A module that is loaded once something of it is asked for."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(self.__name__, None)
        return getattr(importlib.import_module(self.__name__), name)


# With it Piccolo writes migrations anew, which nobody does here: a tenth of most starts.
sys.modules.setdefault("black", _Later("black"))

from xiangyi.cli import main  # noqa: E402  # first what holds meanwhile

if __name__ == "__main__":
    main()
