"""Riders' photos that nobody has shown: they go some time after what they came with is answered."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from xiangyi.core.db import run
from xiangyi.features.media import service as media

#: Until then whoever answered may still show it.
LEFT: Final = timedelta(days=2)


async def let_go(folder: Path, *, now: datetime) -> None:
    """Erase the photos of which every report has been answered or over so long, shown nowhere.

    A photo that was shown and is hidden stays: that was a decision, and may be taken back.
    """
    gone = await run(
        # One that is shown or reported with at this very moment is kept anew, and so is not old.
        "DELETE FROM photo WHERE kept_at < {}"
        " AND id IN (SELECT photo FROM report WHERE photo IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM station_photo WHERE station_photo.photo = photo.id)"
        " AND NOT EXISTS (SELECT 1 FROM report"
        " JOIN station ON station.id = report.station"
        " LEFT JOIN report_answer ON report_answer.report = report.id"
        " WHERE report.photo = photo.id"
        " AND COALESCE(report_answer.answered_at, report.unlisted_at, station.closed_at, {})"
        " >= {})"
        " RETURNING digest",
        *(now - LEFT, now, now - LEFT),
    )
    await media.erase({str(row["digest"]) for row in gone}, folder)
