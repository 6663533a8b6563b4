"""By which one phone that scans for several people in a shift is known, and nothing else."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.core.sealing import keyed_hash
from xiangyi.features.volunteering.rules.watching import BACK

_SECRET: Final = re.compile("[A-Za-z0-9_-]{16,64}")


def known_as(shift: UUID, secret: str) -> bytes | None:
    """In that shift alone; None of a phone that tells nothing, whose scan counts all the same."""
    if not _SECRET.fullmatch(secret):
        return None
    return keyed_hash(f"{shift}\0{secret}", field="scanned with")


async def forget(*, now: datetime) -> None:
    """Drop what is too old to be looked into."""
    await run(
        "UPDATE shift_scan SET phone = NULL WHERE phone IS NOT NULL AND received_at < {}",
        now - BACK,
    )
