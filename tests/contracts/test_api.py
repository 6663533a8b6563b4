"""The API's description: complete enough to write a client from."""

import importlib
import json
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from http import HTTPStatus
from uuid import uuid4

import pytest
from tests.people import signed_in

import xiangyi
from xiangyi.app import create_api, openapi_document
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import MEDIA_TYPE
from xiangyi.settings import Settings

#: What Litestar and the door say by themselves.
GIVEN = {status.name.lower() for status in HTTPStatus} | {"query_too_long"}


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    return json.loads(openapi_document(Settings()))


def operations(document) -> Iterator[tuple[str, dict[str, object]]]:
    for path, item in document["paths"].items():
        for method in {"get", "put", "post", "patch", "delete"} & item.keys():
            yield f"{method.upper()} {path}", item[method]


def test_it_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")


def test_every_operation_can_be_called_by_name(document):
    names = [operation.get("operationId", name) for name, operation in operations(document)]
    assert [name for name in names if not re.fullmatch(r"[a-z][A-Za-z]+", name)] == []
    assert len(names) == len(set(names))


def test_what_is_done_with_a_voucher_has_the_names_that_others_call_it_by(document):
    named = {one.get("operationId"): name for name, one in operations(document)}
    told = [named[id_] for id_ in ("issueVoucher", "cancelVoucher", "lockVoucher", "useVoucher")]
    assert told == [
        "PUT /api/vouchers/{voucher_id}",
        "PUT /api/vouchers/{voucher_id}/cancellation",
        "PUT /api/counter/locks/{lock_id}",
        "PUT /api/counter/locks/{lock_id}/use",
    ]


@pytest.mark.parametrize("field", ["tags", "description", "responses"])
def test_every_operation_says_(document, field):
    assert [name for name, operation in operations(document) if not operation.get(field)] == []


def test_an_operation_is_for_those_who_have_signed_in_unless_it_says_for_anybody(document):
    """What an operation does not say of itself, the document says of it (OpenAPI 3.1, 4.8.1)."""
    assert document["security"] == [{"bearer": []}]
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    said = [one["security"] for _, one in operations(document) if "security" in one]
    assert said
    assert [one for one in said if one != [{}]] == []


def test_only_what_anybody_may_call_never_answers_that_one_has_to_sign_in(document):
    """But to a clerk, whose words would otherwise be taken for nobody's."""
    for name, operation in operations(document):
        refused = operation["responses"].get("401", {}).get("description", "")
        for_another = "X-Acting-For" in [one["name"] for one in operation.get("parameters", [])]
        needed = "security" not in operation or for_another
        assert ("sign_in_needed" in refused) == needed, name


def test_every_refusal_that_is_described_is_a_problem(document):
    for name, operation in operations(document):
        refusals = {code: told for code, told in operation["responses"].items() if code >= "400"}
        assert refusals, f"{name} tells of no refusal"
        for code, told in refusals.items():
            assert list(told.get("content", {})) == [MEDIA_TYPE], f"{name} {code}"


def test_every_refusal_that_is_described_is_known(document):
    known = {kind.code for kind in kinds_of_refusal()} | GIVEN
    for name, operation in operations(document):
        for code, told in operation["responses"].items():
            if code >= "400":
                assert set(told["description"].split(", ")) <= known, f"{name} {code}"


def test_a_refusal_code_means_one_thing():
    meanings = defaultdict(list)
    for kind in kinds_of_refusal():
        if "code" in vars(kind):
            meanings[kind.code].append(kind.__qualname__)
    assert {code: kinds for code, kinds in meanings.items() if len(kinds) > 1} == {}
    assert meanings.keys() & GIVEN == set()


def test_a_refusal_that_is_raised_has_a_code_and_a_status():
    for kind in kinds_of_refusal():
        if kind.__module__ != "xiangyi.core.errors":
            assert "code" in vars(kind), kind
            assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", kind.code), kind
            assert 400 <= kind.status_code < 600, kind


def test_the_command_describes_what_the_server_describes(document, settings):
    served = create_api(settings).openapi_schema.to_schema()
    assert json.loads(json.dumps(served, default=str)) == document


async def test_no_operation_passes_over_a_parameter_that_it_does_not_know(api, document, clock):
    somebody = await signed_in("13812340126", now=clock())
    paths = [path for path, item in document["paths"].items() if "get" in item]
    assert "/api/stations" in paths
    for path in paths:
        called = re.sub(r"\{.*?_id\}", str(uuid4()), path)
        called = re.sub(r"\{.*?\}", "1", called)
        params = {"openow": "true", "near": "112,28", "near2": ""}
        answer = await api.get(called, params=params, headers=somebody.headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), path
        named = {field["name"] for field in answer.json()["facts"]["fields"]}
        assert {"openow", "near2"} <= named, path


@pytest.mark.parametrize(
    "path", ["/schema/", "/schema/swagger", "/schema/redoc", "/schema/elements"]
)
async def test_no_page_loads_documentation_from_elsewhere(api, path):
    answer = await api.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def kinds_of_refusal() -> list[type[Refusal]]:
    for module in pkgutil.walk_packages(xiangyi.__path__, "xiangyi."):
        if module.name != "xiangyi.__main__":
            importlib.import_module(module.name)

    def below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
        for sub in kind.__subclasses__():
            yield sub
            yield from below(sub)

    return sorted(
        (kind for kind in set(below(Refusal)) if kind.__module__.startswith("xiangyi.")),
        key=lambda kind: kind.__qualname__,
    )
