"""A phone that is full loses no scan and no tick without a word."""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.async_api import expect
from tests.browser.accounts import become
from tests.browser.pages import go_offline
from tests.browser.scanning import first_shift, let_be_under_way
from tests.browser.volunteering_screens import hold_activity

from xiangyi.core import codes

pytestmark = pytest.mark.browser

#: Nothing more fits into the outbox.
FULL = """(() => {
  const put = IDBObjectStore.prototype.put
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === 'outbox') throw new DOMException('full', 'QuotaExceededError')
    return put.apply(this, given)
  }
})()"""


@pytest.fixture
def site(own_site: str) -> str:
    return own_site


async def headers_of(page, person: str) -> dict[str, str]:
    became = await (await page.request.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def test_a_full_phone_sends_a_scan_at_once_and_says_where_it_cannot(page, own_data):
    shift = await first_shift(page, await hold_activity(page, full=False))
    volunteer = await headers_of(page, "volunteer")
    answer = await page.request.put(f"/api/shifts/{shift}/signup", headers=volunteer)
    assert answer.ok, await answer.text()
    let_be_under_way(own_data, shift, began=timedelta(minutes=5), ends=timedelta(minutes=45))
    lead = await headers_of(page, "lead")
    shown = await (await page.request.get(f"/api/shifts/{shift}/code", headers=lead)).json()
    key = urlsafe_b64decode(shown["secretIn"] + "=")
    token = codes.made(key, UUID(shift), "in", codes.step_at(datetime.now(UTC))).text
    await become(page, "volunteer")
    await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    await page.add_init_script(FULL)
    await go_offline(page)
    await page.goto(f"/in#{token}")
    await expect(page.get_by_role("alert")).to_contain_text("还没签到")
    await expect(page.get_by_text("手机存满了")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.get_by_role("status")).to_contain_text("签到了")
    await _tick(page, shift)


async def _tick(page, shift: str) -> None:
    """Whoever leads finds their phone as full: what they tick goes at once, or they are told."""
    await become(page, "lead")
    await page.goto(f"/desk/ticks/{shift}")
    seat = page.get_by_role("checkbox").first
    await expect(seat).to_have_attribute("aria-checked", "false")
    await go_offline(page)
    await seat.click()
    await expect(page.get_by_role("alert")).to_contain_text("点名留不住")
    await expect(seat).to_contain_text("还没发出去")
    await page.context.set_offline(False)
    await expect(page.get_by_role("alert")).not_to_be_attached()
    await expect(seat).not_to_contain_text("还没发出去")
    await page.reload()
    await expect(seat).to_have_attribute("aria-checked", "true")
