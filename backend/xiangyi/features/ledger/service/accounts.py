"""Opening accounts of minutes, and what is on them."""

from typing import Any, Literal
from uuid import UUID, uuid4, uuid5

from xiangyi.core.db import atomic, run
from xiangyi.features.ledger.rules.lines import AccountKind
from xiangyi.features.ledger.schemas import Balance
from xiangyi.features.ledger.tables import LedgerAccount, LedgerHolder

#: A volunteer has one of each.
VolunteerKind = Literal["service", "redeemable"]


async def account_of(person: UUID, kind: VolunteerKind) -> UUID:
    """The account of minutes of a person's account, opened with the first that is asked for."""
    held = (LedgerHolder.account == person) & (LedgerHolder.kind == kind)
    return await _found(held) or await _opened(kind, held, uuid4(), person=person)


async def issue_account_of(organisation: UUID) -> UUID:
    """The account from which an organisation issues minutes, and to which spent ones come back."""
    held = LedgerHolder.organisation == organisation
    if found := await _found(held):
        return found
    id_ = issue_id_of(organisation)
    return await _opened("issue", held, id_, organisation=organisation)


def issue_id_of(organisation: UUID) -> UUID:
    """What its account is called, so that the hash of each entry in it says whose it is."""
    return uuid5(organisation, "issue")


async def balances(person: UUID) -> list[Balance]:
    """The accounts of a person's account that have been opened."""
    rows = await run(
        "SELECT a.id, a.kind, a.balance, a.seq FROM ledger_holder h"
        " JOIN ledger_account a ON a.id = h.ledger_account WHERE h.account = {}"
        " ORDER BY a.kind DESC",
        person,
    )
    return [Balance(as_uuid(one["id"]), str(one["kind"]), *_numbers(one)) for one in rows]


async def issued(organisation: UUID) -> dict[str, int]:
    """How many minutes of service an organisation has issued, by class."""
    rows = await run(
        "SELECT i.service_class, SUM(i.minutes) AS minutes FROM ledger_holder h"
        " JOIN ledger_issued i ON i.account = h.ledger_account WHERE h.organisation = {}"
        " GROUP BY i.service_class",
        organisation,
    )
    return {str(row["service_class"]): int(str(row["minutes"])) for row in rows}


def as_uuid(value: object) -> UUID:
    """What SQLite hands out as text where it returns what it has just written."""
    return value if isinstance(value, UUID) else UUID(str(value))


def _numbers(row: dict[str, Any]) -> tuple[int, int]:
    return row["balance"], row["seq"]


async def _found(held: Any) -> UUID | None:
    row = await LedgerHolder.select(LedgerHolder.ledger_account).where(held).first()
    return row["ledger_account"] if row else None


async def _opened(
    kind: AccountKind,
    held: Any,
    id_: UUID,
    *,
    person: UUID | None = None,
    organisation: UUID | None = None,
) -> UUID:
    """Open an account, unless somebody else has by now."""
    async with atomic():
        # SQLite has one writer, and refuses what is there before it asks for a conflict.
        made = await run(
            "INSERT INTO ledger_holder (ledger_account, kind, account, organisation)"
            " SELECT {}, {}, {}, {} WHERE NOT EXISTS (SELECT 1 FROM ledger_holder"
            " WHERE kind = {} AND (account = {} OR organisation = {}))"
            " ON CONFLICT DO NOTHING RETURNING kind",
            *(id_, kind, person, organisation, kind, person, organisation),
        )
        if made:
            await LedgerAccount.insert(LedgerAccount(id=id_, kind=kind))
            return id_
    found = await _found(held)
    if found is None:
        raise LookupError("the account was held by somebody who is erased by now")
    return found
