"""Whatever comes as JSON is JSON or is refused; none of it is a fault of ours."""

import re

import pytest
from tests.contracts.who_may import TABLE

BODIES = {
    "no text": b'{"phone": "\xff\xfe"}',
    "half a character": b'{"phone": "\xe4\xb8"}',
    "a surrogate": b'{"phone": "\xed\xa0\x80"}',
    "a second spelling of a slash": b'{"phone": "\xc0\xaf"}',
    "a name that is no text": b'{"\xff": ""}',
    "brackets": b"[" * 100_000,
    "brackets that close": b"[" * 100_000 + b"]" * 100_000,
    "braces": b'{"phone": ' * 100_000,
    "a number without end": b"9" * 100_000,
    "no number": b'{"phone": NaN}',
    "a mark before it": b"\xef\xbb\xbf{}",
}
PUBLIC = sorted(
    {row.operation for row in TABLE if row.is_public and row.body is not None},
)


@pytest.mark.parametrize("body", BODIES)
async def test_what_is_no_json_is_refused_by_everything_that_anybody_may_call(api, body):
    assert len(PUBLIC) > 3
    for operation in PUBLIC:
        method, _, path = operation.partition(" ")
        path = re.sub(r"\{\w+_id\}", "00000000-0000-4000-8000-000000000000", path)
        headers = {"Content-Type": "application/json"}
        answer = await api.request(method, path, content=BODIES[body], headers=headers)
        told = answer.status_code, answer.json()["code"]
        assert told == (400, "bad_request"), operation
