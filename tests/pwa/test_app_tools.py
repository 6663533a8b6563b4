"""The app's own checks, run by the Node that a wheel brings."""

import os
import subprocess
from pathlib import Path

import pytest

from xiangyi import builder

PWA = Path(__file__).parents[2] / "pwa"
TOOLS = {
    "its unit tests": ["vitest/vitest.mjs", "run"],
    "its types, on every screen": ["svelte-check/bin/svelte-check", "--fail-on-warnings"],
    "the worker's types": ["typescript/bin/tsc", "-p", "src/worker"],
    "the tools' types": ["typescript/bin/tsc", "-p", "tsconfig.tools.json"],
    "its style": ["@biomejs/biome/bin/biome", "check", "."],
}


@pytest.fixture(scope="module")
def node() -> Path:
    try:
        return builder.install_tools(PWA, say=print) / "bin"
    except builder.CannotBuild as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the app's tools are missing, and npm could not fetch them: {error}")


@pytest.mark.parametrize("what", TOOLS)
def test_the_app_passes(what, node):
    script, *arguments = TOOLS[what]
    done = subprocess.run(
        [str(node / "node"), str(PWA / "node_modules" / script), *arguments],
        cwd=PWA,
        env={**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}", "CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
