"""The door: packs and the app's own files are answered here, the rest by the API.

An ASGI function of ours in front, because a mounted static router swallows routes
with path parameters, and because a pack must not pass through middleware that
would compress it a second time.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import structlog
from litestar import Litestar
from litestar.enums import HttpMethod, ScopeType
from litestar.types import HTTPScope, Message, Receive, Scope, Send

from xiangyi.core.clock import stopwatch
from xiangyi.core.files import FOREVER, BuiltApp, Headers, Packs, StoredFile
from xiangyi.core.problems import MEDIA_TYPE, problem, route_of

_API = ("/api/", "/schema/openapi.json", "/health", "/metrics")
#: Litestar would answer with pages of its own about the rest of what lies there.
_NO_SCREEN = ("/packs/", "/schema/", "/media/")
#: The same without their slash: whoever asks for them means no screen of ours either.
_ROOTS = {"/api", "/packs", "/schema", "/media"}
_PICTURES = "/media/"
#: Longer than any search a person types; far below what a parser minds. From 65,536 characters
#: on the server's own parser refuses before us, with a bare 414 (431 from 400 kB) and an end of
#: the connection: it has no setting that would let our problem and headers go along.
_LONGEST_QUERY = 4096

log = structlog.get_logger()

#: The file of a picture by the name in its address, if everybody may see it just now, or None.
FindPicture = Callable[[str], Awaitable[Path | None]]


class Front:
    """The ASGI application that the server runs."""

    def __init__(
        self, api: Litestar, app: BuiltApp, packs: Packs, pictures: FindPicture, common: Headers
    ) -> None:
        self._api, self._app, self._packs, self._common = api, app, packs, common
        self._find_picture = pictures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._api(scope, receive, send)
            return
        try:
            await self._answer(scope, receive, send)
        except Exception:
            # Litestar answers for what happens inside it; this is for everything around it.
            log.exception("crash", method=scope["method"], route=route_of(scope))
            await self._refuse(500, "internal_server_error", send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if len(scope["query_string"]) > _LONGEST_QUERY:
            await self._refuse(414, "query_too_long", send)
        elif path.startswith(_API):
            await self._ask_api(scope, receive, send)
        elif scope["method"] not in {"GET", "HEAD"}:
            await self._refuse(405, "method_not_allowed", send, (b"allow", b"GET, HEAD"))
        elif file := await self._find(path):
            await file(scope, receive, send)
        else:
            await self._refuse(404, "not_found", send)

    async def _find(self, path: str) -> StoredFile | None:
        if path.startswith(_PICTURES):
            picture = await self._find_picture(path.removeprefix(_PICTURES))
            return StoredFile(picture, FOREVER, self._common) if picture else None
        if path.startswith(_NO_SCREEN) or path in _ROOTS:
            return self._packs.find(path.removeprefix("/packs/"))
        return self._app.find(path)

    async def _ask_api(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Add the headers that go with every answer, and one line to the log.

        Litestar knows no HEAD where it knows GET, so that is answered here: without the body.
        """
        began, status, method = stopwatch(), 0, scope["method"]
        if method == "HEAD":
            scope["method"] = HttpMethod.GET

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._common]
            elif method == "HEAD" and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        try:
            await self._api(scope, receive, sending)
        finally:
            ms = round((stopwatch() - began) * 1000, 1)
            told = {"method": method, "route": route_of(scope), "status": status}
            log.info("request", **told, ms=ms)

    async def _refuse(
        self, status: int, code: str, send: Send, *headers: tuple[bytes, bytes]
    ) -> None:
        body = msgspec.json.encode(problem(status, code))
        own = [
            *self._common,
            *headers,
            (b"content-type", MEDIA_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": own})
        await send({"type": "http.response.body", "body": body, "more_body": False})
