"""While something is promised about a concern, nobody is told that nothing will come of it."""

from uuid import UUID, uuid4

from tests.cases.makers import STREET, decided, told_to
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
