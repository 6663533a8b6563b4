"""Whether somebody is told of what concerns a station."""

from msgspec import Struct


class Following(Struct, frozen=True):
    station: str
    follows: bool
