"""Posting minutes, in the transaction of the feature that knows what for."""

import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xiangyi.core.bulk import among, listed
from xiangyi.core.db import atomic, is_postgres, run
from xiangyi.features.ledger.errors import MinutesLacking, PostingDiffers
from xiangyi.features.ledger.rules.lines import (
    SALT_BYTES,
    AccountKind,
    Entry,
    NotAPosting,
    Posting,
    committed,
    expect_between,
    expect_whole,
)
from xiangyi.features.ledger.schemas import Receipt
from xiangyi.features.ledger.service.accounts import as_uuid
from xiangyi.features.ledger.service.receipts import as_entry, of_posting
from xiangyi.features.ledger.tables import LedgerHolder

#: Of a volunteer's account, as the first statement of a posting took it.
_Taken = Mapping[str, Any]

_PUT = "UPDATE ledger_account SET head = {}, balance = balance + {} WHERE id = {}"
_KEEP = "INSERT INTO ledger_opening (posting, salt, about) VALUES ({}, {}, {})"
_PUT_BACK = "UPDATE ledger_account SET seq = seq - 1 WHERE id = {}"
#: What somebody has spent on one thing and has not had back, below zero.
_SPENT = (
    "SELECT COALESCE(SUM(e.minutes), 0) AS minutes FROM ledger_entry e JOIN ledger_opening o"
    " ON o.posting = e.posting WHERE e.account = {} AND e.kind IN ('spent', 'returned')"
    " AND o.about = {}"
)
_SPENT_AT_ALL = (
    "SELECT COALESCE(SUM(minutes), 0) AS minutes FROM ledger_entry WHERE account = {}"
    " AND kind IN ('spent', 'returned')"
)
#: What an organisation has issued of service, by class, in one of so many slots.
_SLOTS = 16
_ISSUE = (
    "INSERT INTO ledger_issued (account, service_class, slot, minutes) VALUES ({}, {}, {}, {})"
    " ON CONFLICT (account, service_class, slot)"
    " DO UPDATE SET minutes = ledger_issued.minutes + EXCLUDED.minutes"
)
#: SQLite has one writer, and refuses what is there before it asks for a conflict.
_OPEN = (
    "INSERT INTO ledger_posting (id, posted_at) SELECT {}, {}"
    " WHERE NOT EXISTS (SELECT 1 FROM ledger_posting WHERE id = {})"
    " ON CONFLICT DO NOTHING RETURNING posted_at"
)


async def post(posting: Posting, *, now: datetime) -> list[Receipt]:
    """Move minutes, in the caller's transaction; afterwards their entries stand for ever.

    The same posting again changes nothing and is answered as the first time. Whoever posts twice
    in one transaction may wait for whoever does so the other way round: put it into one posting.

    Returns:
        A receipt for each volunteer's line, in the order of the lines.

    A refusal has to end the caller's transaction.

    Raises:
        PostingDiffers: another posting has this id.
        MinutesLacking: an account would have less than nothing.
        NotAPosting: it does not sum to zero, moves minutes as its kind never does, gives back what
            was not spent, passes minutes from one person to another, or has an account that is not
            there: a fault of the caller's.
    """
    expect_whole(posting)
    now = now.replace(microsecond=0)
    async with atomic():
        taken = await _take([line.account for line in posting.lines])
        if not await run(_OPEN, posting.id, now, posting.id):
            for account in sorted(taken):
                await run(_PUT_BACK, account)
            return await _as_before(posting)
        holder = await _expect_between(posting, taken)
        of_nobody = bool(taken) and holder is None
        for line in posting.lines:
            balance = taken[line.account]["balance"] if line.account in taken else None
            if balance is not None and balance + line.minutes < 0:
                raise MinutesLacking(balance=balance, asked=-line.minutes)
        await _expect_spent(posting, taken, of_nobody=of_nobody)
        salt = os.urandom(SALT_BYTES)
        entries = _entries(posting, taken, committed(salt, holder, posting.about), now)
        await _insert(entries)
        if not of_nobody:
            await run(_KEEP, posting.id, salt, posting.about)
        for entry in sorted(entries, key=_account):
            if entry.seq is not None:
                await run(_PUT, entry.hash, entry.minutes, entry.account)
        await _count_issued(entries)
    return of_posting(entries, salt, holder, posting.about)


async def _take(accounts: list[UUID]) -> dict[UUID, _Taken]:
    """Take the next number of each volunteer's account, and it from everybody else until the end.

    In the order of their ids, so that nobody waits in a circle.
    """
    ids = f"SELECT id FROM ledger_account WHERE {among('id', 'UUID')} AND kind <> 'issue'"  # noqa: S608  # our own column
    if is_postgres():
        ids += " ORDER BY id FOR UPDATE"
    rows = await run(
        f"UPDATE ledger_account SET seq = seq + 1 WHERE id IN ({ids})"  # noqa: S608  # as above
        " RETURNING id, kind, seq, head, balance",
        listed(accounts),
    )
    return {as_uuid(row["id"]): row for row in rows}


