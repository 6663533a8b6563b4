"""The exact versions in pyproject.toml are those that everything was tested with."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PYPROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
STALE = "run `uv run python backend/constraints.py`"


@pytest.fixture(scope="module")
def pinned() -> dict[str, str]:
    """By name, those that hold on this machine."""
    lines = PYPROJECT["tool"]["uv"]["constraint-dependencies"]
    requirements = [Requirement(line) for line in lines]
    for one in requirements:
        assert re.fullmatch(r"==[^*,]+", str(one.specifier)), f"{one} is not exact"
    return {
        plain(one.name): str(one.specifier).removeprefix("==")
        for one in requirements
        if one.marker is None or one.marker.evaluate()
    }


def test_what_is_installed_is_what_is_pinned(pinned):
    installed = {name: found for name in pinned if (found := version_of(name))}
    assert installed == {name: pinned[name] for name in installed}, STALE
    assert len(installed) > 50


def test_all_that_we_lean_on_is_pinned(pinned):
    """Ours, what those lean on, and so on; as far as this machine needs it."""
    project = PYPROJECT["project"]["dependencies"]
    waiting = [Requirement(line) for line in [*project, *PYPROJECT["dependency-groups"]["dev"]]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        one = waiting.pop()
        key = plain(one.name), frozenset(one.extras)
        if key in seen or not holds(one, ""):
            continue
        seen.add(key)
        assert key[0] in pinned, f"{one.name} is not pinned: {STALE}"
        waiting += [
            needed
            for line in distribution(one.name).requires or []
            if any(holds(needed := Requirement(line), extra) for extra in ("", *one.extras))
        ]
    assert {name for name, _ in seen} <= pinned.keys()


def test_what_builds_us_is_pinned_too():
    lines = PYPROJECT["tool"]["uv"]["build-constraint-dependencies"]
    names = {plain(Requirement(line).name) for line in lines}
    needed = {plain(Requirement(line).name) for line in PYPROJECT["build-system"]["requires"]}
    assert needed <= names, STALE


def holds(one: Requirement, extra: str) -> bool:
    return one.marker is None or one.marker.evaluate({"extra": extra})


def version_of(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
