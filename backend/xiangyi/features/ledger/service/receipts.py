"""What a volunteer keeps of each line, and reads of their accounts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from msgspec.structs import asdict

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.core.signing import sign
from xiangyi.features.ledger.rules.lines import Entry
from xiangyi.features.ledger.schemas import Opening, Receipt, SignedReceipt, Statement
from xiangyi.features.ledger.service.accounts import balances

PURPOSE = "ledger"
RECEIPT = "xiangyi-receipt"

_LINES = (
    "SELECT found.*, a.kind AS account_kind, o.salt, o.about FROM ({each}) found"
    " JOIN ledger_account a ON a.id = found.account"
    " LEFT JOIN ledger_opening o ON o.posting = found.posting ORDER BY found.id DESC LIMIT {{}}"
)
#: No more of any account than are asked for, however long it is.
_OF_ONE = (
    "SELECT * FROM (SELECT * FROM ledger_entry WHERE account = {} AND id < {}"
    " ORDER BY id DESC LIMIT {}) AS latest"
)
_OF_LINE = (
    "SELECT e.*, a.kind AS account_kind, o.salt, o.about FROM ledger_entry e"
    " JOIN ledger_account a ON a.id = e.account"
    " JOIN ledger_holder h ON h.ledger_account = e.account"
    " LEFT JOIN ledger_opening o ON o.posting = e.posting"
    " WHERE e.posting = {} AND h.account = {} ORDER BY e.id"
)
_ALL = (1 << 63) - 1


def as_entry(row: Mapping[str, Any]) -> Entry:
    """An entry out of its row, which has the account's kind beside."""
    previous = row["previous"]
    return Entry(
        account=row["account"],
        account_kind=row["account_kind"],
        seq=row["seq"],
        minutes=row["minutes"],
        kind=row["kind"],
        service_class=row["service_class"],
        posting=row["posting"],
        posted_at=row["posted_at"],
        commitment=bytes(row["commitment"]),
        previous=None if previous is None else bytes(previous),
    )


def of_posting(
    entries: Sequence[Entry], salt: bytes | None, holder: UUID | None, about: str
) -> list[Receipt]:
    """The receipts of a posting's lines in volunteers' accounts."""
    opening = None if salt is None else Opening(salt.hex(), holder, about)
    return [_receipt(one, opening) for one in entries if one.seq is not None]


async def lines_of(
    person: UUID, *, before: int | None = None, limit: int | None = None
) -> list[tuple[int, Receipt]]:
    """Receipts of a person's lines in all their accounts by the entries' ids, the latest first."""
    held = [one.account for one in await balances(person)]
    if not held:
        return []
    first, most = _ALL if before is None else before, limit or _ALL
    rows = await run(
        _LINES.format(each=" UNION ALL ".join([_OF_ONE] * len(held))),
        *(blank for account in held for blank in (account, first, most)),
        most,
    )
    found = []
    for row in rows:
        salt: Any = row["salt"]
        opening = salt and Opening(bytes(salt).hex(), person, str(row["about"]))
        found.append((int(str(row["id"])), _receipt(as_entry(row), opening)))
    return found


async def of_line(posting: UUID, person: UUID) -> list[Receipt]:
    """What a posting put on a person's accounts, as it was answered then."""
    rows = await run(_OF_LINE, posting, person)
    found = []
    for row in rows:
        salt: Any = row["salt"]
        opening = salt and Opening(bytes(salt).hex(), person, str(row["about"]))
        found.append(_receipt(as_entry(row), opening))
    return found


async def statement(asker: Asker, *, before: int | None, limit: int) -> Statement:
    """What is on a person's accounts, and some of the lines, signed."""
    found = await lines_of(asker.subject, before=before, limit=limit + 1)
    shown = found[:limit]
    more = str(shown[-1][0]) if len(found) > limit else None
    return Statement(await balances(asker.subject), [signed(receipt) for _, receipt in shown], more)


def signed(receipt: Receipt) -> SignedReceipt:
    """The receipt with a signature over its text."""
    token = sign(PURPOSE, RECEIPT, receipt.text.encode())
    return SignedReceipt(**asdict(receipt), signed=token)


def _receipt(entry: Entry, opening: Opening | None) -> Receipt:
    return Receipt(
        account=entry.account,
        account_kind=entry.account_kind,
        seq=entry.seq or 0,
        minutes=entry.minutes,
        kind=entry.kind,
        service_class=entry.service_class,
        posting=entry.posting,
        posted_at=_utc(entry.posted_at),
        commitment=entry.commitment.hex(),
        previous=(entry.previous or b"").hex(),
        hash=entry.hash.hex(),
        text=entry.text,
        opening=opening,
    )


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
