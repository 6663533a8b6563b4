"""The screens of benefits: what one can have, vouchers, and the catalogue's desk."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from PIL import Image, ImageDraw
from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.volunteering_screens import headers_of, put
from tests.media.pictures import saved

from xiangyi.demo.people import organisation_id

Opening = Callable[[Page, str], Awaitable[None]]

HOSPITAL = organisation_id("xiangjiang_hospital")
#: Written once, however often somebody looks.
CHECK_UP = UUID("0190bbbb-0000-7000-8000-000000000001")
FAR_OFF = UUID("0190bbbb-0000-7000-8000-000000000002")
_NEWER = UUID("0190bbbb-0000-7000-8000-000000000006")
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


def front() -> bytes:
    """The front of a hospital, as somebody might photograph it, but drawn."""
    image = Image.new("RGB", (1200, 800), "#a9c8dc")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 640, 1200, 800), fill="#8d9196")
    draw.rectangle((140, 180, 1060, 660), fill="#e9e4da", outline="#b9b1a2", width=6)
    for across in range(200, 1000, 135):
        for down in (230, 360):
            draw.rectangle((across, down, across + 85, down + 85), fill="#5d7f96")
    draw.rectangle((520, 490, 690, 660), fill="#31505f")
    draw.rectangle((480, 470, 730, 500), fill="#b3382c")
    draw.rectangle((585, 80, 615, 170), fill="#b3382c")
    draw.rectangle((555, 110, 645, 140), fill="#b3382c")
    return saved(image, "JPEG")


async def pictured(page: Page, headers: dict[str, str]) -> dict[str, str]:
    """A photo that the partner sent, with its words."""
    path = f"/api/photos/{uuid4()}"
    answer = await page.request.put(path, data=front(), headers=headers)
    assert answer.ok, await answer.text()
    return {"photo": (await answer.json())["id"], "words": "医院正门，优待窗口进门左手边"}


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
    path = f"/api/benefits/{id_}"
    if (await page.request.get(f"/api/desk/benefits/{id_}", headers=partner)).ok:
        return
    if changes.pop("picture", False):
        changes["picture"] = await pictured(page, partner)
    facts = facts_of(title, **changes)
    await put(page, path, {"facts": facts, "basedOn": 0}, partner)
    await put(page, f"{path}/submission", {"basedOn": 1}, partner)


async def offers(page: Page) -> None:
    await offer(page, CHECK_UP, "体检套餐一次", picture=True)
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


async def benefits_pictured(page: Page, _: str) -> None:
    """Further down, where there is a picture."""
    await benefits(page, _)
    row = page.locator(".menu__a:has(.thumb)").first
    await row.evaluate("row => row.scrollIntoView({ block: 'center' })")
    await expect(row.locator("img")).to_be_visible()


async def benefit(page: Page, _: str) -> None:
    await taken(page)
    await become(page, "volunteer")
    await page.goto(f"/me/benefits/{CHECK_UP}")
    await expect(page.locator(".act .btn--main")).to_be_visible()
    await expect(page.locator(".shown img")).to_be_visible()


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


async def desk(page: Page, _: str) -> None:
    await offers(page)
    await hand_in(page, _WAITING, "康复理疗三次", picture=True)
    await become(page, "administrator")
    await page.goto("/desk/benefits")
    await expect(page.locator(".menu__a .late").first).to_be_visible()


async def approving(page: Page, _: str) -> None:
    await desk(page, _)
    await page.goto(f"/desk/benefits/{_WAITING}")
    await expect(page.locator("main .btn--main")).to_be_visible()
    await expect(page.locator(".shown img")).to_be_visible()


async def approving_newer(page: Page, _: str) -> None:
    """Another version of a running one: what is other than at present."""
    await offers(page)
    partner = await headers_of(page, "partner")
    if not (await page.request.get(f"/api/desk/benefits/{_NEWER}", headers=partner)).ok:
        changes = {"costMinutes": 90, "validDays": 60, "blackouts": [], "eligibility": {"stars": 1}}
        told = {
            "facts": facts_of("体检套餐一次", **changes),
            "basedOn": 0,
            "follows": str(CHECK_UP),
        }
        await put(page, f"/api/benefits/{_NEWER}", told, partner)
        await put(page, f"/api/benefits/{_NEWER}/submission", {"basedOn": 1}, partner)
    await become(page, "administrator")
    await page.goto(f"/desk/benefits/{_NEWER}")
    await expect(page.locator("main .btn--main")).to_be_visible()


async def picturing(page: Page, _: str) -> None:
    """A photo is chosen, and its words are asked for."""
    await become(page, "partner")
    await page.goto("/desk/benefits/new")
    photo = {"name": "front.jpg", "mimeType": "image/jpeg", "buffer": front()}
    await page.locator(".photo input[type=file]").set_input_files(photo)  # type: ignore[arg-type]
    words = page.locator("input[maxlength='120']")
    await expect(words).to_be_visible()
    await words.scroll_into_view_if_needed()


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
        "benefits-pictured": benefits_pictured,
        "benefit": benefit,
        "benefit-far-off": benefit_far_off,
        "voucher": voucher,
        "voucher-returning": voucher_returning,
        "desk-benefits": desk,
        "desk-benefit": approving,
        "desk-benefit-newer": approving_newer,
        "desk-benefit-writing": writing,
        "desk-benefit-picture": picturing,
    }
)
