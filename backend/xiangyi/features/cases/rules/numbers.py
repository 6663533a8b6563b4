"""Within how many working days a case is answered or climbs, until a division sets it otherwise."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from xiangyi.features.cases.rules.words import FIELDS

#: Ours: 12345 hotlines answer within five working days, and danger waits for nobody.
OURS: Final[Mapping[str, int]] = {
    **{f"{field}_days": 2 if field == "safety" else 5 for field in FIELDS},
    # So many working days after it was told overdue the level above has it.
    "climbing_days": 5,
    # So many working days after it was answered, and nobody said anything, it is over.
    "silent_days": 30,
}
BOUNDS: Final[Mapping[str, tuple[int, int]]] = dict.fromkeys(OURS, (1, 30))
#: As long as what came of a case may be asked about; then words and photo go.
KEPT_AFTER_END: Final = timedelta(days=365)


def expired_before(now: datetime) -> datetime:
    """What ended before this instant has been kept long enough."""
    return now - KEPT_AFTER_END
