"""The screens of a vote in a room, and of compacts and charters."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from uuid import uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.meeting_screens import call_meeting

Opening = Callable[[Page, str], Awaitable[None]]

MATTER = "取餐的车停哪儿"


async def as_(page: Page, person: str) -> dict[str, str]:
    became = await (await page.request.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def put(page: Page, path: str, data: object, headers: dict[str, str]) -> None:
    answer = await page.request.put(path, data=data, headers=headers)
    assert answer.ok, await answer.text()


async def called(page: Page) -> tuple[str, str]:
    """A council whose room is open, and the item of which it speaks; the page's clock is in it."""
    item, starts = str(uuid4()), datetime.now(UTC) + timedelta(seconds=30)
    id_ = await call_meeting(
        page,
        announced=False,
        form="council",
        parties=[],
        startsAt=starts.isoformat(),
        endsAt=(starts + timedelta(minutes=60)).isoformat(),
        agenda=[{"id": item, "title": MATTER, "minutes": 30}],
    )
    convener = await as_(page, "convener")
    told = {"basedOn": 1, "hurry": "现在就要商量。"}
    await put(page, f"/api/consultations/{id_}/announcement", told, convener)
    await page.context.clock.set_fixed_time(datetime.now(UTC) + timedelta(seconds=90))
    return id_, item


async def sign_in(page: Page, id_: str, person: str) -> None:
    convener = await as_(page, "convener")
    path = f"/api/desk/consultations/{id_}/code"
    code = (await (await page.request.get(path, headers=convener)).json())["code"]
    who = await as_(page, person)
    await put(page, f"/api/consultations/{id_}/presence", {"code": code}, who)


async def voted_on(page: Page) -> str:
    """A vote is open, and a rider has signed in."""
    id_, item = await called(page)
    await sign_in(page, id_, "rider")
    told = {"item": item, "options": ["东门外，划 40 个车位", "西门外", "地下车库一层"]}
    convener = await as_(page, "convener")
    await put(page, f"/api/desk/consultations/{id_}/polls/{uuid4()}", told, convener)
    return id_


async def voting(page: Page, _: str) -> None:
    """As a rider who has chosen and not sent it."""
    id_ = await voted_on(page)
    await become(page, "rider")
    await page.goto(f"/consultations/{id_}")
    await page.locator(".poll__choice").first.click()
    await page.locator("#poll").scroll_into_view_if_needed()


async def polling(page: Page, _: str) -> None:
    """As its convener, while it is open."""
    id_ = await voted_on(page)
    await become(page, "convener")
    await page.goto(f"/desk/consultations/{id_}")
    await page.locator(".poll .paper").scroll_into_view_if_needed()


async def polled(page: Page, _: str) -> None:
    """As its convener once it is closed, about to ask once more."""
    await polling(page, _)
    await page.locator(".poll > .btn--main").click()
    await expect(page.locator(".poll__over")).to_be_visible()
    await expect(page.locator(".poll__next")).to_be_visible()


async def polled_again(page: Page, _: str) -> None:
    """As a rider who reads why, and what came of it the first time."""
    await polled(page, _)
    await page.locator(".poll .input").first.fill("两边票一样多，再议了一次。")
    await page.locator(".poll > .btn").last.click()
    await expect(page.locator(".poll .paper")).to_be_visible()
    path = page.url.replace("/desk", "")
    await become(page, "rider")
    await page.goto(path)
    await expect(page.locator("#poll .poll__over")).to_be_visible()


async def written(page: Page) -> str:
    """A compact that came of the demonstration's meeting, in its second version."""
    convener = await as_(page, "convener")
    told = await (await page.request.get("/api/desk/charters", headers=convener)).json()
    origin = told["origins"][0]
    charter, first, other = str(uuid4()), str(uuid4()), str(uuid4())
    texts = (
        [(first, "歇脚点开到晚上十点。"), (other, "走的时候把灯关了。")],
        [(first, "歇脚点开到晚上十一点，高温天到十二点。"), (str(uuid4()), "桌椅用完摆回去。")],
    )
    for number, articles in enumerate(texts, 1):
        day = datetime.now(UTC) + timedelta(days=number)
        path = f"/api/desk/charters/{charter}/versions/{uuid4()}"
        said = {
            "kind": "compact",
            "title": "夜里歇脚点公约",
            "consultation": origin["consultation"],
            "item": origin["item"],
            "sinceOn": day.date().isoformat(),
            "articles": [{"id": id_, "words": words} for id_, words in articles],
        }
        await put(page, path, said, convener)
        administrator = await as_(page, "administrator")
        await put(page, f"{path}/publication", {"basedOn": 1}, administrator)
    return charter


async def charter(page: Page, _: str) -> None:
    """Its second version beside the first."""
    id_ = await written(page)
    await page.context.clear_cookies()
    await page.goto(f"/concerns/charters/{id_}")
    await page.locator("select").select_option("2")
    await expect(page.locator("del").first).to_be_visible()


async def charters(page: Page, _: str) -> None:
    await written(page)
    await page.context.clear_cookies()
    await page.goto("/concerns/charters")
    await expect(page.locator(".menu__a").first).to_be_visible()


async def writing(page: Page, _: str) -> None:
    await become(page, "convener")
    await page.goto("/desk/charters")
    await page.locator("main .btn--main").click()
    await page.locator("main .ccard > .btn").click()
    await expect(page.locator("textarea")).to_have_count(2)


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "meeting-voting": voting,
        "desk-meeting-polling": polling,
        "desk-meeting-polled": polled,
        "meeting-voting-again": polled_again,
        "charter": charter,
        "charters": charters,
        "desk-charter-writing": writing,
    }
)
