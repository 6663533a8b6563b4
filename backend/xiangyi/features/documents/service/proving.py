"""Holding the documents that hold against the ledger's lines that they rest on.

Whoever has the database and the signing key can sign other words and put their hash where it is
looked up. So what a document says is derived anew. Of who is erased its words are gone: there it
is the lines alone, and how many hours they come to.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core import keys
from xiangyi.core.sealing import DoesNotOpen
from xiangyi.features.documents.rules.covering import says_more, up_to
from xiangyi.features.documents.rules.serving import Posted, netted, summed, within
from xiangyi.features.documents.rules.tokens import Claims, NotADocument, day_of, masked
from xiangyi.features.documents.schemas import Content
from xiangyi.features.documents.service import checking, reading
from xiangyi.features.documents.service.keeping import content_of
from xiangyi.features.ledger.service.verifying.pages import pages

Tell = Callable[[str], object]
Row = dict[str, Any]

_HOLDING: Final = (
    "SELECT d.*, a.kind AS account_kind, h.account AS holder FROM"
    " (SELECT * FROM service_document WHERE (id) > {after} AND revoked_at IS NULL"
    " ORDER BY id {page}) d LEFT JOIN ledger_account a ON a.id = d.ledger_account"
    " LEFT JOIN ledger_holder h ON h.ledger_account = d.ledger_account ORDER BY d.id"
)
#: So many persons' lines are held in memory.
_AT_ONCE: Final = 100
_BEYOND: Final = "says more than the ledger's lines that it rests on"


async def follow(tell: Tell) -> None:
    """Tell of each document that says more than the ledger, or is not what was issued."""
    async for page in pages(_HOLDING, ["id"], [UUID(int=0)]):
        for first in range(0, len(page), _AT_ONCE):
            some = page[first : first + _AT_ONCE]
            rested = {row["ledger_account"] for row in some} - {None}
            posted = await reading.posted_in(rested)
            for row in some:
                lines = up_to(posted.get(row["ledger_account"], ()), row["seq"])
                if told := _fault(row, lines):
                    tell(f"document {row['number']} {told}")


def _fault(row: Row, lines: Sequence[Posted]) -> str | None:
    if row["token_hash"] is None or row["account_kind"] != "service":
        return "rests on no account of service"
    if row["account"] != row["holder"]:
        return "rests on minutes that are another's"
    served = netted(within(lines, row["organisation"], row["since_on"], row["until_on"]))
    if not served or summed(served).proved_hours < (row["hours"] or 0):
        return _BEYOND
    return _fault_of_words(row, lines) if row["account"] and keys.are_in_use() else None


def _fault_of_words(row: Row, lines: Sequence[Posted]) -> str | None:
    try:
        content = content_of(row)
        claims = checking.read(content.token)
    except (DoesNotOpen, msgspec.MsgspecError, NotADocument, TypeError):
        return "does not tell what stands on it, although its person is here"
    if checking.hash_of(content.token) != bytes(row["token_hash"]):
        return "is known by the hash of another token than stands on it"
    if not _is_of(claims, row) or not _is_as_printed(claims, content):
        return "says other things in its code than stand beside it"
    return _BEYOND if says_more(claims, lines) else None


def _is_of(claims: Claims, row: Row) -> bool:
    told = claims.n, claims.organisation, *map(day_of, claims.d), claims.h
    return told == tuple(
        row[name] for name in ("number", "organisation", "since_on", "until_on", "hours")
    )


def _is_as_printed(claims: Claims, content: Content) -> bool:
    if (claims.p, claims.h) != (masked(content.name), content.hours):
        return False
    sums = summed(content.served)
    told = sums.verified, sums.confirmed, sums.late, sums.backfilled
    return claims.m is None or claims.m == told
