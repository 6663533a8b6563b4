"""Push as it truly goes: from our server through a push service into Debian's own Firefox.

How Chromium's tools for developers hand a push to the worker is in test_notices.py.
"""

import json
import shutil
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from httpx import AsyncClient
from tests.browser.autopush import DELIVERED, Autopush, Channel
from tests.browser.conftest import pushing_to
from tests.browser.convening import Member
from tests.browser.firefox import Firefox
from tests.browser.firefox_phone import Phone
from tests.browser.province import serving, url_of
from tests.processes import PATIENCE_S

pytestmark = pytest.mark.browser

#: Where each story's people are at home, so that nobody else hears of it.
SHIMENLOU, TIANMA, HOUHU = "nbs:430104003001", "nbs:430104003015", "nbs:430104003203"
WORDS = "您有一条新的议事通知"

_ENDPOINT = """async () => {
  const registration = await navigator.serviceWorker.ready
  return (await registration.pushManager.getSubscription()).endpoint
}"""
_UNSUBSCRIBE = """async () => {
  const registration = await navigator.serviceWorker.ready
  return String(await (await registration.pushManager.getSubscription()).unsubscribe())
}"""
_SUBSCRIBE = """async (applicationServerKey) => {
  const registration = await navigator.serviceWorker.ready
  const told = { userVisibleOnly: true, applicationServerKey }
  return JSON.stringify(await registration.pushManager.subscribe(told))
}"""


@pytest.fixture(scope="module")
def site(
    province: Path, tmp_path_factory: pytest.TempPathFactory, autopush: Autopush
) -> Iterator[str]:
    data = shutil.copytree(province, tmp_path_factory.mktemp("pushing") / "site")
    with serving(data, **pushing_to(autopush)) as server:
        yield url_of(server)
        server.stop()


@pytest.fixture
async def phone(firefox: Firefox, site: str) -> AsyncIterator[Phone]:
    yield await Phone.new(firefox, site)
    assert firefox.wrong == []


MemberOf = Callable[[str], Awaitable[Member]]


@pytest.fixture
async def member(site: str) -> AsyncIterator[MemberOf]:
    async with AsyncClient(base_url=site, trust_env=False, timeout=PATIENCE_S) as client:
        yield lambda person: Member.of(client, person)


@pytest.fixture
async def passer_by(site: str) -> AsyncIterator[Member]:
    """Somebody who has signed in nowhere."""
    async with AsyncClient(base_url=site, trust_env=False, timeout=PATIENCE_S) as client:
        yield Member(client, {})


async def become(phone: Phone, name: str) -> None:
    await phone.open("/me/cast")
    await phone.press(name, "main .menu button")
    await phone.at("/me")


async def turn_on(phone: Phone, autopush: Autopush) -> Channel:
    """As a person does who wants to be reminded; where the push service keeps it."""
    await phone.open("/me/notices/settings")
    await phone.see("提醒哪些")
    await phone.press("打开提醒")
    await phone.see("提醒已经打开")
    endpoint = await phone.run(_ENDPOINT)
    return next(one for one in autopush.channels.values() if one.endpoint == endpoint)


async def application_key(asking: Member) -> bytes:
    letters = (await asking.ask("GET", "/api/push/key"))["publicKey"]
    return urlsafe_b64decode(letters + "=")


async def test_a_rider_hears_of_a_meeting_and_a_press_opens_it(
    firefox, phone, autopush, member, passer_by
):
    # Somebody whom the demonstration has told nothing.
    hears, convener = await member("second_partner"), await member("convener")
    await hears.ask("PATCH", "/api/me", {"home": SHIMENLOU})
    other = autopush.posted.subscribe(await application_key(passer_by))
    await passer_by.subscribe_by(other, watching=SHIMENLOU)
    await become(phone, "公交的优待核验员郭洪")
    channel = await turn_on(phone, autopush)
    assert channel.application_key == other.application_key

    outcome = await convener.call_together(SHIMENLOU)
    assert (outcome["pushed"], outcome["phonesPushed"], outcome["failed"]) == (1, 1, [])
    [[title, body, tag]] = await phone.shown()
    assert (title, body) == (WORDS, "")
    assert json.loads(other.got[0])["tag"] == tag
    assert channel.got[0] != other.got[0], "Firefox alone can open it"
    await phone.see("1 条未读", "nav *")

    tabs = await firefox.windows()
    await phone.press_notification(WORDS)
    await phone.at("/me/notices")
    await phone.see("外卖车停放怎么办")
    assert (await firefox.windows()).keys() == tabs.keys()

    # Nothing of ours is open any more: the press opens it.
    await firefox.do("browsingContext.close", context=phone.tab)
    await convener.call_together(SHIMENLOU)
    await phone.press_notification(WORDS)
    opened = await phone.opened_besides(tabs)
    await opened.at("/me/notices")
    await opened.see("2 条未读")
    assert channel.acknowledged == [DELIVERED, DELIVERED]


async def test_an_address_that_is_gone_ends_and_no_other_of_the_same_person(
    phone, autopush, member, passer_by
):
    volunteer, convener = await member("volunteer"), await member("convener")
    await volunteer.ask("PATCH", "/api/me", {"home": TIANMA})
    key = await application_key(passer_by)
    second, other = (autopush.posted.subscribe(key) for _ in range(2))
    await volunteer.subscribe_by(second)
    await passer_by.subscribe_by(other, watching=TIANMA)
    await become(phone, "志愿者王秀兰")
    channel = await turn_on(phone, autopush)
    # Behind the app's back, as in the settings of the browser.
    assert await phone.run(_UNSUBSCRIBE) == "true"

    outcome = await convener.call_together(TIANMA)
    assert (outcome["pushed"], outcome["phonesPushed"]) == (1, 1)
    assert autopush.posted.asked[urlsplit(channel.endpoint).path] == 1
    await convener.call_together(TIANMA)
    assert autopush.posted.asked[urlsplit(channel.endpoint).path] == 1
    assert (len(second.got), len(other.got), channel.got) == (2, 2, [])


async def test_a_knock_under_another_key_is_refused_and_the_sender_is_told(
    phone, autopush, member, passer_by
):
    lead, convener = await member("lead"), await member("convener")
    await lead.ask("PATCH", "/api/me", {"home": HOUHU})
    other = autopush.posted.subscribe(await application_key(passer_by))
    await passer_by.subscribe_by(other, watching=HOUHU)
    await phone.open("/")
    stranger = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = stranger.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    made = json.loads(await phone.run(_SUBSCRIBE, urlsafe_b64encode(point).decode().rstrip("=")))
    await lead.subscribe(made["endpoint"], **made["keys"])
    channel = next(one for one in autopush.channels.values() if one.endpoint == made["endpoint"])
    assert channel.application_key == point

    for times in (1, 2):
        outcome = await convener.call_together(HOUHU)
        assert outcome["failed"] == [{"why": "forbidden", "number": 1}]
        assert (outcome["pushed"], outcome["phonesPushed"]) == (0, 1)
        # What is ours to mend ends no subscription.
        assert autopush.posted.asked[urlsplit(channel.endpoint).path] == times
        assert len(other.got) == times
    assert (channel.got, channel.acknowledged) == ([], [])
