"""What an answer of a push service means for one subscription (RFC 8030 §5, §7.3, RFC 8292 §4.2).

No answer of one endpoint says anything about another, but that its host answers.
"""

from typing import Final, Literal

from xiangyi.features.notifications.rules.words import Word

Kind = Literal["sent", "gone", "ours", "later", "given_up", "refused_address"]

_KNOWN: Final[dict[int, tuple[Kind, Word]]] = {
    400: ("ours", "bad_request"),
    401: ("ours", "unauthorized"),
    403: ("ours", "forbidden"),
    404: ("gone", "unknown"),
    # Microsoft's way of saying 429.
    406: ("later", "throttled"),
    408: ("later", "timeout"),
    410: ("gone", "unsubscribed"),
    413: ("ours", "too_large"),
    425: ("later", "too_early"),
    429: ("later", "throttled"),
    503: ("later", "unavailable"),
}


def meaning(status: int) -> tuple[Kind, Word]:
    """What became of a delivery, and in one word why.

    A redirect is never followed: it would lead where nobody has looked. Other refusals stay
    what they are however often one asks, so they are ours to mend.
    """
    if status in _KNOWN:
        return _KNOWN[status]
    hundred = status // 100
    if hundred == 2:  # noqa: PLR2004  # so HTTP counts
        return "sent", "taken"
    if hundred == 3:  # noqa: PLR2004
        return "refused_address", "redirect"
    if hundred == 4:  # noqa: PLR2004
        return "ours", "refused"
    return "later", "server_error"
