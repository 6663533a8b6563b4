"""How much is under way at once, and how long anybody is waited for."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """What a sender keeps to; each has a default that suits a machine of two cores.

    Attributes:
        held: deliveries taken in whose outcome has not been fetched; more are asked for below it.
        flying: posts under way, to all hosts together.
        streams: posts under way to one host that speaks HTTP/2.
        connections: to one host; so many posts are under way to one that does not, or that has
            not answered yet.
        connect_s: until a connection stands.
        answer_s: from beginning to end of a post, connecting included.
        stalled_s: a host that finishes nothing for so long keeps what it has begun; the rest comes
            back `later`, so that nobody waits behind it.
        queued_s: what a host that answers slowly has not come to by then comes back `later` too:
            it would take up the room of others, and be claimed by another worker in the end.
    """

    held: int = 4_000
    flying: int = 1_000
    streams: int = 100
    connections: int = 8
    connect_s: float = 5.0
    answer_s: float = 15.0
    stalled_s: float = 2.0
    queued_s: float = 30.0
