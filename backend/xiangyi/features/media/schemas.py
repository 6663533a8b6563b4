"""What goes in and out of media."""

from uuid import UUID

from msgspec import Struct


class PhotoSent(Struct, frozen=True):
    """A photo as it was developed.

    Once something shows it to everybody: `/media/{digest}.1280.webp`, `/media/{digest}.320.webp`.
    `width` and `height` are the larger picture's, in pixels.
    """

    id: UUID
    digest: str
    width: int
    height: int


class VoiceSent(Struct, frozen=True):
    """A voice note that has arrived."""

    id: UUID
