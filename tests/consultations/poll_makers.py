"""A vote in a room; a test names only what it is about."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.cases import makers as cases
from tests.consultations.record_makers import DURING, again, arrive, called, code_of
from tests.people import Person

from xiangyi.features.consultations.service.ruling import RULES
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rule

CONVENER = "13900000001"
PHONES = [f"138123401{number}" for number in range(60, 70)]
ITEM = "取餐车停哪儿"
YES, NO, ABSTAIN = 0, 1, 2


async def rule(clock, name: str, value: int) -> None:
    told = Rule(name, cases.STREET, value, since_on=clock.now.date(), basis="区协商办法第九条")
    await ruling.set_as_operator(RULES, told, now=clock.now)


async def in_the_room(
    api, clock, people: int, *, secret: bool = True, form: str = "council"
) -> tuple[str, str, Person, list[Person]]:
    """A meeting that votes half an hour in, its item, its convener and those who signed in."""
    clock.now = max(clock.now, datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    if secret:
        await rule(clock, f"{form}_method", 2)
    convener = await cases.convener(clock)
    item = str(uuid4())
    agenda = [{"id": item, "title": ITEM, "minutes": 30}]
    id_ = await called(api, clock, convener, form=form, parties=[], agenda=agenda)
    clock.now = DURING
    convener = await again(clock, CONVENER)
    code = await code_of(api, convener, id_)
    there = [await again(clock, phone) for phone in PHONES[:people]]
    for one in there:
        assert (await arrive(api, one, id_, code)).status_code == 200
    return id_, item, convener, there


async def open_poll(
    api, convener: Person, id_: str, item: str, key: UUID | None = None, /, **told: object
):
    poll = str(key or uuid4())
    answer = await api.put(
        f"/api/desk/consultations/{id_}/polls/{poll}",
        json={"item": item} | told,
        headers=convener.headers,
    )
    return poll, answer


async def opened(api, convener: Person, id_: str, item: str, **told) -> str:
    poll, answer = await open_poll(api, convener, id_, item, **told)
    assert answer.status_code == 200, answer.text
    return poll


async def vote(api, who: Person, id_: str, poll: str, option: int = YES, **headers: str):
    return await api.put(
        f"/api/consultations/{id_}/polls/{poll}/vote",
        json={"option": option},
        headers=who.headers | headers,
    )


async def close(api, convener: Person, id_: str, poll: str, paper: list[int] | None = None):
    return await api.put(
        f"/api/desk/consultations/{id_}/polls/{poll}/closing",
        json={"paper": paper or []},
        headers=convener.headers,
    )


async def room(api, who: Person, id_: str):
    answer = await api.get(f"/api/consultations/{id_}/room", headers=who.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()
