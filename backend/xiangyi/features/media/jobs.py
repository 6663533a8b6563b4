"""What the worker does for media."""

from datetime import datetime

from xiangyi.features.media.service import sweep, voices
from xiangyi.settings import Settings


async def sweep_photos(settings: Settings, now: datetime) -> None:
    """Remove the photos that nobody keeps."""
    await sweep(settings.media_dir, now=now)


async def sweep_voices(settings: Settings, now: datetime) -> None:
    """Remove the voice notes that nobody needs."""
    await voices.sweep(settings.media_dir, now=now)
