"""Divisions with all that is below them, for statements that ask for hosts at home there."""

from collections.abc import Sequence
from typing import Final

#: Begins a statement; `{blanks}` takes a blank for each division, see `blanks`.
BELOW: Final = (
    'WITH RECURSIVE below AS (SELECT "key" FROM division WHERE "key" IN ({blanks}) UNION'
    ' SELECT d."key" FROM division AS d JOIN below ON d.parent = below."key")'
)


def blanks(keys: Sequence[str]) -> str:
    return ", ".join(["{}"] * len(keys))


def below_all(keys: Sequence[str]) -> str:
    """The keys of these, one at least, and of all below them: for what stands within `IN (…)`."""
    return f'{BELOW} SELECT "key" FROM below'.format(blanks=blanks(keys))  # noqa: S608  # ours
