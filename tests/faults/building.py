"""Builds the app of the checkout that it is told, as `xiangyi demo` does before it serves."""

import sys
from pathlib import Path

from xiangyi import builder

builder.build_if_needed(Path(sys.argv[1]), say=print)
