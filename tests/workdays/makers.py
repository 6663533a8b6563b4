"""Files of special days with sensible lines."""

from xiangyi.features.workdays import service
from xiangyi.features.workdays.schemas import Imported

NATIONAL_DAY = "2026-10-01,holiday,National Day,国庆节"
IN_EXCHANGE = "2026-10-10,makeup_workday,National Day,国庆节"
NEW_YEAR = "2027-01-01,holiday,New Year's Day,元旦"


def file_of(*lines: str, header: str = "date,kind,name_en,name_zh") -> bytes:
    return "\n".join((header, *lines, "")).encode()


async def take_in(*lines: str) -> Imported:
    return await service.import_special_days(file_of(*lines), source="State Council")
