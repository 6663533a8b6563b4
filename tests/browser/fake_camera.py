"""What a camera sees: a code on a busy ground, tilted, a little blurred, never quite still.

Chromium plays it as a camera where it is started with `flags`.
"""

import io
import random
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFilter

_SIZE = (640, 480)
_SIDE = 230
_BLANK, _FRAMES = 10, 40


def flags(film: Path) -> list[str]:
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


def film(path: Path, text: str, *, side: int = _SIDE) -> None:
    """Write a Motion-JPEG, 4:2:0, whose first frames are without the code."""
    png = io.BytesIO()
    segno.make(text, error="m", micro=False).save(png, kind="png", scale=8, border=4)
    code = Image.open(png).convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
    chance, shot = random.Random(1), io.BytesIO()  # a ground, no secret
    for number in range(_FRAMES):
        frame = Image.new("RGB", _SIZE, (120, 110, 100))
        pen = ImageDraw.Draw(frame)
        for _ in range(60):
            x, y = chance.randrange(_SIZE[0]), chance.randrange(_SIZE[1])
            grey = chance.randrange(60, 160)
            pen.ellipse((x, y, x + 30, y + 20), fill=(grey, grey, grey))
        if number >= _BLANK:
            tilted = code.rotate(8 + number * 0.2, expand=True, resample=Image.Resampling.BICUBIC)
            left = (_SIZE[0] - tilted.width) // 2 + number % 7
            frame.paste(tilted, (left, (_SIZE[1] - tilted.height) // 2 + number % 5), tilted)
        blurred = frame.filter(ImageFilter.GaussianBlur(0.8))
        blurred.save(shot, "jpeg", quality=85, subsampling="4:2:0")
    path.write_bytes(shot.getvalue())
