"""What an hour was for: what its volunteer was told of the activity, told by a hash.

Each line of service commits to it, so that its volunteer's receipt holds the activity's words too.
Whatever a host may still change once people have signed up, as whom to ring, is no part of it.
"""

from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import msgspec

_TOLD: Final = ("kind", "title", "about", "division", "place", "station", "beneficiaries")
_OF: Final = "/of/"

#: In SQL, of a shift `s` and its activity `{}`; for `of`.
COLUMNS: Final = "s.id AS for_shift, s.activity AS for_activity, {0}.organisation AS for_host," + (
    ", ".join(f"{{0}}.{one} AS for_{one}" for one in _TOLD)
)


def of(row: Mapping[str, Any]) -> str:
    """The hash, hex, of a row that has `COLUMNS` and the shift's times."""
    times = [row[one].astimezone(UTC).isoformat() for one in ("starts_at", "ends_at")]
    ids = [str(row[f"for_{one}"]) for one in ("shift", "activity", "host")]
    told = [row[f"for_{one}"] or "" for one in _TOLD]
    facts = ["xiangyi-activity/1", *ids, *times, row["break_minutes"], *told]
    return sha256(msgspec.json.encode(facts)).hexdigest()


def about(shift: UUID, purpose: str) -> str:
    """What a line of service is about, as the ledger has it."""
    return f"shift/{shift}{_OF}{purpose}"


def told_by(about_: str | None) -> str | None:
    """The hash in what a line is about; None for the lines of before, and of whoever is erased."""
    return (about_ or "").partition(_OF)[2] or None
