"""Erasing a person from their documents."""

from uuid import UUID

from xiangyi.core.db import run


async def forget(person: UUID) -> None:
    """Leave the numbers, and whether they hold, so that what is on paper can still be checked."""
    await run(
        "UPDATE service_document SET account = NULL, organisation = NULL, form = NULL,"
        " since_on = NULL, until_on = NULL, seq = NULL, content = NULL, issued_at = NULL,"
        " revoked_by = NULL, why = NULL WHERE account = {}",
        person,
    )
