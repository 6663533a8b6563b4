"""Writes the exact versions of everything we lean on into pyproject.toml.

uv.lock would say the same, but names the host of a package registry, so it is not committed.
`uv run python backend/constraints.py` after a dependency has changed; with `--upgrade` everything
moves to its newest version.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
BEGIN = "# Written by backend/constraints.py: the exact versions of everything, tools included.\n"
END = "# Up to here.\n"


def main() -> None:
    if "--upgrade" in sys.argv[1:]:
        write([], [])
        uv("lock", "--upgrade")
    needed = uv("export", "--all-groups", "--no-emit-project", "--no-hashes", *_BARE)
    build = "\n".join(tomllib.loads(PYPROJECT.read_text())["build-system"]["requires"])
    floor = "3.11"
    needed_to_build = uv(
        "pip", "compile", "--universal", "--python-version", floor, *_BARE, "-", typed=build
    )
    write(needed, needed_to_build)


_BARE = ("--quiet", "--no-header", "--no-annotate")


def uv(*arguments: str, typed: str | None = None) -> list[str]:
    """Run uv and return the lines it prints."""
    done = subprocess.run(  # noqa: S603  # our own arguments, no shell
        ["uv", *arguments],  # noqa: S607  # whichever uv runs us
        cwd=PYPROJECT.parent,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.splitlines()


def write(needed: list[str], needed_to_build: list[str]) -> None:
    before, _, rest = PYPROJECT.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    table = [
        "[tool.uv]\n",
        *_toml("constraint-dependencies", needed),
        *_toml("build-constraint-dependencies", needed_to_build),
    ]
    PYPROJECT.write_text(before + BEGIN + "".join(table) + END + after)


def _toml(name: str, lines: list[str]) -> list[str]:
    return [f"{name} = [\n", *(f'  "{line}",\n' for line in lines), "]\n"]


if __name__ == "__main__":
    main()
