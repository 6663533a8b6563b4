"""Whatever is asked, the API answers as its document says, and never with a 5xx."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.divisions.makers import DOWN_TO_SHIZILI, file_of
from tests.processes import Staying, say

from xiangyi.app import openapi_document
from xiangyi.settings import Settings

pytestmark = pytest.mark.faults

#: Instants as any phone sends them, and such as are none, or lie where the calendar ends.
INSTANTS = (
    *("2026-11-26T14:30:00+08:00", "2026-11-26T06:30:00Z", "2027-03-01T01:00:00.123456Z"),
    *("2026-11-26T06:30:00", "1800-01-01T00:00:00Z", "9999-12-31T00:00:00Z"),
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
)
schemathesis.openapi.format("date-time", some.sampled_from(INSTANTS))
#: A scene has parts in parts: all corners of it took three minutes to think of, before any test
#: of any kind began. It is asked by chance, as everything is.
_BY_CHANCE = {
    "include-operation-id": "putScene",
    "phases": {"coverage": {"enabled": False}},
}
schema = schemathesis.openapi.from_dict(
    msgspec.json.decode(openapi_document(Settings())),
    config=SchemathesisConfig.from_dict({"operations": [_BY_CHANCE]}),
)


#: What answers 401 for another reason: no cookie comes along.
ANSWER_401 = ("POST /api/session/refresh", "DELETE /api/session", "GET /api/session/notices")
#: Signs out whoever asks; somebody else asks it.
SIGNS_OUT = "DELETE /api/me/devices"
ADMINISTRATOR, OTHER = "13812340126", "13812340127"


@dataclass(frozen=True)
class Served:
    """Where it listens, and two who have signed in, one of them an administrator."""

    url: str
    administrator: str
    other: str


# With a parameter, as pytest 9.2 gives all items of one function that Schemathesis parametrizes
# one id otherwise, and whoever shares tests among workers runs one of them.
@pytest.fixture(scope="module", params=["sqlite"])
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data: Path = tmp_path_factory.mktemp("any-request")
    (data / "divisions.csv").write_bytes(file_of(*DOWN_TO_SHIZILI))
    for command in (
        ["import", "divisions", f"{data}/divisions.csv", "--system=nbs", "--as-of=2025-06-30"],
        ["grant", ADMINISTRATOR, "administrator", "--division", "nbs:430000000000"],
        ["grant", ADMINISTRATOR, "supervisor", "--division", "nbs:430000000000"],
    ):
        done = say(*command, "--data", str(data))
        assert done.returncode == 0, done.stderr
    arguments = ["serve", "--port", "0", "--data", str(data)]
    with Staying(data / "output.txt", *arguments, XIANGYI_SMS_CONSOLE="true") as running:
        url = f"http://127.0.0.1:{running.port}"
        signed_in = [sign_in(running, url, phone) for phone in (ADMINISTRATOR, OTHER)]
        yield Served(url, *signed_in)
        running.stop()
        assert "crash" not in running.output


def sign_in(running: Staying, url: str, phone: str) -> str:
    """By the code that the server writes where it runs."""
    sent = httpx.post(f"{url}/api/session/codes", json={"phone": phone})
    assert sent.status_code == httpx.codes.CREATED, sent.text
    code = running.wait_for(rf"SMS {phone}: (\d{{6}})")[1]
    answer = httpx.post(f"{url}/api/session", json={"phone": phone, "code": code})
    return str(answer.json()["accessToken"])


@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_request_is_answered_as_described(case, server):
    token = server.other if case.operation.label == SIGNS_OUT else server.administrator
    answer = case.call(base_url=server.url, headers={"Authorization": f"Bearer {token}"})
    case.validate_response(
        answer,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
    if answer.status_code >= httpx.codes.BAD_REQUEST:
        assert set(msgspec.json.decode(answer.content)) == {"type", "status", "code", "facts"}
    # Some cases leave the header out on purpose.
    came_along = "Authorization" in answer.request.headers
    if came_along and case.operation.label not in {SIGNS_OUT, *ANSWER_401}:
        assert answer.status_code != httpx.codes.UNAUTHORIZED
