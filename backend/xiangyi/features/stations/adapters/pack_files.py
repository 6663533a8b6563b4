"""Pack files on disk: named by their content, written whole or not at all."""

import gzip
import os
import time
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from xiangyi.core.compressing import compress

_encode = msgspec.json.Encoder().encode
#: A phone that read the old index may still ask for the files that it names.
_KEEP_SECONDS = 3600


class PackFile(Struct, frozen=True):
    """Where a pack lies, its hash, and its length plain (`size`) and gzipped (`bytes`)."""

    path: str
    hash: str
    size: int
    bytes: int


def write_pack(folder: Path, stem: str, body: object) -> PackFile:
    """Write `STEM.HASH.json` with its compressed forms, unless it is there already."""
    content = _encode(body)
    digest = blake2b(content, digest_size=8).hexdigest()
    path = folder / f"{stem}.{digest}.json"
    packed = path.with_name(path.name + ".gz")
    if path.is_file() and packed.is_file():
        # Still wanted: the sweep goes by age.
        path.touch()
        length = packed.stat().st_size
    else:
        forms = compress(content)
        _replace(path.with_name(path.name + ".br"), forms["br"])
        _replace(packed, forms["gzip"])
        _replace(path, content)
        length = len(forms["gzip"])
    return PackFile(path=path.name, hash=digest, size=len(content), bytes=length)


def write_index(folder: Path, body: object) -> bool:
    """Write `index.json` where it differs from what lies there, and say whether it did."""
    content = _encode(body)
    path = folder / "index.json"
    if path.is_file() and path.read_bytes() == content:
        return False
    _replace(path.with_name("index.json.br"), compress(content)["br"])
    _replace(path.with_name("index.json.gz"), gzip.compress(content, 9, mtime=0))
    _replace(path, content)
    return True


def sweep(folder: Path, wanted: set[str]) -> None:
    """Remove what no index names any more, and what a killed writer left, an hour after."""
    before = time.time() - _KEEP_SECONDS
    for path in folder.glob("*.json*"):
        name = path.name.removesuffix(".br").removesuffix(".gz")
        if name not in wanted | {"index.json"} and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _replace(path: Path, content: bytes) -> None:
    """Put the content there: on the disk before its name is, and nothing where there is no room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
