"""Volunteers, an organisation that issues minutes, and postings between them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.people import OFFICE, ground, signed_in

from xiangyi.core.bulk import append_rows
from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.personal import erase
from xiangyi.features.ledger.rules import tree
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


async def an_organisation() -> UUID:
    await ground()
    return await accounts.issue_account_of(OFFICE)


async def a_volunteer(phone: str = "13812340126") -> UUID:
    """Their account, not yet one of minutes."""
    return (await signed_in(phone, now=NOW)).account


async def leave(volunteer: UUID) -> None:
    """Erase a volunteer from the ledger, as whoever closes their account is."""
    async with atomic():
        await run("UPDATE account SET erased_at = {} WHERE id = {}", NOW, volunteer)
        await erase(volunteer, NOW)


def earned(
    minutes: int, to: UUID, by: UUID, *, about: str = "shift/1", id_: UUID | None = None, **more
) -> Posting:
    """Minutes that an organisation issues to an account of minutes."""
    lines = (Line(to, minutes), Line(by, -minutes))
    told = {"kind": "earned", "service_class": "verified"} | more
    return Posting(id=id_ or uuid4(), about=about, lines=lines, **told)


def spent(minutes: int, by: UUID, with_: UUID, **more) -> Posting:
    told = {"kind": "spent", "service_class": None} | more
    return earned(-minutes, by, with_, about="voucher/1", **told)


async def serve(person: UUID, by: UUID, *minutes: int):
    """Post some service of a volunteer; the receipts, and the account of minutes."""
    account = await accounts.account_of(person, "service")
    given = [await post(earned(one, account, by), now=NOW) for one in minutes]
    return account, [receipt for receipts in given for receipt in receipts]


async def append(entries: int) -> None:
    """Entries as leaves alone: what they tell is of no matter to the tree."""
    [row] = await run("SELECT count(*) AS before FROM ledger_entry")
    posting = uuid4()
    issue = [uuid4() for _ in range(entries)]
    leaves = [
        (posting, account, 1, "earned", NOW, b"", leaf(row["before"] + at))
        for at, account in enumerate(issue)
    ]
    columns = ("posting", "account", "minutes", "kind", "posted_at", "commitment", "hash")
    async with atomic():
        await append_rows("ledger_posting", ("id", "posted_at"), [(posting, NOW)])
        account = ("id", "kind", "seq", "balance")
        await append_rows("ledger_account", account, [(one, "issue", 0, 0) for one in issue])
        await append_rows("ledger_entry", columns, leaves)


def leaf(number: int) -> bytes:
    return tree.leaf_hash(str(number).encode())
