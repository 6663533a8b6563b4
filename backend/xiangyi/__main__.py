"""The console script, and `python -m xiangyi` for processes that start one another."""

import signal

# Ctrl-C ends the process at once and in silence until a command knows better: Python's own way
# would interrupt whatever is being imported and print where.
signal.signal(signal.SIGINT, signal.SIG_DFL)

from xiangyi.cli import main  # noqa: E402  # the signal first

if __name__ == "__main__":
    main()
