"""The child that decodes what strangers send: it may use little memory, and dies with its parent.

Run as a module it reads requests from standard input (four bytes of length, then the file)
and answers each on standard output: one byte, 1 for a photo or 0 for a reason, then four bytes
of length and a body. A photo's body is width and height (two bytes each), the length of the
larger picture (four), the larger and the smaller picture.
"""

import resource
import struct
import sys
from io import BytesIO
from typing import BinaryIO, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

MOST_PIXELS: Final = 50_000_000
LARGE: Final = 1280
SMALL: Final = 320
_LEAST_SIDE: Final = 32
_QUALITY: Final = 80
#: Fifty megapixels in four channels, a copy of them, and the libraries.
_MOST_MEMORY: Final = 1_200_000_000
_FORMATS: Final = ["JPEG", "PNG", "WEBP", "HEIF"]
#: Sixteen bits a channel, of which the upper eight are kept.
_DEEP: Final = {"I;16", "I;16L", "I;16B", "I;16N", "I", "F"}
_SRGB: Final = ImageCms.createProfile("sRGB")


class Unreadable(Exception):
    """Why it is no photo; the message is the reason's name."""


def develop(content: bytes) -> tuple[bytes, bytes, int, int]:
    """Two WebP pictures of a photo, and the larger one's width and height in pixels.

    Raises:
        Unreadable: naming the reason.
    """
    # Pillow's decoder of WebP makes room for two canvases before anybody has seen how large.
    if _webp_pixels(content) > MOST_PIXELS:
        raise Unreadable("too_many_pixels")
    try:
        image: Image.Image = Image.open(BytesIO(content), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise Unreadable("not_a_photo") from error
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise Unreadable("damaged") from error
    if image.width * image.height > MOST_PIXELS:
        raise Unreadable("too_many_pixels")
    if min(image.size) < _LEAST_SIDE:
        raise Unreadable("too_small")
    try:
        large = _upright(image)
    # What a decoder of hostile files may raise has no end; whatever it is, this is no photo.
    except Exception as error:
        raise Unreadable("damaged") from error
    small = large.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return _webp(large), _webp(small), large.width, large.height


def _webp_pixels(content: bytes) -> int:
    """How many pixels a WebP says that its canvas has (RFC 9649); 0 for what is none."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return 0
    kind, head = content[12:16], content[20:30]
    if kind == b"VP8X":
        sides = [int.from_bytes(head[at : at + 3], "little") + 1 for at in (4, 7)]
    elif kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        sides = [(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1]
    else:
        sides = [int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (6, 8)]
    return sides[0] * sides[1]


def _upright(image: Image.Image) -> Image.Image:
    """Made small first: turning and converting fifty megapixels would take seconds."""
    profile = image.info.get("icc_profile")
    image.draft("RGB", (LARGE, LARGE))
    image.seek(0)
    if image.mode in _DEEP:
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode not in {"RGB", "L", "CMYK"}:
        image = _on_white(image)
    image.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    image = ImageOps.exif_transpose(image)
    image = _in_srgb(image, profile)
    # A new image carries nothing of the old but its pixels.
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    return clean


def _on_white(image: Image.Image) -> Image.Image:
    exif = image.getexif()
    seen = image.convert("RGBA")
    white = Image.new("RGB", seen.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    white.info["exif"] = exif.tobytes()
    return white


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that cannot be used is passed over, as browsers do.
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _webp(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=2)
    return written.getvalue()


def _answer(content: bytes) -> bytes:
    try:
        large, small, width, height = develop(content)
    except Unreadable as reason:
        body = str(reason).encode()
        return struct.pack(">BI", 0, len(body)) + body
    body = struct.pack(">HHI", width, height, len(large)) + large + small
    return struct.pack(">BI", 1, len(body)) + body


def work(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more requests, which is when the parent ends."""
    while len(head := requests.read(4)) == 4:  # noqa: PLR2004  # four bytes of length
        (length,) = struct.unpack(">I", head)
        answers.write(_answer(requests.read(length)))
        answers.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The pixels are counted by us, and refused rather than warned of.
    Image.MAX_IMAGE_PIXELS = None
    register_heif_opener(thumbnails=False)
    work(sys.stdin.buffer, sys.stdout.buffer)
