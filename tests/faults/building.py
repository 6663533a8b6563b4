"""Builds the app of the checkout that it is told, as `xiangyi demo` does before it serves."""

import signal
import sys
from pathlib import Path

from xiangyi import builder

# A shell has what it runs in the background ignore it, and so would whatever that runs.
signal.signal(signal.SIGINT, signal.default_int_handler)
builder.build_if_needed(Path(sys.argv[1]), say=print)
