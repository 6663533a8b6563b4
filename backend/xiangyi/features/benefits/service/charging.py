"""The minutes of a voucher, spent and given back in the ledger."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.lines import Kind, Line, Posting
from xiangyi.features.ledger.service import accounts
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.volunteering.service import owing

Row = dict[str, Any]

_SPENT_FROM: Final = (
    "SELECT account FROM ledger_entry WHERE posting = {} AND seq IS NOT NULL AND minutes < 0"
)


async def spend(row: Row, *, now: datetime) -> None:
    """Let its provider have a voucher's minutes, in the caller's transaction.

    Raises:
        MinutesLacking: its person has not so many.
    """
    await _post(row, "spent", -row["cost_minutes"], now=now)


async def give_back(row: Row, *, now: datetime) -> int:
    """The same the other way round; how many their person has again.

    Where service was taken back meanwhile whose minutes were in the voucher, they go as well.
    """
    left: int = row["cost_minutes"]
    await _post(row, "returned", left, now=now)
    for correction, minutes in (await owing.since(row["account"], _id(row, "spent"))).items():
        if taken := min(minutes, left):
            await _take(row, correction, taken, now=now)
            left -= taken
    return left


async def give_back_of_nobody(row: Row, *, now: datetime) -> None:
    """The same once its person is erased: they go to the account that is nobody's any more."""
    for spent in await run(_SPENT_FROM, _id(row, "spent")):
        own = UUID(str(spent["account"]))
        await _move(row, "returned", own, row["cost_minutes"], now=now)


async def balance_of(account: UUID) -> int:
    """How many redeemable minutes somebody has."""
    held = {one.account_kind: one.minutes for one in await accounts.balances(account)}
    return held.get("redeemable", 0)


async def _take(row: Row, correction: UUID, minutes: int, *, now: datetime) -> None:
    own = await accounts.account_of(row["account"], "redeemable")
    taker = await owing.taker_of(correction)
    await post(
        Posting(
            id=uuid5(correction, str(_id(row, "returned"))),
            kind="corrected",
            about=owing.about(f"voucher/{row['id']}", correction),
            lines=(Line(own, -minutes), Line(taker, minutes)),
        ),
        now=now,
    )


async def _post(row: Row, kind: Kind, minutes: int, *, now: datetime) -> None:
    """Once for each charge of a voucher: the id of the posting says which."""
    if not minutes:
        return
    own = await accounts.account_of(row["account"], "redeemable")
    await _move(row, kind, own, minutes, now=now)


async def _move(row: Row, kind: Kind, own: UUID, minutes: int, *, now: datetime) -> None:
    provider = await accounts.issue_account_of(row["provider"])
    await post(
        Posting(
            id=_id(row, kind),
            kind=kind,
            about=f"voucher/{row['id']}",
            lines=(Line(own, minutes), Line(provider, -minutes)),
        ),
        now=now,
    )


def _id(row: Row, kind: Kind) -> UUID:
    return uuid5(row["id"], f"{kind}/{row['charges']}")
