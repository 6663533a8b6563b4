"""Why something was done to a person goes with the person, and is theirs to read."""

from base64 import b64encode
from datetime import datetime

import pytest
from tests.identity.lives import copy_of, files_of, left_in, members_of
from tests.people import signed_in
from tests.processes import say

from xiangyi.core.db import is_postgres, run
from xiangyi.features.audit.personal import PERSONAL
from xiangyi.features.identity.jobs import erasing, forget_old
from xiangyi.keepers import KEEPERS

PHONE = "13800000001"
GRANTED, TAKEN = "欧阳小明 13800000001 来函", "欧阳小明调走了"
NAMED = {one.encode() for one in ("欧阳小明", PHONE)}


@pytest.fixture
async def named(administrator, grant, withdraw, clock):
    """Somebody whom the reasons name, once given a role and once deprived of it."""
    person = await signed_in(PHONE, now=clock())
    given = (await grant(administrator, person, why=GRANTED)).json()
    assert (await withdraw(administrator, given["id"], TAKEN)).status_code == 200
    return person


async def erase(api, person, settings, clock):
    answer = await api.put("/api/me/deletion", headers=person.headers)
    clock.now = datetime.fromisoformat(answer.json()["dueAt"])
    await forget_old(settings, clock())
    await erasing(KEEPERS)(settings, clock)


async def test_no_byte_of_a_reason_is_left_once_its_person_is_erased(
    api, named, settings, clock, database_url
):
    sealed = {bytes(row["words"]) for row in await run("SELECT words FROM audit_reason")}
    for grant in await run("SELECT reason, withdrawn_reason FROM role_grant"):
        sealed |= {bytes(words) for words in grant.values() if words is not None}
    assert len(sealed) == 4
    before = b"".join((await files_of(settings)).values())
    # The person's own phone is sealed as well: nothing names them in the open even now.
    assert left_in(before, NAMED | sealed) == sorted(sealed)
    await erase(api, named, settings, clock)
    sought = NAMED | sealed
    for name, content in (await files_of(settings)).items():
        assert left_in(content, sought) == [], name
    if not is_postgres():
        assert left_in(copy_of(settings), sought) == []
    file = settings.data_dir / "after.zip"
    done = say("backup", str(file), "--data", settings.data, XIANGYI_DATABASE_URL=database_url)
    assert done.returncode == 0, done.stdout + done.stderr
    sought |= {b64encode(one) for one in sought}
    members = list(members_of(file.read_bytes()))
    assert members
    assert [left_in(one, sought) for one in members] == [[]] * len(members)


async def test_what_was_done_stays_when_its_reason_is_gone(
    api, administrator, named, settings, clock
):
    await erase(api, named, settings, clock)
    again = await signed_in("13911110000", now=clock())
    answer = await api.get("/api/audit", headers=again.headers)
    told = [(one["action"], one["why"]) for one in answer.json()["items"]]
    assert told == [("role.withdrawn", ""), ("role.granted", "")]


async def test_a_person_reads_why_it_was_done(named):
    [_, reasons] = await PERSONAL.export(named.account)
    assert [(row["action"], row["why"]) for row in reasons.rows] == [
        ("role.granted", GRANTED),
        ("role.withdrawn", TAKEN),
    ]
