"""Whether a document holds, as whoever has the deployment's keys and database finds it."""

from hashlib import sha256
from typing import Any

from xiangyi.core.signing import NotSigned, opened, public_key
from xiangyi.features.documents.rules.covering import says_more, up_to
from xiangyi.features.documents.rules.issuing import NUMBER_LENGTH
from xiangyi.features.documents.rules.tokens import (
    KEY_LETTERS,
    KIND,
    Claims,
    NotADocument,
    claims_of,
    header_of,
)
from xiangyi.features.documents.rules.words import BEHIND
from xiangyi.features.documents.schemas import IssuedDocuments
from xiangyi.features.documents.service import reading
from xiangyi.features.documents.service.keeping import PURPOSE
from xiangyi.features.documents.tables import ServiceDocument
from xiangyi.features.identity.rules.slips import ALPHABET


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
    """The same of an address or a token, that it was issued here, and that nobody has revoked it.

    Whoever has the signing key makes tokens whose signature fits, but no row of ours; and whoever
    has the database too makes the row, but no lines of the ledger that come to as much.

    Raises:
        NotADocument: it is none, was never issued, or has been revoked.
    """
    token = text.strip().rsplit("#", maxsplit=1)[-1].partition(BEHIND)[0]
    claims = read(token)
    row: dict[str, Any] | None = (
        await ServiceDocument.select(
            ServiceDocument.token_hash,
            ServiceDocument.revoked_at,
            ServiceDocument.ledger_account,
            ServiceDocument.seq,
        )
        .where(ServiceDocument.number == claims.n)
        .first()
    )
    if row is None or (row["token_hash"] and bytes(row["token_hash"]) != hash_of(token)):
        raise NotADocument("document_unknown")
    if row["revoked_at"] is not None:
        raise NotADocument("revoked")
    if row["ledger_account"] is not None:
        [posted] = (await reading.posted_in([row["ledger_account"]])).values()
        if says_more(claims, up_to(posted, row["seq"])):
            raise NotADocument("document_unknown")
    return claims


async def issued(beginning: str) -> IssuedDocuments:
    """The hashes of all documents whose numbers begin so, revoked ones too.

    A page that asks by two letters of a number tells nobody which document it looks at.
    """
    rows = await ServiceDocument.select(ServiceDocument.number, ServiceDocument.token_hash).where(
        (ServiceDocument.number >= beginning.ljust(NUMBER_LENGTH, ALPHABET[0]))
        & (ServiceDocument.number <= beginning.ljust(NUMBER_LENGTH, ALPHABET[-1]))
    )
    hashes = (bytes(row["token_hash"] or hash_of(row["number"])).hex() for row in rows)
    return IssuedDocuments(sorted(hashes))


def hash_of(text: str) -> bytes:
    return sha256(text.encode()).digest()
