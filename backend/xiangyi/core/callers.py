"""Where a request comes from: behind proxies, over https, from a page of ours."""

from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct


class Callers(Struct, frozen=True):
    """Knows what stands in front of us.

    Attributes:
        origin: where people open the service; "" where the request itself must say.
        proxies: how many addresses at the end of X-Forwarded-For our own proxies wrote.
    """

    origin: str
    proxies: int

    def address(self, request: Any) -> str:
        """The caller's address; what a caller wrote into the header himself is not believed."""
        client = request.scope.get("client")
        address = client[0] if client else ""
        if not self.proxies:
            return str(address)
        told = [one.strip() for one in request.headers.get("x-forwarded-for", "").split(",")]
        chain = [*filter(None, told), address]
        return str(chain[max(0, len(chain) - 1 - self.proxies)])

    def is_secure(self, request: Any) -> bool:
        """Whether people come over https; a cookie is then for https only."""
        return urlsplit(self.origin_of(request)).scheme == "https"

    def is_foreign(self, request: Any) -> bool:
        """Whether a page of another site asks; a caller that is no browser says no origin."""
        told = request.headers.get("origin")
        return told is not None and told != self.origin_of(request)

    def origin_of(self, request: Any) -> str:
        """Where this request thinks we are."""
        host = request.headers.get("host", "")
        return self.origin or f"{request.scope['scheme']}://{host}"
