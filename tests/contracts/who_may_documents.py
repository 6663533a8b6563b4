"""Rows of the table: service records, one's own and those that somebody at a desk revokes."""

from uuid import uuid4

from tests.contracts.rows import Row, fresh
from tests.people import OFFICE, PEOPLE, SIGNED_IN, World

from xiangyi.features.documents.tables import ServiceDocument


async def somebodys(world: World) -> str:
    """The number of a record that the office issued to nobody of the cast."""
    number = uuid4().hex[:10].upper()
    await ServiceDocument.insert(
        ServiceDocument(
            id=uuid4(),
            number=number,
            account=await world.stranger(),
            organisation=OFFICE,
            form="full",
            issued_at=world.now,
        )
    )
    return number


_ONE = {"document_id": fresh}

DOCUMENTS = [
    Row("GET /api/documents/revoked", PEOPLE),
    Row("GET /api/documents/issued/{beginning}", PEOPLE, path={"beginning": "7K"}),
    Row("GET /api/me/documents", SIGNED_IN),
    Row(
        "PUT /api/documents/{document_id}",
        SIGNED_IN,
        answer=409,
        path=_ONE,
        body={"organisation": str(OFFICE), "form": "full"},
    ),
    Row("GET /api/documents/{document_id}/document.pdf", SIGNED_IN, answer=404, path=_ONE),
    Row("PUT /api/documents/{document_id}/revocation", SIGNED_IN, answer=404, path=_ONE),
    Row(
        "POST /api/desk/documents/{number}/revocation",
        ("lead", "convener", "supervisor", "administrator"),
        path={"number": somebodys},
        body={"why": "登记错了人"},
    ),
]
