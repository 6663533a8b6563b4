"""What goes of what was said about statements with whoever said it, or whom it was about."""

from typing import Final
from uuid import UUID

from xiangyi.core.db import run

#: Of somebody's own vouchers, about whom words may have been lost.
_ABOUT: Final = (
    "SELECT d.id FROM statement_dispute d JOIN voucher_use u ON u.id = d.line"
    " JOIN voucher v ON v.id = u.voucher WHERE v.account = {}"
)


async def forget(account: UUID) -> None:
    """Erase their words, and those about their vouchers while it is known which these are."""
    await run(
        f"UPDATE statement_dispute SET words = NULL WHERE said_by = {{}} OR id IN ({_ABOUT})",  # noqa: S608  # ours
        *(account, account),
    )
    await run(
        f"UPDATE statement_answer SET why = NULL WHERE said_by = {{}} OR dispute IN ({_ABOUT})",  # noqa: S608  # ours
        *(account, account),
    )
