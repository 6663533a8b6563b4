"""Writing for an account while somebody may be erasing it."""

from uuid import UUID

from xiangyi.core.asking import SignInNeeded
from xiangyi.core.db import is_postgres, run


async def hold(account: UUID) -> None:
    """Let nobody erase an account before the caller's transaction ends.

    Raises:
        SignInNeeded: it has been erased already.
    """
    await _hold(account, "SHARE")


async def hold_alone(account: UUID) -> None:
    """The same, and let nobody else who asks for this write for it meanwhile.

    For what must agree with all else that somebody has said: two of their requests at once take
    turns, so that each sees what the other has done.

    Raises:
        SignInNeeded: it has been erased already.
    """
    await _hold(account, "NO KEY UPDATE")


async def _hold(account: UUID, strength: str) -> None:
    until_then = f" FOR {strength}" if is_postgres() else ""
    held = await run(
        f"SELECT id FROM account WHERE id = {{}} AND erased_at IS NULL{until_then}",  # noqa: S608  # ours
        account,
    )
    if not held:
        raise SignInNeeded
