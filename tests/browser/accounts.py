"""Signing in, as a person does, with the code that the demonstration's server prints."""

import re
from collections.abc import Callable
from itertools import count

from playwright.async_api import Page, expect

#: A phone of its own for each sign-in of a run: a phone gets few codes an hour.
_NUMBERS = count(10_000_001)

CodeOf = Callable[[str], str]


def new_number() -> str:
    return f"138{next(_NUMBERS)}"


def masked(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}"


async def sign_in(page: Page, code_of: CodeOf, phone: str | None = None) -> str:
    """From wherever the page is: open 登录, sign in, and see that it is done."""
    await page.goto("/me/sign-in")
    phone = await sign_in_here(page, code_of, phone)
    await expect(page.get_by_text(masked(phone))).to_be_visible()
    return phone


async def sign_in_here(page: Page, code_of: CodeOf, phone: str | None = None) -> str:
    """With 登录 open, from wherever that leads back to."""
    phone = phone or new_number()
    # Each person from an address of their own: one address gets few codes an hour.
    address = f"10.0.{int(phone[-4:]) // 250}.{int(phone[-4:]) % 250}"
    await page.context.set_extra_http_headers({"X-Forwarded-For": address})
    await page.get_by_label(re.compile("手机号|Mobile number")).fill(phone)
    await page.get_by_role("button", name=re.compile("发验证码|Send a code")).click()
    field = page.get_by_label(re.compile("^(验证码|Code)$"))
    await expect(field).to_be_visible()
    await field.fill(code_of(phone))
    return phone


async def become(page: Page, person: str) -> None:
    """Sign in as one of the cast, who stand in the order in which the server tells them."""
    await page.goto("/me/cast")
    cast = (await (await page.request.get("/api/demo/cast")).json())["items"]
    at = [one["person"] for one in cast].index(person)
    await page.locator("main .menu button").nth(at).click()
    await expect(page).to_have_url(re.compile("/me$"))
