"""P9, third part: ten times the volunteers, shifts, ledger entries and vouchers that are over."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from tests.bench.comparing import Asked, compare
from tests.bench.figures import Figure, Missing
from tests.bench.minutes import Years
from tests.bench.postgres import database, started
from tests.bench.province import DEMO, Workshop, build, on
from tests.bench.vouchers import Wallets

from xiangyi.serving import keyring
from xiangyi.settings import Settings

_CITY = "nbs:430100000000"


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """Each list and balance of volunteering and of benefits, once on either engine."""
    try:
        async with AsyncExitStack() as stack:
            url = await stack.enter_async_context(started(workshop.folder / "minutes-postgres"))
            for engine, server in (("SQLite", ""), ("PostgreSQL", url)):
                (one, asked), (ten, _) = [await _years(workshop, server, n) for n in (1, 10)]
                for figure in compare(workshop, one, ten, asked, f"10 x minutes, {engine}"):
                    yield figure
    except Missing as missing:
        yield Figure(id="P9", name="10 x minutes", missing=str(missing))


async def _years(workshop: Workshop, server: str, times: int) -> tuple[Settings, dict[str, Asked]]:
    data = workshop.folder / f"minutes-{times}{'-postgres' if server else ''}"
    data.mkdir()
    url = await database(server, f"minutes_{times}") if server else ""
    settings = Settings.from_environment({}, data=str(data), database_url=url, demo=True)
    await build(settings, DEMO, workshop.say)
    years, wallets = Years(times), Wallets(times)
    async with on(settings):
        await keyring.bring(settings)
        workshop.say(f"  years of volunteering, {times} times ...")
        await years.pass_by()
        await wallets.fill()
    return settings, _asked(years, wallets)


def _asked(years: Years, wallets: Wallets) -> dict[str, Asked]:
    statement = f"/api/desk/organisations/{wallets.counter}/statements/{wallets.month}"
    return {
        "my ledger": Asked("/api/me/ledger", "rider"),
        "my stays": Asked("/api/me/presences", "rider"),
        "my claims": Asked("/api/me/service-claims", "rider"),
        "my sign-ups": Asked("/api/me/signups", "rider"),
        "activities to come": Asked("/api/activities", "rider"),
        "activities to come, of Changsha": Asked(f"/api/activities?division={_CITY}", "rider"),
        "activities to come, near": Asked("/api/activities?near=112.95,28.19", "rider"),
        "the share of an organisation": Asked(f"/api/organisations/{years.host}/service-share"),
        "activities at the desk": Asked("/api/desk/activities", "lead"),
        "hours that wait for a yes": Asked("/api/desk/hours", "lead"),
        "who was in a shift": Asked(f"/api/desk/shifts/{years.past}/hours", "lead"),
        "checkpoints": Asked("/api/checkpoints"),
        "my benefits": Asked("/api/me/benefits", "rider"),
        "my vouchers": Asked("/api/me/vouchers", "rider"),
        "a counter's day": Asked("/api/counter/uses", "partner"),
        "a partner's month": Asked(statement, "partner"),
    }
