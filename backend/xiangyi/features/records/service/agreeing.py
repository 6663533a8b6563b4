"""Whose lines may go to the national system: of those who have agreed to it."""

from typing import Final

#: The purpose of the consent.
PURPOSE: Final = "national_sync"
#: On the account of a line `t`, with the instant at which it has to hold.
AGREED: Final = (
    "EXISTS (SELECT 1 FROM consent k WHERE k.account = t.account AND k.purpose = 'national_sync'"
    " AND k.withdrawn_at IS NULL AND (k.ends_at IS NULL OR k.ends_at > {}))"
)
