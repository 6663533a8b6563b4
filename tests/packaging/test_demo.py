"""One command shows a whole province: from the checkout, from a wheel, again, with no network."""

import json
import re
import ssl
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
import trustme
from tests.processes import Staying, environment

from xiangyi import builder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def get(url: str, **how) -> bytes:
    with urlopen(url, timeout=10, **how) as answer:  # noqa: S310  # loopback
        return answer.read()


def index_of(port: int) -> dict[str, object]:
    return json.loads(get(f"http://localhost:{port}/packs/index.json"))


def test_it_shows_a_thousand_stations_and_loads_nothing_twice(tmp_path):
    builder.build_if_needed(ROOT, say=print)
    arguments = ["demo", "--port", "0", "--data", str(tmp_path / "data")]
    with Staying(tmp_path / "first", *arguments) as first:
        index = index_of(first.port)
        assert sum(pack["count"] for pack in index["packs"]) == 1000
        assert len(index["packs"]) == 14
        assert index["demo"] is True
        page = get(f"http://localhost:{first.port}/").decode()
        assert "湘驿" in page
        first.stop()
    with Staying(tmp_path / "second", *arguments) as second:
        assert index_of(second.port) == index
        assert "Inventing" not in second.output
        assert "go round" not in second.output
        cast = get(f"http://localhost:{second.port}/api/demo/cast")
        assert len(json.loads(cast)["items"]) == 12
        second.stop()
    serving = ["serve", "--port", "0", "--data", str(tmp_path / "data")]
    with Staying(tmp_path / "third", *serving) as third:
        assert get(f"http://localhost:{third.port}/api/demo/cast") == cast
        third.stop()


def test_it_needs_no_network_the_second_time(tmp_path):
    """Everything is fetched and built by now; uv is told that there is no network."""
    arguments = ["run", "--offline", "xiangyi", "version"]
    done = subprocess.run(
        ["uv", *arguments], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert builder.build_if_needed(ROOT, say=lambda said: pytest.fail(str(said)))


def test_a_certificate_makes_it_https(tmp_path):
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    issued.private_key_pem.write_to_path(cert.with_name("key.pem"))
    for part in issued.cert_chain_pems:
        part.write_to_path(cert, append=True)
    arguments = ["serve", "--port", "0", "--data", str(tmp_path / "data")]
    with Staying(tmp_path / "out", *arguments, "--cert", str(cert), "--key", str(key)) as server:
        assert f"https://localhost:{server.port}\n" in server.output
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        body = get(f"https://localhost:{server.port}/health", context=trusting)
        assert json.loads(body)["status"] == "ok"
        server.stop()


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The Python of an empty environment into which our wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    _uv("build", "--wheel", "--out-dir", str(folder / "dist"), str(ROOT))
    [wheel] = (folder / "dist").glob("*.whl")
    _uv("venv", "--python", sys.executable, str(folder / "venv"))
    python = folder / "venv" / "bin" / "python"
    _uv("pip", "install", "--python", str(python), str(wheel))
    return python


def test_a_wheel_carries_the_app(installed, tmp_path):
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share")}
    arguments = ["demo", "--port", "0"]
    with Staying(tmp_path / "out", *arguments, python=installed, **home) as server:
        page = get(f"http://localhost:{server.port}/").decode()
        script = re.search(r'src="(/assets/[^"]+\.js)"', page)
        assert script, page
        assert len(get(f"http://localhost:{server.port}{script[1]}")) > 10_000
        assert sum(pack["count"] for pack in index_of(server.port)["packs"]) == 1000
        server.stop()
    assert (tmp_path / "share" / "xiangyi" / "xiangyi.sqlite").is_file()


def _uv(*arguments: str) -> None:
    done = subprocess.run(
        ["uv", *arguments], env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
