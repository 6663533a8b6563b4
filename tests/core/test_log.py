"""What is written down of a request and of a crash, and what is not."""

import asyncio
import json
import logging
from contextlib import redirect_stderr
from io import StringIO

import pytest
import structlog
from httpx import ASGITransport, AsyncClient
from litestar import Litestar, get
from litestar.params import FromPath
from tests.doors import no_picture

from xiangyi.core import log, problems
from xiangyi.core.files import BuiltApp, Packs
from xiangyi.core.front import Front
from xiangyi.core.headers import security_headers

SECRET = "13800138000"


@get("/api/crash/{person:str}")
async def crash(person: FromPath[str]) -> None:
    raise RuntimeError("the engine fell out")


@get("/api/fine/{person:str}")
async def fine(person: FromPath[str]) -> str:
    return "fine"


class BrokenPacks(Packs):
    """A disk that has gone away."""

    def find(self, _):
        raise OSError("the disk is gone")


@pytest.fixture
async def caller(tmp_path):
    api = Litestar([crash, fine], exception_handlers=problems.HANDLERS, logging_config=None)
    common = security_headers()
    front = Front(
        api, BuiltApp(tmp_path, common), BrokenPacks(tmp_path, common), no_picture, common
    )
    transport = ASGITransport(front, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://x.test") as client:
        yield client


@pytest.fixture
def lines():
    """What has been written, as a collector of logs reads it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, structlog.get_config()
    with redirect_stderr(StringIO()) as written:
        log.configure("info")
    # The import linter, which runs in this process too, switches off the loggers it finds.
    logging.getLogger("asyncio").disabled = False
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:], root.level = before[:2]
    structlog.configure(**before[2])


@pytest.mark.parametrize("path", [f"/api/crash/{SECRET}?q={SECRET}", f"/packs/{SECRET}.json"])
async def test_a_crash_is_a_problem_that_tells_the_caller_nothing(caller, lines, path):
    answer = await caller.get(path)
    assert answer.headers["content-type"] == problems.MEDIA_TYPE
    assert answer.json() == {
        "type": "/problems/internal_server_error",
        "status": 500,
        "code": "internal_server_error",
        "facts": {},
    }
    assert "x-content-type-options" in answer.headers

    told = next(line for line in lines() if line["event"] == "crash")
    assert "Traceback" in told["exception"]
    assert SECRET not in json.dumps(told)


async def test_a_request_is_one_line_without_who_where_and_what_for(caller, lines):
    await caller.get(f"/api/fine/{SECRET}?near={SECRET}", headers={"x-forwarded-for": "192.0.2.7"})
    (line,) = lines()
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/fine/{person}", 200)
    assert line["ms"] >= 0
    assert set(line) == {"event", "level", "timestamp", "method", "route", "status", "ms"}


async def test_a_request_for_nothing_is_told_without_its_path(caller, lines):
    await caller.get(f"/api/{SECRET}")
    (line,) = lines()
    assert (line["route"], line["status"]) == ("?", 404)


async def test_files_are_sent_without_a_word(caller, lines):
    await caller.get("/")
    await caller.get("/assets/none.js")
    assert lines() == []


async def test_a_task_that_dies_unheard_is_told_as_well(lines):
    asyncio.get_running_loop().default_exception_handler(
        {"message": "task died", "exception": RuntimeError("unheard")}
    )
    # Of whatever else may have died around it, ours is told.
    told = [line for line in lines() if "unheard" in line.get("exception", "")]
    assert [line["level"] for line in told] == ["error"]
