"""Deleting a person: seven days to change one's mind, then no byte is left."""

from base64 import b64encode
from datetime import datetime, timedelta

import pytest
from tests.benefits.lives import WRITTEN
from tests.consultations.lives import SPOKEN
from tests.identity.lives import (
    CALLED,
    LET_IN,
    LISTED,
    OPEN,
    RING,
    SAID,
    SERVED,
    copy_of,
    files_of,
    kept_bytes,
    left_in,
    lived,
    log_of_postgres,
    members_of,
)
from tests.identity.makers import PHONE, a_counter, code_of
from tests.people import signed_in
from tests.processes import say
from tests.volunteering.lives import ORGANISED

from xiangyi.cli import cli
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import is_postgres, run
from xiangyi.features.identity.jobs import erasing, forget_old
from xiangyi.features.identity.service import deleting
from xiangyi.keepers import KEEPERS

BYSTANDERS = "13600000009"


@pytest.fixture
async def clerk(db, clock):
    return await a_counter(clock)


@pytest.fixture
async def others(clerk):
    return await kept_bytes()


@pytest.fixture
async def person(api, sms, clerk, others, clock):
    return await lived(api, sms, clerk, PHONE, clock)


@pytest.fixture
async def sought(person, others):
    """Every byte string by which the person could be told: plain words, sealed ones and hashes.

    But for the keyed hashes in the record of acts, which the law wants kept as it is, and the
    reasons in it that are about nobody; for the ledger's hashes, which tell nothing once their
    salts are gone; and for those of documents, which nobody knows who has not seen one.
    """
    found = (await kept_bytes() - others) | {
        text.encode() for text in (*SAID, *LISTED, RING, PHONE)
    }
    for entry in await run("SELECT before_hash, after_hash FROM audit_entry"):
        found -= {bytes(one) for one in entry.values() if one is not None}
    for entry in await run("SELECT commitment, hash FROM ledger_entry"):
        found -= {bytes(one) for one in entry.values()}
    for entry in await run("SELECT token_hash FROM service_document"):
        found.discard(bytes(entry["token_hash"]))
    for reason in await run("SELECT words FROM audit_reason WHERE about IS NULL"):
        found.discard(bytes(reason["words"]))
    assert len(found) > 40
    return found


async def ask(api, person):
    answer = await api.put("/api/me/deletion", headers=person.headers)
    assert answer.status_code == 200, answer.text
    return datetime.fromisoformat(answer.json()["dueAt"])


@pytest.fixture
async def due(api, person):
    return await ask(api, person)


async def the_worker_comes(settings, clock):
    await forget_old(settings, clock())
    await erasing(KEEPERS)(settings, clock)


async def test_it_falls_due_in_the_night_after_seven_days_and_asking_again_moves_nothing(
    api, person, clock
):
    due = await ask(api, person)
    assert due.astimezone(SHANGHAI).isoformat() == "2026-12-01T03:30:00+08:00"
    clock.now += timedelta(minutes=10)
    assert await ask(api, person) == due


@pytest.mark.parametrize("local", ["03:29", "03:30", "03:31", "23:59", "00:00"])
async def test_nobody_has_less_than_seven_days_nor_more_than_eight(api, clock, local):
    clock.now = datetime.fromisoformat(f"2026-11-24T{local}+08:00")
    due = await ask(api, await signed_in(PHONE, now=clock()))
    assert timedelta(days=7) <= due - clock.now < timedelta(days=8)
    assert due.astimezone(SHANGHAI).strftime("%H:%M") == "03:30"


async def test_a_sign_in_meanwhile_shows_it_and_it_can_be_called_off(
    api, person, clock, settings, sms
):
    due = await ask(api, person)
    clock.now = due - timedelta(seconds=1)
    await the_worker_comes(settings, clock)
    again = await signed_in(PHONE, now=clock())
    shown = (await api.get("/api/me", headers=again.headers)).json()
    assert datetime.fromisoformat(shown["deletionDueAt"]) == due
    assert (await api.delete("/api/me/deletion", headers=again.headers)).status_code == 204
    clock.now = due + timedelta(days=1)
    await the_worker_comes(settings, clock)
    back = await signed_in(PHONE, now=clock())
    assert back.account == person.account


async def test_no_byte_is_left_in_the_files_nor_in_a_new_copy(sought, due, clock, settings):
    before = b"".join((await files_of(settings)).values())
    assert len(left_in(before, sought)) > 20, "the test looks in the wrong place"
    clock.now = due
    await the_worker_comes(settings, clock)
    for name, content in (await files_of(settings)).items():
        assert left_in(content, sought) == [], name
    if is_postgres():
        said = {
            text.encode()
            for text in SAID
            if text
            not in (*OPEN, *LET_IN, *CALLED, *ORGANISED, *LISTED, *WRITTEN, *SPOKEN, RING, SERVED)
        }
        assert left_in(await log_of_postgres(), said) == []
    else:
        assert left_in(copy_of(settings), sought) == []


@pytest.mark.skipif("backup" not in cli.commands, reason="there is no such command yet")
async def test_no_byte_is_left_in_a_new_backup(sought, due, clock, settings, database_url):
    sought |= {b64encode(one) for one in sought}
    clock.now = due
    await the_worker_comes(settings, clock)
    file = settings.data_dir / "after.zip"
    done = say("backup", str(file), "--data", settings.data, XIANGYI_DATABASE_URL=database_url)
    assert done.returncode == 0, done.stdout + done.stderr
    members = list(members_of(file.read_bytes()))
    assert members
    assert [left_in(one, sought) for one in members] == [[]] * len(members)


