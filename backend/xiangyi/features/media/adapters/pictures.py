"""The folder of developed pictures, named by what they are."""

import os
import re
import secrets
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"([0-9a-f]{32})\.(1280|320)\.webp")
#: So many bytes tell what a file claims to be.
HEAD: Final = 12


def begins_as_photo(head: bytes) -> bool:
    """Whether it begins as a JPEG, PNG, WebP or one of HEIC's kind does (ISO/IEC 14496-12)."""
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:8] == b"ftyp"
    )


def digest_of(content: bytes | bytearray) -> str:
    """32 hexadecimal digits."""
    return blake2b(content, digest_size=16).hexdigest()


def write(folder: Path, large: bytes, small: bytes) -> str:
    """Write both pictures, whole or not at all, and return the digest that names them."""
    digest = digest_of(large)
    for size, content in ((320, small), (1280, large)):
        path = _path(folder, digest, size)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return digest


def find(folder: Path, name: str) -> Path | None:
    """The file that an address asks for; anything but a picture's name finds nothing."""
    asked = _NAME.fullmatch(name)
    path = asked and _path(folder, asked[1], int(asked[2]))
    return path if path and path.is_file() else None


def read(folder: Path, digest: str, size: int) -> bytes | None:
    """A picture's content, if it is (still) there."""
    try:
        return _path(folder, digest, size).read_bytes()
    except FileNotFoundError:
        return None


def written_before(folder: Path, when: float) -> set[str]:
    """The digests of the pictures last written before a moment, in seconds since 1970.

    What a write left unfinished that was cut off before then is removed.
    """
    found = set()
    for path in folder.glob("??/*"):
        # Another may be removing it at this moment.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime >= when:
                continue
            if path.name.startswith("."):
                path.unlink()
            else:
                found.add(path.name.partition(".")[0])
    return found


def remove(folder: Path, digest: str) -> None:
    for size in (1280, 320):
        _path(folder, digest, size).unlink(missing_ok=True)


def _path(folder: Path, digest: str, size: int) -> Path:
    return folder / digest[:2] / f"{digest}.{size}.webp"
