"""P8: a photo of twelve megapixels becomes two pictures, and everybody else is still answered."""

import asyncio
import io
import time
from collections.abc import AsyncIterator, Callable
from statistics import median

import numpy as np
from PIL import Image, ImageFilter, ImageOps
from tests.bench.figures import Bar, Figure, Peer, alone, beside
from tests.bench.province import Workshop

from xiangyi.features.media.adapters.darkroom import Darkroom

_ROUNDS = 12
_QUALITY = 80


async def bench(_: Workshop) -> AsyncIterator[Figure]:
    photo = _photo()
    room = Darkroom(1)
    await room.develop(photo)
    ours, plain, gaps = [], [], []
    for _round in range(_ROUNDS):
        began = time.perf_counter()
        gaps.append(await _longest_gap(room.develop(photo)))
        ours.append(time.perf_counter() - began)
        plain.append(await asyncio.to_thread(_timed, _plain, photo))
    await room.close()
    yield beside(
        Bar(">=", 1.5),
        1 / median(ours),
        Peer("plain Pillow: open, turn, thumbnail twice, save", 1 / median(plain)),
        id="P8",
        name="photo of 12 MP to two WebP, photos a second on one core",
        unit="/s",
        note=f"{median(ours) * 1000:.0f} ms, plain {median(plain) * 1000:.0f} ms",
    )
    yield alone(
        Bar("<=", 20, "ms"),
        max(gaps) * 1000,
        id="P8",
        name="the same: the longest that the event loop was held up meanwhile",
        unit="ms",
    )


def _photo() -> bytes:
    """4000 x 3000 with the grain of a real one, as a phone saves it."""
    chance = np.random.default_rng(8)
    coarse = Image.fromarray(chance.integers(0, 255, (75, 100, 3), dtype=np.uint8))
    scene = coarse.resize((4000, 3000), Image.Resampling.BICUBIC)
    grain = Image.fromarray(chance.integers(0, 255, (3000, 4000, 3), dtype=np.uint8))
    image = Image.blend(scene, grain.filter(ImageFilter.GaussianBlur(1)), 0.25)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=90)
    return written.getvalue()


def _plain(content: bytes) -> None:
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    for side in (1280, 320):
        picture = image.copy()
        picture.thumbnail((side, side))
        picture.save(io.BytesIO(), "WEBP", quality=_QUALITY)


def _timed(work: Callable[[bytes], None], content: bytes) -> float:
    began = time.perf_counter()
    work(content)
    return time.perf_counter() - began


async def _longest_gap(work: object) -> float:
    """Seconds that the loop's own thread worked between two turns, at the most.

    Its own, because on a busy machine it also waits for strangers.
    """
    task = asyncio.ensure_future(work)  # type: ignore[arg-type]
    longest, last = 0.0, time.thread_time()
    while not task.done():
        await asyncio.sleep(0.001)
        now = time.thread_time()
        longest, last = max(longest, now - last), now
    await task
    return longest
