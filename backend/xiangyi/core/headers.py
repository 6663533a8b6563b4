"""The headers that go with every answer: what a browser may do with us, and what it may not."""

import re
from base64 import b64encode
from hashlib import sha256

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def security_headers(index_html: bytes = b"") -> list[tuple[bytes, bytes]]:
    """Nothing from elsewhere, nothing inline but the scripts that `index_html` itself carries."""
    inline = " ".join(
        f"'sha256-{b64encode(sha256(script).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(index_html)
    )
    policy = {
        "default-src": "'none'",
        "script-src": f"'self' {inline}".strip(),
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
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
        "permissions-policy": "geolocation=(self), camera=(), microphone=(), payment=()",
        "referrer-policy": "no-referrer",
        # Browsers heed it over HTTPS only, so it does no harm on localhost.
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]
