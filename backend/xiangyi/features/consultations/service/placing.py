"""Where a point is, said before anybody is led there."""

from typing import Final

from xiangyi.core.asking import Asker, Role, RoleMissing
from xiangyi.features.consultations.errors import ConsultationUnusable
from xiangyi.features.consultations.schemas.desk import PointAsked, PointTold
from xiangyi.features.divisions import service as tree
from xiangyi.features.divisions.errors import DivisionNotFound
from xiangyi.features.stations.service import spotting

#: Whoever calls people to a place: conveners to meetings, leads to activities.
_CALLERS: Final[tuple[Role, ...]] = ("convener", "lead")
#: A tenth of a millionth of a degree is a centimetre.
_DIGITS = 6


async def spot(asker: Asker, wanted: PointAsked) -> PointTold:
    """The point in words, seen from where the meeting is to be.

    Raises:
        RoleMissing: the asker calls people nowhere.
        ConsultationUnusable: the division is not known, or the point lies in no part of China.
    """
    if not any(one.role in _CALLERS for one in asker.roles):
        raise RoleMissing(roles=list(_CALLERS))
    try:
        found = await spotting.spot((wanted.lon, wanted.lat), wanted.datum, wanted.division)
    except DivisionNotFound as unknown:
        raise ConsultationUnusable(field="division") from unknown
    if found is None:
        raise ConsultationUnusable(field="place.lon")
    names = await tree.names({found.county} if found.county else set())
    lon, lat = (round(one, _DIGITS) for one in found.point)
    return PointTold(
        lon,
        lat,
        names.get(found.county or ""),
        found.inside,
        None if found.away_m is None else round(found.away_m),
    )
