"""The screens of benefits: what one can have, vouchers, the counter and the catalogue's desk."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.volunteering_screens import headers_of, put

from xiangyi.demo.people import organisation_id

Opening = Callable[[Page, str], Awaitable[None]]

HOSPITAL = organisation_id("xiangjiang_hospital")
#: Written once, however often somebody looks.
CHECK_UP = UUID("0190bbbb-0000-7000-8000-000000000001")
FAR_OFF = UUID("0190bbbb-0000-7000-8000-000000000002")
_WAITING = UUID("0190bbbb-0000-7000-8000-000000000003")


def facts_of(title: str, **changes: object) -> dict[str, Any]:
    return {
        "category": "medical",
        "title": title,
        "about": "带身份证，先打电话约。周一到周五上午空腹来，护士站登记。",
        "basis": "《社区治理规定》第十六条第二款",
        "division": "nbs:430100000000",
        "provider": str(HOSPITAL),
        "payer": "government",
        "eligibility": {"minutes": 60},
        "costMinutes": 10,
        "quota": {"times": 100, "period": "day"},
        "validDays": 30,
        "blackouts": [{"since": "2027-02-05", "until": "2027-02-12"}],
    } | changes


async def offer(page: Page, id_: UUID, title: str, **changes: object) -> None:
    """Written by the partner, approved by the administrator; the phone then lives as the server."""
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    if (await page.request.get(f"/api/benefits/{id_}")).ok:
        return
    await hand_in(page, id_, title, **changes)
    administrator = await headers_of(page, "administrator")
    await put(page, f"/api/benefits/{id_}/approval", {"basedOn": 2}, administrator)


async def hand_in(page: Page, id_: UUID, title: str, **changes: object) -> None:
    partner = await headers_of(page, "partner")
    path, facts = f"/api/benefits/{id_}", facts_of(title, **changes)
    if (await page.request.get(f"/api/desk/benefits/{id_}", headers=partner)).ok:
        return
    await put(page, path, {"facts": facts, "basedOn": 0}, partner)
    await put(page, f"{path}/submission", {"basedOn": 1}, partner)


async def offers(page: Page) -> None:
    await offer(page, CHECK_UP, "体检套餐一次")
    far = {"stars": 5, "minAge": 60}
    await offer(page, FAR_OFF, "住院陪护一天", eligibility=far, category="elder_care")


async def taken(page: Page, person: str = "volunteer") -> dict[str, Any]:
    """A voucher of theirs for the check-up, as the API says."""
    await offers(page)
    headers = await headers_of(page, person)
    purpose = {"purpose": f"partner:{HOSPITAL}"}
    await put(page, f"/api/me/consents/{uuid4()}", purpose, headers)
    path = f"/api/vouchers/{uuid4()}"
    answer = await page.request.put(path, data={"benefit": str(CHECK_UP)}, headers=headers)
    assert answer.ok, await answer.text()
    told: dict[str, Any] = await answer.json()
    return told


async def use_up(page: Page, code: str) -> None:
    """At the partner's counter."""
    partner = await headers_of(page, "partner")
    path = f"/api/counter/locks/{uuid4()}"
    await put(page, path, {"code": code}, partner)
    await put(page, f"{path}/use", None, partner)


async def benefits(page: Page, _: str) -> None:
    """With a voucher in the wallet, and another that was returned."""
    gone = await taken(page)
    headers = await headers_of(page, "volunteer")
    await put(page, f"/api/vouchers/{gone['id']}/cancellation", None, headers)
    await taken(page)
    await become(page, "volunteer")
    await page.goto("/me/benefits")
    await expect(page.locator(".stub").first).to_be_visible()
    await expect(page.locator(".stub--gone").first).to_be_visible()


async def benefit(page: Page, _: str) -> None:
    await taken(page)
    await become(page, "volunteer")
    await page.goto(f"/me/benefits/{CHECK_UP}")
    await expect(page.locator(".act .btn--main")).to_be_visible()


