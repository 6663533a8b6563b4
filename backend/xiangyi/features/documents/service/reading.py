"""What the ledger says of somebody's service, in the words that stand on paper."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.bulk import among, listed
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import run
from xiangyi.features.documents.rules.serving import Posted, Proof
from xiangyi.features.volunteering.rules.kinds import KINDS_ZH
from xiangyi.features.volunteering.service.confirming import release_of

Row = dict[str, Any]

_LINES: Final = (
    "SELECT a.kind AS account_kind, e.account, e.seq, e.posting, e.minutes, e.kind,"
    " e.service_class, e.posted_at, o.about, issuer.organisation, stay.shift AS stay_shift,"
    " claim.shift AS claim_shift, claim.corrects"
    " FROM ledger_entry e JOIN ledger_account a ON a.id = e.account"
    " JOIN ledger_entry other ON other.posting = e.posting AND other.account <> e.account"
    " JOIN ledger_holder issuer ON issuer.ledger_account = other.account"
    " AND issuer.organisation IS NOT NULL"
    " LEFT JOIN ledger_opening o ON o.posting = e.posting"
    " LEFT JOIN shift_presence stay ON stay.id = e.posting"
    " LEFT JOIN service_claim claim ON claim.id = e.posting WHERE {whose} ORDER BY e.id"
)
#: Both accounts at once, so that what is confirmed meanwhile is so in both or in neither.
_OF_PERSON: Final = _LINES.replace(
    "{whose}", "e.account IN (SELECT ledger_account FROM ledger_holder WHERE account = {})"
)
_SHIFTS: Final = (
    "SELECT s.id, s.starts_at, a.title, a.kind FROM activity_shift s"
    " JOIN volunteer_activity a ON a.id = s.activity WHERE "
)
_SHIFT: Final = "shift"
_LINE: Final = "line"
_UNKNOWN: Final = "志愿服务"


class Shift(Struct, frozen=True):
    day: date
    title: str
    kind: str


async def posted(person: UUID) -> list[Posted]:
    """The lines of somebody's account of service minutes, in their order."""
    rows: list[Row] = await run(_OF_PERSON, person)
    released = {row["posting"] for row in rows if row["kind"] == "released"}
    return await _told([row for row in rows if row["account_kind"] == "service"], released)


async def posted_in(accounts: Collection[UUID]) -> dict[UUID, list[Posted]]:
    """The same of some accounts, whose persons may be erased, by what has stayed."""
    those = among("e.account", "UUID")
    rows: list[Row] = await run(_LINES.replace("{whose}", those), listed(accounts))
    late = [release_of(_line_of(row)) for row in rows if row["service_class"] == "late"]
    found: list[Row] = await run(
        f"SELECT posting FROM ledger_entry WHERE kind = 'released' AND {among('posting', 'UUID')}",  # noqa: S608  # ours
        listed(late),
    )
    told: dict[UUID, list[Posted]] = {account: [] for account in accounts}
    lines = await _told(rows, {row["posting"] for row in found})
    for row, line in zip(rows, lines, strict=True):
        told[row["account"]].append(line)
    return told


async def _told(lines: list[Row], released: Collection[UUID]) -> list[Posted]:
    shifts = await _shifts({shift for row in lines if (shift := _shift_of(row))})
    return [_line(row, shifts, released) for row in lines]


def _line(row: Row, shifts: dict[UUID, Shift], released: Collection[UUID]) -> Posted:
    shift = _shift_of(row)
    posted_on = row["posted_at"].astimezone(SHANGHAI).date()
    known = (shift and shifts.get(shift)) or Shift(posted_on, _UNKNOWN, "")
    # Of what says nothing of its class nothing is proved.
    proof: Proof = row["service_class"] or "backfilled"
    if proof == "late" and release_of(_line_of(row)) in released:
        proof = "confirmed"
    return Posted(
        seq=row["seq"],
        line=row["posting"],
        organisation=row["organisation"],
        of=shift or row["posting"],
        day=known.day,
        title=known.title,
        kind=known.kind,
        minutes=row["minutes"],
        proof=proof,
        corrects=row["kind"] == "corrected",
    )


def _shift_of(row: Row) -> UUID | None:
    """The shift that a posting is about."""
    return _named(row, _SHIFT) or row["stay_shift"] or row["claim_shift"]


def _line_of(row: Row) -> UUID:
    """The posting that a line is of; of a correction, the one that it puts right."""
    return _named(row, _LINE) or row["corrects"] or row["posting"]


def _named(row: Row, what: str) -> UUID | None:
    """What stands after a word in `shift/…` or `shift/…/line/…`."""
    words = (row["about"] or "").split("/")
    try:
        return UUID(words[words.index(what) + 1])
    except (ValueError, IndexError):
        return None


async def _shifts(ids: Collection[UUID]) -> dict[UUID, Shift]:
    rows: list[Row] = await run(_SHIFTS + among("s.id", "UUID"), listed(ids))
    return {
        row["id"]: Shift(
            row["starts_at"].astimezone(SHANGHAI).date(), row["title"], KINDS_ZH[row["kind"]]
        )
        for row in rows
    }
