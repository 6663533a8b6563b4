"""A station closes while somebody looks at it: there is none, and nothing breaks."""

from asyncio import gather

from tests.people import signed_in
from tests.stations.makers import NOW, facts, make_divisions, make_stations

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.stations.tables import Station


async def test_whoever_keeps_it_reads_of_it_as_it_was_or_that_there_is_none(api):
    await make_divisions()
    ids = await make_stations(*(facts(str(number)) for number in range(30)))
    roles = [HeldRole("manager", Scope("station", one)) for one in ids]
    manager = await signed_in("13800000001", *roles, now=NOW)
    for id_ in ids:
        answers = await gather(
            api.get(f"/api/desk/stations/{id_}", headers=manager.headers),
            api.get(f"/api/stations/{id_}/poster", headers=manager.headers),
            Station.update({Station.closed_at: NOW}).where(Station.id == id_).run(),
            api.get(f"/api/desk/stations/{id_}", headers=manager.headers),
        )
        told = [one for one in answers if not isinstance(one, list)]
        said = {(one.status_code, one.json().get("code")) for one in told}
        assert said <= {(200, None), (404, "station_not_found")}
