"""What somebody leaves in volunteering: words that stand or do not, and a seat."""

from uuid import UUID

from tests.people import Person, granted
from tests.volunteering.makers import ask, drafted, put, shift_of, sign_up

from xiangyi.core.asking import HeldRole, Scope

#: Of what was approved, the words that are others by now; of a draft that nobody saw, and why one
#: was sent back.
ORGANISED = CHANGED, UNSEEN, RETURNED = "小明家楼下集合", "小明家的院子", "小明觉得人不够"


async def organises(api, person: Person, colleague: Person, host: UUID, home: str, now) -> None:
    """They have two activities, one of them approved, give one back, and sign up."""
    lead = HeldRole("lead", Scope("organisation", str(host)))
    supervisor = HeldRole("supervisor", Scope("division", home))
    for who in (person, colleague):
        await granted(who.account, [lead, supervisor], now=now)
    here = {"organisation": str(host), "division": home}
    unseen = {"title": UNSEEN, "about": UNSEEN, "beneficiaries": UNSEEN}
    await drafted(api, person, **here, **unseen, place={"words": UNSEEN})
    desk = await drafted(api, person, **here, place={"words": CHANGED})
    told = desk["facts"] | {"place": {"words": "社区门口"}}
    assert (await put(api, person, desk["id"], based_on=1, told=told)).status_code == 200
    await ask(api, "PUT", desk["id"], "submission", person, basedOn=2)
    yes = await ask(api, "PUT", desk["id"], "approval", colleague, basedOn=3)
    assert yes.status_code == 200, yes.text
    assert (await sign_up(api, person, shift_of(desk))).status_code == 200
    others = await drafted(api, colleague, **here)
    await ask(api, "PUT", others["id"], "submission", colleague, basedOn=1)
    back = await ask(api, "PUT", others["id"], "return", person, why=RETURNED)
    assert back.status_code == 200
