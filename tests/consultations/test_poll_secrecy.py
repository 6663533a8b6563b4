"""Whatever is kept or logged of a secret vote, nothing in it tells who chose what."""

import re

import pytest
from structlog.testing import capture_logs
from tests.cases.makers import hunan
from tests.consultations.poll_makers import close, in_the_room, opened, vote

from xiangyi.core.db import is_postgres, run
from xiangyi.piccolo_app import APP_CONFIG

CHOICES = (2, 0, 0, 1)
#: What a vote may change: the counts, which are sealed, and where PostgreSQL has them lie.
CHANGED = {"tally", "xmin", "place"}
Dump = dict[str, list[dict[str, object]]]


@pytest.fixture(autouse=True)
async def _ground(db):
    await hunan()


async def dumped() -> Dump:
    """Every row of every table, with what the engine itself says of it."""
    hidden = "xmin::text AS xmin, ctid::text AS place" if is_postgres() else "rowid AS place"
    names = [table._meta.tablename for table in APP_CONFIG.table_classes]  # noqa: SLF001  # Piccolo's own way
    return {
        name: [{**row} for row in await run(f'SELECT {hidden}, * FROM "{name}"')]  # noqa: S608  # ours
        for name in names
    }


def other(before: Dump, after: Dump) -> dict[str, list[dict[str, object]]]:
    """By table, the rows that were not there, or were otherwise."""
    rows = {name: [one for one in after[name] if one not in before[name]] for name in after}
    return {name: told for name, told in rows.items() if told}


def place_of(row: dict[str, object]) -> list[int]:
    """In the file: SQLite's number of the row, PostgreSQL's page and place."""
    return [int(one) for one in re.findall(r"\d+", str(row["place"]))]


async def test_a_vote_changes_who_has_voted_and_what_only_the_keys_open(api, clock):
    id_, item, convener, people = await in_the_room(api, clock, len(CHOICES))
    poll = await opened(api, convener, id_, item)
    before, tallies, lines = await dumped(), [], []
    for one, option in zip(people, CHOICES, strict=True):
        # Sent twice, as where an answer was lost.
        with capture_logs() as written:
            for _ in range(2):
                assert (await vote(api, one, id_, poll, option)).status_code == 200
        lines += written
        after = await dumped()
        new = other(before, after)
        assert set(new) == {"poll_voter", "meeting_poll"}
        [voter] = new["poll_voter"]
        told = {name: value for name, value in voter.items() if name not in {"xmin", "place"}}
        # An id of chance, which poll, and who: no choice and no time.
        assert told == {
            "id": told["id"],
            "poll": told["poll"],
            "account": told["account"],
            "choice": None,
        }
        assert (str(told["account"]), str(told["poll"])) == (str(one.account), poll)
        [was], [now] = before["meeting_poll"], after["meeting_poll"]
        assert {name for name in now if now[name] != was[name]} <= CHANGED
        tallies.append(bytes(now["tally"]))
        before = after
    # As long whatever is in it, never the same twice, and nothing of it in the open.
    assert len({len(one) for one in tallies}) == 1
    assert len({*tallies}) == len(tallies)
    assert not any(b"000" in one for one in tallies)
    assert len(lines) == 2 * len(CHOICES)
    told = {"event": "request", "log_level": "info", "method": "PUT", "status": 200}
    route = "/api/consultations/{consultation_id}/polls/{poll_id}/vote"
    assert all(one == {**told, "route": route, "ms": one["ms"]} for one in lines)


async def test_once_it_is_closed_nothing_tells_in_which_order_they_voted(api, clock, tmp_path):
    id_, item, convener, people = await in_the_room(api, clock, len(CHOICES))
    poll = await opened(api, convener, id_, item)
    tallies = []
    for one, option in zip(people, CHOICES, strict=True):
        await vote(api, one, id_, poll, option)
        [row] = await run("SELECT tally FROM meeting_poll")
        tallies.append(bytes(row["tally"]))
    assert (await close(api, convener, id_, poll)).json()["polls"][0]["counts"] == [2, 1, 1]
    after = await dumped()
    voters = after["poll_voter"]
    by_place = [str(one["id"]) for one in sorted(voters, key=place_of)]
    assert by_place == sorted(by_place)
    assert len({one.get("xmin") for one in voters}) == 1
    assert {one["choice"] for one in voters} == {None}
    [row] = after["meeting_poll"]
    assert (row["tally"], row["counts"]) == (None, "[2,1,1]")
    if not is_postgres():
        # How the counts came to be is in none of the database's files.
        held = b"".join(path.read_bytes() for path in tmp_path.glob("xiangyi.sqlite*"))
        assert not [one for one in tallies if one in held]
