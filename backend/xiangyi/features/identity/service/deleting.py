"""Deleting a person: seven days to change one's mind, then nothing but a random id.

Erasures fall due at the same minute of the night, so that the files are written
anew once for all of them.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, run
from xiangyi.core.personal import Keeper, tables_of
from xiangyi.core.sweeping import sweep
from xiangyi.features.identity.schemas.personal import DeletionDue
from xiangyi.features.identity.service import accounts, deeds, records
from xiangyi.features.identity.tables import Account

#: At least so long may a person change their mind.
RESPITE: Final = timedelta(days=7)
_AT_NIGHT: Final = (3, 30)


async def ask_deletion(asker: Asker, *, now: datetime) -> DeletionDue:
    """Have everything of the person erased in the night after seven days; asked once is enough."""
    async with atomic():
        mine = Account.id == asker.subject
        before: Any = await Account.select(Account.deletion_due_at).where(mine).first()
        await Account.update({Account.deletion_due_at: night_after(now + RESPITE)}).where(
            mine & Account.deletion_due_at.is_null() & Account.erased_at.is_null()
        )
        row: Any = await Account.select(Account.deletion_due_at).where(mine).first()
        await deeds.note(
            asker, "deletion.asked", "account", asker.subject, now=now, before=before, after=row
        )
    return DeletionDue(row["deletion_due_at"])


async def cancel_deletion(asker: Asker, *, now: datetime) -> None:
    """Keep everything after all."""
    async with atomic():
        mine = Account.id == asker.subject
        before: Any = await Account.select(Account.deletion_due_at).where(mine).first()
        await Account.update({Account.deletion_due_at: None}).where(
            mine & Account.erased_at.is_null()
        )
        await deeds.note(
            asker, "deletion.called_off", "account", asker.subject, now=now, before=before
        )


async def erase_due(keepers: Sequence[Keeper], *, now: datetime) -> int:
    """Erase everybody whose time has come, and leave no byte of them in the files.

    Cut off anywhere and repeated, it goes on where it was: who has been erased keeps the day
    that was due until the files have been written anew. Answers how many were erased.
    """
    due = await Account.select(Account.id, Account.erased_at).where(Account.deletion_due_at <= now)
    waiting = [row["id"] for row in due if row["erased_at"] is None]
    for account in waiting:
        await _erase(account, keepers, now)
    if due and await sweep(tables_of(keepers)):
        await Account.update({Account.deletion_due_at: None}).where(
            Account.erased_at.is_not_null() & (Account.deletion_due_at <= now)
        )
    return len(waiting)


async def _erase(account: UUID, keepers: Sequence[Keeper], now: datetime) -> None:
    async with atomic():
        # Whoever has changed their mind since is not erased, nor twice by two workers.
        still = await run(
            "UPDATE account SET erased_at = {} WHERE id = {} AND deletion_due_at <= {}"
            " AND erased_at IS NULL RETURNING id",
            *(now, account, now),
        )
        for one in await records.records_of(account) if still else ():
            phone = await accounts.phone_of(one)
            for keeper in keepers:
                await keeper.erase(one, now)
                if phone and keeper.unname:
                    await keeper.unname(phone, now)


def night_after(instant: datetime) -> datetime:
    """The next half past three of the night in Shanghai, at which erasures fall due."""
    hour, minute = _AT_NIGHT
    local = instant.astimezone(SHANGHAI)
    night = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return night if night >= local else night + timedelta(days=1)
