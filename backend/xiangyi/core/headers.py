"""The headers that go with every answer: what a browser may do with us, and what it may not."""

import re
from base64 import b64encode
from hashlib import sha256

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_INLINE_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def security_headers(index_html: bytes = b"") -> list[tuple[bytes, bytes]]:
    """Nothing from elsewhere, nothing inline but the scripts and styles of `index_html`."""
    policy = {
        "default-src": "'none'",
        "script-src": _own(_INLINE_SCRIPT.findall(index_html)),
        "style-src": _own(_INLINE_STYLE.findall(index_html)),
        "img-src": "'self' data: blob:",
        # What was recorded here, or fetched by who may hear it.
        "media-src": "blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    headers = {
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "geolocation=(self), camera=(self), microphone=(self), payment=()",
        "referrer-policy": "no-referrer",
        # Browsers heed it over HTTPS only, so it does no harm on localhost.
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _own(inline: list[bytes]) -> str:
    """Our own files, and these very pieces of the page."""
    hashes = [b64encode(sha256(piece).digest()).decode() for piece in inline]
    return " ".join(["'self'", *(f"'sha256-{one}'" for one in hashes)])
