"""What people say of the service; a test names only what it is about."""

from uuid import UUID, uuid4

from tests.divisions.makers import take_in
from tests.people import Person, signed_in

from xiangyi.core.asking import HeldRole, Role, Scope

PROVINCE, CITY, COUNTY, STREET = (
    f"nbs:{code}" for code in ("430000000000", "430100000000", "430102000000", "430102001000")
)
WORDS = "湘江路的驿站总是锁着，电话也没人接。"


def saying(**changes: object) -> dict[str, object]:
    return {"kind": "complaint", "words": WORDS} | changes


async def say(api, id_: UUID | None = None, headers=None, **changes: object) -> dict[str, object]:
    answer = await api.put(
        f"/api/feedback/{id_ or uuid4()}", json=saying(**changes), headers=headers
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def holder(role: Role, division: str, clock, phone: str = "13900000001") -> Person:
    held = HeldRole(role, Scope("division", division))
    return await signed_in(phone, held, now=clock.now)


async def hunan() -> None:
    """A province, a city, two counties and a street."""
    await take_in(
        "430000000000,湖南省,province,",
        "430100000000,长沙市,city,430000000000",
        "430102000000,芙蓉区,county,430100000000",
        "430102001000,文艺路街道,street,430102000000",
        "430111000000,雨花区,county,430100000000",
    )
