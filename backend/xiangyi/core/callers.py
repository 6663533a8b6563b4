"""Where a request comes from: behind proxies, over https, from a page of ours."""

from ipaddress import IPv6Address, ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

#: What a browser leaves out of an origin.
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Site(Struct, frozen=True):
    """Where people open us, as browsers name it.

    Attributes:
        origin: scheme, host and port, as in https://xiangyi.example.
        host: the host alone, for which a passkey holds (W3C WebAuthn, RP ID).
    """

    origin: str
    host: str


class Callers(Struct, frozen=True):
    """Knows what stands in front of us.

    Attributes:
        origin: where people open the service; "" where the request itself must say.
        proxies: how many addresses at the end of X-Forwarded-For our own proxies wrote.
    """

    origin: str
    proxies: int

    def address(self, request: Any) -> str:
        """Who is counted: the caller's address, or the network that one household has.

        What a caller wrote into X-Forwarded-For himself is not believed, nor what he could
        have put into another line of that name before our proxy's.
        """
        client = request.scope.get("client")
        chain = [client[0] if client else ""]
        if self.proxies:
            lines = request.headers.getall("x-forwarded-for", [])
            chain = [*filter(None, map(str.strip, ",".join(lines).split(","))), *chain]
        return _counted(chain[max(0, len(chain) - 1 - self.proxies)])

    def is_secure(self, request: Any) -> bool:
        """Whether people come over https; a cookie is then for https only."""
        return self.origin_of(request).startswith("https:")

    def is_foreign(self, request: Any) -> bool:
        """Whether a page of another site asks; a caller that is no browser says neither."""
        if request.headers.get("sec-fetch-site") == "cross-site":
            return True
        told = request.headers.get("origin")
        return told is not None and told != self.origin_of(request)

    def site(self, request: Any) -> Site:
        """Where people open us; without a host where the request names none."""
        origin = self.origin_of(request)
        try:
            return Site(origin, urlsplit(origin).hostname or "")
        except ValueError:
            return Site(origin, "")

    def origin_of(self, request: Any) -> str:
        """Where this request thinks we are."""
        host = request.headers.get("host", "")
        return _as_browsers_say(self.origin or f"{request.scope['scheme']}://{host}")


def _as_browsers_say(origin: str) -> str:
    """In small letters, and without the port that the scheme has anyway."""
    scheme, _, host = origin.lower().partition("://")
    return f"{scheme}://{host.removesuffix(f':{_DEFAULT_PORTS.get(scheme)}')}"


def _counted(address: str) -> str:
    """One household has 2^64 addresses of version 6, and one of version 4."""
    try:
        told = ip_address(address)
    except ValueError:
        return address
    if not isinstance(told, IPv6Address):
        return str(told)
    if told.ipv4_mapped:
        return str(told.ipv4_mapped)
    return f"{IPv6Address(int(told) >> 64 << 64)}/64"
