"""What the ledger was is signed each day, lies outside the database, and can be proved from."""

import json
from datetime import timedelta

import pytest
from tests.ledger.makers import NOW, append, earned, leaf, serve
from tests.people import signed_in

from xiangyi.core.signing import opened
from xiangyi.features.ledger.jobs import sign_checkpoint
from xiangyi.features.ledger.rules import tree
from xiangyi.features.ledger.service import accounts, checkpoints
from xiangyi.features.ledger.service.posting import post


async def get(api, path, **query):
    answer = await api.get(f"/api/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(api, path, **query):
    answer = await api.get(f"/api/{path}", params=query)
    return answer.status_code, answer.json()["code"]


async def test_it_is_signed_once_a_day_and_only_if_something_was_posted(
    volunteer, office, settings, clock
):
    async def sizes():
        await sign_checkpoint(settings, clock())
        return sorted(path.name for path in settings.checkpoints_dir.glob("*"))

    assert await sizes() == []
    await serve(volunteer, office, 60)
    assert await sizes() == ["000000000002.json"]
    await serve(volunteer, office, 30)
    clock.now += timedelta(hours=7, minutes=59)
    assert await sizes() == ["000000000002.json"]
    clock.now += timedelta(minutes=1)
    assert await sizes() == ["000000000002.json", "000000000004.json"]
    clock.now += timedelta(days=1)
    assert len(await sizes()) == 2


async def test_one_that_was_cut_off_before_its_file_was_written_gets_it_later(
    volunteer, office, settings, clock
):
    await serve(volunteer, office, 60)
    made = await checkpoints.make(now=clock())
    await sign_checkpoint(settings, clock())
    [path] = settings.checkpoints_dir.iterdir()
    kept = json.loads(path.read_bytes())
    assert (kept["size"], kept["root"], kept["signed"]) == (made.size, made.root, made.signed)


async def test_anybody_may_keep_them_and_read_what_was_signed(api, volunteer, office, settings):
    for minutes in (60, 30, 45):
        await serve(volunteer, office, minutes)
        await checkpoints.make(now=NOW)
    page = await get(api, "checkpoints", limit=2)
    assert [one["size"] for one in page["items"]] == [6, 4]
    rest = await get(api, "checkpoints", limit=2, before=page["next"])
    assert ([one["size"] for one in rest["items"]], rest["next"]) == ([2], None)
    one = await get(api, "checkpoints/4")
    assert (one["key"], one["ledger"]) == (page["key"], page["ledger"])
    told = json.loads(opened("ledger", "xiangyi-checkpoint", one["signed"]))
    assert told == {
        "ledger": page["ledger"],
        "size": 4,
        "root": one["root"],
        "at": "2026-11-23T08:00:00Z",
    }
    assert await refused(api, "checkpoints/5") == (404, "checkpoint_not_found")
    assert await refused(api, f"checkpoints/{10**30}") == (400, "bad_request")


@pytest.fixture
async def many(db):
    """Three days of a ledger whose tiles are whole at the first level, and begun at the second."""
    sizes = []
    for entries in (300, 65_700, 3_001):
        await append(entries)
        made = await checkpoints.make(now=NOW + timedelta(days=len(sizes)))
        sizes.append(made.size)
    return sizes


async def test_every_proof_holds_across_the_tiles(api, many):
    assert many == [300, 66_000, 69_001]
    frontier, roots = tree.Frontier(), {}
    for number in range(many[-1]):
        frontier.append(leaf(number))
        roots[frontier.size] = frontier.root if frontier.size in {*many, 256, 257, 65_536} else b""
    for size in many:
        shown = await get(api, f"checkpoints/{size}")
        assert shown["root"] == roots[size].hex()
        for number in (0, 255, 256, 299, 65_535, 65_536, 65_999, 69_000):
            if number >= size:
                told = await refused(api, f"checkpoints/{size}/inclusion", leaf=leaf(number).hex())
                assert told == (404, "entry_not_in_checkpoint")
                continue
            proved = await get(api, f"checkpoints/{size}/inclusion", leaf=leaf(number).hex())
            proof = [bytes.fromhex(one) for one in proved["proof"]]
            assert proved["number"] == number
            assert tree.root_with(leaf(number), number, size, proof) == roots[size]
        for old in {256, 257, *many}:
            if old <= size:
                proved = await get(api, f"checkpoints/{size}/consistency", old=old)
                proof = [bytes.fromhex(one) for one in proved["proof"]]
                assert proved["oldRoot"] == roots[old].hex()
                assert tree.has_grown(old, roots[old], size, roots[size], proof)
    assert await refused(api, "checkpoints/300/consistency", old=301) == (
        404,
        "checkpoint_not_found",
    )


async def test_a_person_reads_their_lines_with_a_signed_receipt_for_each(api, office):
    person = await signed_in("13812340126", now=NOW)
    other = await signed_in("13812340127", now=NOW)
    await serve(other.account, office, 15)
    _, receipts = await serve(person.account, office, 60, 30)
    redeemable = await accounts.account_of(person.account, "redeemable")
    await post(earned(20, redeemable, office, kind="released"), now=NOW)

    async def mine(**query):
        return (await api.get("/api/me/ledger", params=query, headers=person.headers)).json()

    page = await mine(limit=2)
    told = {one["accountKind"]: one["minutes"] for one in page["balances"]}
    assert told == {"service": 90, "redeemable": 20}
    rest = await mine(limit=2, before=page["next"])
    items = [*page["items"], *rest["items"]]
    assert [one["minutes"] for one in items] == [20, 30, 60]
    assert rest["next"] is None
    assert items[2]["text"] == receipts[0].text
    assert items[2]["opening"]["about"] == "shift/1"
    for one in items:
        signed = opened("ledger", "xiangyi-receipt", one["signed"])
        assert signed == one["text"].encode()
        assert tree.leaf_hash(signed).hex() == one["hash"]
