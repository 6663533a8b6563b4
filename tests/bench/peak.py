"""Runs a command; says how many seconds it took, and megabytes at the most, on standard output.

A process of its own, because a peak is handed down: Linux counts for a child what its parent had
in memory when it started it, and a bench has more than an import.
"""

import os
import subprocess
import sys
import time

began = time.monotonic()
started = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_, status, used = os.wait4(started.pid, 0)
started.returncode = os.waitstatus_to_exitcode(status)
print(time.monotonic() - began, used.ru_maxrss / 1024)  # noqa: T201  # its answer
sys.exit(started.returncode)
