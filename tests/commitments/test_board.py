"""The board counts what the rows say, place by place; anybody reads it, and nobody is in it."""

import csv
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

from tests.cases.makers import CITY, COUNTY, NEXT_STREET, OTHER, STREET
from tests.commitments.makers import Street

from xiangyi.core.db import run
from xiangyi.features.cases.tables import Concern
from xiangyi.features.commitments.rules.board import DEFINITIONS
from xiangyi.features.commitments.tables import Commitment, CommitmentStep
from xiangyi.features.media.tables import Photo

STATES = ("promised", "done", "solved", "unanswered", "supervised", "withdrawn")
PLACES = (STREET, NEXT_STREET, OTHER)

#: The step by which it came where it is; of what is done that is the report.
LAST = {"solved": "solve", "unanswered": "leave_unanswered", "supervised": "supervise"}
#: How it was reported, the first time first: with a photo, or in words alone.
REPORTS = ((True,), (False,), (True, False), (True, True), (False, True), (True, False))


async def photo_of(street: Street) -> UUID:
    id_ = uuid4()
    await Photo.insert(
        Photo(
            id=id_,
            account=street.handler.account,
            digest=id_.hex,
            sent_digest="b" * 32,
            width=1,
            height=1,
            sent_at=street.clock.now,
            unblurred=False,
        )
    )
    return id_


async def reports(street: Street, row: Commitment, pictured: tuple[bool, ...]) -> None:
    """Done once, or twice as it was found not solved; and what came of it at last."""
    moves: list[tuple[str, UUID | None]] = []
    for has_photo in pictured:
        moves += [("reopen", None)] if moves else []
        moves.append(("report", await photo_of(street) if has_photo else None))
    moves += [(LAST[row.state], None)] if row.state in LAST else []
    for move, photo in moves:
        await CommitmentStep.insert(
            CommitmentStep(
                key=uuid4(), commitment=row.id, move=move, at=street.clock.now, photo=photo
            )
        )


async def many(street: Street) -> None:
    """In three places, of each state, in time and late, with a day that is over and one to come."""
    today, number = street.clock.now.date(), 0
    for place in PLACES:
        concern = uuid4()
        await Concern.insert(
            Concern(
                id=concern,
                title=f"停车 {place}",
                field="parking",
                division=place,
                state="decided",
                proposed_by=uuid4(),
                proposed_at=street.clock.now,
                moved_at=street.clock.now,
            )
        )
        for state in STATES:
            for days in (-1, 0, 1):
                number += 1
                row = Commitment(
                    id=uuid4(),
                    concern=concern,
                    division=place,
                    organisation=street.office,
                    words=f"第 {number} 项",
                    promised_by=uuid4(),
                    promised_at=street.clock.now,
                    days=5,
                    since_on=today,
                    due_on=today + timedelta(days=days),
                    state=state,
                    moved_at=street.clock.now + timedelta(seconds=number % 7),
                    late=number % 2 == 0,
                )
                await Commitment.insert(row)
                if state not in ("promised", "withdrawn"):
                    await reports(street, row, REPORTS[number % len(REPORTS)])


def counted(rows, steps, today) -> dict[str, int]:
    """The same numbers, said another way."""
    last = {one["commitment"]: one["photo"] for one in steps if one["move"] == "report"}
    kept = [row for row in rows if row["state"] in {"done", "solved", "unanswered"}]
    late = [
        row for row in rows if row["state"] in {"promised", "supervised"} and row["due_on"] < today
    ]
    of = {state: sum(row["state"] == state for row in rows) for state in STATES}
    return {
        "promised": len(rows) - of["withdrawn"],
        "kept": len(kept),
        "under_way": sum(row["state"] == "promised" and row not in late for row in rows),
        "overdue": len(late),
        "supervised": sum(row["state"] == "supervised" and row not in late for row in rows),
        "solved": of["solved"],
        "unanswered": of["unanswered"],
        "pictured": sum(last.get(row["id"]) is not None for row in kept),
        "kept_late": sum(row["late"] for row in kept),
        "withdrawn": of["withdrawn"],
    }


