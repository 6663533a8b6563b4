"""Files of divisions with sensible lines; a test names only the lines it is about."""

from datetime import date

from xiangyi.features.divisions import service
from xiangyi.features.divisions.schemas import Imported

LAST_YEAR, THIS_YEAR = date(2025, 6, 30), date(2026, 6, 30)

HUNAN = "430000000000,湖南省,province,"
CHANGSHA = "430100000000,长沙市,city,430000000000"
FURONG = "430102000000,芙蓉区,county,430100000000"
WENYILU = "430102001000,文艺路街道,street,430102000000"
SHIZILI = "430102001001,识字里社区居委会,community,430102001000"
YUHUA = "430111000000,雨花区,county,430100000000"

DOWN_TO_SHIZILI = (HUNAN, CHANGSHA, FURONG, WENYILU, SHIZILI)


def file_of(*lines: str, header: str = "code,name,level,parent") -> bytes:
    return "\n".join((header, *lines, "")).encode()


async def take_in(
    *lines: str, system: str = "nbs", as_of: date = LAST_YEAR, source: str = "a list"
) -> Imported:
    return await service.import_divisions(
        file_of(*lines), system=system, as_of=as_of, source=source
    )
