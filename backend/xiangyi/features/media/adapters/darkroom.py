"""The children that develop photos."""

import struct
from typing import Final

from msgspec import Struct

from xiangyi.features.media import errors
from xiangyi.features.media.adapters.children import Children

_CHILD: Final = "xiangyi.features.media.adapters.developing"
#: Twelve megapixels take a fifth of a second; nothing honest takes this long.
PATIENCE_S: Final = 10.0


class Developed(Struct, frozen=True):
    """Two WebP pictures, and the size of the larger one in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


class Darkroom(Children):
    """Develops photos."""

    def __init__(self, size: int = 2, *, patience_s: float = PATIENCE_S) -> None:
        super().__init__(_CHILD, size, patience_s=patience_s, unreadable=_unreadable)

    async def develop(self, content: bytes | bytearray) -> Developed:
        """Make two pictures of a photo.

        Raises:
            PhotoUnreadable: it is no photo, or one that takes too much time or memory.
            DarkroomBusy: too many wait already.
        """
        body = await self.read(content)
        width, height, length = struct.unpack(">HHI", body[:8])
        return Developed(body[8 : 8 + length], body[8 + length :], width, height)


def _unreadable(reason: str) -> errors.PhotoUnreadable:
    return errors.PhotoUnreadable(reason=reason)
