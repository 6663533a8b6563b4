"""Organisations with sensible facts; a test names only what it is about."""

from uuid import UUID, uuid4

from httpx import AsyncClient, Response
from tests.people import Person

CHANGSHA, FURONG = "nbs:430100000000", "nbs:430102000000"
WENYILU, SHIZILI = "nbs:430102001000", "nbs:430102001001"


def told(**facts: object) -> dict[str, object]:
    return {
        "kind": "street_office",
        "name": "文艺路街道办事处",
        "home": WENYILU,
        "phone": "0731-82212345",
        "address": "长沙市芙蓉区文艺路 1 号",
        "externalIds": [{"system": "uscc", "number": "11430102006123456X"}],
    } | facts


async def put(api: AsyncClient, who: Person, id_: UUID | None = None, **facts: object) -> Response:
    return await api.put(
        f"/api/organisations/{id_ or uuid4()}", json=told(**facts), headers=who.headers
    )
