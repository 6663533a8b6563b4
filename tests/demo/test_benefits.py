"""What the demonstration's volunteer has for her hours, and who waits at the counters."""

from collections import Counter

from tests.benefits.makers import the_ledger_is_whole

from xiangyi.core.db import run
from xiangyi.demo import benefits, volunteering


async def test_she_has_a_voucher_in_each_state_and_second_persons_are_waited_for(
    client, demo, clock, settings
):
    """One test, as three months of service take their time to be told."""
    await volunteering.load(now=clock())
    await benefits.load(settings.media_dir, now=clock())
    headers = await as_(client, "volunteer")
    mine = (await client.get("/api/me/benefits", headers=headers)).json()
    kinds = Counter(one["benefit"]["category"] for one in mine["offers"])
    assert kinds == {"medical": 4, "elder_care": 3, "tourism": 2, "transit": 3}
    pictures = {one["benefit"]["picture"]["digest"] for one in mine["offers"]}
    assert len(pictures) == 12
    for digest in pictures:
        assert (await client.get(f"/media/{digest}.320.webp")).status_code == 200
    assert mine["offers"][0]["missing"] == []
    assert mine["offers"][-1]["missing"] != []
    assert mine["redeemableMinutes"] > 0
    vouchers = (await client.get("/api/me/vouchers", headers=headers)).json()["items"]
    states = Counter(one["state"] for one in vouchers)
    assert states == {"issued": 2, "used": 2, "expired": 1, "cancelled": 1, "void": 1}
    assert await the_ledger_is_whole()
    headers = await as_(client, "administrator")
    day = (await client.get("/api/counter/uses", headers=headers)).json()
    assert [one["yoursToConfirm"] for one in day["waiting"]] == [True]
    desk = (await client.get("/api/desk/benefits", headers=headers)).json()["items"]
    assert [one["title"] for one in desk if one["yoursToApprove"]] == ["免费查一次视力"]
    before = await counted()
    await benefits.load(settings.media_dir, now=clock())
    assert await counted() == before, "told again, nothing is there twice"


async def as_(client, person: str) -> dict[str, str]:
    became = (await client.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def counted() -> list[int]:
    tables = ("benefit", "voucher", "voucher_use", "ledger_entry", "consent")
    return [(await run(f"SELECT count(*) AS n FROM {one}"))[0]["n"] for one in tables]  # noqa: S608
