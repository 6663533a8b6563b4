"""Whether an address that is printed leads anybody anywhere."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

#: Names that only one machine or one house knows (RFC 6761, 6762, 8375, and the ICANN's .internal).
_AT_HOME: Final = ("localhost", "local", "home.arpa", "internal", "lan", "test", "invalid")


def opens_elsewhere(origin: str) -> bool:
    """Whether a phone on the street could open it, as far as its name can tell.

    Args:
        origin: scheme, host and port, as in https://xiangyi.example.
    """
    host = (urlsplit(origin).hostname or "").rstrip(".")
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not any(host.endswith(f".{name}") for name in _AT_HOME)
