"""A new sealing key takes the old one's place, and nothing becomes unreadable meanwhile."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace
from tests.core.calling import called_together
from tests.people import Person, granted, signed_in
from tests.stations.makers import facts, make_divisions, make_stations

from xiangyi.core import key_files, keys
from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.core.sealing import key_of, seal
from xiangyi.features.audit import service as audit
from xiangyi.features.feedback.tables import Feedback
from xiangyi.features.identity.schemas import ProfileChanges
from xiangyi.features.identity.service import accounts, grants, labels
from xiangyi.features.identity.tables import Consent, Guardian, Passkey, RoleGrant
from xiangyi.features.stations.service import words
from xiangyi.features.stations.tables import Report, ReportAnswer
from xiangyi.keepers import SEALED
from xiangyi.serving import keyring
from xiangyi.serving.refusing import CannotStart
from xiangyi.serving.rotating import rotate
from xiangyi.settings import Settings

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MANY = 450


async def at_once() -> None:
    """Nobody here holds what he has sealed."""


@pytest.fixture
async def here(settings: Settings, database_url: str, db: object) -> Settings:
    """A deployment in which something is sealed in every column."""
    here = replace(settings, database_url=database_url)
    await keyring.make(here)
    await keyring.bring(here)
    person = await signed_in("13812340126", now=NOW)
    await say(person, name="王建国", born_on="1990-02-28", id_number="11010519491231002X")
    await say(person, sex="male", skills="急救")
    mine = person.account
    note = seal("口头同意", owner=mine, field="consent_note")
    await Consent.insert(
        Consent(
            id=uuid4(), account=mine, purpose="acting_for", how="spoken", note=note, given_at=NOW
        )
    )
    named = {
        field: seal("王大山", owner=mine, field=f"guardian_{field}") for field in ("name", "phone")
    }
    await Guardian.insert(Guardian(id=uuid4(), account=mine, agreed_at=NOW, **named))
    key = uuid4()
    label = seal("我的手机", owner=key, field=labels.PASSKEYS)
    await Passkey.insert(
        Passkey(id=key, account=mine, credential_id=b"c", public_key=b"p", label=label, made_at=NOW)
    )
    one = uuid4()
    said = {field: seal("好", owner=one, field=field) for field in ("words", "contact", "answer")}
    await Feedback.insert(Feedback(id=one, kind="complaint", said_at=NOW, **said))
    await audit.record(None, "role.granted", "role", "7", now=NOW, why="街道来函")
    await _grant(mine)
    await make_divisions()
    await called_together(mine, now=NOW)
    [station] = await make_stations(facts("1"))
    report = Report(key=one, station=station, kind="locked", reported_at=NOW)
    report.words = words.seal_report("锁着", one)
    await Report.insert(report)
    [held] = await Report.select(Report.id)
    answer = words.seal_answer("开了", held["id"])
    await ReportAnswer.insert(
        ReportAnswer(report=held["id"], kind="fixed", answer=answer, answered_at=NOW, account=mine)
    )
    return here


async def _grant(account: UUID) -> None:
    clerk = HeldRole("clerk", Scope("division", "nbs:430100000000"))
    await granted(account, [clerk], now=NOW, why="街道来函")
    [grant] = await RoleGrant.select(RoleGrant.id)
    ended = seal("调走了", owner=grant["id"], field=grants.WITHDRAWAL)
    await RoleGrant.update({RoleGrant.withdrawn_reason: ended}).where(RoleGrant.id == grant["id"])


async def say(person: Person, **said: str) -> None:
    asker = Asker(account=person.account, device=person.device)
    await accounts.change(asker, ProfileChanges(**said), now=NOW)


async def name_of(account: UUID) -> str | None:
    asker = Asker(account=account, device=uuid4())
    return (await accounts.me(asker, now=NOW)).name


async def ids_in_use() -> set[str]:
    """The keys that anything is sealed with."""
    found = set()
    for one in SEALED:
        values = [row[one.column] for row in await one.table.select()]
        found |= {key_of(value) for value in values if value is not None}
    return found


async def to_the_end(here: Settings, pause: Callable[[], Awaitable[object]] = at_once) -> list[str]:
    said: list[str] = []
    for _ in range(3 if here.database_url else 1):
        await rotate(here, now=NOW, pause=pause, say=said.append)
    return said


async def test_everything_is_sealed_with_the_new_key_and_the_old_one_goes(here):
    for one in SEALED:
        rows = await one.table.select()
        assert any(row[one.column] for row in rows), f"nothing is tried of {one.column}"
    before = key_files.read(here.keys_dir)
    said = await to_the_end(here)
    after = key_files.read(here.keys_dir)
    assert list(after.sealing) == [after.current] != [before.current]
    assert after.root == before.root
    assert await ids_in_use() == {after.current}
    assert f"{len(SEALED)} values were sealed anew." in said
    assert "gone" in said[-1]
    await keyring.bring(here)


async def test_nothing_is_lost_of_what_people_write_meanwhile(here):
    people = [await signed_in(f"138{n:08}", now=NOW) for n in range(MANY)]
    for person in people:
        await say(person, name="原名")
    told = {person.account: "原名" for person in people}
    done, often = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        for number in count(1):
            if done.is_set():
                return
            if number > 50:
                often.set()
            person = people[number * 7 % MANY]
            await say(person, name=f"改名{number}")
            told[person.account] = f"改名{number}"

    writing = asyncio.create_task(write())
    await to_the_end(here, pause=often.wait)
    done.set()
    await writing
    await keyring.bring(here)
    assert {account: await name_of(account) for account in told} == told
    assert await ids_in_use() == {keys.in_use().current}


async def test_what_was_sealed_in_time_and_is_written_late_is_still_found(here):
    person = await signed_in("13900000001", now=NOW)
    late = seal("迟到", owner=person.account, field="name")

    async def write_late() -> None:
        if len(key_files.read(here.keys_dir).sealing) > 1:
            await run("UPDATE account SET name = {} WHERE id = {}", late, person.account)

    await to_the_end(here, pause=write_late)
    assert len(key_files.read(here.keys_dir).sealing) == 1
    await keyring.bring(here)
    assert await name_of(person.account) == "迟到"


async def test_whoever_is_slower_still_gets_the_old_key_back(here):
    """Written when the key has just gone from the file."""
    row = await Feedback.select(Feedback.id).first()
    late = seal("迟到", owner=row["id"], field="answer")

    async def write_too_late() -> None:
        if len(key_files.read(here.keys_dir).sealing) == 1:
            await run("UPDATE feedback SET answer = {} WHERE id = {}", late, row["id"])

    said = await to_the_end(here, pause=write_too_late)
    assert "still being sealed" in said[-1]
    assert len(key_files.read(here.keys_dir).sealing) == 2
    await keyring.bring(here)
    await rotate(here, now=NOW, pause=at_once, say=said.append)
    assert len(key_files.read(here.keys_dir).sealing) == 1
    assert await ids_in_use() == {keys.newest().current}


@pytest.mark.parametrize("runs", [1, 2, 3])
async def test_an_interrupted_change_is_finished_and_not_begun_again(here, runs):
    """Cut off while others are told of the key, while it seals anew, and before the old goes."""
    for n in range(MANY):
        await signed_in(f"138{n:08}", now=NOW)

    class CutOff(Exception):
        pass

    async def cut_off() -> None:
        raise CutOff

    ring = keys.with_coming(key_files.read(here.keys_dir))
    if runs > 1:
        ring = keys.with_newest_current(ring)
    key_files.write(ring, here.keys_dir / key_files.FILE, over=True)
    if runs > 2:
        with suppress(CutOff):
            await rotate(here, now=NOW, pause=cut_off, say=print)
        assert await ids_in_use() == {ring.current}
    while len(key_files.read(here.keys_dir).sealing) > 1:
        await rotate(here, now=NOW, pause=at_once, say=print)
    after = key_files.read(here.keys_dir)
    assert list(after.sealing) == [list(ring.sealing)[-1]]
    assert await ids_in_use() == {after.current}


async def test_a_machine_without_the_new_file_keeps_the_old_key_from_going(here, tmp_path):
    if not here.database_url:
        pytest.skip("one machine has one file")
    elsewhere = tmp_path / "elsewhere"
    said: list[str] = []
    await rotate(here, now=NOW, pause=at_once, say=said.append)
    assert str(here.keys_dir / key_files.FILE) in said[-1]
    shutil.copytree(here.keys_dir, elsewhere)
    await rotate(here, now=NOW, pause=at_once, say=said.append)
    keys.use_file(elsewhere)
    there = await signed_in("13900000002", now=NOW)
    await say(there, name="别处")
    keys.use_file(here.keys_dir)
    assert await name_of(there.account) == "别处"
    await rotate(here, now=NOW, pause=at_once, say=said.append)
    assert "3 values" in said[-2]
    assert "every machine" in said[-1]
    assert len(key_files.read(here.keys_dir).sealing) == 2
    await rotate(here, now=NOW, pause=at_once, say=said.append)
    assert len(key_files.read(here.keys_dir).sealing) == 1


async def test_each_run_is_in_the_audit(here):
    before = key_files.read(here.keys_dir).current
    await to_the_end(here)
    told = await run(
        "SELECT actor, subject_id FROM audit_entry WHERE action = 'operator.keys_rotated'"
    )
    assert (told[0]["actor"], told[0]["subject_id"]) == (None, before)
    assert len(told) == (3 if here.database_url else 1)


async def test_what_no_key_opens_keeps_the_old_key_from_going(here):
    foreign = seal("x", owner=uuid4(), field="name")
    account = (await signed_in("13900000003", now=NOW)).account
    await run("UPDATE account SET name = {} WHERE id = {}", foreign, account)
    with pytest.raises(CannotStart, match="1 values are damaged"):
        await to_the_end(here)
    assert len(key_files.read(here.keys_dir).sealing) == 2


async def test_two_do_not_change_the_keys_at_once(here):
    with (
        key_files.held(here.keys_dir),
        pytest.raises(CannotStart, match="another `xiangyi keys rotate`"),
    ):
        await rotate(here, now=NOW, pause=at_once, say=print)
    assert len(key_files.read(here.keys_dir).sealing) == 1
