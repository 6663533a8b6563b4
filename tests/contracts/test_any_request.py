"""Whatever is asked, the API answers as its document says, and never with a 5xx."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.processes import Staying

from xiangyi.app import openapi_document
from xiangyi.settings import Settings

pytestmark = pytest.mark.faults

schema = schemathesis.openapi.from_dict(msgspec.json.decode(openapi_document(Settings())))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data: Path = tmp_path_factory.mktemp("any-request")
    (data / "divisions.csv").write_text(
        "code,name,level,parent\n430000000000,湖南省,province,\n430100000000,长沙市,city,430000000000\n"
    )
    arguments = ["serve", "--port", "0", "--data", str(data)]
    with Staying(data / "output.txt", *arguments) as running:
        yield f"http://127.0.0.1:{running.port}"
        running.stop()
        assert "crash" not in running.output


@schema.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_request_is_answered_as_described(case, server):
    answer = case.call(base_url=server)
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
