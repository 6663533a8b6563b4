"""What others may look up: who read what people said, and who answered it."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.features.audit.tables import AuditEntry


async def read(asker: Asker, state: str, count: int, *, now: datetime) -> None:
    """Somebody read what people said, and how they can be reached."""
    await _record(asker, "feedback.read", f"{state}: {count}", at=now)


async def answered(
    asker: Asker, id_: UUID, division: str | None, words: str, *, now: datetime
) -> None:
    """Somebody answered, in the same transaction."""
    after = sha256(words.encode()).digest()
    await _record(asker, "feedback.answered", str(id_), at=now, division=division, after_hash=after)


async def _record(asker: Asker, action: str, subject: str, **more: Any) -> None:
    await AuditEntry.insert(
        AuditEntry(
            actor=asker.account,
            acting_for=asker.acting_for,
            action=action,
            subject_kind="feedback",
            subject_id=subject,
            **more,
        )
    )
