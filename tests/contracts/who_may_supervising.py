"""Rows of the table: standing, the watch list and the months' samples."""

from itertools import count
from uuid import UUID, uuid4

from tests.contracts.rows import Row, fresh
from tests.contracts.who_may_hours import long_day
from tests.people import PEOPLE, SIGNED_IN, World

from xiangyi.features.volunteering.tables.sampling import SampledLine, ServiceSample

_NUMBERS = count()
_COUNTY = ("supervisor", "administrator")
#: Each watches over divisions of their own.
_WATCHING = (*_COUNTY, "administrator of another prefecture")


async def a_line(world: World) -> str:
    """Somebody's stay at the office, which was drawn."""
    id_, month = uuid4(), "2026-11"
    if not await ServiceSample.exists().where(ServiceSample.month == month):
        told = {"size": 9, "before": 0, "draws": 30, "drawn_at": world.now}
        await ServiceSample.insert(ServiceSample(month=month, **told))
    posting = UUID(await long_day(world))
    await SampledLine.insert(
        SampledLine(id=id_, month=month, number=next(_NUMBERS), posting=posting)
    )
    return str(id_)


SUPERVISING = [
    Row("GET /api/me/standing", SIGNED_IN),
    Row("GET /api/desk/watch", _WATCHING),
    Row(
        "PUT /api/desk/watch/{sign_id}/look",
        _WATCHING,
        answer=404,
        path={"sign_id": fresh},
        body={"why": "看过了"},
    ),
    Row("GET /api/service-samples", PEOPLE),
    Row("GET /api/desk/samples", _WATCHING),
    Row("GET /api/desk/samples/{line_id}/person", _COUNTY, path={"line_id": a_line}),
    Row(
        "PUT /api/desk/samples/{line_id}",
        _COUNTY,
        path={"line_id": a_line},
        body={"result": "confirmed"},
    ),
]
