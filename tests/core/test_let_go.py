"""What served once and serves no more is let go."""

import gc

from httpx import ASGITransport, AsyncClient
from litestar import Litestar

from xiangyi.app import create_app


async def test_an_app_that_nobody_holds_is_freed_though_it_was_asked(db, settings, clock, sms):
    async def ask() -> None:
        transport = ASGITransport(create_app(settings, clock=clock, sms=sms))
        async with AsyncClient(transport=transport, base_url="http://xiangyi.test") as client:
            assert (await client.get("/api/personal-fields")).status_code == 200
            assert (await client.options("/api/personal-fields")).status_code == 401

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, Litestar) for one in gc.get_objects())

    # The handlers of modules hold the last app that they were given to.
    await ask()
    before = alive()
    await ask()
    assert alive() == before
