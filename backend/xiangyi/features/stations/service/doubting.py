"""Whether a station is open as listed, or riders found its door locked since anybody said so."""

from typing import Final

from xiangyi.features.stations.service.reading import StationRow

#: So many independent riders before a locked door is believed.
DOUBTING: Final = 2


def is_doubted(row: StationRow) -> bool:
    """Whether independent riders found it locked, and nobody has confirmed it since."""
    return any(
        one.kind == "locked"
        and one.count >= DOUBTING
        and (row.confirmed_at is None or one.last_at > row.confirmed_at)
        for one in row.reports
    )
