"""Holding the documents that hold against the ledger's lines that they rest on.

Whoever has the database and the signing key can sign other words and put their hash where it is
looked up. So what a document says is derived anew, and held against its hash in the ledger's tree,
of which others keep checkpoints. Of who is erased its words are gone: there it is the lines alone,
how many hours they come to, and the hash of what stays.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

import msgspec

from xiangyi.core import keys
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.core.sealing import DoesNotOpen
from xiangyi.features.documents.rules.covering import says_more, up_to
from xiangyi.features.documents.rules.sealing import beginning, of_words, revocation_of
from xiangyi.features.documents.rules.serving import Posted, netted, summed, within
from xiangyi.features.documents.rules.tokens import Claims, NotADocument, day_of, masked
from xiangyi.features.documents.rules.words import signed
from xiangyi.features.documents.schemas import Content
from xiangyi.features.documents.service import checking, reading
from xiangyi.features.documents.service.keeping import content_of, content_text
from xiangyi.features.ledger.service.verifying.pages import pages, rows

Tell = Callable[[str], object]
Row = dict[str, Any]

_HOLDING: Final = (
    "SELECT d.*, a.kind AS account_kind, h.account AS holder, o.about AS sealed, e.id AS entry,"
    " e.posted_at AS sealed_at FROM"
    " (SELECT * FROM service_document WHERE (id) > {after} AND revoked_at IS NULL"
    " ORDER BY id {page}) d LEFT JOIN ledger_account a ON a.id = d.ledger_account"
    " LEFT JOIN ledger_holder h ON h.ledger_account = d.ledger_account"
    " LEFT JOIN ledger_opening o ON o.posting = d.id"
    " LEFT JOIN ledger_entry e ON e.posting = d.id AND e.kind = 'sealed' ORDER BY d.id"
)
_ONE: Final = _HOLDING.replace("(id) > {after}", "number = {}").replace(" {page}", "")
#: Sealed, and not there.
_GONE: Final = (
    "SELECT o.posting FROM (SELECT posting FROM ledger_opening WHERE (posting) > {after}"
    " AND about LIKE 'service_document/%' AND about NOT LIKE '%/revoked'"
    " ORDER BY posting {page}) o LEFT JOIN service_document d ON d.id = o.posting"
    " WHERE d.id IS NULL ORDER BY o.posting"
)
#: From which entry on all are sealed as they are issued.
_SINCE: Final = (
    "SELECT min(e.id) AS entry FROM ledger_opening o JOIN ledger_entry e ON e.posting = o.posting"
    " WHERE o.about LIKE 'service_document/%/%/%'"
)
#: So many persons' lines are held in memory.
_AT_ONCE: Final = 100
_AGAIN: Final = "was revoked, as is in the ledger's tree, and holds again"
_BEYOND: Final = "says more than the ledger's lines that it rests on"


async def follow(tell: Tell) -> None:
    """Tell of each document that says more than the ledger, or is not what was issued."""
    since = await _since()
    async for page in pages(_HOLDING, ["id"], [UUID(int=0)]):
        for start in range(0, len(page), _AT_ONCE):
            for number, fault in await _faults(page[start : start + _AT_ONCE], since):
                tell(f"document {number} {fault}")
    async for row in rows(_GONE, ["posting"], [UUID(int=0)]):
        tell(f"document {row['posting']} is in the ledger's tree, and is not there any more")


async def fault_of(number: str) -> str | None:
    """The same of the one document of a number that holds."""
    faults = await _faults(await run(_ONE, number), await _since())
    return next((fault for _, fault in faults), None)


async def _since() -> int | None:
    [first] = await run(_SINCE)
    return int(str(first["entry"])) if first["entry"] else None


async def _faults(some: Sequence[Row], since: int | None) -> list[tuple[str, str]]:
    """The numbers of those that do not fit, and why."""
    revoked = await _revoked([row["id"] for row in some])
    posted = await reading.posted_in({row["ledger_account"] for row in some} - {None})
    found = []
    for row in some:
        lines = up_to(posted.get(row["ledger_account"], ()), row["seq"])
        told = _fault(row, lines) or _fault_of_seal(row, since)
        if told or row["id"] in revoked:
            found.append((row["number"], told or _AGAIN))
    return found


async def _revoked(ids: Sequence[UUID]) -> set[UUID]:
    """Those of which it is in the tree that they were revoked."""
    by = {revocation_of(id_): id_ for id_ in ids}
    found: list[Row] = await run(
        f"SELECT posting FROM ledger_entry WHERE kind = 'sealed' AND {among('posting', 'UUID')}",  # noqa: S608  # ours
        listed(by),
    )
    return {by[row["posting"]] for row in found}


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


def _fault_of_seal(row: Row, since: int | None) -> str | None:
    sealed, lasting = row["sealed"], beginning(row)
    if sealed is None or row["entry"] is None:
        return "is not in the ledger's tree"
    if not sealed.startswith(lasting):
        return "is in the ledger's tree as another"
    if sealed == lasting:
        is_late = since is not None and row["entry"] > since
        return "was put into the ledger's tree by nobody who issued it" if is_late else None
    if not row["account"] or not keys.are_in_use():
        return None
    if sealed != f"{lasting}/{of_words(row, content_text(row))}":
        return "is in the ledger's tree with other words"
    return None if row["sealed_at"] == row["issued_at"] else "is younger than it says"


def _is_of(claims: Claims, row: Row) -> bool:
    told = claims.n, claims.organisation, *map(day_of, claims.d), claims.h
    return told == tuple(
        row[name] for name in ("number", "organisation", "since_on", "until_on", "hours")
    )


def _is_as_printed(claims: Claims, content: Content) -> bool:
    if (claims.p, claims.h) != (masked(content.name), content.hours):
        return False
    if claims.s is not None and (claims.c, claims.s) != _of_paper(claims.n, content):
        return False
    sums = summed(content.served)
    told = sums.verified, sums.confirmed, sums.late, sums.backfilled
    return claims.m is None or claims.m == told


def _of_paper(number: str, content: Content) -> tuple[int | None, str]:
    """What is signed of the words on paper."""
    names = ("name", "id_number", "accepted", "issuer", "served")
    words: dict[str, Any] = {one: getattr(content, one) for one in names}
    return 1 if content.accepted else None, signed(number, content.secret, **words)
