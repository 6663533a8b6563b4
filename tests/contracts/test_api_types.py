"""The app's types are those of the API that it speaks to."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from xiangyi import builder
from xiangyi.app import openapi_document
from xiangyi.settings import Settings

PWA = Path(__file__).parents[2] / "pwa"
COMMITTED = PWA / "src" / "api" / "schema.d.ts"


@pytest.fixture
def generator() -> list[str]:
    try:
        node = builder.install_tools(PWA, say=print)
    except builder.CannotBuild as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"the app's tools are missing: {error}")
    return [str(node / "bin" / "node"), str(PWA / "node_modules/openapi-typescript/bin/cli.js")]


def test_the_apps_types_are_of_this_api(generator, tmp_path):
    """Where it fails: copy the file that it names over pwa/src/api/schema.d.ts."""
    document, fresh = tmp_path / "openapi.json", tmp_path / "schema.d.ts"
    document.write_bytes(openapi_document(Settings()))
    subprocess.run([*generator, str(document), "-o", str(fresh)], check=True, capture_output=True)
    assert fresh.read_text() == COMMITTED.read_text(), f"stale: cp {fresh} {COMMITTED}"


def test_the_document_is_openapi_3_1():
    assert json.loads(openapi_document(Settings()))["openapi"].startswith("3.1.")