def _account(one: Any) -> UUID:
    account: UUID = one.account
    return account


async def _expect_between(posting: Posting, taken: Mapping[UUID, _Taken]) -> UUID | None:
    """Whose minutes move; None where only organisations' do.

    Raises:
        NotAPosting: there may not be such a posting.
    """
    ids = [line.account for line in posting.lines]
    rows = await run(
        "SELECT ledger_account, kind, account FROM ledger_holder"  # noqa: S608  # our own column
        f" WHERE {among('ledger_account', 'UUID')}",
        listed(ids),
    )
    held = {as_uuid(row["ledger_account"]): row for row in rows}
    # What somebody had spent may come back once they are erased: to nobody.
    known = held.keys() | taken.keys() if posting.kind == "returned" else held.keys()
    if known != set(ids) or any(held[one]["kind"] != "issue" for one in ids if one not in taken):
        raise NotAPosting("an account is not there, or nobody's any more")
    kinds: list[AccountKind] = [taken[one]["kind"] if one in taken else "issue" for one in ids]
    holders = [_maybe_uuid(held[one]["account"]) if one in held else None for one in ids]
    expect_between(posting, kinds, holders)
    return next((holder for holder in holders if holder), None)


async def _expect_spent(posting: Posting, taken: Mapping[UUID, _Taken], *, of_nobody: bool) -> None:
    """Raises NotAPosting: more comes back of something than was spent on it.

    Of nobody's minutes it is forgotten what they were spent on: not more than on all together.
    """
    spent, about = (_SPENT_AT_ALL, ()) if of_nobody else (_SPENT, (posting.about,))
    for line in posting.lines if posting.kind == "returned" else ():
        if line.account in taken:
            [row] = await run(spent, line.account, *about)
            if line.minutes > -int(str(row["minutes"])):
                raise NotAPosting("more comes back than was spent")


def _maybe_uuid(value: object) -> UUID | None:
    return None if value is None else as_uuid(value)


def _entries(
    posting: Posting, taken: Mapping[UUID, _Taken], commitment: bytes, now: datetime
) -> list[Entry]:
    made = []
    for line in posting.lines:
        account = taken.get(line.account)
        head = account and account["head"]
        made.append(
            Entry(
                account=line.account,
                account_kind=account["kind"] if account else "issue",
                seq=account["seq"] if account else None,
                minutes=line.minutes,
                kind=posting.kind,
                service_class=posting.service_class,
                posting=posting.id,
                posted_at=now,
                commitment=commitment,
                previous=bytes(head) if head else None,
            )
        )
    return made


async def _insert(entries: list[Entry]) -> None:
    row = "({}, {}, {}, {}, {}, {}, {}, {}, {}, {})"
    cells = [
        cell
        for one in entries
        for cell in (
            *(one.posting, one.account, one.seq, one.minutes, one.kind, one.service_class),
            *(one.posted_at, one.commitment, one.previous, one.hash),
        )
    ]
    await run(
        "INSERT INTO ledger_entry (posting, account, seq, minutes, kind, service_class, posted_at,"  # noqa: S608  # blanks alone
        f" commitment, previous, hash) VALUES {', '.join([row] * len(entries))}",
        *cells,
    )


async def _count_issued(entries: list[Entry]) -> None:
    service = sum(one.minutes for one in entries if one.account_kind == "service")
    by = next(one for one in entries if one.account_kind == "issue")
    if service and by.service_class:
        slot = by.posting.int % _SLOTS
        await run(_ISSUE, by.account, by.service_class, slot, service)


async def _as_before(posting: Posting) -> list[Receipt]:
    """What the first such posting answered.

    Raises:
        PostingDiffers: it was another one.
    """
    rows = await run(
        "SELECT e.*, a.kind AS account_kind, o.salt, o.about FROM ledger_entry e"
        " JOIN ledger_account a ON a.id = e.account"
        " LEFT JOIN ledger_opening o ON o.posting = e.posting WHERE e.posting = {} ORDER BY e.id",
        posting.id,
    )
    entries = [as_entry(row) for row in rows]
    [first, *_] = rows
    lines = tuple((one.account, one.minutes) for one in entries)
    told = (lines, first["kind"], first["service_class"])
    asked = tuple((one.account, one.minutes) for one in posting.lines)
    about = posting.about if first["salt"] is None else first["about"]
    if told != (asked, posting.kind, posting.service_class) or about != posting.about:
        raise PostingDiffers(posting=str(posting.id))
    if first["salt"] is None:
        return of_posting(entries, None, None, "")
    held = [one.account for one in entries if one.seq is not None]
    rows_held: list[dict[str, Any]] = []
    # What is sealed is on nobody's account.
    if held:
        rows_held = await LedgerHolder.select(LedgerHolder.account).where(
            LedgerHolder.ledger_account.is_in(held)
        )
    holder = next((row["account"] for row in rows_held), None)
    return of_posting(entries, bytes(first["salt"]), holder, str(first["about"]))  # type: ignore[call-overload]
