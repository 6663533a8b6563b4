"""Every operation x everybody of the cast: who gets through, and what the others are told.

A new operation needs a row in `who_may.TABLE`, or a test here fails and names it, also one that
the OpenAPI document leaves out. A row has the method and the path as the document writes them,
and those who may: `PEOPLE` for anybody (the operation then says `security=PUBLIC`), `SIGNED_IN`
for whoever has signed in, or names out of `people.PEOPLE`. Whoever may not is answered 403
(`others` for something else), nobody 401.

    Row("PUT /api/kept/{kept_id}", ("clerk",), path={"kept_id": fresh}, body={"name": "王大爷"})

What must be there first, or be new for each who asks, is a function of the `World`: `path` and
`body` take such functions too (`granted`, `member`). Two rows may speak of one operation. What
those who may are answered is 200, or `answer`; a refusal serves where success is tested elsewhere.
"""

import json
import re
from itertools import product

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from tests.contracts.test_api import operations
from tests.contracts.who_may import TABLE, Row
from tests.people import PEOPLE, World, cast, ground

from xiangyi.app import create_api, openapi_document
from xiangyi.core.asking import SCOPES
from xiangyi.core.problems import PUBLIC
from xiangyi.features.identity.guards import is_public
from xiangyi.settings import Settings

PROTECTED = [row for row in TABLE if not row.is_public]


@pytest.fixture(scope="module")
def document():
    return json.loads(openapi_document(Settings()))


@pytest.fixture
async def world(api, clock):
    await ground()
    return World(await cast(now=clock()), clock())


async def ask(api, row: Row, world: World, person: str, **instead):
    world.person = world.people.get(person)
    parts = {name: await made(world) if callable(made) else made for name, made in row.path.items()}
    method, _, path = row.operation.partition(" ")
    body = await row.body(world) if callable(row.body) else row.body
    how = {"params": row.query, "headers": world.person.headers if world.person else {}}
    how |= {"json": body} if body is not None else {}
    return await api.request(method, path.format(**parts), **(how | instead))


def called() -> dict[str, HTTPRouteHandler]:
    """Whatever answers, whether the document tells of it or not."""
    routes = create_api(Settings()).routes
    assert all(isinstance(route, HTTPRoute) for route in routes), "the guard is for HTTP alone"
    return {
        f"{method} {route.path_format}": handler
        for route in routes
        for handler in route.route_handlers
        for method in handler.http_methods - {"OPTIONS"}
    }


def test_every_operation_is_in_the_table_and_nothing_else():
    assert {row.operation for row in TABLE} == called().keys()


def test_an_operation_is_public_where_the_table_says_so(document):
    public = {row.operation for row in TABLE if row.is_public}
    assert public == {name for name, handler in called().items() if is_public(handler)}
    said = {name for name, one in operations(document) if one.get("security") == PUBLIC}
    assert said == public & {name for name, _ in operations(document)}


def test_the_document_tells_of_every_operation_but_of_its_own(document):
    untold = called().keys() - {name for name, _ in operations(document)}
    assert untold == {"GET /schema", "GET /schema/openapi.json", "GET /schema/{path}"}


def test_the_cast_has_everybody_who_holds_a_role():
    assert set(SCOPES) <= set(PEOPLE)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.operation)
async def test_it_answers_everybody_as_the_table_says(api, world, row):
    told, codes = {}, {}
    for person in PEOPLE:
        answer = await ask(api, row, world, person)
        told[person] = answer.status_code
        codes[person] = answer.text[:200] if answer.status_code >= 400 else ""
    assert told == row.expected(), codes


#: What nobody sends: nothing, too much, no JSON, and tokens that are none.
BODIES = {"empty": b"", "1 MB": b"[" * 1_000_000, "half": b'{"phone": '}
TOKENS = {
    "none": {},
    "empty": {"Authorization": "Bearer "},
    "forged": {"Authorization": "Bearer a.b.c"},
}


@pytest.mark.parametrize("row", PROTECTED, ids=lambda row: row.operation)
async def test_nobody_is_answered_401_before_anybody_looks_at_what_is_sent(api, row):
    method, _, path = row.operation.partition(" ")
    path = path.replace("{number}", "1")
    called = re.sub(r"\{\w+\}", "00000000-0000-4000-8000-000000000000", path)
    for body, token in product(BODIES, TOKENS):
        headers = {"Content-Type": "application/json", **TOKENS[token]}
        answer = await api.request(
            method, called, params={"nosuch": "1"}, content=BODIES[body], headers=headers
        )
        told = answer.status_code, answer.json()["code"], answer.headers["www-authenticate"]
        assert told == (401, "sign_in_needed", "Bearer"), (body, token)
