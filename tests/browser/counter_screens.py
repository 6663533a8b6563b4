"""The screens of a counter: vouchers that are used, taken back, and taken for somebody else."""

import re
from collections.abc import Mapping
from itertools import cycle
from types import MappingProxyType
from uuid import UUID, uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.benefit_screens import HOSPITAL, Opening, offer, offers, taken, use_up
from tests.browser.volunteering_screens import headers_of, put

_FREE = UUID("0190bbbb-0000-7000-8000-000000000004")
#: Where the demonstration's clerk stands.
HOME = "nbs:430104003000"
#: What the counter says once it has this morning's list.
_LIST_HELD = re.compile("名单|List:")
#: Each person by another, so that they are told apart where only that is shown.
_SURNAMES = cycle("王李张刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈")


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
    await expect(page.locator("main .stack > p.sm")).to_contain_text(_LIST_HELD)
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


async def asked_back(page: Page) -> str:
    """A use that the partner wants to be taken back; its id."""
    told = await taken(page)
    await use_up(page, told["code"])
    partner = await headers_of(page, "partner")
    day = await (await page.request.get("/api/counter/uses", headers=partner)).json()
    use: str = day["uses"][0]["id"]
    path = f"/api/counter/uses/{use}/undo"
    await put(page, path, {"why": "扫错了人，他没有体检。"}, partner)
    return use


async def undo_asked(page: Page, _: str) -> None:
    await asked_back(page)
    await become(page, "administrator")
    await page.goto("/desk/counter/today")
    await expect(page.locator(".menu__end .btn").first).to_be_visible()


async def disputed(page: Page, _: str) -> None:
    """A line of this month, which one of two has answered."""
    told = await taken(page)
    await use_up(page, told["code"])
    partner = await headers_of(page, "partner")
    day = await (await page.request.get("/api/counter/uses", headers=partner)).json()
    said = {"line": day["uses"][0]["id"], "words": "这个人没来，扫错了。"}
    path = f"/api/statement-disputes/{uuid4()}"
    await put(page, path, said, partner)
    answer = {"answer": "struck", "why": "查了门诊记录，确实没来。"}
    supervisor = await headers_of(page, "supervisor")
    await put(page, f"{path}/answers/{uuid4()}", answer, supervisor)
    await become(page, "supervisor")
    await page.goto("/desk/statements")
    await expect(page.locator(".reply").first).to_be_visible()


async def undo_refusing(page: Page, _: str) -> None:
    await undo_asked(page, _)
    await page.locator(".menu__end .btn--text").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def undo_refused(page: Page, _: str) -> None:
    use = await asked_back(page)
    administrator = await headers_of(page, "administrator")
    why = {"why": "看了监控，扫的就是他。"}
    await put(page, f"/api/counter/uses/{use}/undo/refusal", why, administrator)
    await become(page, "partner")
    await page.goto("/desk/counter/today")
    await expect(page.locator(".menu__a").first).to_be_visible()


async def counter_own(page: Page, _: str) -> None:
    """The partner's own voucher."""
    await offer(page, _FREE, "量血压一次", eligibility={}, costMinutes=0)
    partner = await headers_of(page, "partner")
    await page.request.patch("/api/me", data={"name": "周敏", "home": HOME}, headers=partner)
    purpose = {"purpose": f"partner:{HOSPITAL}"}
    await put(page, f"/api/me/consents/{uuid4()}", purpose, partner)
    path = f"/api/vouchers/{uuid4()}"
    answer = await page.request.put(path, data={"benefit": str(_FREE)}, headers=partner)
    assert answer.ok, await answer.text()
    await become(page, "partner")
    await page.goto("/desk/counter")
    await page.locator("main .btn--wide").last.click()
    await look(page, (await answer.json())["code"])
    await expect(page.locator(".ruling--no")).to_be_visible()


async def keep(page: Page, name: str) -> None:
    """The clerk keeps somebody without a phone."""
    clerk = await headers_of(page, "clerk")
    told = {"name": name, "division": HOME, "how": "spoken", "purposes": []}
    await put(page, f"/api/kept/{uuid4()}", told, clerk)


async def act_for(page: Page) -> None:
    """The clerk acts for somebody of whom they have written down nothing yet."""
    await offers(page)
    await offer(page, _FREE, "量血压一次", eligibility={}, costMinutes=0)
    surname = next(_SURNAMES)
    await keep(page, f"{surname}秀英")
    await become(page, "clerk")
    await page.goto("/desk/kept")
    act = page.get_by_role("button", name=re.compile(rf"^(替|Act for) {surname}"))
    await act.last.click()
    await expect(page.locator(".ledger .tag--warm")).to_be_visible()


async def acting(page: Page, _: str) -> None:
    await act_for(page)


async def for_them(page: Page, _: str) -> None:
    await act_for(page)
    await page.locator("a[href='/desk/vouchers']").click()
    await expect(page.locator(".menu__a .btn").first).to_be_visible()


async def for_them_agreeing(page: Page, _: str) -> None:
    await for_them(page, _)
    await page.locator(".menu__a .btn").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()


async def for_them_taken(page: Page, _: str) -> None:
    await for_them_agreeing(page, _)
    await page.get_by_role("dialog").locator(".btn--main").click()
    await expect(page.locator(".menu__a .btn--main")).to_be_visible()


async def for_them_lacking(page: Page, _: str) -> None:
    """Further down: what is missing, and a birthday to be told."""
    await for_them(page, _)
    await page.locator("main input[type=date]").evaluate("it => it.scrollIntoView()")


async def for_nobody(page: Page, _: str) -> None:
    await become(page, "clerk")
    await page.goto("/desk/vouchers")
    await expect(page.locator(".blank")).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "counter": counter,
        "counter-valid": counter_valid,
        "counter-used": counter_used,
        "counter-offline": counter_offline,
        "counter-kept": counter_kept,
        "counter-today": today,
        "desk-statements": statements,
        "desk-statements-disputed": disputed,
        "counter-own": counter_own,
        "counter-undo-asked": undo_asked,
        "counter-undo-refusing": undo_refusing,
        "counter-undo-refused": undo_refused,
        "desk-kept-acting": acting,
        "desk-vouchers": for_them,
        "desk-vouchers-agreeing": for_them_agreeing,
        "desk-vouchers-taken": for_them_taken,
        "desk-vouchers-lacking": for_them_lacking,
        "desk-vouchers-nobody": for_nobody,
    }
)
