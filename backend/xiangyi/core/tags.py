"""Answers that need not be sent twice: an ETag over what would be sent (RFC 9110 §8.8.3)."""

from hashlib import blake2b
from typing import Any

import msgspec
from litestar import Request, Response

_encoder = msgspec.json.Encoder(uuid_format="canonical")


def tagged(request: Request[Any, Any, Any], body: object) -> Response[bytes]:
    """Answer with `body` as JSON, or with 304 where the caller holds the same already."""
    content = _encoder.encode(body)
    etag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if matches(request.headers.get("if-none-match", ""), etag):
        return Response(b"", status_code=304, headers=headers, media_type="application/json")
    return Response(content, headers=headers, media_type="application/json")


def matches(if_none_match: str, etag: str) -> bool:
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in held or "*" in held