async def test_every_number_is_what_the_rows_say_in_every_place_and_leads_to_them(api, clock):
    street = await Street(api, clock).begin()
    await many(street)
    below = {
        None: PLACES,
        CITY: PLACES,
        COUNTY: (STREET, NEXT_STREET),
        STREET: (STREET,),
        OTHER: (OTHER,),
    }
    for division, places in below.items():
        rows = await Commitment.select().where(Commitment.division.is_in(list(places)))
        steps = await CommitmentStep.select().order_by(CommitmentStep.id)
        told = counted(rows, steps, clock.now.date())
        where = {"division": division} if division else {}
        board = (await api.get("/api/board", params=where)).json()
        assert {one["name"]: one["value"] for one in board["numbers"]} == told
        parts = [told["kept"], told["under_way"], told["overdue"], told["supervised"]]
        assert told["promised"] == sum(parts)
        assert sum(one["promised"] for one in board["parts"]) == told["promised"]
        for name, number in told.items():
            seen, cursor = [], None
            while len(seen) <= number:
                more = where | {"count": name} | ({"cursor": cursor} if cursor else {})
                page = (await api.get("/api/board/commitments", params=more)).json()
                seen += [one["id"] for one in page["items"]]
                if (cursor := page["next"]) is None:
                    break
            assert len(set(seen)) == len(seen) == number, name


async def test_what_is_reported_in_words_alone_is_not_among_those_with_a_photo(api, clock):
    street = await Street(api, clock).begin()
    ids = [await street.promised(days=1) for _ in range(2)]
    photo = await photo_of(street)
    await street.reported(ids[0])
    assert (await street.move(ids[1], street.handler, words="", photo=str(photo))).is_success
    assert await numbers(api) >= {("kept", 2), ("pictured", 1), ("kept_late", 0)}
    page = await api.get("/api/board/commitments", params={"count": "pictured"})
    assert [one["id"] for one in page.json()["items"]] == [ids[1]]


async def test_what_was_late_at_first_is_late_also_once_it_was_done_again_in_time(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised(days=1)
    await street.later(days=3)
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=False)
    await street.later(days=8)
    assert (await street.shown(id_))["turn"] == 2
    await street.reported(id_)
    assert await numbers(api) >= {("kept", 1), ("kept_late", 1)}


async def numbers(api) -> set[tuple[str, int]]:
    board = (await api.get("/api/board")).json()
    return {(one["name"], one["value"]) for one in board["numbers"]}


async def test_its_parts_come_by_their_codes_and_each_number_says_what_it_counts(api, clock):
    street = await Street(api, clock).begin()
    await many(street)
    board = (await api.get("/api/board", params={"division": CITY})).json()
    assert [one["division"] for one in board["parts"]] == [COUNTY, OTHER]
    assert board["parts"][0]["divisionName"] == "岳麓区"
    for one in board["numbers"]:
        assert (one["definitionZh"], one["definitionEn"]) == DEFINITIONS[one["name"]]
    assert (await api.get("/api/board", params={"division": "nbs:1"})).status_code == 404


async def test_the_files_have_every_commitment_their_licence_and_nobody(api, clock):
    street = await Street(api, clock).begin()
    id_ = await street.promised()
    await street.reported(id_)
    await street.judge(id_, street.people[0], solved=True)
    await many(street)
    read = await api.get("/api/open-data/commitments.json")
    told, [total] = read.json(), await run("SELECT COUNT(*) AS n FROM commitment")
    assert (told["format"], told["licence"], told["date"]) == (
        "xiangyi-commitments/2",
        "CC BY 4.0",
        "2026-11-23",
    )
    board = (await api.get("/api/board")).json()
    assert told["numbers"] == {one["name"]: one["value"] for one in board["numbers"]}
    table = await api.get("/api/open-data/commitments.csv")
    rows = list(csv.DictReader(StringIO(table.text.removeprefix("\ufeff"))))
    assert len(rows) == len(told["commitments"]) == total["n"]
    [one] = [row for row in rows if row["编号"] == id_]
    assert (one["状态"], one["区划代码"], one["许可"]) == (
        "办完，等提的人说",
        "430104003000",
        "CC BY 4.0",
    )
    people = (*street.people, street.convener, street.handler)
    for secret in (*(str(person.account) for person in people), "mine", "13812340"):
        assert secret not in read.text
        assert secret not in table.text
