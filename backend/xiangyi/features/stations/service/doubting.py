"""Whether a station is open as listed, or riders found its door locked since anybody said so."""

from typing import Final

from xiangyi.features.stations.service.reading import StationRow

#: So many independent riders before a locked door is believed.
DOUBTING: Final = 2


def is_doubted(row: StationRow) -> bool:
    """Whether independent riders found it locked, and nobody has confirmed it since.

    Whoever confirmed it stood at the door, whatever was posted of the station afterwards.
    """
    since = row.confirmed_at or row.cleared_at
    return any(
        one.kind == "locked" and one.count >= DOUBTING and (since is None or one.last_at > since)
        for one in row.reports
    )
