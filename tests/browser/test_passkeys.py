"""Signing in with the phone's own lock, on Chromium's virtual authenticator."""

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import CDPSession, Page, expect
from tests.browser.accounts import masked, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.online]

PRESS = "用指纹或面容登录"
REFUSED = "没有通过"


@dataclass
class Lock:
    """The phone's fingerprint reader, with whatever it has learnt."""

    session: CDPSession
    id: str

    async def credentials(self) -> list[dict]:
        told = await self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return told["credentials"]

    async def put(self, credential: dict) -> None:
        """As a clone would have it."""
        await self.session.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})
        told = {"authenticatorId": self.id, "credential": credential}
        await self.session.send("WebAuthn.addCredential", told)

    async def know_the_finger(self, *, knows: bool) -> None:
        told = {"authenticatorId": self.id, "isUserVerified": knows}
        await self.session.send("WebAuthn.setUserVerified", told)


async def lock_of(page: Page, *, verifies: bool = True) -> Lock:
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    told = await session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": verifies,
                "isUserVerified": verifies,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return Lock(session, told["authenticatorId"])


async def add_passkey(page: Page, name: str) -> None:
    await page.goto("/me/devices")
    await page.get_by_label("起个名字，好认").fill(name)
    await page.get_by_role("button", name="添加这台手机").click()
    await expect(page.get_by_text("添加好了")).to_be_visible()
    await expect(page.get_by_role("button", name=f"移除{name}")).to_be_visible()


async def sign_out(page: Page) -> None:
    await page.goto("/me/devices")
    await page.get_by_role("button", name="退出登录").click()
    await page.get_by_role("dialog").get_by_role("button", name="退出", exact=True).click()
    # Only once the server knows.
    await expect(page).to_have_url(re.compile("/me$"))
    await expect(page.get_by_role("link", name="登录")).to_be_visible()


async def press(page: Page) -> None:
    await page.goto("/me/sign-in")
    await page.get_by_role("button", name=PRESS).click()


async def test_a_finger_signs_in_where_it_was_added(page, code_of):
    lock = await lock_of(page)
    phone = await sign_in(page, code_of)
    await add_passkey(page, "我的手机")
    [credential] = await lock.credentials()
    assert (credential["rpId"], credential["isResidentCredential"]) == ("localhost", True)
    await sign_out(page)
    await press(page)
    await expect(page).to_have_url(re.compile("/me$"))
    await expect(page.get_by_text(masked(phone))).to_be_visible()
    await page.goto("/me/devices")
    await expect(page.get_by_text("我的手机")).to_be_visible()
    await expect(page.get_by_text("还没有用过")).to_have_count(0)


async def test_two_persons_on_two_phones_each_come_in_as_themselves(new_phone, code_of):
    phones = []
    for name in ("甲", "乙"):
        page = await (await new_phone()).new_page()
        await lock_of(page)
        phones.append((page, await sign_in(page, code_of)))
        await add_passkey(page, name)
        await sign_out(page)
    for page, phone in phones:
        await press(page)
        await expect(page.get_by_text(masked(phone))).to_be_visible()


async def test_a_removed_passkey_signs_nobody_in(page, code_of, forgiven):
    forgiven.append("got 422")
    await lock_of(page)
    await sign_in(page, code_of)
    await add_passkey(page, "旧手机")
    await page.get_by_role("button", name="移除旧手机").click()
    await expect(page.get_by_text("移除了，它不能再登录")).to_be_visible()
    await expect(page.get_by_role("button", name="移除旧手机")).to_have_count(0)
    await sign_out(page)
    await press(page)
    await expect(page.get_by_role("alert")).to_contain_text(REFUSED)
    await expect(page.get_by_label("手机号")).to_be_visible()


async def test_a_clone_whose_counter_is_behind_is_refused(page, code_of, forgiven):
    forgiven.append("got 422")
    lock = await lock_of(page)
    phone = await sign_in(page, code_of)
    await add_passkey(page, "我的手机")
    [clone] = await lock.credentials()
    await sign_out(page)
    for _ in range(2):
        await press(page)
        await expect(page.get_by_text(masked(phone))).to_be_visible()
        await sign_out(page)
    [used] = await lock.credentials()
    assert used["signCount"] > clone["signCount"]
    await lock.put(clone)
    await press(page)
    await expect(page.get_by_role("alert")).to_contain_text(REFUSED)
    await lock.put(used)
    await press(page)
    await expect(page.get_by_text(masked(phone))).to_be_visible()


async def test_a_finger_that_the_phone_does_not_know_opens_nothing(page, code_of):
    lock = await lock_of(page)
    phone = await sign_in(page, code_of)
    await add_passkey(page, "我的手机")
    await sign_out(page)
    await lock.know_the_finger(knows=False)
    await press(page)
    await expect(page.get_by_text("没有登录")).to_be_visible()
    await lock.know_the_finger(knows=True)
    await page.get_by_role("button", name=PRESS).click()
    await expect(page.get_by_text(masked(phone))).to_be_visible()


async def test_the_same_phone_is_added_once(page, code_of):
    lock = await lock_of(page)
    await sign_in(page, code_of)
    await add_passkey(page, "我的手机")
    await page.get_by_role("button", name="添加这台手机").click()
    await expect(page.get_by_text("这台手机已经添加过了")).to_be_visible()
    assert len(await lock.credentials()) == 1


async def test_where_the_phone_has_no_lock_nothing_is_offered(page, code_of):
    await lock_of(page, verifies=False)
    await page.goto("/me/sign-in")
    await expect(page.get_by_role("button", name="发验证码")).to_be_visible()
    await expect(page.get_by_role("button", name=PRESS)).to_have_count(0)
    await sign_in(page, code_of)
    await page.goto("/me/devices")
    await expect(page.get_by_text("本机", exact=True)).to_be_visible()
    await expect(page.get_by_role("button", name="添加这台手机")).to_have_count(0)


async def test_wechat_is_offered_none(new_phone):
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116 MicroMessenger/8.0"
    page = await (await new_phone(user_agent=agent)).new_page()
    await lock_of(page)
    await page.goto("/me/sign-in")
    await expect(page.get_by_role("button", name="发验证码")).to_be_visible()
    await expect(page.get_by_role("button", name=PRESS)).to_have_count(0)
