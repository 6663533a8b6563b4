"""What a clerk changed for somebody, beside the entry that says that they asked to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xiangyi.core.asking import Asker
from xiangyi.features.audit import service as audit


async def note(  # noqa: PLR0913  # as many as an entry has
    asker: Asker,
    action: str,
    subject_kind: str,
    subject_id: object,
    *,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write a clerk's change down, in the caller's transaction; nobody's own is written down."""
    if asker.acting_for is None:
        return
    await audit.record(
        asker,
        action,
        subject_kind,
        subject_id,
        now=now,
        division=asker.acting_in,
        before=before,
        after=after,
    )
