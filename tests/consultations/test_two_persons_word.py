"""What two persons said stays what two persons said, however many it goes to just now."""

from datetime import timedelta

from tests.consultations.makers import ENDS, STARTS, announce, drafted, put
from tests.notifications.makers import crowd
from tests.people import STREET, ground, signed_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule

CONVENER = HeldRole("convener", Scope("division", STREET))
LATER = {
    "startsAt": (STARTS + timedelta(hours=1)).isoformat(),
    "endsAt": (ENDS + timedelta(hours=1)).isoformat(),
}


async def test_place_and_phone_of_two_persons_are_not_one_persons_to_change_while_few_live_there(
    api, db, clock
):
    await ground()
    convener = await signed_in("13800000091", CONVENER, now=clock.now)
    second = await signed_in("13800000092", CONVENER, now=clock.now)
    limit = Rule("approval_above", STREET, 11, since_on=clock.now.date(), basis="街道办法")
    await ruling.set_as_operator(RULES, limit, now=clock.now)
    mover, *_ = await crowd(12, clock)
    id_ = await drafted(api, convener)
    await announce(api, convener, id_, sendAt=(clock.now + timedelta(days=1)).isoformat())
    approval = f"/api/consultations/{id_}/approval"
    await api.put(approval, json={"basedOn": 2}, headers=second.headers)
    elsewhere = [{"place": {"words": "某酒楼"}}, {"phone": "13900000000"}]

    async def refused() -> list[str]:
        path = f"/api/desk/consultations/{id_}"
        assert (await api.get(path, headers=convener.headers)).json()["movable"] == "time"
        answers = [await put(api, convener, id_, based_on=3, **one) for one in elsewhere]
        return [one.json()["code"] for one in answers]

    assert await refused() == ["announced_words_stay"] * 2
    await run("UPDATE account SET home = NULL WHERE id = {}", mover)
    assert await refused() == ["announced_words_stay"] * 2
    await run("UPDATE account SET home = {} WHERE id = {}", STREET, mover)
    assert await refused() == ["announced_words_stay"] * 2
    assert (await put(api, convener, id_, based_on=3, **LATER)).status_code == 200
