"""What somebody reported, for themselves, on whichever phone."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from xiangyi.features.stations.schemas import ReportAnswered, ReportKind


class OwnReport(Struct, frozen=True, rename="camel"):
    """What was said, what came of it, and the station's name as it is now."""

    key: UUID
    station: str
    name: str
    kind: ReportKind
    amenity: str | None
    reported_at: datetime
    answer: ReportAnswered | None


class OwnReports(Struct, frozen=True):
    items: list[OwnReport]
