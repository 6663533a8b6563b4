"""Ids that clients mint, beside those that the server derives.

Where one step always leads to the same next one, the server derives that one's id from what is
public (`uuid5`), so that sending twice is safe. Anybody could derive it as well, and take it first.
"""

from typing import Final
from uuid import UUID

from xiangyi.core.errors import Unusable

_DERIVED: Final = 5


class IdUnusable(Unusable):
    """It is of the kind that only the server makes: mint one at random."""

    code = "id_unusable"


def minted(id_: UUID) -> UUID:
    """A client's id for what shares its ids with what the server derives.

    Raises:
        IdUnusable: it is such a derived one, whose place it would take.
    """
    if id_.version == _DERIVED:
        raise IdUnusable
    return id_
