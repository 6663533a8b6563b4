"""The numbers of commitments, until a division sets them otherwise."""

from collections.abc import Mapping
from typing import Final

#: So many working days after it was told overdue one climbs; so many there are to say whether it
#: is solved; from so many percent of "not solved" on it is not; so many to do it again. For so many
#: days after the count, holidays or not, whoever had said nothing may say that it is not solved.
OURS: Final[Mapping[str, int]] = {
    "climbing_days": 5,
    "judging_days": 5,
    "not_solved_percent": 50,
    "again_days": 10,
    "late_days": 30,
}
BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "climbing_days": (1, 30),
    "judging_days": (1, 30),
    "not_solved_percent": (1, 100),
    "again_days": (1, 60),
    "late_days": (1, 90),
}
#: More than a year of working days is no day anybody waits for.
MOST_DAYS: Final = 250
