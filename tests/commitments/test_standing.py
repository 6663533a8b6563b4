"""While something is promised about a concern it goes on for everybody; afterwards it does not."""

from uuid import UUID, uuid4

from tests.cases.makers import STREET, decided, rider, told_to
from tests.cases.test_joining import alike, join
from tests.commitments.makers import Street

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.features.cases.service import deciding


async def spoken_of_in_vain(street: Street, *, meanwhile) -> None:
    """A meeting has it on its agenda, something happens, and it is called off."""
    asker = Asker(
        account=street.convener.account,
        device=street.convener.device,
        roles=(HeldRole("convener", Scope("division", STREET)),),
    )
    meeting = uuid4()
    step = (asker, UUID(street.concern))
    await deciding.put_on_agenda(*step, uuid4(), meeting, now=street.clock.now)
    await meanwhile
    await deciding.take_off(*step, uuid4(), meeting, now=street.clock.now)


async def deeds(street: Street) -> set[str]:
    path = f"/api/concerns/{street.concern}"
    return set((await street.api.get(path, headers=street.convener.headers)).json()["may"])


async def test_what_is_promised_is_neither_declined_nor_sent_elsewhere_until_withdrawn(api, clock):
    street = await Street(api, clock).begin()
    id_ = str(uuid4())
    await spoken_of_in_vain(street, meanwhile=street.promised(id_=id_))
    assert await deeds(street) == {"gather"}
    for what, told in (("decline", {"words": "不办了"}), ("send_elsewhere", {"channel": "12345"})):
        refused = await decided(api, street.convener, street.concern, what, **told)
        assert (refused.status_code, refused.json()["code"]) == (409, "concern_settled")
    assert "concern.declined" not in await told_to(api, clock, street.people[0])
    # What is promised by nobody any more may be declined, as before.
    await street.move(id_, street.convener, "withdraw", words="这条路要大修。")
    assert await deeds(street) == {"send_elsewhere", "decline", "gather"}
    said = await decided(api, street.convener, street.concern, "decline", words="不办了")
    assert (said.status_code, said.json()["state"]) == (200, "declined")


async def test_others_join_while_it_is_promised_or_asked_about_and_not_once_it_is_solved(
    api, clock
):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    for number in (7, 8):
        new = await rider(clock, f"1381234012{number}")
        [one, *_] = await alike(api, new)
        joined = await join(api, new, one["id"])
        assert (joined.status_code, joined.json()["state"]) == (200, "answered")
        if number == 7:
            await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    await street.later(days=8)
    assert (await street.shown(id_))["state"] == "solved"
    last = await rider(clock, "13812340129")
    assert await alike(api, last) == []
    assert (await join(api, last, one["id"])).json()["code"] == "case_over"