async def benefit_far_off(page: Page, _: str) -> None:
    await offers(page)
    await become(page, "volunteer")
    await page.goto(f"/me/benefits/{FAR_OFF}")
    await expect(page.locator(".note--warm")).to_be_visible()


async def voucher(page: Page, _: str) -> None:
    told = await taken(page)
    await become(page, "volunteer")
    await page.goto(f"/me/vouchers/{told['id']}")
    await expect(page.locator("svg.qr")).to_be_visible()


async def voucher_returning(page: Page, _: str) -> None:
    await voucher(page, _)
    await page.locator(".act .btn").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def counter(page: Page, _: str) -> None:
    """On a machine that has no camera, about to type."""
    await offers(page)
    await become(page, "partner")
    await page.goto("/desk/counter")
    await page.locator("main .btn--wide").last.click()
    await expect(page.locator("input.code")).to_be_visible()


async def look(page: Page, text: str) -> None:
    """As a hand scanner types what it reads."""
    await page.locator("input.code").fill(text)
    await page.locator("form .btn--main").click()
    await expect(page.locator(".ruling")).to_be_visible()


async def counter_valid(page: Page, _: str) -> None:
    told = await taken(page)
    await counter(page, _)
    await look(page, told["code"])


async def counter_used(page: Page, _: str) -> None:
    """One that was used before."""
    told = await taken(page)
    await use_up(page, told["code"])
    await counter(page, _)
    await look(page, told["code"])
    await expect(page.locator(".ruling--no")).to_be_visible()


async def counter_offline(page: Page, _: str) -> None:
    """What the phone says by itself."""
    told = await taken(page)
    await counter(page, _)
    await expect(page.locator("main .stack > p.sm")).to_be_visible()
    await page.context.route("**/api/counter/**", lambda route: route.abort())
    await look(page, told["token"])


async def counter_kept(page: Page, _: str) -> None:
    await counter_offline(page, _)
    await page.locator(".act .btn--main").click()
    await expect(page.locator(".act .btn")).to_have_count(1)


async def today(page: Page, _: str) -> None:
    await use_up(page, (await taken(page))["code"])
    await become(page, "partner")
    await page.goto("/desk/counter/today")
    await expect(page.locator(".menu__a").first).to_be_visible()


async def statements(page: Page, _: str) -> None:
    """A month with a use in it."""
    await use_up(page, (await taken(page))["code"])
    await become(page, "partner")
    await page.goto("/desk/statements")
    await expect(page.locator(".menu__a").first).to_be_visible()


async def desk(page: Page, _: str) -> None:
    await offers(page)
    await hand_in(page, _WAITING, "康复理疗三次")
    await become(page, "administrator")
    await page.goto("/desk/benefits")
    await expect(page.locator(".menu__a .late").first).to_be_visible()


async def approving(page: Page, _: str) -> None:
    await desk(page, _)
    await page.locator(".menu__a:has(.late)").first.click()
    await expect(page.locator("main .btn--main")).to_be_visible()


async def writing(page: Page, _: str) -> None:
    """With all that is missing, and days on which it is not given."""
    await become(page, "partner")
    await page.goto("/desk/benefits/new")
    await page.locator("fieldset .btn--wide").click()
    await page.locator("form .btn--main").click()
    await expect(page.locator(".field__fault").first).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "benefits": benefits,
        "benefit": benefit,
        "benefit-far-off": benefit_far_off,
        "voucher": voucher,
        "voucher-returning": voucher_returning,
        "counter": counter,
        "counter-valid": counter_valid,
        "counter-used": counter_used,
        "counter-offline": counter_offline,
        "counter-kept": counter_kept,
        "counter-today": today,
        "desk-statements": statements,
        "desk-benefits": desk,
        "desk-benefit": approving,
        "desk-benefit-writing": writing,
    }
)
