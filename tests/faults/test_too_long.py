"""A query that is far too long is refused, and whoever asks next is answered."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.processes import Staying, connect

pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder: Path = tmp_path_factory.mktemp("too-long")
    arguments = ["serve", "--port", "0", "--data", str(folder / "data")]
    with Staying(folder / "output", *arguments) as server:
        yield server.port


def ask(port: int, target: bytes) -> tuple[bytes, bytes]:
    """The head and the body of the answer, however early it comes."""
    with connect(port) as connection:
        # A server that has refused need not listen to the rest.
        with suppress(ConnectionError):
            connection.sendall(
                b"GET %b HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n" % target
            )
        answer = b""
        with suppress(ConnectionError):
            while part := connection.recv(65536):
                answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


@pytest.mark.parametrize("length", [4097, 65_000])
@pytest.mark.parametrize("path", [b"/", b"/api/divisions", b"/packs/index.json"])
def test_up_to_the_parsers_own_limit_the_refusal_is_a_problem(port, path, length):
    head, body = ask(port, path + b"?" + b"x" * length)
    assert head.startswith(b"HTTP/1.1 414 ")
    assert b"content-security-policy" in head
    assert json.loads(body)["code"] == "query_too_long"


@pytest.mark.parametrize("length", [66_000, 300_000, 1_000_000])
def test_beyond_it_the_parser_refuses_and_goes_on_answering_others(port, length):
    head, body = ask(port, b"/api/divisions?q=" + b"x" * length)
    assert head.split(b" ")[1] in {b"414", b"431"}
    assert b"connection: close" in head
    assert body == b""
    head, body = ask(port, b"/health")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert json.loads(body)["status"] == "ok"
