"""Packages of npm that only a bench needs, kept in the user's cache."""

import os
import subprocess
from pathlib import Path

from tests.bench.figures import Missing

from xiangyi import builder

CACHE = Path.home() / ".cache" / "xiangyi-bench"
_SECONDS = 300


def node() -> Path:
    return builder.node_folder() / "bin" / "node"


def install(folder: Path, *packages: str) -> None:
    """Bring these, or what the folder's package.json names.

    Raises:
        Missing: npm could not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    home = builder.node_folder()
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node()), str(npm), "install", "--prefix", str(folder)]
    done = subprocess.run(
        [*command, "--no-audit", "--no-fund", *packages],
        cwd=folder,
        env={**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        check=False,
        timeout=_SECONDS,
    )
    if done.returncode:
        raise Missing(f"npm could not fetch {' '.join(packages) or folder.name}")
