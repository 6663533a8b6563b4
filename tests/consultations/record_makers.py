"""A meeting that was held, and what is written of it; a test names only what it is about."""

from datetime import timedelta
from uuid import uuid4

from tests.cases import makers as cases
from tests.cases.makers import STREET
from tests.consultations.makers import ENDS, STARTS, announce, drafted
from tests.people import Person, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.identity.service import accounts
from xiangyi.features.identity.tables import RoleGrant

CONVENER, RIDER, CLERK = "13900000001", "13812340126", "13900000097"
#: Half an hour into it.
DURING = STARTS + timedelta(minutes=30)
#: Once it is over, and the room is still open.
AFTER = ENDS + timedelta(minutes=1)
RESULT = "美食街南口划 40 个取餐车位，月底前画好。"


async def again(clock, phone: str, *roles) -> Person:
    """Who signed in days ago signs in anew."""
    return await signed_in(phone, *roles, now=clock.now)


async def concern_of(api, convener, *people: Person) -> str:
    ids = [(await cases.raised(api, one))["id"] for one in people]
    concern = (await cases.proposed(api, convener, *ids))["id"]
    answer = await api.put(
        f"/api/concerns/{concern}/moves/{uuid4()}",
        json={"move": "accept"},
        headers=convener.headers,
    )
    assert answer.status_code == 200, answer.text
    return str(concern)


async def called(api, clock, convener, *concerns: str, **changes: object) -> str:
    """A talk of one matter for each concern, or of one, that somebody in the street hears of."""
    neighbour = await cases.rider(clock, "13812340199")
    await api.patch("/api/me", json={"home": STREET}, headers=neighbour.headers)
    agenda = [
        {"id": str(uuid4()), "title": "取餐车停哪儿", "minutes": 30, "concern": one}
        for one in concerns or (None,)
    ]
    told = {"division": STREET, "invited": {"division": STREET}, "agenda": agenda} | changes
    id_ = await drafted(api, convener, **told)
    answer = await announce(api, convener, id_)
    assert answer.json()["state"] == "announced", answer.text
    return id_


async def code_of(api, convener: Person, id_: str) -> str:
    answer = await api.get(f"/api/desk/consultations/{id_}/code", headers=convener.headers)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["code"])


async def arrive(api, who: Person, id_: str, code: str):
    return await api.put(
        f"/api/consultations/{id_}/presence", json={"code": code}, headers=who.headers
    )


async def clerk_of(clock) -> Person:
    """Whoever sits at the counter of the street."""
    account = await accounts.of_phone(CLERK, now=clock.now)
    known = await RoleGrant.exists().where(RoleGrant.account == account)
    roles = () if known else (HeldRole("clerk", Scope("division", STREET)),)
    return await again(clock, CLERK, *roles)


async def on_paper(api, clock, id_: str, people: int = 1, by: Person | None = None) -> None:
    """Enter who signed at the door without a phone, at the counter."""
    who = by or await clerk_of(clock)
    for number in range(people):
        answer = await api.put(
            f"/api/desk/consultations/{id_}/guests/{uuid4()}",
            json={"name": f"{'甲乙丙丁戊己庚辛壬癸'[number]}师傅", "kind": "riders"},
            headers=who.headers,
        )
        assert answer.status_code == 200, answer.text


async def desk(api, convener: Person, id_: str):
    answer = await api.get(f"/api/desk/consultations/{id_}/record", headers=convener.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def write(api, convener: Person, id_: str, *, item=None, **changes: object):
    """What is drafted from the agenda, filled in."""
    told = await desk(api, convener, id_)
    filled = {
        "statements": [{"words": "晚上没地方停，只好停路边。"}],
        "result": RESULT,
        "dissent": "无",
        "decided": True,
    } | (item or {})
    words = {
        "chair": "周敏",
        "recorder": "小何",
        "attended": [{"kind": "riders", "people": 3}, {"kind": "street", "people": 2}],
        "items": [{"item": one["item"]} | filled for one in told["words"]["items"]],
    } | changes
    return await api.put(
        f"/api/desk/consultations/{id_}/record",
        json={"words": words, "basedOn": told["revision"]},
        headers=convener.headers,
    )


async def move(api, convener: Person, id_: str, what: str):
    """Lay it open, or seal it, as it was read last."""
    revision = (await desk(api, convener, id_))["revision"]
    return await api.put(
        f"/api/desk/consultations/{id_}/record/{what}",
        json={"basedOn": max(1, revision)},
        headers=convener.headers,
    )


async def remark(api, who: Person, id_: str, words: str = "人数写错了，是四个人。", key=None):
    return await api.put(
        f"/api/consultations/{id_}/record/remarks/{key or uuid4()}",
        json={"words": words},
        headers=who.headers,
    )


async def read(api, id_: str, who: Person | None = None):
    return await api.get(f"/api/consultations/{id_}/record", headers=who.headers if who else {})


async def just_over(api, clock) -> tuple[str, Person, Person, str]:
    """A meeting, its convener, a rider who signed in at the door, and what they asked for.

    Two more signed on paper: a talk decides by three.
    """
    convener = await cases.convener(clock)
    rider = await cases.rider(clock)
    concern = await concern_of(api, convener, rider)
    id_ = await called(api, clock, convener, concern)
    clock.now = DURING
    convener, rider = await again(clock, CONVENER), await again(clock, RIDER)
    assert (await arrive(api, rider, id_, await code_of(api, convener, id_))).status_code == 200
    await on_paper(api, clock, id_, 2)
    clock.now = AFTER
    return id_, await again(clock, CONVENER), await again(clock, RIDER), concern
