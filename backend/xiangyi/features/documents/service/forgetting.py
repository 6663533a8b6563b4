"""Erasing a person from their documents."""

from uuid import UUID

from xiangyi.core.db import run


async def forget(person: UUID) -> None:
    """Leave what tells nothing of them: what is on paper can still be checked, and revoked."""
    await run(
        "UPDATE service_document SET account = NULL, form = NULL, content = NULL,"
        " issued_at = NULL, revoked_by = NULL, why = NULL WHERE account = {}",
        person,
    )
