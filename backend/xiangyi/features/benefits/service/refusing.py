"""Why what a counter used without a network was no good, by all that we know since."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.clock import SHANGHAI
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.rules.terms import is_blacked_out
from xiangyi.features.benefits.rules.tokens import Because, NotAVoucher
from xiangyi.features.benefits.service import papers, ruling
from xiangyi.features.benefits.service.keeping import blackouts_of
from xiangyi.features.benefits.service.papers import row_of
from xiangyi.features.benefits.tables import VoucherUse
from xiangyi.features.identity.service.consents import had_consented

Row = dict[str, Any]

#: A phone's clock may be so far from ours.
_OFF: Final = timedelta(minutes=5)


async def expect_theirs(
    voucher: UUID, used_at: datetime, providers: list[UUID], *, now: datetime
) -> None:
    """Nothing is said for good of a use whose phone went wrong: it was, at another time.

    Raises:
        NotAVoucher: it is none of theirs, or was used too long ago.
        UseAhead, UseBehind: the phone's clock is wrong.
    """
    row = await row_of(voucher)
    if row is None:
        raise NotAVoucher("unknown")
    if row["provider"] not in providers:
        raise NotAVoucher("elsewhere")
    numbers = await ruling.numbers_of_provider(row["provider"], now=now)
    if used_at > now + _OFF:
        raise errors.UseAhead
    if used_at < row["issued_at"] - _OFF:
        raise errors.UseBehind
    if used_at < now - timedelta(hours=numbers.settling_h):
        raise NotAVoucher("too_late")


async def because(row: Row, benefit: Row, used_at: datetime) -> Because | None:
    """Why it was not good when it was used; None where it was."""
    if why := _by_its_terms(row, benefit, used_at):
        return why
    # The clock of a phone is a claim: none is set back behind what we have seen ourselves.
    for use in await VoucherUse.select().where(VoucherUse.voucher == row["id"]):
        if use["state"] == "undone" and used_at < use["undone_at"]:
            return "undone"
        if use["state"] == "refused" and used_at < use["used_at"]:
            return use["because"]  # type: ignore[no-any-return]
    # It was issued on their yes, though the phone's clock may be a little behind.
    at = max(used_at, row["issued_at"])
    if row["account"] is not None and not await had_consented(
        row["account"], papers.purpose_of(row["provider"]), at=at
    ):
        return "no_consent"
    return None


def _by_its_terms(row: Row, benefit: Row, used_at: datetime) -> Because | None:
    if used_at >= row["expires_at"]:
        return "expired"
    if row["ended_at"] is not None and row["ended_at"] <= used_at:
        return "void" if row["state"] == "void" else "cancelled"
    if benefit["voided_at"] is not None and benefit["voided_at"] <= used_at:
        return "void"
    if is_blacked_out(blackouts_of(benefit), used_at.astimezone(SHANGHAI).date()):
        return "not_today"
    return None
