"""Volunteers, an organisation that issues minutes, and postings between them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.people import OFFICE, ground, signed_in

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
