"""Whoever stops a build stops all of it: Node, and what Node has started."""

import os
import signal
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from tests.processes import Staying, alive, wait_until

from xiangyi import builder

pytestmark = pytest.mark.faults

#: Stands where Vite stands, and starts a process of its own as npm does.
ENDLESS = """
const { spawn } = require("node:child_process");
const { renameSync, writeFileSync } = require("node:fs");
const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
writeFileSync("unfinished", `${process.pid} ${child.pid}`);
renameSync("unfinished", "pids");
setInterval(() => {}, 1000);
"""
FAILING = "console.error('no such plugin'); process.exit(3)"


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A checkout whose build tools are there, and whose build never ends."""
    pwa = tmp_path / "pwa"
    (pwa / "node_modules" / "vite" / "bin").mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (pwa / name).write_text("{}")
    (pwa / "node_modules" / ".installed-from").write_text(sha256(b"{}").hexdigest())
    (pwa / "node_modules" / "vite" / "bin" / "vite.js").write_text(ENDLESS)
    (tmp_path / "static").mkdir()
    yield tmp_path
    for pid in filter(alive, started(tmp_path)):
        os.kill(pid, signal.SIGKILL)


def started(checkout: Path) -> list[int]:
    told_by = checkout / "pwa" / "pids"
    return [int(pid) for pid in told_by.read_text().split()] if told_by.exists() else []


def building(checkout: Path) -> Staying:
    return Staying(checkout / "output", str(checkout), module="tests.faults.building")


@pytest.mark.parametrize("told", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_builds_on_for_somebody_who_has_gone(checkout, told):
    with building(checkout) as build:
        wait_until(lambda: bool(started(checkout)), build.output)
        pids = started(checkout)
        assert all(map(alive, pids))
        build.stop(told)
        wait_until(lambda: not any(map(alive, pids)), within_s=3)


def test_a_build_that_fails_is_told_in_its_own_words(checkout):
    (checkout / "pwa" / "node_modules" / "vite" / "bin" / "vite.js").write_text(FAILING)
    with pytest.raises(builder.CannotBuild, match="no such plugin"):
        builder.build_if_needed(checkout, say=print)


def test_a_build_that_takes_too_long_is_ended(checkout, monkeypatch):
    monkeypatch.setattr(builder, "_BUILD_SECONDS", 4.0)
    with pytest.raises(builder.CannotBuild, match="took longer"):
        builder.build_if_needed(checkout, say=print)
    pids = started(checkout)
    wait_until(lambda: not any(map(alive, pids)), within_s=3)
