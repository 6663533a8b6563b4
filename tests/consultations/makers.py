"""A convener's meeting; a test names only what it is about."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.people import STREET, Person

#: A Thursday, half past two in the afternoon in Shanghai.
STARTS = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
ENDS = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
#: Whom a talk with riders asks to the table.
TABLE = [
    {"kind": "riders", "name": "骑手自己推的代表", "seats": 3},
    {"kind": "regulator", "name": "区交警大队", "letterOn": "2026-11-20"},
    {"kind": "platform", "name": "两家外卖平台", "letterOn": "2026-11-20"},
    {"kind": "courier", "name": "快递公司", "letterOn": "2026-11-20"},
    {"kind": "property", "name": "麓山花园物业", "letterOn": "2026-11-20"},
    {"kind": "association", "name": "外卖行业协会", "letterOn": "2026-11-20"},
    {"kind": "street", "name": "街道办事处"},
]


def facts(**changes: object) -> dict[str, object]:
    return {
        "form": "talk",
        "title": "外卖车停放怎么办",
        "about": "东门外的车位不够，大家一起商量。",
        "division": STREET,
        "startsAt": STARTS.isoformat(),
        "endsAt": ENDS.isoformat(),
        "place": {"words": "文艺路街道办事处二楼"},
        "phone": "0731-82212345",
        "invited": {"division": STREET},
        "parties": TABLE,
    } | changes


async def put(  # what is said
    api,
    who: Person,
    id_: UUID | str | None = None,
    *,
    based_on: int = 0,
    hurry: str = "",
    **changes: object,
):
    return await api.put(
        f"/api/consultations/{id_ or uuid4()}",
        json={"facts": facts(**changes), "basedOn": based_on, "hurry": hurry},
        headers=who.headers,
    )


async def drafted(api, who: Person, **changes: object) -> str:
    answer = await put(api, who, **changes)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def announce(api, who: Person, id_: str, *, based_on: int = 1, **changes: object):
    return await api.put(
        f"/api/consultations/{id_}/announcement",
        json={"basedOn": based_on, "hurry": "这几天就要定下来。"} | changes,
        headers=who.headers,
    )


async def announced(api, who: Person, **changes: object) -> str:
    id_ = await drafted(api, who, **changes)
    answer = await announce(api, who, id_)
    assert answer.json()["state"] == "announced", answer.text
    return id_
