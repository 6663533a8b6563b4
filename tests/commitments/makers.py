"""What is promised; a test names only what it is about."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from tests.cases.makers import convener, handler, hunan, office, proposed, raised, rider
from tests.people import Person

from xiangyi.features.commitments.jobs import follow_commitments
from xiangyi.features.identity.adapters import tokens
from xiangyi.settings import Settings

WORDS = "在麓山南路划 30 个夜间电动车临时车位，竖牌子。"


class Street:
    """Three people of one concern that was accepted, its convener, and an office's handler."""

    def __init__(self, api, clock) -> None:
        self.api, self.clock = api, clock

    async def begin(self, *, accepted: bool = True, gather: bool = True) -> "Street":
        api, clock = self.api, self.clock
        await hunan()
        self.people = [await rider(clock, f"1381234012{number}") for number in range(3)]
        cases = [(await raised(api, person))["id"] for person in self.people[:2]]
        await api.put(f"/api/cases/{cases[1]}/joined", headers=self.people[2].headers)
        self.convener = await convener(clock)
        self.office = await office(clock)
        self.handler = await handler(clock, self.office)
        if gather:
            self.concern = (await proposed(api, self.convener, *cases))["id"]
            if accepted:
                await self.accept()
        return self

    async def accept(self) -> None:
        path = f"/api/concerns/{self.concern}/moves/{uuid4()}"
        await self.api.put(path, json={"move": "accept"}, headers=self.convener.headers)

    async def promise(self, person=None, id_: UUID | str | None = None, **changes: object):
        told = {"concern": self.concern, "organisation": str(self.office), "words": WORDS}
        who = person or self.convener
        return await self.api.put(
            f"/api/commitments/{id_ or uuid4()}",
            json=told | {"days": 10} | changes,
            headers=who.headers,
        )

    async def promised(self, **changes: object) -> str:
        answer = await self.promise(**changes)
        assert answer.status_code == 200, answer.text
        return answer.json()["id"]

    async def move(self, id_: str, person, what="report", step: UUID | None = None, **told):
        told = {"words": "划好了，牌子也竖了。"} | told
        return await self.api.put(
            f"/api/commitments/{id_}/moves/{step or uuid4()}",
            json={"move": what} | told,
            headers=person.headers,
        )

    async def reported(self, id_: str) -> dict:
        answer = await self.move(id_, self.handler)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def judge(self, id_: str, person, *, solved: bool, turn: int = 1):
        return await self.api.put(
            f"/api/commitments/{id_}/answer",
            json={"turn": turn, "solved": solved},
            headers=person.headers,
        )

    async def shown(self, id_: str, person=None) -> dict:
        headers = person.headers if person else {}
        return (await self.api.get(f"/api/commitments/{id_}", headers=headers)).json()

    async def later(self, **how: float) -> None:
        """So much time goes by, and the worker comes round."""
        self.clock.now += timedelta(**how)
        await work(self.clock)
        self.people = [self.back(person) for person in self.people]
        self.convener, self.handler = self.back(self.convener), self.back(self.handler)

    def back(self, person: Person) -> Person:
        """The same, whose phone has asked for another token meanwhile."""
        token, _ = tokens.issue(person.account, person.device, now=self.clock.now)
        return replace(person, token=token)


async def work(clock) -> None:
    await follow_commitments(Settings(), clock.now)
