"""What the worker does for documents."""

from datetime import datetime

from xiangyi.features.documents.service import revoking
from xiangyi.settings import Settings


async def revoke_corrected(_: Settings, now: datetime) -> None:
    """Revoke documents that corrections have made untrue."""
    await revoking.revoke_corrected(now=now)
