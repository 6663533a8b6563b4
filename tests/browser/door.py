"""A manager at a station's door, and how long the packs take to carry what is said there."""

import re
from time import monotonic
from typing import Any

from playwright.async_api import Page, expect
from tests.browser.conftest import NewPhone
from tests.browser.test_desk import FRESH, open_desk

#: A change is on every phone's next look within this.
MINUTE_S = 60


async def confirmed_at(page: Page, id_: str) -> int:
    """The minute of the station's last confirmation in the pack that is served just now."""

    async def read(path: str) -> Any:
        return await (await page.request.get(f"/packs/{path}")).json()

    [pack] = [one for one in (await read("index.json"))["packs"] if one["name"] == "长沙市"]
    slow, live = await read(pack["slow"]["path"]), await read(pack["live"]["path"])
    minute: int = live["base"] - live["confirmed"][slow["id"].index(id_)]
    return minute


async def confirm_at_the_door(new_phone: NewPhone, id_: str) -> tuple[str, float]:
    """As the manager: the time that the desk says, and after how many seconds it was served."""
    phone = await new_phone()
    page = await phone.new_page()
    station = await (await page.request.get(f"/api/stations/{id_}")).json()
    await phone.set_geolocation({"longitude": station["lon"], "latitude": station["lat"]})
    assert await open_desk(page, FRESH) == id_
    await expect(page.get_by_text("说锁着门", exact=True)).to_be_visible()
    before = await confirmed_at(page, id_)
    async with page.expect_response(re.compile("/confirmations/")) as answered:
        await page.get_by_role("button", name="与公示一致").click()
    answer = await answered.value
    began = monotonic()
    # Whether it was said at the door is all that is told of where the manager stood.
    body = answer.request.post_data_json
    assert (answer.status, body.keys(), body["inRadius"]) == (200, {"at", "inRadius"}, True)
    while await confirmed_at(page, id_) == before:
        assert monotonic() - began < MINUTE_S, "never served"
    took = monotonic() - began
    said = page.get_by_text("确认，已发出")
    await expect(said).to_be_visible()
    return (await said.inner_text()).replace("您", "").partition("，")[0], took
