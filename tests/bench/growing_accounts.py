"""P9, second half: ten times the organisations, people, roles and entries of the record."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from tests.bench.comparing import Asked, compare
from tests.bench.crowd import CITY, GROWING, SELDOM, SMALL, STREET, Crowd
from tests.bench.figures import Figure, Missing
from tests.bench.postgres import database, started
from tests.bench.province import DEMO, Workshop, build, on

from xiangyi.serving import keyring
from xiangyi.settings import Settings

_OF_A_KIND = f"kind=association&division={CITY}"
_ANYBODY = {
    "organisations, plain": "/api/organisations",
    "organisations, q common (物业)": f"/api/organisations?q={quote('物业')}",
    "organisations, q common pinyin (wuye)": "/api/organisations?q=wuye",
    "organisations, q rare (桔子洲)": f"/api/organisations?q={quote('桔子洲')}",
    "organisations, q that nothing has": f"/api/organisations?q={quote('没有这一个')}",
    "organisations, of one kind in Changsha": f"/api/organisations?{_OF_A_KIND}",
    "organisations, q within a street": f"/api/organisations?q={quote('物业')}&division={STREET}",
    "one organisation": f"/api/organisations/{SMALL}",
}
_ROLES = {
    "roles in Changsha, held": "state=held",
    "roles in Changsha, the few pending": "state=pending",
    "roles in Changsha, withdrawn": "state=withdrawn",
    "roles in Changsha, a common role": "role=clerk",
    "roles in Changsha, a rare role": "role=administrator",
    "roles in Changsha, of one organisation": f"scopeKind=organisation&scopeId={SMALL}",
}
_AUDIT = {
    "audit of Changsha, plain": f"division={CITY}",
    "audit wherever one may look": "limit=50",
    "audit of Changsha, a common act": f"division={CITY}&action=person.read",
    "audit of Changsha, a rare act": f"division={CITY}&action=seldom.done",
    "audit of Changsha, by one who did little": f"division={CITY}&actor={SELDOM}",
    "audit of Changsha, on one subject": f"division={CITY}&subject=seldom",
    "audit of a street": f"division={STREET}",
    "audit of a street, a rare act": f"division={STREET}&action=seldom.done",
    "audit of Changsha, a late page": f"division={CITY}&cursor=20000",
}


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """Each list of accounts, once on either engine."""
    try:
        async with AsyncExitStack() as stack:
            url = await stack.enter_async_context(started(workshop.folder / "growth-postgres"))
            for engine, server in (("SQLite", ""), ("PostgreSQL", url)):
                one, ten, asked = await _crowds(workshop, server)
                for figure in compare(workshop, one, ten, asked, f"10 x accounts, {engine}"):
                    yield figure
    except Missing as missing:
        yield Figure(id="P9", name="10 x accounts", missing=str(missing))


async def _crowds(workshop: Workshop, server: str) -> tuple[Settings, Settings, dict[str, Asked]]:
    settings = []
    for times in (1, 10):
        data = workshop.folder / f"crowd-{times}{'-postgres' if server else ''}"
        data.mkdir()
        url = await database(server, f"crowd_{times}") if server else ""
        one = Settings.from_environment({}, data=str(data), database_url=url, demo=True)
        await build(one, DEMO, workshop.say)
        crowd = Crowd(times)
        async with on(one):
            await keyring.bring(one)
            workshop.say(f"  a crowd, {times} times ...")
            await crowd.come()
        settings.append(one)
    return settings[0], settings[1], _asked()


def _asked() -> dict[str, Asked]:
    members = "/api/organisations/{}/members"
    return {
        **{name: Asked(path) for name, path in _ANYBODY.items()},
        **{name: Asked(f"/api/roles?{query}", "administrator") for name, query in _ROLES.items()},
        "roles in the province, held": Asked("/api/roles?state=held", "lead"),
        "roles in a street, held": Asked("/api/roles?state=held", "convener"),
        "roles in a street, the few pending": Asked("/api/roles?state=pending", "convener"),
        "one's own roles": Asked("/api/me", "rider"),
        "one's own notices": Asked("/api/me/notices", "rider"),
        **{name: Asked(f"/api/audit?{query}", "supervisor") for name, query in _AUDIT.items()},
        "audit of Changsha, one day a month ago": Asked(_day(30), "supervisor"),
        "members of an organisation of 50": Asked(members.format(SMALL), "administrator"),
        "members of an organisation that grows along": Asked(
            members.format(GROWING), "administrator"
        ),
        "kept persons of a clerk": Asked("/api/kept", "clerk"),
    }


def _day(ago: int) -> str:
    first = datetime.now(UTC) - timedelta(days=ago)
    told = [f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in (first, first + timedelta(days=1))]
    return f"/api/audit?division={CITY}&from={told[0]}&to={told[1]}"