async def test_bytes_that_an_older_connection_left_behind_go_too(sought, due, clock, settings):
    """As the copies do that stay in a page when it is split."""
    if is_postgres():
        pytest.skip("SQLite's own way to leave bytes")
    await run("PRAGMA secure_delete = 0")
    await run("UPDATE account SET name = NULL, born_on = NULL, id_number = NULL")
    await run("PRAGMA wal_checkpoint(TRUNCATE)")
    assert left_in(b"".join((await files_of(settings)).values()), sought)
    clock.now = due
    await the_worker_comes(settings, clock)
    assert left_in(b"".join((await files_of(settings)).values()), sought) == []


async def test_everybody_elses_data_stay(api, due, clock, settings):
    other = await signed_in(BYSTANDERS, now=clock())
    await api.patch("/api/me", headers=other.headers, json={"name": "旁人"})
    clock.now = due
    await the_worker_comes(settings, clock)
    again = await signed_in(BYSTANDERS, now=clock())
    shown = (await api.get("/api/me", headers=again.headers)).json()
    assert (shown["id"], shown["name"]) == (str(other.account), "旁人")


async def test_who_is_erased_is_signed_out_and_comes_back_as_somebody_new(
    api, person, clock, settings
):
    due = await ask(api, person)
    clock.now = due - timedelta(minutes=1)
    there = await signed_in(PHONE, now=clock())
    assert there.account == person.account
    clock.now = due
    await the_worker_comes(settings, clock)
    answer = await api.get("/api/me", headers=there.headers)
    assert code_of(answer) == (401, "sign_in_needed")
    cookie = {"Cookie": f"xiangyi_refresh={there.refresh}"}
    ended = await api.post("/api/session/refresh", headers=cookie)
    assert ended.json()["facts"] == {"why": "erased"}
    assert (await signed_in(PHONE, now=clock())).account != person.account


async def test_what_the_law_wants_kept_stays_by_random_ids_and_fits_together(
    api, person, clock, settings
):
    entries = await run("SELECT * FROM audit_entry ORDER BY id")
    assert entries
    clock.now = await ask(api, person)
    await erasing(KEEPERS)(settings, clock)
    assert await run("SELECT * FROM audit_entry ORDER BY id") == entries
    account = str(person.account)
    roles = await run("SELECT * FROM role_grant WHERE account = {} ORDER BY role", person.account)
    held = ["clerk", "convener", "lead", "manager", "supervisor"]
    assert [one["role"] for one in roles] == held
    assert {(one["reason"], one["withdrawn_at"] is None) for one in roles} == {(None, False)}
    [member] = await run("SELECT * FROM member WHERE account = {}", person.account)
    assert member["ended_at"] is not None
    consents = await run("SELECT * FROM consent WHERE account = {}", person.account)
    assert len(consents) == 2
    assert all(one["withdrawn_at"] and one["note"] is None for one in consents)
    [piece] = await run("SELECT * FROM feedback")
    assert (piece["words"], piece["contact"]) == (None, None)
    reports = await run("SELECT * FROM report")
    assert {(one["account"], one["device"], one["words"]) for one in reports} == {(None,) * 3}
    answers = await run("SELECT kind, answer FROM report_answer ORDER BY kind")
    assert [(one["kind"], one["answer"]) for one in answers] == [("seen", None), ("untrue", None)]
    assert [one["account"] for one in await run("SELECT account FROM photo")] == [None]
    rows = await run("SELECT * FROM account WHERE erased_at IS NOT NULL")
    own = next(row for row in rows if str(row["id"]) == account)
    kept = next(row for row in rows if str(row["id"]) != account)
    assert str(kept["claimed_by"]) == account
    empty = {"phone", "phone_hash", "name", "born_on", "id_number", "id_number_hash", "home"}
    empty |= {"sex", "skills", "occupation", "language", "size", "deletion_due_at"}
    for row in (own, kept):
        assert {field for field in empty if row[field] is not None} == set()
    for table in ("passkey", "challenge", "claim_slip", "sign_in_code"):
        assert await run(f"SELECT * FROM {table}") == [], table  # noqa: S608  # names of ours


async def test_cut_off_before_the_files_were_written_anew_it_goes_on(
    sought, due, clock, settings, monkeypatch
):
    async def cut_off(_):
        raise ConnectionError

    clock.now = due
    with monkeypatch.context() as patched:
        patched.setattr(deleting, "sweep", cut_off)
        with pytest.raises(ConnectionError):
            await erasing(KEEPERS)(settings, clock)
    await the_worker_comes(settings, clock)
    for name, content in (await files_of(settings)).items():
        assert left_in(content, sought) == [], name


async def test_somebody_with_nothing_to_erase_costs_no_writing_anew(
    due, clock, settings, monkeypatch
):
    swept = []

    async def count(tables):
        swept.append(tables)
        return True

    monkeypatch.setattr(deleting, "sweep", count)
    clock.now = due
    for _ in range(3):
        await erasing(KEEPERS)(settings, clock)
    assert len(swept) == 1
