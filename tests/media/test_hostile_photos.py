"""Files that are no photos, or want the server's memory: refused by a reason, or harmless."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.media import pictures
from tests.media.pictures import door, looks_like_the_door, opened, saved

from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.errors import PhotoUnreadable


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
#: Made once they are asked for: whoever only collects tests has no time for bombs.
HOSTILE = {
    "nothing": (lambda: b"", "not_a_photo"),
    "svg": (lambda: SVG, "not_a_photo"),
    "gif": (lambda: saved(door().convert("P"), "GIF"), "not_a_photo"),
    "tiff": (lambda: saved(door(), "TIFF"), "not_a_photo"),
    "pdf": (lambda: saved(door(), "PDF"), "not_a_photo"),
    "text": ("不是照片".encode, "not_a_photo"),
    "head only": (lambda: saved(door(), "JPEG")[:20], "not_a_photo"),
    "cut JPEG": (lambda: half(saved(door(), "JPEG")), "damaged"),
    "cut PNG": (lambda: half(saved(door(), "PNG")), "damaged"),
    "cut WebP": (lambda: half(saved(door(), "WEBP")), "damaged"),
    "cut HEIC": (lambda: half(saved(door(), "HEIF")), "damaged"),
    "bomb": (pictures.bomb_png, "too_many_pixels"),
    "text bomb": (pictures.bomb_text, "damaged"),
    "liar": (lambda: pictures.lying_jpeg(65_000, 65_000), "too_many_pixels"),
    "WebP bomb": (lambda: pictures.bomb_webp(16_383, 16_383), "too_many_pixels"),
    "WebP with a hollow canvas": (lambda: pictures.lying_webp(16_383, 16_383), "too_many_pixels"),
    "WebP of an endless line": (lambda: pictures.lying_webp(2**24, 255), "too_many_pixels"),
    "HEIC liar": (lambda: pictures.lying_heic(65_000, 65_000), "too_many_pixels"),
    "HEIC liar without end": (lambda: pictures.lying_heic(2**31 - 1, 2**31 - 1), "too_many_pixels"),
    "HEIC liar within bounds": (lambda: pictures.lying_heic(7_000, 7_000), "damaged"),
    "JPEG of 51 megapixels": (lambda: pictures.lying_jpeg(7_200, 7_100), "too_many_pixels"),
    "PNG of 51 megapixels": (lambda: pictures.bomb_png(7_200, 7_100), "too_many_pixels"),
    "WebP of 51 megapixels": (lambda: pictures.bomb_webp(7_200, 7_100), "too_many_pixels"),
    "HEIC of 51 megapixels": (lambda: pictures.lying_heic(7_200, 7_100), "too_many_pixels"),
    "JPEG of no size": (lambda: pictures.lying_jpeg(0, 0), "not_a_photo"),
    "PNG of no size": (lambda: pictures.bomb_png(0, 0), "not_a_photo"),
    "WebP of no size": (lambda: b"RIFF\x04\0\0\0WEBP", "not_a_photo"),
    "HEIC of no size": (lambda: pictures.lying_heic(0, 0), "not_a_photo"),
    "behind another's head": (lambda: b"%PDF-1.4\n" + saved(door(), "JPEG"), "not_a_photo"),
    "one pixel": (lambda: saved(door(1, 1), "PNG"), "too_small"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_is_no_photo_is_refused_by_its_reason(darkroom, name):
    make, reason = HOSTILE[name]
    with pytest.raises(PhotoUnreadable) as refused:
        await darkroom.develop(make())
    assert refused.value.facts["reason"] == reason
    assert await darkroom.develop(saved(door(), "JPEG"))


async def test_what_is_refused_takes_no_memory_and_what_is_large_takes_what_it_may():
    room = Darkroom(1)
    await room.develop(saved(door(), "JPEG"))
    child = room._free.get_nowait()  # noqa: SLF001  # whose memory is looked at
    room._free.put_nowait(child)  # noqa: SLF001  # the same
    for make, _ in HOSTILE.values():
        with pytest.raises(PhotoUnreadable, match="photo_unreadable"):
            await room.develop(make())
    assert peak_mb(child.pid) < 200, "an ordinary photo takes some 40"
    for content in at_the_most():
        done = await room.develop(content)
        assert (done.width, done.height) == (1280, 1280)
    # The same child all the time: none has ended over one of them.
    assert peak_mb(child.pid) < 1_200
    await room.close()


async def test_a_child_that_ends_takes_no_photo_with_it():
    room = Darkroom(1)
    await room.develop(saved(door(), "JPEG"))
    child = room._free.get_nowait()  # noqa: SLF001  # the one that ends
    room._free.put_nowait(child)  # noqa: SLF001  # the same
    os.kill(child.pid, signal.SIGKILL)
    waiting = (room.develop(saved(door(), "JPEG")) for _ in range(3))
    for done in await asyncio.gather(*waiting):
        assert looks_like_the_door(opened(done.large))
    await room.close()


def at_the_most() -> Iterator[bytes]:
    """Forty-nine megapixels in the ways that take the most memory: all at once, and see-through."""
    large = door(7_000, 7_000)
    yield saved(large, "JPEG", progressive=True, subsampling=0)
    yield pictures.bomb_webp(7_000, 7_000)
    yield saved(large.convert("RGBA"), "PNG", compress_level=1)


def peak_mb(pid: int) -> float:
    """The most memory that a process has ever had, as Linux tells."""
    [told] = [
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmHWM" in line
    ]
    return int(told.split()[1]) / 1000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_page_behind_a_photo_is_gone(darkroom, kind):
    polyglot = saved(door(), kind) + SVG + b"<html><script>alert(1)</script>PK\x03\x04"
    done = await darkroom.develop(polyglot)
    assert b"script" not in done.large + done.small
    assert looks_like_the_door(opened(done.large))


@pytest.mark.parametrize(
    ("content", "says", "status"),
    [
        (saved(door(), "PNG"), "image/jpeg", 200),
        (saved(door(), "HEIF"), "image/jpeg", 200),
        (saved(door(), "JPEG"), "text/html", 200),
        (SVG, "image/jpeg", 422),
        (b"", "image/jpeg", 422),
    ],
    ids=["a PNG", "a HEIC", "a JPEG", "an SVG", "nothing"],
)
async def test_what_a_file_says_of_itself_is_not_believed(api, content, says, status):
    url, headers = f"/api/photos/{uuid4()}", {"Content-Type": says}
    sent = await api.put(url, content=content, headers=headers)
    assert sent.status_code == status, sent.text
    assert status == 200 or sent.json()["facts"] == {"reason": "not_a_photo"}
