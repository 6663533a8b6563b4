"""What packs call the places in which stations lie, so that a new name is published.

Divisions know nothing of packs. The publisher therefore compares the names that the tree
gives now with those that it published.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.features.divisions import service as divisions
from xiangyi.features.divisions.rules.tree import Known

#: Raised when the packs' columns change: what an earlier version published is built anew.
LAYOUT = 2


class Surroundings(Struct, frozen=True, order=True):
    """The street that a station lies in and what is above it, by name; "" where there is none."""

    street_key: str
    street: str
    county: str
    prefecture: str


def surroundings(lineage: Sequence[Known]) -> Surroundings:
    """Where a division of this lineage lies, the province first; what has no street is its own."""
    levels = {division.level: division for division in lineage}
    street = levels.get("street") or lineage[-1]
    return Surroundings(
        street_key=street.key,
        street=street.name,
        county=levels["county"].name if "county" in levels else "",
        prefecture=levels["prefecture"].name if "prefecture" in levels else "",
    )


def fingerprint(shown: Iterable[Surroundings]) -> str:
    """Sixteen hexadecimal digits, the same for the same names in whatever order and number."""
    return blake2b(msgspec.json.encode((LAYOUT, sorted(set(shown)))), digest_size=8).hexdigest()


async def fingerprints() -> dict[str, str]:
    """For each prefecture that has stations, the fingerprint of the names in use now."""
    rows = await run("SELECT DISTINCT prefecture, division FROM station WHERE closed_at IS NULL")
    lineages = await divisions.lineages({str(row["division"]) for row in rows})
    used: dict[str, list[Surroundings]] = defaultdict(list)
    for row in rows:
        used[str(row["prefecture"])].append(surroundings(lineages[str(row["division"])]))
    return {prefecture: fingerprint(shown) for prefecture, shown in used.items()}
