"""The console script, and `python -m xiangyi` for processes that start one another."""

import gc
import signal

# Ctrl-C ends the process at once and in silence until a command knows better: Python's own way
# would interrupt whatever is being imported and print where.
signal.signal(signal.SIGINT, signal.SIG_DFL)

# What is imported stays: to look for cycles among it after each 700 objects is a tenth of a start.
gc.set_threshold(10_000)

from xiangyi.cli import main  # noqa: E402  # first what holds meanwhile

if __name__ == "__main__":
    main()
