"""Whether a document holds, as whoever has the deployment's keys and database finds it."""

from typing import Any

from xiangyi.core.signing import NotSigned, opened, public_key
from xiangyi.features.documents.rules.tokens import (
    KEY_LETTERS,
    KIND,
    Claims,
    NotADocument,
    claims_of,
    header_of,
)
from xiangyi.features.documents.service.keeping import PURPOSE
from xiangyi.features.documents.tables import ServiceDocument


def read(token: str) -> Claims:
    """What a token says that this deployment has signed.

    Raises:
        NotADocument: it is none; why, its fault says.
    """
    header = header_of(token)
    if header.kid != public_key(PURPOSE).kid[:KEY_LETTERS]:
        raise NotADocument("another_key")
    try:
        payload = opened(PURPOSE, KIND, token, letters=KEY_LETTERS)
    except NotSigned as error:
        raise NotADocument("signature") from error
    return claims_of(payload)


async def check(text: str) -> Claims:
    """The same of an address or a token, and that nobody has revoked it.

    Raises:
        NotADocument: it is none, or has been revoked.
    """
    claims = read(text.strip().rsplit("#", maxsplit=1)[-1])
    row: dict[str, Any] | None = (
        await ServiceDocument.select(ServiceDocument.revoked_at)
        .where(ServiceDocument.number == claims.n)
        .first()
    )
    if row and row["revoked_at"] is not None:
        raise NotADocument("revoked")
    return claims
