"""Writing for an account while somebody may be erasing it."""

from uuid import UUID

from xiangyi.core.asking import SignInNeeded
from xiangyi.core.db import is_postgres, run


async def hold(account: UUID) -> None:
    """Let nobody erase an account before the caller's transaction ends.

    Raises:
        SignInNeeded: it has been erased already.
    """
    until_then = " FOR SHARE" if is_postgres() else ""
    held = await run(
        f"SELECT id FROM account WHERE id = {{}} AND erased_at IS NULL{until_then}",  # noqa: S608  # ours
        account,
    )
    if not held:
        raise SignInNeeded
