"""Somebody complains, and is answered. That every page says where: test_accessible."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect
from tests.browser.accounts import become
from tests.browser.pages import open_list

pytestmark = [pytest.mark.browser, pytest.mark.online]

WORDS = "湘江路的驿站总是锁着，电话也没人接。\n请去看看。"


async def say(page: Page, words: str = WORDS, contact: str = "") -> str:
    """Say something on the open form, and find the receipt's id."""
    await page.get_by_label("想说什么").fill(words)
    await page.get_by_label("怎么联系您").fill(contact)
    await page.get_by_role("button", name="提交").click()
    await expect(page).to_have_url(re.compile("/feedback/[0-9a-f-]{36}$"))
    return urlsplit(page.url).path.split("/")[-1]


async def test_larger_letters_once_chosen_stay(page):
    await open_list(page)
    await page.get_by_role("button", name="长辈版").click()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-size", "elder")
    await expect(page.get_by_role("button", name="退出长辈版")).to_be_visible()


async def test_anybody_complains_and_is_told_by_when_it_is_answered(page):
    await page.goto("/")
    await page.wait_for_load_state("networkidle")
    await page.get_by_role("link", name="投诉建议").click()
    await expect(page).to_have_url(re.compile("/feedback$"))
    id_ = await say(page, contact="王师傅 138 0000 0126")
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    told = await (await page.request.get(f"/api/feedback/{id_}")).json()
    due = [int(part) for part in told["dueOn"].split("-")]
    await expect(page.locator(".slip__fact")).to_contain_text(f"{due[1]}月{due[2]}日")
    await expect(page.locator(".said")).to_have_text(WORDS)
    await page.get_by_role("contentinfo").get_by_role("link", name="投诉建议").click()
    await expect(page.get_by_role("heading", name="我写过的")).to_be_visible()
    await expect(page.locator("main .menu a")).to_contain_text(f"{due[1]}月{due[2]}日前答复")


async def test_nothing_written_is_not_sent_and_says_so_beside_the_field(page):
    await page.goto("/feedback")
    await page.get_by_role("button", name="提交").click()
    await expect(page.get_by_role("alert").first).to_contain_text("写几个字再提交")
    await expect(page.get_by_label("想说什么")).to_have_attribute("aria-invalid", "true")


async def test_the_address_on_another_phone_shows_the_answer_and_not_the_words(page, new_phone):
    await page.goto("/feedback")
    id_ = await say(page)
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    other = await (await new_phone()).new_page()
    await other.goto(f"/feedback/{id_}")
    await expect(other.get_by_role("heading", name="收到了")).to_be_visible()
    await expect(other.get_by_text("写的话不在这台手机里")).to_be_visible()
    assert "湘江路" not in await other.locator("body").inner_text()


async def test_who_answers_for_the_place_answers_once_and_the_writer_reads_it(page, new_phone):
    await page.goto("/feedback")
    words = "夜里的灯太暗，看不清台阶。"
    await say(page, words)
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    desk = await (await new_phone()).new_page()
    await become(desk, "administrator")
    await desk.locator('a[href="/desk/feedback"]').click()
    piece = desk.locator(".piece", has_text=words)
    await piece.get_by_role("button", name="答复").click()
    await piece.get_by_label("怎么答复").fill("灯已经换了。")
    await piece.get_by_role("button", name="答复").click()
    await expect(piece).to_have_count(0)
    await desk.get_by_text("答复过", exact=True).click()
    await expect(desk.locator(".piece").first).to_contain_text("灯已经换了。")
    await page.reload()
    await expect(page.get_by_role("heading", name="答复了")).to_be_visible()
    await expect(page.locator(".slip")).to_contain_text("灯已经换了。")


async def test_somebody_without_a_role_is_told_so(page, forgiven):
    forgiven.append("got 403")
    await become(page, "rider")
    await page.goto("/desk/feedback")
    await expect(page.get_by_role("alert")).to_contain_text(re.compile("没|不"))
    await expect(page.locator(".piece")).to_have_count(0)


async def test_what_was_written_is_taken_off_the_phone(page):
    await page.goto("/feedback")
    await say(page)
    await page.get_by_role("button", name="从这台手机上删掉").click()
    await page.get_by_role("dialog").get_by_role("button", name="删掉", exact=True).click()
    await expect(page.get_by_text("从这台手机上删掉了")).to_be_visible()
    await page.get_by_role("main").get_by_role("link", name="投诉建议").click()
    await expect(page.get_by_role("button", name="提交")).to_be_visible()
    await expect(page.get_by_role("heading", name="我写过的")).to_have_count(0)


async def test_the_next_person_on_the_phone_sees_nothing_of_what_the_last_one_wrote(page):
    await become(page, "rider")
    await page.goto("/feedback")
    words = "说的是我自己的事。"
    id_ = await say(page, words)
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    await expect(page.locator(".said")).to_have_text(words)
    await become(page, "volunteer")
    for path in ("/me", "/feedback", f"/feedback?edit={id_}"):
        await page.goto(path)
        await expect(page.get_by_role("contentinfo")).to_be_visible()
        await expect(page.locator("main .menu__a, form")).not_to_have_count(0)
        await expect(page.locator("main")).not_to_contain_text(words)
        theirs = page.get_by_role("heading", name=re.compile("待发送|我写过的"))
        await expect(theirs).to_have_count(0)
    await expect(page.get_by_label("想说什么")).to_have_value("")
    await page.goto(f"/feedback/{id_}")
    await expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    await expect(page.locator(".said")).to_have_count(0)
    await become(page, "rider")
    await page.goto("/feedback")
    await expect(page.locator("main .menu")).to_contain_text(words)
