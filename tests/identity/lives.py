"""Somebody who left something in every table that holds persons."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZipFile

from tests.benefits.lives import SAID_OF_BENEFITS, has_vouchers
from tests.cases.lives import ASKED, asks
from tests.commitments.lives import promises
from tests.consultations import makers as consultations
from tests.consultations.lives import SAID_OF_MEETINGS, attends
from tests.documents.lives import SAID_ON_PAPER, has_paper
from tests.identity.makers import CHILD_BORN, GUARDIANS, ID_NUMBER, PHONE, SHIZILI, kept
from tests.media.lives import shows_and_says
from tests.people import Person, granted
from tests.reconciliation.lives import SAID_OF_STATEMENTS, reconciled
from tests.records.lives import SAID_OF_RECORDS, recorded
from tests.stations.makers import facts, make_stations
from tests.volunteering.hours_lives import SAID_OF_HOURS, served
from tests.volunteering.lives import ORGANISED, organises

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.db import is_postgres, run
from xiangyi.core.sealing import seal
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.identity.service import labels
from xiangyi.features.identity.tables import Challenge, Member, Passkey
from xiangyi.features.ledger.rules.lines import Line, Posting
from xiangyi.features.ledger.service import accounts as minutes
from xiangyi.features.ledger.service.posting import post
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.stations.tables import Report, StationBatch
from xiangyi.features.stations.tables.lists import StationList, StationListPage
from xiangyi.keepers import KEEPERS
from xiangyi.settings import Settings

NAME, NICKNAME, NOTE, GUARDIAN = "欧阳小明", "阿明", "奶奶陪着来的", "欧阳建国"
WORDS, CONTACT, SKILLS = "门口的灯坏了", "打我妈妈电话", "小明会修水龙头"
LABEL, REPORTED, HEARD = "小明的手机", "水龙头拧不动，小明试过了", "谢谢小明，下午修"
#: Written for every rider to read, and so never sealed.
OPEN = STATE, OUT, ONCE = "小明去领钥匙了", "小明在等师傅", "到门口喊小明"
ANSWERED = "小明去看过，好着呢"
#: A colleague's words, in which nothing but the number is the person's.
RING = f"找不到门打 {PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}"
APPOINTED, APPOINTING = "小明接替老陈", "小明请老陈帮忙"
#: Of places to get into: of one that stands, of one that has closed, and deep within.
LET_IN = GATE, SHUT, DEEP = "打小明家电话", "小明家后门", "小明看着的车棚"
#: Of meetings: what is told anew by now, what nobody was told, and why one was sent back.
CALLED = OLD, UNTOLD, BACK = "小明说车太多", "小明家客厅", "小明觉得太早"
#: What minutes were for, by an id that a volunteer's phone made.
SERVED = "shift/0192f1c8-7d3e-7c52-9d5e-2f6a1b4c8d07"
#: What a list was called, and a row of it.
LISTED = FILE, ROW = "小明收的名单.csv", "小明的驿站没有坐标"
#: What the person said or was told, in plain words, besides their phone.
SAID = (
    *(NAME, NICKNAME, NOTE, GUARDIAN, WORDS, CONTACT, LABEL, GUARDIANS, ID_NUMBER, SKILLS),
    *(
        REPORTED,
        HEARD,
        ANSWERED,
        APPOINTED,
        APPOINTING,
        *OPEN,
        *LET_IN,
        *CALLED,
        *ORGANISED,
        *SAID_OF_HOURS,
        *SAID_ON_PAPER,
        *SAID_OF_RECORDS,
        *ASKED,
        *SAID_OF_MEETINGS,
        *SAID_OF_BENEFITS,
        *SAID_OF_STATEMENTS,
        FILE,
        SERVED,
    ),
)


async def lived(api, sms, clerk: Person, phone: str, clock) -> Person:
    """A child who signed in, told everything, complained, joined, and claimed what was kept."""
    assert (await api.post("/api/session/codes", json={"phone": phone})).status_code == 201
    body = {"phone": phone, "code": sms.code, "device": LABEL}
    session = (await api.post("/api/session", json=body)).json()
    access = tokens.read(session["accessToken"], now=clock())
    person = Person(access.account, access.device, session["accessToken"], "")
    headers = person.headers
    said = {"name": NAME, "bornOn": CHILD_BORN, "language": "zh-CN", "size": "elder"}
    await ok(api.patch("/api/me", headers=headers, json=said))
    await ok(api.post("/api/me/guardian/codes", headers=headers, json={"phone": GUARDIANS}))
    agreed = {"name": GUARDIAN, "phone": GUARDIANS, "code": sms.code}
    await ok(api.put("/api/me/guardian", headers=headers, json=agreed))
    more = {"idNumber": ID_NUMBER, "home": SHIZILI, "occupation": "other"}
    more |= {"sex": "male", "skills": SKILLS}
    await ok(api.patch("/api/me", headers=headers, json=more))
    consent = {"purpose": "partner:shop"}
    await ok(api.put(f"/api/me/consents/{uuid4()}", headers=headers, json=consent))
    account = await kept(api, clerk, name=NICKNAME, phone=phone, note=NOTE)
    slip = (await api.post(f"/api/kept/{account}/slips", headers=clerk.headers)).json()["code"]
    await ok(api.post("/api/me/claims", headers=headers, json={"code": slip}))
    words = {"kind": "complaint", "words": WORDS, "contact": CONTACT}
    await ok(api.put(f"/api/feedback/{uuid4()}", headers=headers, json=words))
    await granted(person.account, [HeldRole("clerk", Scope("division", SHIZILI))], now=clock())
    host = await _belongs(person, clock())
    await organises(api, person, clerk, host, SHIZILI, clock())
    await served(person.account, SHIZILI, now=clock())
    await has_paper(person.account, host, now=clock())
    await recorded(person.account, now=clock())
    await asks(person.account, SHIZILI, now=clock())
    await attends(person.account, SHIZILI, now=clock())
    await promises(person.account, host, SHIZILI, now=clock())
    await has_vouchers(person.account, host, SHIZILI, now=clock())
    await reconciled(person.account, host, now=clock())
    await _works(api, person, clerk, clock())
    return person


async def _works(api, person: Person, colleague: Person, now) -> None:
    """They report and are answered; they keep a station, and take back what they wrote of it."""
    [station] = await make_stations(facts("1", division=SHIZILI, amenities=("microwave",)))
    keeper = HeldRole("manager", Scope("station", station))
    await granted(person.account, [keeper], now=now, why=APPOINTED)
    await granted(colleague.account, [keeper], now=now, why=APPOINTING, by=person.account)
    headers, at, place = person.headers, now.isoformat(), f"/api/stations/{station}"
    own, others = uuid4(), uuid4()
    said = {"station": station, "kind": "locked", "at": at, "note": REPORTED}
    phone = {"X-Device-Key": "x" * 22}
    await ok(api.put(f"/api/reports/{own}", headers=headers | phone, json=said))
    heard = {"kind": "seen", "words": HEARD}
    await ok(api.put(f"/api/reports/{own}/answer", headers=colleague.headers, json=heard))
    await Report.insert(Report(key=others, station=station, kind="gone", reported_at=now))
    answer = {"kind": "untrue", "words": ANSWERED}
    await ok(api.put(f"/api/reports/{others}/answer", headers=headers, json=answer))
    await ok(api.put(f"{place}/confirmations/{uuid4()}", headers=headers, json={"at": at}))
    until = (now + timedelta(days=20)).isoformat()
    state = {"kind": "closed", "at": at, "until": until, "note": STATE}
    await ok(api.put(f"{place}/states/{uuid4()}", headers=headers, json=state))
    out = {"works": False, "at": at, "note": OUT}
    await ok(api.put(f"{place}/amenities/microwave/states/{uuid4()}", headers=headers, json=out))
    for who, words in ((colleague, RING), (person, ONCE), (person, "到门口按铃")):
        told = {"entryNote": words, "amenities": [{"id": "microwave", "note": words}]}
        await ok(api.patch(place, headers=who.headers, json=told))
    await _lets_in(api, person)
    await _calls_together(api, person, colleague, now)
    await _takes_lists_in(person, now)
    await shows_and_says(person.account, now=now)


async def _lets_in(api, person: Person) -> None:
    """They write how to get into two places; one is told anew by now, one has closed."""
    told = {"kind": "community", "division": SHIZILI, "lon": 112.98, "lat": 28.19}
    parking = [{"name": "车棚", "note": DEEP}]
    standing, closed = (f"/api/scenes/{uuid4()}" for _ in range(2))
    first = told | {"name": "荷叶塘", "gateWords": GATE, "parking": parking}
    for scene, based_on, facts_told in (
        (standing, 0, first),
        (standing, 1, told | {"name": "荷叶塘"}),
        (closed, 0, told | {"name": SHUT, "guide": {"words": SHUT}}),
    ):
        body = {"basedOn": based_on, "facts": facts_told}
        await ok(api.put(scene, headers=person.headers, json=body))
    await ok(api.post(f"{closed}/closing", headers=person.headers, json={"why": "拆了"}))


async def _calls_together(api, person: Person, colleague: Person, now) -> None:
    """They write of a meeting, and anew; of another, which nobody is told; and send one back."""
    convener = HeldRole("convener", Scope("division", SHIZILI))
    await granted(person.account, [convener], now=now)
    await granted(colleague.account, [convener], now=now)
    here = {"division": SHIZILI, "invited": {"division": SHIZILI}}
    await consultations.drafted(
        *(api, person),
        **(here | {"title": UNTOLD, "about": UNTOLD, "phone": PHONE, "place": {"words": UNTOLD}}),
    )
    for writer, words in ((person, OLD), (colleague, RING)):
        id_ = await consultations.drafted(api, writer, **here, about=words.replace(RING, ""))
        if words == RING:  # Numbers were let in once, and what was written then is still there.
            await run("UPDATE consultation SET about = {} WHERE id = {}", RING, UUID(id_))
        await ok(consultations.put(api, writer, UUID(id_), based_on=1, **here))
    await run("UPDATE consultation SET state = 'waiting' WHERE id = {}", UUID(id_))
    path = f"/api/consultations/{id_}/return"
    await ok(api.put(path, json={"why": BACK}, headers=person.headers))


async def _takes_lists_in(person: Person, now) -> None:
    """One has landed, one waits to be looked at."""
    batch = StationBatch(
        id="1", source="一份名单", file_name=FILE, imported_at=now, account=person.account
    )
    await StationBatch.insert(batch)
    about = {"source": "一份名单", "datum": "wgs84", "digest": "0" * 32, "sent_at": now}
    for landed in (batch.id, None):
        key = uuid4()
        state = {"state": "landed" if landed else "rehearsed", "beat_at": now, "batch": landed}
        await StationList.insert(
            StationList(key=key, account=person.account, file_name=FILE, **about, **state)
        )
        await StationListPage.insert(
            StationListPage(list=key, verdict="refused", number=1, rows=f'["{ROW}"]')
        )


async def _belongs(person: Person, now) -> UUID:
    organisation = uuid4()
    await Organisation.insert(
        Organisation(
            id=organisation, kind="committee", name="识字里居委会", home=SHIZILI, changed_at=now
        )
    )
    await Member.insert(
        Member(id=uuid4(), organisation=organisation, account=person.account, since_at=now)
    )
    await _serves(person, organisation, now)
    key = uuid4()
    await Passkey.insert(
        Passkey(
            id=key,
            account=person.account,
            credential_id=os.urandom(32),
            public_key=os.urandom(77),
            label=seal(LABEL, owner=key, field=labels.PASSKEYS),
            made_at=now,
        )
    )
    await Challenge.insert(
        Challenge(id=uuid4(), challenge=os.urandom(32), account=person.account, made_at=now)
    )
    return organisation


async def _serves(person: Person, organisation: UUID, now) -> None:
    office = await minutes.issue_account_of(organisation)
    account = await minutes.account_of(person.account, "service")
    lines = (Line(account, 90), Line(office, -90))
    await post(Posting(id=uuid4(), kind="earned", about=SERVED, lines=lines), now=now)


async def ok(request) -> None:
    answer = await request
    assert answer.is_success, answer.text


async def kept_bytes() -> set[bytes]:
    """What is sealed or hashed in any column that a feature names."""
    found: set[bytes] = set()
    for keeper in KEEPERS:
        for one in (*keeper.sealed, *keeper.hashed):
            rows = await run(
                f"SELECT {one.column} AS bytes FROM {one.table._meta.tablename}"  # noqa: S608, SLF001  # names of ours
            )
            found |= {bytes(row["bytes"]) for row in rows if row["bytes"] is not None}
    return found


async def files_of(settings: Settings) -> dict[str, bytes]:
    """The database's own files, as a thief would take them."""
    if not is_postgres():
        return contents(settings.data_dir.glob("xiangyi.sqlite*"))
    await run("CHECKPOINT")
    [server] = await run("SHOW data_directory")
    [database] = await run("SELECT oid FROM pg_database WHERE datname = current_database()")
    base = Path(str(server["data_directory"])) / "base" / str(database["oid"])
    return contents(base.iterdir())


async def log_of_postgres() -> bytes:
    """Its write-ahead log, in which what was sealed may still lie, and what was said to all."""
    await run("CHECKPOINT")
    [server] = await run("SHOW data_directory")
    log = Path(str(server["data_directory"])) / "pg_wal"
    return b"".join(contents(path for path in log.iterdir() if path.is_file()).values())


def contents(paths: Iterable[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in paths}


def copy_of(settings: Settings) -> bytes:
    """What SQLite's own backup makes of the file."""
    copy = settings.data_dir / "copy.sqlite"
    connection = sqlite3.connect(settings.data_dir / "xiangyi.sqlite")
    try:
        connection.execute("VACUUM INTO ?", [str(copy)])
    finally:
        connection.close()
    return copy.read_bytes()


def members_of(archive: bytes) -> Iterator[bytes]:
    with ZipFile(BytesIO(archive)) as file:
        yield from (file.read(name) for name in file.namelist())


def left_in(content: bytes, sought: set[bytes]) -> list[bytes]:
    return sorted(one for one in sought if one in content)
