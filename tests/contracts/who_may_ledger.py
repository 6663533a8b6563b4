"""Rows of the table: what anybody may check of the ledger, and a person's own lines."""

from tests.contracts.rows import Row
from tests.people import PEOPLE, SIGNED_IN

_SIZE = {"size": "1"}

LEDGER = [
    Row("GET /api/checkpoints", PEOPLE),
    Row("GET /api/checkpoints/{size}", PEOPLE, answer=404, path=_SIZE),
    Row(
        "GET /api/checkpoints/{size}/inclusion",
        PEOPLE,
        answer=404,
        path=_SIZE,
        query={"leaf": "0" * 64},
    ),
    Row(
        "GET /api/checkpoints/{size}/consistency",
        PEOPLE,
        answer=404,
        path=_SIZE,
        query={"old": "1"},
    ),
    Row("GET /api/me/ledger", SIGNED_IN),
]
