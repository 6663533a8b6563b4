"""A darkroom for a module's photos: its children take a moment to start."""

import pytest

from xiangyi.features.media.adapters.darkroom import Darkroom


@pytest.fixture(scope="module")
async def darkroom():
    room = Darkroom()
    yield room
    await room.close()
