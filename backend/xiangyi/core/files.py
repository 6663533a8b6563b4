"""Files that were compressed once and are sent as they are, thousands of times a second."""

import mimetypes
import re
from hashlib import blake2b
from pathlib import Path
from typing import Any

from litestar.types import HTTPScope, Receive, Send

from xiangyi.core.compressing import compress
from xiangyi.core.tags import matches

FOREVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"

_COMPRESSIBLE = {".html", ".js", ".css", ".json", ".svg", ".webmanifest", ".txt"}
#: Below this a compressed answer saves less than its header costs.
_WORTH_COMPRESSING = 500

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")

#: The name of an encoding, unless its weight says that it is not wanted (RFC 9110 §12.5.3).
_ACCEPTED = {
    name: re.compile(rf"\b{name}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))".encode())
    for name in ("br", "gzip")
}
#: What the publisher calls its files; nothing else is looked for on the disk.
_PACK_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,119}\.json")

Headers = list[tuple[bytes, bytes]]


class StoredFile:
    """One file in memory with its compressed forms and ready headers."""

    def __init__(self, path: Path, cache: str, common: Headers) -> None:
        content = path.read_bytes()
        self.etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
        forms = {"": content}
        if path.suffix in _COMPRESSIBLE and len(content) > _WORTH_COMPRESSING:
            forms |= _forms_beside(path) or compress(content)
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix in {".html", ".js", ".css", ".txt"}:
            media_type += "; charset=utf-8"
        base = [
            *common,
            (b"content-type", media_type.encode()),
            (b"cache-control", cache.encode()),
            (b"etag", self.etag.encode()),
            (b"vary", b"accept-encoding"),
        ]
        self._unchanged = {"type": "http.response.start", "status": 304, "headers": base}
        self._answers = {name: _messages(base, name, body) for name, body in forms.items()}

    async def __call__(self, scope: HTTPScope, _: Receive, send: Send) -> None:
        accepts, holds = b"", b""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                accepts = value
            elif name == b"if-none-match":
                holds = value
        if holds and matches(holds.decode("latin-1"), self.etag):
            await send(self._unchanged)  # type: ignore[arg-type]  # ASGI messages are dicts
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        start, body = self._answers[self._best(accepts)]
        await send(start)
        await send(_NOTHING if scope["method"] == "HEAD" else body)

    def _best(self, accepts: bytes) -> str:
        for name, accepted in _ACCEPTED.items():
            if name in self._answers and accepted.search(accepts):
                return name
        return ""


_NOTHING: Any = {"type": "http.response.body", "body": b"", "more_body": False}


def _messages(base: Headers, encoding: str, body: bytes) -> tuple[Any, Any]:
    headers = [*base, (b"content-length", str(len(body)).encode())]
    if encoding:
        headers.append((b"content-encoding", encoding.encode()))
    return (
        {"type": "http.response.start", "status": 200, "headers": headers},
        {"type": "http.response.body", "body": body, "more_body": False},
    )


def _forms_beside(path: Path) -> dict[str, bytes]:
    """What whoever wrote the file compressed already: NAME.br and NAME.gz."""
    beside = {"br": path.with_name(path.name + ".br"), "gzip": path.with_name(path.name + ".gz")}
    return {name: file.read_bytes() for name, file in beside.items() if file.is_file()}


class BuiltApp:
    """The app as Vite built it, read once at start; a path without an ending is a screen."""

    def __init__(self, folder: Path, common: Headers) -> None:
        self.common = common
        self._files = {
            f"/{path.relative_to(folder).as_posix()}": StoredFile(
                path, FOREVER if path.parent.name == "assets" else ASK_EACH_TIME, common
            )
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix not in {".br", ".gz"} and path.name[0] != "."
        }

    def find(self, path: str) -> StoredFile | None:
        if "." not in path.rsplit("/", 1)[-1]:
            path = "/index.html"
        return self._files.get(path)


class Packs:
    """The published packs: named by their content, so each is read once; the index is watched."""

    #: Two publications of a whole province, before the oldest are let go.
    MOST = 512

    def __init__(self, folder: Path, common: Headers) -> None:
        self._folder, self._common = folder, common
        self._held: dict[str, StoredFile] = {}
        self._index: tuple[int, StoredFile] | None = None

    def find(self, path: str) -> StoredFile | None:
        """`path` is what follows /packs/; anything but a plain file name finds nothing."""
        if path == "index.json":
            return self._find_index()
        if held := self._held.get(path):
            return held
        file = self._folder / path
        if not _PACK_NAME.fullmatch(path) or not file.is_file():
            return None
        if len(self._held) >= self.MOST:
            self._held.pop(next(iter(self._held)))
        self._held[path] = StoredFile(file, FOREVER, self._common)
        return self._held[path]

    def _find_index(self) -> StoredFile | None:
        file = self._folder / "index.json"
        try:
            written = file.stat().st_mtime_ns
        except FileNotFoundError:
            return None
        if self._index is None or self._index[0] != written:
            stored = StoredFile(file, "public, max-age=30, must-revalidate", self._common)
            self._index = (written, stored)
        return self._index[1]
