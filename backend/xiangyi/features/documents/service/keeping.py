"""Documents as they are kept, and as their person sees them."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.sealing import unseal, unseal_some
from xiangyi.features.documents.errors import DocumentNotFound
from xiangyi.features.documents.rules.issuing import MAY_ISSUE
from xiangyi.features.documents.rules.serving import Posted, netted, summed
from xiangyi.features.documents.schemas import (
    Content,
    DocumentShown,
    Issuer,
    MyDocuments,
)
from xiangyi.features.documents.service import reading
from xiangyi.features.documents.tables import ServiceDocument
from xiangyi.features.organisations import service as organisations

Row = dict[str, Any]

#: Whose key signs them.
PURPOSE: Final = "documents"
#: As what is sealed that stands on one, and why one was revoked.
CONTENT: Final = "document_content"
WHY: Final = "document_why"
#: Nobody leafs through more of them.
_MOST: Final = 100


async def mine(asker: Asker) -> MyDocuments:
    """A person's documents, the latest first, and the organisations for which they served."""
    rows: list[Row] = (
        await ServiceDocument.select()
        .where(ServiceDocument.account == asker.subject)
        .order_by(ServiceDocument.issued_at, ServiceDocument.id, ascending=False)
        .limit(_MOST)
    )
    posted = await reading.posted(asker.subject)
    ids = dict.fromkeys(one.organisation for one in reversed(posted))
    issuers = [await _issuer(id_, posted) for id_ in ids]
    return MyDocuments([shown(row) for row in rows], [one for one in issuers if one])


async def own(asker: Asker, id_: UUID) -> Row:
    """The row of one of the asker's documents.

    Raises:
        DocumentNotFound: they have none of this id.
    """
    row = await row_of(id_)
    if row is None or row["account"] != asker.subject:
        raise DocumentNotFound
    return row


async def row_of(id_: UUID) -> Row | None:
    row: Row | None = await ServiceDocument.select().where(ServiceDocument.id == id_).first()
    return row


def content_of(row: Row) -> Content:
    return msgspec.json.decode(content_text(row), type=Content)


def content_text(row: Row) -> str:
    """The same as it was written."""
    return unseal(bytes(row["content"]), owner=row["id"], field=CONTENT)


def shown(row: Row) -> DocumentShown:
    content = content_of(row)
    return DocumentShown(
        id=row["id"],
        number=row["number"],
        form=row["form"],
        organisation=row["organisation"],
        issuer=content.issuer,
        accepted=content.accepted,
        since=row["since_on"],
        until=row["until_on"],
        minutes=summed(content.served) if content.hours is None else None,
        hours=content.hours,
        token=content.token,
        issued_at=row["issued_at"],
        revoked_at=row["revoked_at"],
        revoked_by=row["revoked_by"],
        why=unseal_some(row["why"], owner=row["id"], field=WHY),
    )


async def _issuer(id_: UUID, posted: Collection[Posted]) -> Issuer | None:
    served = netted([one for one in posted if one.organisation == id_])
    if not served:
        return None
    card = await organisations.organisation(id_)
    return Issuer(
        organisation=id_,
        name=card.name,
        may_issue=card.kind in MAY_ISSUE and card.closed_at is None,
        since=served[0].day,
        until=served[-1].day,
        minutes=summed(served),
    )
