"""Rows of the table: a partner's month, what its people dispute, and a voucher on paper."""

from uuid import uuid4

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_benefits import a_use
from tests.people import OFFICE, SIGNED_IN, World

from xiangyi.features.reconciliation.tables import StatementDispute

_STATEMENT = "GET /api/desk/organisations/{organisation_id}/statements/{month}"
#: The provider's people, and those who answer for its home.
_LOOKERS = ("partner", "supervisor", "administrator")
_OF = {"organisation_id": str(OFFICE), "month": "2026-11"}


async def a_wrong_line(world: World) -> dict[str, str]:
    return {"line": await a_use(world, counted_at=world.now), "words": "人没来"}


async def disputed(world: World) -> str:
    """By nobody of the cast."""
    id_ = uuid4()
    await StatementDispute.insert(
        StatementDispute(
            id=id_,
            line=await a_use(world, counted_at=world.now),
            organisation=OFFICE,
            said_by=await world.stranger(),
            said_at=world.now,
        )
    )
    return str(id_)


STATEMENTS = [
    Row("GET /api/desk/statements", SIGNED_IN),
    Row(_STATEMENT, _LOOKERS, path=_OF),
    *(
        Row(f"{_STATEMENT}/statement.{ending}", _LOOKERS, path=_OF)
        for ending in ("csv", "xlsx", "pdf")
    ),
    # What is no line of a statement is told to nobody.
    Row(
        "PUT /api/statement-disputes/{dispute_id}",
        (),
        others=404,
        path={"dispute_id": fresh},
        body={"line": str(uuid4()), "words": "人没来"},
    ),
    Row(
        "PUT /api/statement-disputes/{dispute_id}",
        ("partner",),
        path={"dispute_id": fresh},
        body=a_wrong_line,
    ),
    Row(
        "PUT /api/statement-disputes/{dispute_id}/answers/{answer_id}",
        ("supervisor", "administrator"),
        path={"dispute_id": disputed, "answer_id": fresh},
        body={"answer": "kept", "why": "查过监控"},
    ),
    Row(
        "GET /api/vouchers/{voucher_id}/voucher.pdf",
        SIGNED_IN,
        answer=404,
        path={"voucher_id": fresh},
    ),
]
