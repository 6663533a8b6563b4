"""`xiangyi bench [NAME…] [--json FILE]`: measure ourselves beside our peers on this machine.

uv run --group bench xiangyi bench
uv run --group bench xiangyi bench P4 P5 --json figures.json
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

# Before any import of ours: Piccolo reads its settings at the first one, and the wheel
# that carries PostgreSQL warns where its run folder is missing.
_HOME = Path(tempfile.mkdtemp(prefix="xiangyi-bench-"))
os.environ["PICCOLO_CONF"] = "xiangyi.piccolo_conf"
os.environ["XDG_RUNTIME_DIR"] = str(_HOME)
for name in [name for name in os.environ if name.startswith("XIANGYI_")]:
    del os.environ[name]
os.environ["XIANGYI_DATA"] = str(_HOME)

from tests.bench.run import NAMES, run


def main() -> None:
    parser = argparse.ArgumentParser(prog="xiangyi bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    wanted = [name.upper() for name in asked.names] or list(NAMES)
    if unknown := [name for name in wanted if name not in NAMES]:
        sys.exit(f"xiangyi bench: {unknown[0]} is none of {', '.join(NAMES)}")
    try:
        run(wanted, asked.json, _HOME)
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
