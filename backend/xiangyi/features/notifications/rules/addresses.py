"""Which addresses a push service may have: public ones, in none of the forms that hide another.

The registries of special addresses (IANA, RFC 6890) are written out: what Python counts as
global has changed between its versions.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_SPECIAL: Final = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # between a provider and its customers
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; a cloud's metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # to many, reserved, to everybody
    )
)
#: Of IPv6, only what is given out as unicast (2000::/3) is public, and of that not these.
_UNICAST: Final = ip_network("2000::/3")
_SPECIAL_6: Final = tuple(
    ip_network(one)
    for one in (
        "2001::/23",  # Teredo, benchmarks, ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4: another IPv4 address inside
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
#: A translator's prefix, on networks without IPv4: the address inside is what is reached.
_NAT64: Final = ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether a connection to this numeric address leaves for the internet."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    if isinstance(read, IPv4Address):
        return _is_public_4(read)
    if read.scope_id is not None:
        return False
    if read in _NAT64:
        return _is_public_4(IPv4Address(int(read) & 0xFFFFFFFF))
    return read in _UNICAST and not _among_special_6(read)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _SPECIAL)


def _among_special_6(address: IPv6Address) -> bool:
    return any(address in network for network in _SPECIAL_6)
