"""The screens of 志愿: what there is to help with, and one of them."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from playwright.async_api import Page, expect
from tests.browser.arriving import become
from tests.browser.scanning import first_shift, show_code

from xiangyi.core import codes
from xiangyi.demo.people import organisation_id

Opening = Callable[[Page, str], Awaitable[None]]

_TIANMA = "nbs:430104003015"
#: Nobody is in two places at once, in however many themes somebody looks.
_TURNS = count()
#: Some half minute, of a code that no shift shows.
_STEP = 59_800_000
#: Given once, however often somebody looks.
_SECOND = UUID("0190aaaa-0000-7000-8000-000000000001")


async def hold_activity(
    page: Page, *, full: bool = True, approved: bool = True, **changes: object
) -> str:
    """As the lead, with the convener's yes, in three weeks or more, when nobody of the
    demonstration has anything to do; the phone then lives when the server does. Its first shift
    lasts past midnight, which takes the most words, and has one seat, which the lead takes; its
    second has many.

    Returns the activity's id.
    """
    await page.context.clock.set_fixed_time(datetime.now(UTC))
    by = timedelta(hours=2)
    today = datetime.now(UTC).replace(hour=15, minute=0, second=0, microsecond=0)
    starts = today + timedelta(days=21 + next(_TURNS))
    facts: dict[str, Any] = {
        "kind": "care",
        "title": "给独居老人送午饭，坐下说说话",
        "about": "两人一组，一组三户。饭从社区食堂拿，进门先问身体。",
        "division": _TIANMA,
        "organisation": str(organisation_id("orange_isle")),
        "place": {"words": "天马社区食堂门口", "lon": 112.9412, "lat": 28.1853},
        "phone": "0731-0000 1301",
        "insured": True,
        "beneficiaries": "天马社区 70 岁以上独居老人",
        "shifts": [
            {
                "id": str(uuid4()),
                "startsAt": (starts + number * by).isoformat(),
                "endsAt": (starts + (number + 1) * by).isoformat(),
                "breakMinutes": 10,
                "capacity": 1 + 7 * number,
            }
            for number in range(2)
        ],
    } | changes
    path = f"/api/activities/{uuid4()}"
    lead, convener = await headers_of(page, "lead"), await headers_of(page, "convener")
    await put(page, path, {"facts": facts, "basedOn": 0}, lead)
    await put(page, f"{path}/submission", {"basedOn": 1}, lead)
    if approved:
        await put(page, f"{path}/approval", {"basedOn": 2}, convener)
    if approved and full:
        await put(page, f"/api/shifts/{facts['shifts'][0]['id']}/signup", None, lead)
    return path.rsplit("/", maxsplit=1)[1]


async def let_second(page: Page) -> None:
    """Let the lead of the cast lead for another host too, whose neighbour has hours sent late."""
    await let_lead(page, "lead", "little_blue", _SECOND, "两队互相核对时长")


async def let_lead(page: Page, person: str, host: str, grant: UUID, why: str) -> None:
    """Let somebody of the cast lead for a host."""
    administrator, held = await headers_of(page, "administrator"), await headers_of(page, person)
    me = await (await page.request.get("/api/me", headers=held)).json()
    wanted = {
        "account": me["id"],
        "role": "lead",
        "scopeKind": "organisation",
        "scopeId": str(organisation_id(host)),
        "why": why,
    }
    await put(page, f"/api/roles/{grant}", wanted, administrator)


async def headers_of(page: Page, person: str) -> dict[str, str]:
    became = await (await page.request.post(f"/api/demo/cast/{person}")).json()
    return {"Authorization": f"Bearer {became['accessToken']}"}


async def put(page: Page, path: str, body: object, headers: dict[str, str]) -> None:
    answer = await page.request.put(path, data=body, headers=headers)
    assert answer.ok, await answer.text()


async def activities(page: Page, _: str) -> None:
    """With what one has signed up for above it."""
    id_ = await hold_activity(page)
    await become(page, "rider")
    await page.goto(f"/activities/{id_}")
    await page.locator(".reply .btn--main").last.click()
    await expect(page.locator(".reply__said")).to_be_visible()
    await page.goto("/activities")
    await expect(page.locator(".date--main")).to_be_visible()
    await expect(page.locator(".meet .tag").first).to_be_visible()


async def activity(page: Page, _: str) -> None:
    """In one shift one comes, for the other one waits."""
    id_ = await hold_activity(page)
    await become(page, "rider")
    await page.goto(f"/activities/{id_}")
    for number in range(2):
        await page.locator(".reply .btn--main").first.click()
        await expect(page.locator(".reply__said")).to_have_count(number + 1)


async def desk(page: Page, _: str) -> None:
    """Who comes, once somebody has asked to see it."""
    id_ = await hold_activity(page)
    await become(page, "lead")
    await page.goto(f"/desk/activities/{id_}")
    await page.locator(".reply .btn").first.click()
    await expect(page.locator(".comers li").first).to_be_visible()


async def waiting(page: Page, _: str) -> None:
    id_ = await hold_activity(page, approved=False)
    await become(page, "convener")
    await page.goto("/desk/activities")
    await expect(page.locator(".menu__a .late").first).to_be_visible()
    await page.goto(f"/desk/activities/{id_}")
    await expect(page.locator(".btn--main")).to_be_visible()


async def code(page: Page, _: str) -> None:
    """What the lead shows, some days too early."""
    await show_code(page, await first_shift(page, await hold_activity(page)))


async def ticks(page: Page, _: str) -> None:
    await code(page, _)
    await page.locator('.act a[href^="/desk/ticks/"]').click()
    await expect(page.locator(".ticks").first).to_be_visible()


async def scan(page: Page, _: str) -> None:
    """On a machine that has no camera."""
    await page.goto("/in")
    await expect(page.get_by_role("alert").locator("h2")).to_be_visible()


async def scan_waits(page: Page, _: str) -> None:
    """Of somebody who has signed in and has no network to send it."""
    await become(page, "rider")
    await page.route("**/api/scans/*", lambda route: route.abort())
    await page.goto(f"/in#{codes.made(bytes(32), uuid4(), 'in', _STEP).text}")
    await expect(page.locator(".scanned")).to_be_visible()


async def scan_signs_in(page: Page, _: str) -> None:
    """Of somebody who has to sign in first, and has no network either."""
    await page.route("**/api/code-tickets", lambda route: route.abort())
    await page.goto(f"/in#{codes.made(bytes(32), uuid4(), 'in', _STEP).text}")
    await expect(page.locator("main .btn--main")).to_be_visible()


async def scan_kept(page: Page, _: str) -> None:
    """The same with one: for ten minutes, which go by."""
    id_, told = str(uuid4()), datetime.now(UTC).isoformat()
    ticket = {"id": id_, "shift": id_, "title": "", "phase": "in", "expiresAt": told}
    ticket |= {"lastsS": 600, "tries": 3}
    await page.route("**/api/code-tickets", lambda route: route.fulfill(json=ticket))
    await page.goto(f"/in#{codes.made(bytes(32), uuid4(), 'in', _STEP).text}")
    await expect(page.get_by_role("timer")).to_be_visible()


async def scan_lapsed(page: Page, theme: str) -> None:
    """The ten minutes are over."""
    await page.clock.set_fixed_time(datetime.now(UTC))
    await scan_kept(page, theme)
    await page.clock.set_fixed_time(datetime.now(UTC) + timedelta(minutes=11))
    await expect(page.get_by_role("alert").locator("b")).to_be_visible()


async def ledger(page: Page, _: str) -> None:
    """Every line of somebody who has come for months."""
    await become(page, "volunteer")
    await page.goto("/me/ledger")
    await expect(page.locator(".adds").first).to_be_visible()


async def receipt(page: Page, theme: str) -> None:
    """One line, checked on the phone."""
    await ledger(page, theme)
    await page.locator("a.menu__a").first.click()
    await page.locator("section.stack .btn").first.click()
    await expect(page.locator("[role=status] b")).to_be_visible()


async def hours(page: Page, _: str) -> None:
    """What came late, beside the list of ticks."""
    await let_second(page)
    await become(page, "lead")
    await page.goto("/desk/hours")
    await page.locator("section.reply .btn").first.click()
    await expect(page.locator(".about").first).to_be_visible()


async def watch(page: Page, _: str) -> None:
    """What looks odd to a supervisor."""
    await become(page, "supervisor")
    await page.goto("/desk/watch")
    await expect(page.locator("section.reply .btn--main").first).to_be_visible()


async def writing(page: Page, _: str) -> None:
    """With what is missing."""
    await become(page, "lead")
    await page.goto("/desk/activities/new")
    await page.locator("form .btn--main").click()
    await expect(page.locator(".field__fault").first).to_be_visible()


SCREENS: Mapping[str, Opening] = MappingProxyType(
    {
        "activities": activities,
        "activity": activity,
        "desk-activity": desk,
        "desk-activity-waiting": waiting,
        "desk-code": code,
        "desk-ticks": ticks,
        "scan": scan,
        "scan-waits": scan_waits,
        "scan-signs-in": scan_signs_in,
        "scan-kept": scan_kept,
        "scan-lapsed": scan_lapsed,
        "ledger": ledger,
        "receipt": receipt,
        "desk-hours": hours,
        "desk-watch": watch,
        "desk-activity-writing": writing,
    }
)
