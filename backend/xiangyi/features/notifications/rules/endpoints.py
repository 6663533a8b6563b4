"""Which endpoints may be pushed to: those of known push services, and no other address.

A browser writes an endpoint in one way only (WHATWG URL: lower case, no default port, no dot at
the end, names in ASCII). Whatever is written in another way is refused rather than understood,
so that no two readers of an address can disagree about its host.
"""

import re
from collections.abc import Collection
from typing import Final, Literal

from msgspec import Struct

Fault = Literal["form", "too_long", "host"]

#: Firebase (Chrome, Edge on Android), Mozilla, Apple, Microsoft; `*` stands for any name below.
PUSH_SERVICES: Final = (
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "web.push.apple.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
#: The longest seen are Microsoft's, some 700 characters.
LONGEST: Final = 2_000

_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
#: No user-info, no port, no dot at the end, no bracket; a path, and of ASCII only.
_ENDPOINT: Final = re.compile(
    rf"https://(?P<host>{_LABEL}(?:\.{_LABEL})*)/[!$-;=?-\[\]_a-z~|%]+", re.ASCII
)
_TEST_PATH: Final = re.compile(r"/[!$-;=?-\[\]_a-z~|%]+", re.ASCII)
#: 127.0.0.1, 2130706433, 0177.1, 0x7f.1: what resolvers take for an address.
_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.ASCII)


class Endpoints(Struct, frozen=True):
    """The push services of a deployment.

    Attributes:
        hosts: names, in which `*.` at the beginning stands for one name or more.
        test_origins: literal origins (`https://127.0.0.1:9401`) that stand in while developing;
            their addresses are not looked at.
    """

    hosts: tuple[str, ...] = PUSH_SERVICES
    test_origins: frozenset[str] = frozenset()

    @classmethod
    def known(cls, hosts: Collection[str] = (), test_origins: Collection[str] = ()) -> "Endpoints":
        """The known push services, and a deployment's own."""
        return cls((*PUSH_SERVICES, *hosts), frozenset(test_origins))

    def allowed(self, endpoint: str) -> bool:
        return self.fault(endpoint) is None

    def fault(self, endpoint: str) -> Fault | None:
        """Why nothing may be posted to this address; None where it may."""
        if len(endpoint) > LONGEST:
            return "too_long"
        if self.is_test(endpoint):
            return None
        read = _ENDPOINT.fullmatch(endpoint)
        if read is None:
            return "form"
        host = read["host"]
        if _NUMBER.fullmatch(host):
            return "host"
        return None if any(_is(host, known) for known in self.hosts) else "host"

    def is_test(self, endpoint: str) -> bool:
        """Whether it lies at an origin that stands in for a push service."""
        origin = origin_of(endpoint)
        return origin in self.test_origins and bool(_TEST_PATH.fullmatch(endpoint[len(origin) :]))


def origin_of(endpoint: str) -> str:
    """Scheme, host and port as written: what the VAPID token is for (RFC 8292 §2)."""
    scheme, _, rest = endpoint.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _is(host: str, known: str) -> bool:
    return host.endswith(known[1:]) if known.startswith("*.") else host == known
