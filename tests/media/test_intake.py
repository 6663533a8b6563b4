"""Whoever sends half a photo and waits holds up nobody else."""

import asyncio
from uuid import uuid4

import pytest
from tests.media.pictures import door, saved

from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.adapters.intake import Intake
from xiangyi.features.media.errors import DarkroomBusy, UploadTooSlow
from xiangyi.features.media.service import Photos
from xiangyi.features.media.tables import Photo


class Half:
    """Somebody who sends so much, and then nothing until they are told: as much, or the end."""

    def __init__(self, intake: Intake, length: int, *, ends: bool) -> None:
        self.sent, self.told, self.ends = asyncio.Event(), asyncio.Event(), ends
        self.task = asyncio.create_task(self._taken(intake, length))

    async def _taken(self, intake: Intake, length: int) -> int:
        async with intake.taken(self._sending(length)) as content:
            return len(content)

    async def _sending(self, length: int):
        yield bytes(length)
        self.sent.set()
        await self.told.wait()
        if not self.ends:
            yield bytes(length)


async def half(intake: Intake, length: int, *, ends: bool = False) -> Half:
    one = Half(intake, length, ends=ends)
    await one.sent.wait()
    return one


async def at_once(length: int):
    yield bytes(length)


async def never():
    await asyncio.Event().wait()
    yield b""


async def dribbling():
    while True:
        yield b"x"
        await asyncio.sleep(0)


async def test_whoever_falls_silent_or_never_ends_is_told_that_it_is_too_slow():
    silent = await half(Intake(silence_s=0.0), 10)
    with pytest.raises(UploadTooSlow):
        await silent.task
    for intake, sending in ((Intake(silence_s=0.0), never()), (Intake(whole_s=0.01), dribbling())):
        with pytest.raises(UploadTooSlow):
            async with intake.taken(sending):
                pytest.fail("it never ends")


async def test_the_one_that_has_been_silent_the_longest_makes_room():
    intake = Intake(100)
    first, second = await half(intake, 40), await half(intake, 40)
    async with intake.taken(at_once(50)) as content:
        assert len(content) == 50
        with pytest.raises(DarkroomBusy):
            await first.task
        second.told.set()
        # What has come whole is not thrown away, and the other's own room is all that is left.
        with pytest.raises(DarkroomBusy):
            await second.task
    third = await half(intake, 50)
    third.told.set()
    assert await third.task == 100


async def test_one_that_is_told_to_go_just_as_its_end_comes_is_not_taken_for_whole():
    intake = Intake(100)
    first = await half(intake, 60, ends=True)
    first.told.set()
    async with intake.taken(at_once(70)):
        with pytest.raises(DarkroomBusy):
            await first.task


async def test_a_photo_that_comes_too_slowly_is_refused_and_leaves_nothing(db, tmp_path, clock):
    darkroom = Darkroom()
    photos = Photos(tmp_path, darkroom, Intake(silence_s=0.0))

    async def sending():
        yield saved(door(), "JPEG")[:-100]
        await asyncio.Event().wait()

    async def free(_):
        pass

    with pytest.raises(UploadTooSlow):
        await photos.take(uuid4(), sending(), account=None, now=clock.now, charge=free)
    assert await Photo.count() == 0
    await darkroom.close()
