"""Files of special days with sensible lines."""

from datetime import date, timedelta

from xiangyi.features.workdays import service
from xiangyi.features.workdays.schemas import Imported

NATIONAL_DAY = "2026-10-01,holiday,National Day,国庆节"
IN_EXCHANGE = "2026-10-10,makeup_workday,National Day,国庆节"
NEW_YEAR = "2027-01-01,holiday,New Year's Day,元旦"


def first_half(year: int) -> list[str]:
    """What a notice tells up to Dragon Boat, with a make-up workday."""
    february = date(year, 2, 1)
    saturday = february + timedelta(days=5 - february.weekday() + 7)
    return [
        f"{year}-01-01,holiday,New Year's Day,元旦",
        f"{year}-02-01,holiday,Spring Festival,春节",
        f"{saturday},makeup_workday,Spring Festival,春节",
        f"{year}-04-05,holiday,Qingming,清明节",
        f"{year}-05-01,holiday,Labour Day,劳动节",
        f"{year}-06-10,holiday,Dragon Boat,端午节",
    ]


def second_half(year: int) -> list[str]:
    return [
        f"{year}-09-20,holiday,Mid-Autumn,中秋节",
        f"{year}-10-01,holiday,National Day,国庆节",
    ]


def whole(year: int) -> list[str]:
    """A year's notice with everything that one tells."""
    return [*first_half(year), *second_half(year)]


def file_of(*lines: str, header: str = "date,kind,name_en,name_zh") -> bytes:
    return "\n".join((header, *lines, "")).encode()


async def take_in(*lines: str) -> Imported:
    return await service.import_special_days(file_of(*lines), source="State Council")
