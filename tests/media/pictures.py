"""Photos as phones, cameras and strangers send them."""

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()


def door(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red and whose upper left corner is white."""
    image = Image.new("RGB", (width, height), "blue")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2, height), fill="red")
    draw.rectangle((0, 0, width // 8, height // 8), fill="white")
    return image if mode == "RGB" else image.convert(mode)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def with_everything(kind: str) -> bytes:
    """A photo with EXIF (place, maker), XMP and trailing data.

    Besides, in a JPEG: IPTC and a comment; in a PNG: text, packed and plain.
    """
    image = door()
    exif = Image.Exif()
    exif[0x010F] = "SECRET MAKER"
    exif[0x0112] = 1
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 11.0, 0.0), 3: "E", 4: (112.0, 59.0, 0.0)})
    xmp = b"<x:xmpmeta>SECRET XMP</x:xmpmeta>"
    trailer = b"SECRET TRAILER" + saved(image, kind)
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        info.add_text("Comment", "SECRET COMMENT")
        info.add_text("Author", "SECRET AUTHOR", zip=True)
        return saved(image, kind, exif=exif, pnginfo=info) + trailer
    if kind != "JPEG":
        return saved(image, kind, exif=exif.tobytes(), xmp=xmp) + trailer
    content = saved(
        image,
        "JPEG",
        exif=exif,
        xmp=xmp,
        comment=b"SECRET COMMENT",
        quality=95,
    )
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\x10" + b"\x1c\x02\x78\0\x0bSECRET IPTC"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return content[:2] + segment + content[2:] + trailer


def turned(orientation: int, kind: str, mode: str = "RGB") -> bytes:
    """The door as a phone held sideways saves it: turned, with a note how."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = door(mode=mode)
    if orientation in undo:
        image = image.transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, kind, exif=exif.tobytes())


def as_it_lies(content: bytes) -> Image.Image:
    """The picture as its bytes have it, turned by nobody."""
    if b"ftyp" not in content[:16]:
        return opened(content)
    # A turning is a property of a HEIC (ISO 23008-12, irot and imir), which decoders heed.
    return opened(content.replace(b"irot", b"free").replace(b"imir", b"free"))


def in_sixteen_bits() -> bytes:
    """The door as a PNG of 48 bits a pixel."""
    image = door()
    pixels = bytes(byte for value in image.tobytes() for byte in (value, value))
    line = image.width * 6
    rows = b"".join(b"\0" + pixels[at : at + line] for at in range(0, len(pixels), line))
    head = struct.pack(">IIBBBBB", *image.size, 16, 2, 0, 0, 0)
    return _png(head, zlib.compress(rows))


def in_other_colours() -> bytes:
    """A JPEG whose profile swaps red and blue for whoever heeds it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The tags of the red and the blue primary change places.
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    return saved(door(), "JPEG", icc_profile=swapped, quality=95)


@cache
def bomb_png(width: int = 20_000, height: int = 20_000) -> bytes:
    """400 megapixels of nothing in a few hundred kilobytes."""
    row = b"\0" + bytes(width // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return _png(struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0), data)


@cache
def bomb_text() -> bytes:
    """A small PNG whose text unpacks to half a gigabyte."""
    info = PngImagePlugin.PngInfo()
    content = saved(door(), "PNG", pnginfo=info)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1_000_000)) for _ in range(500)) + packer.flush()
    text = _chunk(b"zTXt", b"Comment\0\0" + data)
    return content[:33] + text + content[33:]


def lying_jpeg(width: int, height: int) -> bytes:
    """A JPEG of 640 x 480 that says that it is of another size."""
    content = bytearray(saved(door(), "JPEG"))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def bomb_webp(width: int, height: int) -> bytes:
    """A WebP of one colour, which takes 34 bytes however large it is."""
    plain = {"lossless": True, "quality": 0, "method": 0}
    content = bytearray(saved(Image.new("RGB", (64, 64)), "WEBP", **plain))
    # A signature, then 14 bits for each side less one (RFC 9649, 3.4).
    bits = int.from_bytes(content[21:25], "little") & ~0xFFFFFFF
    bits |= (width - 1) | (height - 1) << 14
    content[21:25] = bits.to_bytes(4, "little")
    return bytes(content)


def lying_webp(width: int, height: int) -> bytes:
    """A WebP of 640 x 480 with a canvas that is said to be larger."""
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + sides
    body = b"WEBP" + canvas + saved(door(), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def lying_heic(width: int, height: int, content: bytes = b"") -> bytes:
    """A HEIC of 640 x 480, or another, that says that it is of another size."""
    head, *rest = (content or saved(door(), "HEIF")).split(b"ispe")
    size = struct.pack(">II", width, height)
    # After its name come a version and flags, then both sides.
    return b"ispe".join([head, *(part[:4] + size + part[12:] for part in rest)])


def animated(kind: str, frames: int) -> bytes:
    first, *others = [door(64, 64).rotate(turn % 360) for turn in range(frames)]
    return saved(first, kind, save_all=True, append_images=others, duration=10)


def _png(head: bytes, data: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body) for name, body in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def looks_like_the_door(image: Image.Image) -> bool:
    width, height = image.size
    corner = image.getpixel((width // 32, height // 32))
    left, right = (image.getpixel((int(width * part), height // 2)) for part in (0.25, 0.75))
    return min(corner) > 200 and is_mostly(left, 0) and is_mostly(right, 2) and width > height


def is_mostly(pixel: tuple[int, int, int], channel: int) -> bool:
    return pixel[channel] > 200 and pixel[2 - channel] < 60
