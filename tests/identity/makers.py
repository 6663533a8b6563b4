"""A counter in Furong, and the people who come to it."""

from uuid import uuid4

from tests.divisions.makers import DOWN_TO_SHIZILI, YUHUA, take_in
from tests.people import Person, signed_in

from xiangyi.core.asking import HeldRole, Role, Scope

FURONG, SHIZILI, YUHUA_KEY = "nbs:430102000000", "nbs:430102001001", "nbs:430111000000"
PHONE, CLERKS, OTHERS, GUARDIANS = "13812340126", "13900000001", "13900000002", "13700000003"
#: 4 May 2015 is eleven years before the tests' day.
CHILD_BORN = "2015-05-04"
ID_NUMBER = "430102201505047779"


def held(role: Role, kind: str, id_: str) -> HeldRole:
    return HeldRole(role, Scope(kind, id_))


async def a_counter(clock, division: str = FURONG, phone: str = CLERKS) -> Person:
    """The divisions, and a clerk of one of them."""
    await take_in(*DOWN_TO_SHIZILI, YUHUA)
    return await signed_in(phone, held("clerk", "division", division), now=clock())


def keeping(**more) -> dict[str, object]:
    return {"name": "王秀英", "division": SHIZILI, "how": "spoken", **more}


async def kept(api, clerk: Person, **more) -> str:
    """The id of an account that the clerk keeps."""
    id_ = str(uuid4())
    answer = await api.put(f"/api/kept/{id_}", headers=clerk.headers, json=keeping(**more))
    assert answer.status_code == 200, answer.text
    return id_


def acting(clerk: Person, account: str) -> dict[str, str]:
    return {**clerk.headers, "X-Acting-For": account}


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]
